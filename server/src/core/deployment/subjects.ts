import type { Part } from '../formats/format';
import type { Policy } from '../policies/policy';
import type { Role } from '../requirements/requirement';
import type { Unknown } from '../values/value';
import { inferenceOf, type Inference } from './inference/infer';
import type { Placement } from './placement';
import type { RoleClaim } from './roles';
import { groupBy } from '../text/group-by';

/**
 * What is judged: the policies that stand in front of one interface or path in one role. Several policies
 * are a union (any of them may let a flow through); each thing that stands in series with them (a network
 * ACL behind the groups) is a subject of its own, so that a policy is not blamed for what another one blocks.
 */
export interface Subject {
  /** What the union lacks is reported on the first, the others are related. */
  readonly placements: readonly [Placement, ...Placement[]];
  readonly claim: RoleClaim;
  /** Why further policies may be in the union that nobody sees: what it lacks is then undetermined. */
  readonly more?: Unknown;
}

/** Who is judged in which role. Groups that share an interface are judged together, all others alone. */
export function findSubjects(placements: readonly Placement[]): readonly Subject[] {
  const unions = findUnions(placements);
  const inUnion = new Set(unions.flatMap(({ members }) => members));
  const led = groupBy(leadersOf(unions), ({ leader }) => leader);
  return placements.flatMap((placement) =>
    inUnion.has(placement)
      ? (led.get(placement) ?? []).map(({ subject }) => subject)
      : placement.roles.map((claim): Subject => ({ placements: [placement], claim })),
  );
}

/** Placements whose groups stand in front of one thing. */
interface Union {
  /** In the order of the placements. */
  readonly members: readonly Placement[];
  readonly more?: Unknown;
}

/** Each once, small ones first. */
function findUnions(placements: readonly Placement[]): readonly Union[] {
  const byPart = new Map<Part, Map<Policy, Placement>>();
  for (const placement of placements) {
    if (inferenceOf(placement.part).together.length === 0) continue;
    const known = byPart.get(placement.part) ?? new Map<Policy, Placement>();
    byPart.set(placement.part, known.set(placement.policy, placement));
  }
  return [...byPart].flatMap(([part, placed]) => unionsIn(inferenceOf(part), placed));
}

function unionsIn({ together }: Inference, placed: ReadonlyMap<Policy, Placement>): readonly Union[] {
  const numbers = new Map([...placed.keys()].map((policy, number) => [policy, number]));
  const unions = new Map<string, Union>();
  for (const { groups, more } of together) {
    const members = [...new Set(groups)].filter((group) => placed.has(group));
    members.sort((a, b) => (numbers.get(a) ?? 0) - (numbers.get(b) ?? 0));
    const key = `${members.map((member) => numbers.get(member)).join()} ${more?.reason ?? ''}`;
    if (members.length === 0) continue;
    unions.set(key, {
      members: members.flatMap((member) => placed.get(member) ?? []),
      ...(more !== undefined && { more }),
    });
  }
  return [...unions.values()].sort((a, b) => sizeOf(a) - sizeOf(b));
}

function sizeOf({ members, more }: Union): number {
  return members.length + (more === undefined ? 0 : 0.5);
}

interface Led {
  readonly leader: Placement;
  readonly subject: Subject;
}

/**
 * On which policy of a union its gaps are reported: the first that no union before has in it. Where more groups stand
 * together than in a union that is judged already, no more is lost.
 */
function leadersOf(unions: readonly Union[]): readonly Led[] {
  const found: Led[] = [];
  const judged = new Map<Role, Union[]>();
  for (const union of unions) {
    const { members, more } = union;
    for (const role of new Set(members.flatMap(({ roles }) => roles.map((claim) => claim.role)))) {
      const before = (judged.get(role) ?? []).filter((other) => overlap(other, union));
      const able = members.filter(({ roles }) => roles.some((claim) => claim.role === role));
      const fresh = able.find((member) => !before.some((other) => other.members.includes(member)));
      const adds = !before.some((other) => isPartOf(other, union));
      const leader = fresh ?? (adds ? able[0] : undefined);
      const claim = leader?.roles.find((each) => each.role === role);
      if (leader === undefined || claim === undefined) continue;
      judged.set(role, [...(judged.get(role) ?? []), union]);
      const mates = members.filter((member) => member !== leader);
      found.push({
        leader,
        subject: { placements: [leader, ...mates], claim, ...(more !== undefined && { more }) },
      });
    }
  }
  return found;
}

function overlap(a: Union, b: Union): boolean {
  return a.members.some((member) => b.members.includes(member));
}

/** Whether whatever gets through one of them gets through the other as well. */
function isPartOf(small: Union, large: Union): boolean {
  return small.more === undefined && small.members.every((member) => large.members.includes(member));
}
