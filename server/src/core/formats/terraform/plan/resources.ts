import type { JsonPlace } from '../../../syntax/json';
import type { Location, SourceFile } from '../../../text/source';
import { unknown, type Unknown, type Value } from '../../../values/value';
import type { Resource, ResourceBlock, Resources } from '../lower/resource';
import { anything, objectSections, type Section } from '../lower/section';
import { unknownValue } from '../values/make';
import type { TfUnknown, TfValue } from '../values/value';
import { isInline, observedRules, ownerArgument, type ObservedRules } from './observed';
import type { Plan, PlannedResource } from './plan';
import { fitsArgument } from './families';
import { regionOf } from './region';
import {
  createTracer,
  expressionAt,
  isConfigured,
  NOWHERE,
  type Origin,
  type Origins,
  type Tracer,
} from './trace';
import { toValue, type Hole } from './values';

/** The resources that are there once a plan is applied, or that a state shows. */
export function plannedResources(plan: Plan): Resources {
  const context: Context = { plan, trace: createTracer(plan), observed: observedRules(plan) };
  const all = [...plan.blocks.values()].map((instances): ResourceBlock => ({
    type: instances[0]?.type ?? '',
    complete: true,
    resources: instances.map((planned) => new PlanResource(planned, context)),
  }));
  return { blocks: (types) => all.filter(({ type }) => types.has(type)) };
}

/** Why there may be more than a plan shows, for everything in it. */
export function unfinished(plan: Plan): ReadonlyMap<string, Omit<Unknown, 'kind'>> {
  if (!plan.unfinished) return new Map();
  const reason = 'Terraform did not finish the plan, so that there may be more than it shows';
  const at = plan.place.opening;
  return new Map([...plan.blocks.keys()].map((key) => [key, { reason, at }]));
}

interface Context {
  readonly plan: Plan;
  readonly trace: Tracer;
  readonly observed: ObservedRules;
}

class PlanResource implements Resource {
  readonly file: SourceFile;
  readonly at: Location;
  readonly type: string;
  readonly address: string;
  readonly key: string;
  readonly complete = true;
  readonly condition = undefined;
  readonly ignored = undefined;
  readonly comments = [];
  private readonly values: JsonPlace;

  constructor(
    private readonly planned: PlannedResource,
    private readonly context: Context,
  ) {
    const { type, address, key, place } = planned;
    this.type = type;
    this.address = address;
    this.key = key;
    this.file = place.file;
    this.at = place.opening;
    this.values = place.at('values');
  }

  get(argument: string): TfValue | undefined {
    const { values, unknowns, source } = this.planned;
    const value = values[argument];
    const unknownParts = unknowns[argument];
    if (value === undefined && unknownParts === undefined) return undefined;
    // What nobody asked for is for AWS to decide, and says nothing here.
    const isAsked = !isConfigured(this.planned) || expressionAt(source, argument, []) !== undefined;
    if (unknownParts === true && !isAsked) return undefined;
    const place = this.values.at(argument);
    const result = toValue(value, unknownParts, place, (hole) => this.unknownAt(argument, hole, place));
    return result.kind === 'null' ? undefined : result;
  }

  written(): undefined {
    return undefined;
  }

  place(argument: string): Location {
    return argument in this.planned.values ? this.values.at(argument) : this.at;
  }

  sections(type: string): readonly Section[] | undefined {
    const value = this.get(type);
    if (value === undefined) return this.mayBeHidden(type) ? [this.hidden(type)] : undefined;
    const sections = objectSections(value, this.place(type));
    const standing = this.context.observed(this.planned, type);
    if (standing === 'asked for') return sections;
    if (standing === 'told elsewhere') return undefined;
    const reason = `rules of ${this.address} that are resources of their own change with this plan`;
    return sections.map((section) => ({ ...section, doubt: section.doubt ?? unknown(reason, this.at) }));
  }

  /**
   * A new group whose rules are all known after apply has either none of its own or a `dynamic` block over what is not
   * known yet, which a plan does not show. Where its rules are resources of their own, it is the former.
   */
  private mayBeHidden(type: string): boolean {
    const { unknowns } = this.planned;
    if (!this.context.plan.hasHiddenSources || !isInline(type) || unknowns[type] !== true) return false;
    return !this.context.plan.resources.some((rule) => {
      const owner = ownerArgument(rule, type);
      if (owner === undefined) return false;
      const expression = expressionAt(rule.source, owner, []);
      const { all } = this.context.trace(rule, expression, fitsArgument(owner));
      return all.some(({ resource }) => resource === this.planned);
    });
  }

  private hidden(type: string): Section {
    const reason = `${this.address} may have a dynamic "${type}" over what is known after apply, which a plan does not show`;
    return anything(unknown(reason, this.at), this.at);
  }

  mentions(argument: string): ReadonlySet<string> {
    return new Set(this.originsOf(argument, []).all.map(({ resource }) => resource.key));
  }

  get region(): Value<string> | undefined {
    return regionOf(this.planned, this.context.plan);
  }

  private originsOf(argument: string, path: readonly (string | number)[]): Origins {
    const expression = expressionAt(this.planned.source, argument, path);
    return this.context.trace(this.planned, expression, fitsArgument(nameAt(argument, path)));
  }

  private unknownAt(argument: string, { path, number, count }: Hole, place: Location): TfValue {
    const { all, certain } = isConfigured(this.planned) ? this.originsOf(argument, path) : NOWHERE;
    const isElement = typeof path.at(-1) === 'number';
    if (certain && !isElement && all.length > 0 && PLURAL.test(nameAt(argument, path))) {
      return { kind: 'list', elements: all.map(fromOrigin), at: place };
    }
    const own = certain && isElement && count === all.length ? all[number] : undefined;
    const only = all.length === 1 && count === 1 ? all[0] : undefined;
    const origin = own ?? only;
    if (origin !== undefined) return fromOrigin(origin);
    const name = [argument, ...path].join('.');
    return unknownValue({ reason: `${this.address}.${name} is known after apply`, at: this.at });
  }
}

/** The name of the innermost argument on the way to a value. */
function nameAt(argument: string, path: readonly (string | number)[]): string {
  return path.filter((step) => typeof step === 'string').at(-1) ?? argument;
}

/** Arguments that take a list. */
const PLURAL = /_(?:ids|blocks|groups|addresses|ips)$/;

/** A value that AWS makes with another resource. */
function fromOrigin({ resource: { address, place }, attribute }: Origin): TfUnknown {
  const reference = `${address}.${attribute}`;
  return { ...unknownValue({ reason: `${reference} is known after apply`, at: place.opening }), reference };
}
