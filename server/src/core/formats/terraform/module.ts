import type { Attribute, Block, Body, Expression } from '../../syntax/hcl';
import type { Location, SourceFile } from '../../text/source';
import type { Value } from '../../values/value';
import type { Environment } from '../format';
import { resolveData, resolveManaged } from './addresses';
import type { Declaration, Directory } from './directory';
import { evaluate } from './evaluate/evaluate';
import {
  newBudget,
  type Budget,
  type LimitExceeded,
  type Resolved,
  type ResolvedStep,
  type Scope,
} from './evaluate/scope';
import { FUNCTIONS } from './functions';
import { expandInstances, type Instance, type Instances } from './instances';
import { readProviderRegion } from './provider';
import { unknownValue } from './values/make';
import type { TfValue } from './values/value';
import { assignedValues, readVariable, type Assigned } from './variables';

/** Why a value is unknown that stands in text which does not parse. That has a finding of its own. */
export const BROKEN_TEXT = 'a part of the text that it stands in cannot be read';

/** What the names of one directory mean. Everything is worked out when it is first asked for, and once. */
export class Module {
  readonly limits: LimitExceeded[] = [];
  private readonly budget: Budget = newBudget();
  private readonly assigned: ReadonlyMap<string, Assigned>;
  private readonly values = new Map<string, TfValue>();
  private readonly regions = new Map<string, Value<string> | undefined>();
  private readonly scopes = new Map<SourceFile, Scope>();
  private readonly instances = new Map<Block, Instances>();
  /** What is being worked out, innermost last. */
  private readonly path: string[] = [];

  constructor(
    readonly directory: Directory,
    folder: readonly SourceFile[],
    readonly environment: Environment,
  ) {
    this.assigned = assignedValues(folder, environment);
  }

  /** What expressions of a file see. */
  scope(file: SourceFile): Scope {
    let scope = this.scopes.get(file);
    if (scope === undefined) {
      scope = {
        file,
        resolve: (root, path, at) => this.resolve(root, path, at),
        functions: FUNCTIONS,
        budget: this.budget,
        limits: this.limits,
      };
      this.scopes.set(file, scope);
    }
    return scope;
  }

  /** What expressions of a variable file see: nothing. */
  valuesScope(file: SourceFile): Scope {
    return { file, resolve: () => undefined, functions: new Map(), budget: this.budget, limits: this.limits };
  }

  /** The value of an argument; what could not be parsed is unknown for that reason. */
  evaluate(expression: Expression, scope: Scope): TfValue {
    if (expression.kind !== 'missing') return evaluate(expression, scope);
    return unknownValue({ reason: BROKEN_TEXT, at: { file: scope.file, span: expression.span } });
  }

  instancesOf(declaration: Declaration, address: string): Instances {
    const found = this.instances.get(declaration.block);
    if (found !== undefined) return found;
    const cycle = this.cycleOf(address);
    this.path.push(address);
    const instances = expandInstances(declaration, address, this, cycle);
    this.path.pop();
    this.instances.set(declaration.block, instances);
    return instances;
  }

  /** An argument of a resource or data source; `undefined` when it is not set. */
  argument({ file, block }: Declaration, instance: Instance, name: string): TfValue | undefined {
    const attribute = findAttribute(block.body, name);
    if (attribute === undefined) return undefined;
    const compute = (): TfValue => this.evaluate(attribute.expr, instance.scope);
    const at = { file, span: attribute.nameSpan };
    const value =
      attribute.expr.kind === 'literal'
        ? compute()
        : this.once(`${instance.address}.${name}`, compute, at, instance.values);
    return value.kind === 'null' ? undefined : value;
  }

  /** The Region of the provider `aws` with this alias; the empty one is the default. */
  providerRegion(alias: string): Value<string> | undefined {
    if (!this.regions.has(alias)) {
      // A Region that is read from AWS by way of its own provider finds none here.
      this.regions.set(alias, undefined);
      this.regions.set(alias, readProviderRegion(this, alias));
    }
    return this.regions.get(alias);
  }

  private variable(name: string, at: Location): TfValue {
    const declaration = this.directory.variables.get(name);
    if (declaration === undefined) return unknownValue({ reason: `variable ${name} is not declared`, at });
    return this.once(`var.${name}`, () => readVariable(name, declaration, this.assigned.get(name), this), at);
  }

  private local(name: string, at: Location): TfValue {
    const local = this.directory.locals.get(name);
    if (local === undefined) return unknownValue({ reason: `local.${name} is not declared`, at });
    const { attribute, file } = local;
    return this.once(`local.${name}`, () => this.evaluate(attribute.expr, this.scope(file)), {
      file,
      span: attribute.nameSpan,
    });
  }

  private resolve(root: string, path: readonly ResolvedStep[], at: Location): Resolved | undefined {
    const [first, second] = path;
    switch (root) {
      case 'var':
        return first?.kind === 'attribute' ? { value: this.variable(first.name, at), used: 1 } : undefined;
      case 'local':
        return first?.kind === 'attribute' ? { value: this.local(first.name, at), used: 1 } : undefined;
      case 'path':
      case 'terraform':
      case 'tofu':
        return first?.kind === 'attribute'
          ? {
              value: unknownValue({ reason: `${root}.${first.name} is known when Terraform runs`, at }),
              used: 1,
            }
          : undefined;
      case 'module':
        return first?.kind === 'attribute'
          ? { value: this.output(first.name, path, at), used: path.length }
          : undefined;
      case 'data':
        if (first?.kind !== 'attribute' || second?.kind !== 'attribute') return undefined;
        return resolveData(this, first.name, second.name, path);
      default:
        return first?.kind === 'attribute' ? resolveManaged(this, root, first.name, path) : undefined;
    }
  }

  private output(name: string, path: readonly ResolvedStep[], at: Location): TfValue {
    const call = this.directory.modules.get(name);
    const place = call === undefined ? at : headerOf(call);
    const reference = writePath('module', path);
    return {
      ...unknownValue({
        reason: `the outputs of module.${name} are not read: modules are not followed`,
        at: place,
      }),
      ...(reference !== undefined && { reference }),
    };
  }

  private once(key: string, compute: () => TfValue, at: Location, values = this.values): TfValue {
    const found = values.get(key);
    if (found !== undefined) return found;
    const cycle = this.cycleOf(key);
    if (cycle !== undefined) return unknownValue({ reason: cycle, at });
    this.path.push(key);
    const value = compute();
    this.path.pop();
    values.set(key, value);
    return value;
  }

  private cycleOf(key: string): string | undefined {
    const start = this.path.indexOf(key);
    if (start === -1) return undefined;
    return `${key} depends on itself (${[...this.path.slice(start), key].join(' → ')})`;
  }
}

/** The header of a block, from its type to its last label. */
export function headerOf({ file, block }: Pick<Declaration, 'file' | 'block'>): Location {
  return { file, span: block.headerSpan };
}

export function findAttribute(body: Body, name: string): Attribute | undefined {
  return body.attributes.find((attribute) => attribute.name === name);
}

/** The path of a reference as it would be written; `undefined` when a key in it is not known. */
export function writePath(root: string, path: readonly ResolvedStep[]): string | undefined {
  let text = root;
  for (const step of path) {
    if (step.kind === 'attribute') text += `.${step.name}`;
    else if (step.key.kind === 'number') text += `[${step.key.value}]`;
    else if (step.key.kind === 'string') text += `[${JSON.stringify(step.key.value)}]`;
    else return undefined;
  }
  return text;
}
