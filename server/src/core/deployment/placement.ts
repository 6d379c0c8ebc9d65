import picomatch from 'picomatch/posix';
import type { Vpc } from '../formats/attachment';
import type { Part, Unit } from '../formats/format';
import type { Policy } from '../policies/policy';
import type { Target } from '../policies/target';
import type { Role } from '../requirements/requirement';
import type { Location } from '../text/source';
import type { Configuration, Governing, PolicyEntry } from './configuration';
import {
  isInvalid,
  readDirective,
  readStated,
  readTags,
  type Directive,
  type InvalidDirective,
  type Suppression,
} from './directives';
import type { Facts, Stated } from './facts';
import { inferenceOf } from './inference/infer';
import type { Inferred, Reason } from './inference/inferred';
import { partOf } from './parts';
import { regionsOfRanges, ROLES_OF, rolesShownBy, speaksTo, type RoleClaim } from './roles';
import { whereIs } from './where-is';

/** A policy, or a VPC, with everything that is known about where it stands. */
export interface Placement<T extends Target = Policy> {
  /** Called so in all reports, even if it is a VPC. */
  readonly policy: T;
  readonly unit: Unit;
  /** What its name is unique in. */
  readonly part: Part;
  /** None: only the shape of the policy is looked at. */
  readonly roles: readonly RoleClaim[];
  /** What is stated wins over what is inferred, fact by fact. */
  readonly facts: Facts;
  readonly inferred: Inferred;
  readonly suppressions: readonly Suppression[];
  readonly invalid: readonly InvalidDirective[];
  readonly configuration?: Configuration;
  /** The configuration entry that matched. */
  readonly entry?: PolicyEntry;
}

/** Finds roles and facts of policies: command line, then directive or tag, then configuration, then inference. */
export function createPlacer(
  stated: Stated,
): (policy: Policy, unit: Unit, governing: Governing | undefined) => Placement {
  const place = createTargetPlacer(stated);
  return (policy, unit, governing) => {
    const part = partOf(unit, policy);
    const inference = inferenceOf(part);
    const roles = (): readonly RoleClaim[] =>
      uniqueRoles([...rolesShownBy(policy), ...inference.rolesOf(policy)]);
    return place(policy, { unit, part, inferred: inference.of(policy), roles }, governing);
  };
}

/** What is there without anybody having stated it. */
interface Surroundings extends Pick<Placement, 'unit' | 'part' | 'inferred'> {
  /** The roles that it has if nobody states others. */
  readonly roles: () => readonly RoleClaim[];
}

/** The same for anything that can be judged. */
export function createTargetPlacer(
  stated: Stated,
): <T extends Target>(
  target: T,
  surroundings: Surroundings,
  governing: Governing | undefined,
) => Placement<T> {
  // Policies of one deployment share the very same facts: what is asked of them is worked out once.
  const shared = new Map<PolicyEntry | Configuration | undefined, Map<Facts, Facts>>();
  return (target, { unit, part, inferred, roles }, governing) => {
    const configuration = governing?.configuration;
    const entry = configuration?.policies.find((candidate) =>
      matches(candidate, target, governing?.path ?? ''),
    );
    const { directives, invalid } = readDirectives(target, entry);
    const written = directiveFacts(directives);
    const key = entry ?? configuration;
    const alike = shared.get(key) ?? new Map<Facts, Facts>();
    shared.set(key, alike);
    const known = written === undefined ? alike.get(inferred.facts) : undefined;
    const facts = known ?? merge(inferred.facts, configuration?.facts, entry?.facts, written, stated.facts);
    if (written === undefined) alike.set(inferred.facts, facts);
    return {
      policy: target,
      unit,
      part,
      roles: statedRoles(target, stated, directives, entry) ?? roles(),
      facts,
      inferred,
      suppressions: directives.flatMap(({ suppression }) => suppression ?? []),
      invalid,
      ...(configuration !== undefined && { configuration }),
      ...(entry !== undefined && { entry }),
    };
  };
}

/** What stands further right is closer to the policy and wins. */
function merge(...layers: readonly (Facts | undefined)[]): Facts {
  return layers.reduce<Facts>((far, near) => ({ ...far, ...near }), {});
}

function readDirectives(
  target: Target,
  entry: PolicyEntry | undefined,
): { readonly directives: readonly Directive[]; readonly invalid: readonly InvalidDirective[] } {
  const read = [
    ...target.comments.flatMap((comment) => readDirective(comment) ?? []),
    ...readTags(target),
    ...readStated(target.stated?.roles ?? [], target.stated?.regions ?? []),
  ];
  const invalid = read.filter(isInvalid);
  const directives: Directive[] = [];
  for (const written of read) {
    if (isInvalid(written)) continue;
    const directive = meantFor(target, written);
    const unfit = directive.roles.find((role) => !ROLES_OF[target.kind].includes(role));
    if (unfit === undefined) directives.push(directive);
    else invalid.push(unfitRole(target, unfit, directive.at));
  }
  const said = entry?.roles ?? [];
  const meant = said.filter((role) => speaksTo(role, target));
  for (const role of meant.length > 0 ? meant : said) {
    if (ROLES_OF[target.kind].includes(role)) continue;
    invalid.push(unfitRole(target, role, entry?.at ?? target.at));
  }
  return { directives, invalid };
}

/** A directive at a module call speaks to all that the module makes: VPCs and policies take what is theirs. */
function meantFor(target: Target, directive: Directive): Directive {
  if (directive.at.file === target.at.file) return directive;
  return { ...directive, roles: directive.roles.filter((role) => speaksTo(role, target)) };
}

/**
 * The Regions whose requirements count for a role. A client network may show its Region by the gateway ranges
 * that it already names; the others have what is stated, what the format itself says, and where their directory is.
 */
export function regionsFor(placement: Placement | Placement<Vpc>, role: Role): readonly string[] {
  const { facts, policy } = placement;
  if (facts.regions !== undefined && facts.regions.length > 0) return facts.regions;
  const named = role === 'client-network' && policy.kind !== 'vpc' ? regionsOfRanges(policy) : [];
  if (named.length > 0) return named;
  if (policy.region?.kind === 'known') return [policy.region.value];
  return role === 'client-network' ? [] : placement.inferred.regions;
}

/** The inferred facts that count for a policy, because nobody stated others. */
export function reasonsFor(placement: Placement | Placement<Vpc>): readonly Reason[] {
  const { facts, inferred, roles } = placement;
  if (inferred.reasons.length === 0) return inferred.reasons;
  return inferred.reasons.filter(({ fact }) =>
    fact === 'regions'
      ? roles.some(({ role }) => regionsFor(placement, role) === inferred.regions)
      : facts[fact] === inferred.facts[fact],
  );
}

/** The roles that somebody said a policy has; undefined when nobody did. */
function statedRoles(
  target: Target,
  stated: Stated,
  directives: readonly Directive[],
  entry: PolicyEntry | undefined,
): readonly RoleClaim[] | undefined {
  const fits = (role: Role): boolean => ROLES_OF[target.kind].includes(role);
  if (stated.roles.some((role) => speaksTo(role, target))) {
    return stated.roles.filter(fits).map((role) => ({ role, from: 'flag', why: '--role says so' }));
  }
  const written = directives.flatMap(({ roles, at }) =>
    roles.map((role): RoleClaim => ({ role, from: 'directive', why: `${whereIs(at)} says so`, at })),
  );
  if (written.length > 0) return uniqueRoles(written);
  if (entry !== undefined && entry.roles.length > 0) {
    return entry.roles.filter(fits).map((role) => ({
      role,
      from: 'configuration',
      why: `${whereIs(entry.at)} says so`,
      at: entry.at,
    }));
  }
  return undefined;
}

function uniqueRoles(claims: readonly RoleClaim[]): readonly RoleClaim[] {
  return claims.filter((claim, index) => claims.findIndex(({ role }) => role === claim.role) === index);
}

function directiveFacts(directives: readonly Directive[]): Facts | undefined {
  const regions = directives.flatMap((directive) => directive.regions);
  const protocols = directives.flatMap((directive) => directive.protocols ?? []);
  if (regions.length === 0 && protocols.length === 0) return undefined;
  return { ...(regions.length > 0 && { regions }), ...(protocols.length > 0 && { protocols }) };
}

function unfitRole({ kind: written }: Target, role: Role, at: Location): InvalidDirective {
  const fitting = ROLES_OF[written].join(', ');
  const kind = written === 'vpc' ? 'VPC' : written.replace('-', ' ');
  return { message: `A ${kind} cannot have the role "${role}"; it can be ${fitting}.`, at };
}

/**
 * Whether a configuration entry speaks of something: by its name, or of all that its roles are for. A glob for the
 * names of policies often fits that of their VPC, of which it says nothing.
 */
function matches({ files, match, roles }: PolicyEntry, target: Target, path: string): boolean {
  const isMeant = roles.length === 0 || roles.some((role) => speaksTo(role, target));
  if (!isMeant && (match === undefined || target.kind === 'vpc')) return false;
  const fileFits = files === undefined || picomatch.isMatch(path, files, { dot: true });
  return fileFits && (match === undefined || globMatches(target.name, match));
}

/** Names hold brackets and slashes that are no glob syntax there: `*` and `?` are all a name glob knows. */
function globMatches(name: string, glob: string): boolean {
  const pattern = glob
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${pattern}$`, 's').test(name);
}
