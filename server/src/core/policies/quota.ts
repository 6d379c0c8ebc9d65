import type { Direction, Peer, Policy, Rule } from './policy';

/** The entries of a policy that AWS counts together. */
export interface Load {
  readonly direction: Direction;
  readonly family: Family;
  readonly count: number;
}

export type Family = 'ipv4' | 'ipv6';

/**
 * How many entries a policy has as AWS counts them: each direction and address family for itself. What is not known
 * for certain is not counted, so that a policy may have more than this and never has fewer. No load where nothing is
 * counted.
 */
export function loadsOf(policy: Policy): readonly Load[] {
  if (policy.kind === 'firewall') return [];
  return DIRECTIONS.flatMap((direction) =>
    FAMILIES.flatMap((family) => {
      const rules = policy.rules.filter((rule) => isCertain(rule) && isOf(rule, direction));
      const count =
        policy.kind === 'network-acl'
          ? aclEntries(rules, family)
          : sum(rules, (rule) => entries(rule, family));
      return count === 0 ? [] : [{ direction, family, count }];
    }),
  );
}

const DIRECTIONS: readonly Direction[] = ['inbound', 'outbound'];
const FAMILIES: readonly Family[] = ['ipv4', 'ipv6'];

/** Every network ACL ends with a deny of each family that nobody may remove, and its numbers are these. */
export const FIRST_CLOSING_NUMBER = 32767;

/** The entries that people wrote, and the deny that closes them, whether the text shows it or not. */
function aclEntries(rules: readonly Rule[], family: Family): number {
  const own = rules.filter(({ order }) => order?.kind !== 'known' || order.value < FIRST_CLOSING_NUMBER);
  const count = sum(own, (rule) => entries(rule, family));
  return count === 0 ? 0 : count + 1;
}

/** AWS has an entry for each peer of a rule. */
function entries({ peers }: Rule, family: Family): number {
  return sum(peers, (peer) => weight(peer, family));
}

/** A group counts in both families, a prefix list as the most entries that it may have, in its own. */
function weight({ set, atLeast, maxEntries = 0 }: Peer, family: Family): number {
  const sure = set.kind === 'known' ? set.value : atLeast;
  if (sure === undefined) return 0;
  const names = sure.symbols.allBut ? [] : sure.symbols.names;
  const hasAddresses = (family === 'ipv4' ? sure.v4 : sure.v6).length > 0;
  if (names.some((name) => name.startsWith('prefix-list:'))) return hasAddresses ? maxEntries : 0;
  return names.length > 0 || hasAddresses ? 1 : 0;
}

function isCertain({ doubt }: Rule): boolean {
  return doubt === undefined;
}

function isOf({ direction }: Rule, wanted: Direction): boolean {
  return direction.kind === 'known' && direction.value === wanted;
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
