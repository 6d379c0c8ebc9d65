import type { Policy } from '../policies/policy';
import type { Placement } from './placement';
import type { RoleClaim } from './roles';

/**
 * What is judged: the policies that stand in front of one interface or path in one role. Several policies
 * are a union (any of them may let a flow through); each thing that stands in series with them (a network
 * ACL behind the groups) is a subject of its own, so that a policy is not blamed for what another one blocks.
 */
export interface Subject {
  /** What the union lacks is reported on the first, the others are related. */
  readonly placements: readonly [Placement, ...Placement[]];
  readonly claim: RoleClaim;
}

/** Who is judged in which role. Groups that share an interface are judged together, all others alone. */
export function findSubjects(placements: readonly Placement[]): readonly Subject[] {
  const subjects: Subject[] = [];
  const together = groupsOnOneInterface(placements);
  const done = new Set<string>();
  for (const [index, placement] of placements.entries()) {
    const others = together.get(placement.policy) ?? [];
    for (const claim of placement.roles) {
      if (done.has(`${index} ${claim.role}`)) continue;
      const mates = others.filter(
        (other) => other !== placement && other.roles.some(({ role }) => role === claim.role),
      );
      for (const mate of mates) done.add(`${placements.indexOf(mate)} ${claim.role}`);
      subjects.push({ placements: [placement, ...mates], claim });
    }
  }
  return subjects;
}

function groupsOnOneInterface(placements: readonly Placement[]): ReadonlyMap<Policy, readonly Placement[]> {
  const result = new Map<Policy, readonly Placement[]>();
  for (const unit of new Set(placements.map(({ unit }) => unit))) {
    for (const attachment of unit.attachments) {
      if (attachment.kind !== 'interface') continue;
      const groups = placements.filter(({ policy }) => attachment.groups.includes(policy));
      for (const { policy } of groups) result.set(policy, groups);
    }
  }
  return result;
}
