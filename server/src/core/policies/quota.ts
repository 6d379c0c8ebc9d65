import { toCidrs } from '../packets/cidr';
import type { PeerSet } from '../packets/peer-set';
import type { Change } from './change';
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
  if (policy.kind === 'firewall' || policy.kind === 'domain-list') return [];
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

/** The loads of a policy that changes of it make higher, as they would be then. */
export function loadsWith(policy: Policy, changes: readonly Change[]): readonly Load[] {
  if (policy.kind === 'firewall' || policy.kind === 'domain-list') return [];
  const old = loadsOf(policy);
  return DIRECTIONS.flatMap((direction) =>
    FAMILIES.flatMap((family) => {
      const own = changes.filter((change) => change.policy === policy);
      const added = sum(own, (change) => addedBy(change, direction, family));
      if (added === 0) return [];
      const known = old.find((load) => load.direction === direction && load.family === family)?.count;
      const count = (known ?? (policy.kind === 'network-acl' ? 1 : 0)) + added;
      return [{ direction, family, count }];
    }),
  );
}

function addedBy(change: Change, direction: Direction, family: Family): number {
  if (change.kind === 'add-rules') {
    const rules = change.rules.filter((rule) => rule.direction === direction);
    return sum(
      rules,
      ({ protocols, ports, peers }) => protocols.length * ports.length * peersOf(peers, family),
    );
  }
  return isOf(change.rule, direction) ? peersOf(change.peers, family) : 0;
}

/** How many peers a set is written as. */
function peersOf({ v4, v6, symbols }: PeerSet, family: Family): number {
  const cidrs = toCidrs(family === 'ipv4' ? { v4, v6: [] } : { v4: [], v6 });
  return cidrs.length + (symbols.allBut ? 0 : symbols.names.length);
}

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
