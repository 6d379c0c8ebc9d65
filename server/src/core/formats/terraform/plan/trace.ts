import { prefixed, list, record, text, type Plan, type PlannedModule, type PlannedResource } from './plan';
import { isObject, type JsonObject } from '../../../values/json-object';

/** What a value that is known after apply may come from: an attribute of a resource that is not made yet. */
export interface Origin {
  readonly resource: PlannedResource;
  readonly attribute: string;
}

export interface Origins {
  readonly all: readonly Origin[];
  /** The expression names these and nothing else, so that all of them are in the value. */
  readonly certain: boolean;
}

/** Says where the values of a resource may come from. */
export type Tracer = (
  resource: PlannedResource,
  expression: unknown,
  /** What can be meant at all. */
  fits: (origin: Origin) => boolean,
) => Origins;

/**
 * Follows the references of expressions: through variables to the calls of modules, and through outputs into modules.
 * A plan says what expressions name, not what they say, and nothing at all about locals; these may come from
 * whatever in their module can be meant.
 */
export function createTracer(plan: Plan): Tracer {
  const known = new Map<unknown, Map<string, Origins>>();
  return (resource, expression, fits) => {
    const { module, index, source } = resource;
    const isTold = isConfigured(resource);
    if (isTold && !isObject(expression)) return NOWHERE;
    // Hundreds of instances say the same, but for the index.
    const key = `${module.address} ${namesOf(expression).some(isIndex) ? index : ''}`;
    const about = isTold ? expression : fits;
    const sameExpression = known.get(about) ?? new Map<string, Origins>();
    known.set(about, sameExpression);
    let origins = sameExpression.get(key);
    if (origins === undefined) {
      const trace = new Trace(plan, fits);
      const standing = { module, index, each: source.for_each_expression };
      origins = isTold ? trace.run(expression, standing) : trace.runAnywhere();
      sameExpression.set(key, origins);
    }
    return origins;
  };
}

/** Plans are sometimes kept without the configuration that they were made from. */
export function isConfigured({ source }: PlannedResource): boolean {
  return 'address' in source;
}

export const NOWHERE: Origins = { all: [], certain: false };

/** Where an expression stands. */
interface Standing {
  readonly module: PlannedModule;
  /** The index of the resource or the call that it stands in, for `each.key` and `count.index`. */
  readonly index: string;
  readonly each: unknown;
}

class Trace {
  private readonly found = new Map<string, Origin>();
  private readonly followed = new Set<unknown>();
  private certain = true;

  constructor(
    private readonly plan: Plan,
    private readonly fits: (origin: Origin) => boolean,
  ) {}

  run(expression: unknown, standing: Standing): Origins {
    this.follow(expression, standing);
    return { all: [...this.found.values()], certain: this.certain };
  }

  /** Where no expression is there to follow, a value may come from anything that can be meant. */
  runAnywhere(): Origins {
    for (const resource of this.plan.resources) this.addAll(resource);
    return { all: [...this.found.values()], certain: false };
  }

  private follow(expression: unknown, standing: Standing): void {
    // What is neither made of anything nor known is decided elsewhere: a condition, say.
    if (namesOf(expression).length === 0) this.certain = false;
    if (!isObject(expression) || this.followed.has(expression)) return;
    this.followed.add(expression);
    const names = longest(namesOf(expression));
    const byIndex = names.some(isIndex);
    for (const name of names) this.followName(name, byIndex, standing);
  }

  private followName(name: string, byIndex: boolean, standing: Standing): void {
    const { module, index, each } = standing;
    if (isIndex(name)) return;
    const [root = '', first = ''] = name.split(/[.[]/, 2);
    switch (root) {
      case 'each':
        this.certain = false;
        this.follow(each, standing);
        break;
      case 'var':
        this.followVariable(first, module);
        break;
      case 'local':
        this.certain = false;
        this.search(module);
        break;
      case 'module': {
        const [, call = '', given = '', output = ''] = OUTPUT.exec(name) ?? [];
        const children = module.children.filter(({ caller }) => caller?.name === call);
        const wanted = prefixed(module, `module.${call}${given === '' && byIndex ? index : given}`);
        const meant = children.filter(({ address }) => address === wanted);
        for (const child of meant.length > 0 ? meant : children) {
          if (output === '') this.followOutputs(child);
          else this.followOutput(child, output);
        }
        break;
      }
      default: {
        const [, block = '', given = '', attribute = 'id'] = RESOURCE.exec(name) ?? [];
        const key = prefixed(module, block);
        const meant = this.plan.byAddress.get(key + (given === '' && byIndex ? index : given));
        const instances = meant === undefined ? (this.plan.blocks.get(key) ?? []) : [meant];
        for (const instance of instances) this.add(instance, attribute);
      }
    }
  }

  private followVariable(name: string, { caller }: PlannedModule): void {
    if (caller === undefined) {
      this.certain = false;
      return;
    }
    const { module, index, call } = caller;
    this.follow(record(call.expressions)[name], { module, index, each: call.for_each_expression });
  }

  /** Behind an index that is not a constant, Terraform does not say which output is meant. */
  private followOutputs(child: PlannedModule): void {
    const names = Object.keys(record(child.source.outputs));
    if (names.length > 1) this.certain = false;
    for (const name of names) this.followOutput(child, name);
  }

  private followOutput(child: PlannedModule, name: string): void {
    const { expression } = record(record(child.source.outputs)[name]);
    this.follow(expression, { module: child, index: '', each: undefined });
  }

  /** Everything that a local of a module could come from. */
  private search(module: PlannedModule): void {
    if (this.followed.has(module)) return;
    this.followed.add(module);
    for (const resource of module.resources) this.addAll(resource);
    for (const name of Object.keys(record(module.caller?.call.expressions)))
      this.followVariable(name, module);
    for (const child of module.children) this.followOutputs(child);
  }

  private addAll(resource: PlannedResource): void {
    for (const attribute in resource.unknowns) this.add(resource, attribute);
  }

  private add(resource: PlannedResource, attribute: string): void {
    const origin = { resource, attribute };
    if (!isKnown(origin) && this.fits(origin)) this.found.set(`${resource.address}.${attribute}`, origin);
  }
}

const OUTPUT = /^module\.([\w-]+)(\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?(?:\.([\w-]+))?/;
const RESOURCE = /^((?:data\.)?[\w-]+\.[\w-]+)(\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?(?:\.([\w-]+))?/;

/** A reference comes with everything that it begins with: `a.b.id`, `a.b`. */
function longest(names: readonly string[]): readonly string[] {
  return [...new Set(names)].filter(
    (name) => !names.some((other) => other.startsWith(`${name}.`) || other.startsWith(`${name}[`)),
  );
}

function isIndex(name: string): boolean {
  return name === 'each.key' || name === 'count.index';
}

function namesOf(expression: unknown): readonly string[] {
  return list(record(expression).references).map(text);
}

function isKnown({ resource: { unknowns, change, values }, attribute }: Origin): boolean {
  return change === undefined ? attribute in values : unknowns[attribute] === undefined;
}

/** The expression behind an argument, or behind one in a block of it, as far as the plan has one. */
export function expressionAt(
  source: JsonObject,
  argument: string,
  path: readonly (string | number)[],
): unknown {
  let found: unknown = record(source.expressions)[argument];
  for (const step of path) {
    const inner: unknown = typeof step === 'number' ? list(found)[step] : record(found)[step];
    // Of an argument there is one expression for all that is in it.
    if (inner === undefined) break;
    found = inner;
  }
  return found;
}
