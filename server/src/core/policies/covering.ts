import { ALL_PORTS, ALL_PROTOCOLS, PacketSet, type PacketBox, type PortRange } from '../packets/packet-set';
import { ANY_PEER, isSubset, NO_PEERS, overlaps, unionAll, type PeerSet } from '../packets/peer-set';
import { known } from '../values/value';
import type { Direction, Peer, Policy, Rule } from './policy';
import { ruleBounds } from './rule-bounds';

/** A rule that others leave nothing to do, and these others. */
export interface Covered {
  readonly rule: Rule;
  readonly by: readonly [Rule, ...Rule[]];
}

/**
 * Rules of a first-match policy that can never match: what they could match, rules in front of them certainly match.
 * A deny of everything that closes the policy is none: it only spells out the default.
 */
export function shadowedRules(policy: Policy): readonly Covered[] {
  if (policy.evaluation !== 'first-match') return [];
  return DIRECTIONS.flatMap((direction) => {
    const extents = inOrder(extentsOf(policy, direction));
    const suspects = suspectsAmong(extents);
    const lastAllow = extents.map(({ rule }) => rule.action).lastIndexOf('allow');
    return extents.flatMap((extent, index) => {
      if (!suspects.has(extent) || (index > lastAllow && closes(extent))) return [];
      const number = numberOf(extent);
      const front = extents
        .slice(0, index)
        .filter((other) => number === undefined || numberOf(other) !== number);
      return coveredBy(extent, front);
    });
  });
}

/**
 * Allows of a policy in which any rule is enough that let nothing through which others do not. Of equal ones the first
 * is the one to keep, of nested ones the widest.
 */
export function redundantRules(policy: Policy): readonly Covered[] {
  if (policy.evaluation !== 'any-allow') return [];
  return DIRECTIONS.flatMap((direction) => {
    const extents = extentsOf(policy, direction).filter(({ rule }) => rule.action === 'allow');
    const suspects = suspectsAmong(extents);
    const found = new Map<Extent, Covered>();
    const kept = (): readonly Extent[] => extents.filter((extent) => !found.has(extent));
    for (const [index, extent] of extents.entries()) {
      if (!suspects.has(extent)) continue;
      const wider = extents.find(
        (other, at) => at !== index && holds(other, extent) && (at < index || !holds(extent, other)),
      );
      if (wider !== undefined) found.set(extent, { rule: extent.rule, by: [wider.rule] });
    }
    for (const extent of [...kept()].reverse()) {
      if (!suspects.has(extent)) continue;
      const others = kept().filter((other) => other !== extent);
      for (const covered of coveredBy(extent, others)) found.set(extent, covered);
    }
    return extents.flatMap((extent) => found.get(extent) ?? []);
  });
}

/** Comparisons of two rules; beyond that only as many rules are looked at as fit. */
const MOST_COMPARISONS = 10_000_000;

/**
 * Rules all of whose packets some other rule matches as well. No other rule can be without effect, and to find these
 * takes no comparing of each with each, which 10,000 rules would make slow.
 */
function suspectsAmong(extents: readonly Extent[]): ReadonlySet<Extent> {
  const { twice } = overlapsWithin(extents.map(({ boxes }) => PacketSet.unionOf(boxes)));
  if (twice.isEmpty()) return new Set();
  const most = Math.ceil(MOST_COMPARISONS / extents.length);
  return new Set(
    extents
      .filter(({ boxes }) => boxes.length > 0 && PacketSet.unionOf(boxes).isSubsetOf(twice))
      .slice(0, most),
  );
}

/** What some of the sets hold, and what at least two of them do. */
function overlapsWithin(sets: readonly PacketSet[]): { readonly once: PacketSet; readonly twice: PacketSet } {
  const [only, ...others] = sets;
  if (only === undefined || others.length === 0)
    return { once: only ?? PacketSet.none, twice: PacketSet.none };
  const middle = sets.length >> 1;
  const one = overlapsWithin(sets.slice(0, middle));
  const other = overlapsWithin(sets.slice(middle));
  return {
    once: one.once.union(other.once),
    twice: PacketSet.unionAll([one.twice, other.twice, one.once.intersect(other.once)]),
  };
}

const DIRECTIONS: readonly Direction[] = ['inbound', 'outbound'];

/** What a rule matches for certain, and on whose behalf. */
interface Extent {
  readonly rule: Rule;
  readonly boxes: readonly PacketBox[];
  /** It matches nothing else. */
  readonly exact: boolean;
  /** The policy's own end. */
  readonly own: PeerSet;
}

function extentsOf({ rules }: Policy, direction: Direction): readonly Extent[] {
  return rules.flatMap((rule) => {
    if (rule.direction.kind === 'unknown' || rule.direction.value !== direction) return [];
    const own = ownEndOf(rule.own);
    if (own === undefined) return [];
    const { must, causes } = ruleBounds(forEverybody(rule), direction, undefined);
    return [{ rule, boxes: must.map(withoutGroupsOfV4), exact: causes.length === 0, own }];
  });
}

/** The own ends are compared apart from what the rules match. */
function forEverybody(rule: Rule): Rule {
  if (rule.own === undefined) return rule;
  return { ...rule, own: [{ text: 'any', at: rule.at, set: known(ANY_PEER) }] };
}

/** Undefined when some of it is not known. */
function ownEndOf(own: readonly Peer[] | undefined): PeerSet | undefined {
  if (own === undefined) return ANY_PEER;
  const sets = own.flatMap(({ set }) => (set.kind === 'known' ? [set.value] : []));
  return sets.length < own.length ? undefined : unionAll(sets);
}

/** A group may have IPv6 addresses too, so that 0.0.0.0/0 alone does not stand for it. */
function withoutGroupsOfV4(box: PacketBox): PacketBox {
  const { v4, v6, symbols } = box.peers;
  if (!symbols.allBut || isSubset({ ...ANY_PEER, v4: [] }, box.peers)) return box;
  return { ...box, peers: { v4, v6, symbols: NO_PEERS.symbols } };
}

/** Those whose place is known, first match first. */
function inOrder(extents: readonly Extent[]): readonly Extent[] {
  return extents
    .filter(({ rule }) => rule.order?.kind !== 'unknown')
    .sort((a, b) => (numberOf(a) ?? 0) - (numberOf(b) ?? 0));
}

/** Two entries of one number are a mistake of another kind. */
function numberOf({ rule: { order } }: Extent): number | undefined {
  return order?.kind === 'known' ? order.value : undefined;
}

/** Whether it is a deny of everything, of one address family or of both. */
function closes({ rule, boxes }: Extent): boolean {
  return (
    rule.action === 'deny' &&
    boxes.some(
      ({ protocols, ports, sourcePorts, peers }) =>
        contains(protocols, ALL_PROTOCOLS) &&
        contains(ports, ALL_PORTS) &&
        contains(sourcePorts, ALL_PORTS) &&
        (isSubset({ ...NO_PEERS, v4: ANY_PEER.v4 }, peers) ||
          isSubset({ ...NO_PEERS, v6: ANY_PEER.v6 }, peers)),
    )
  );
}

/** The one rule that matches all of it, else those that do together. At most one answer. */
function coveredBy(extent: Extent, others: readonly Extent[]): readonly Covered[] {
  if (!extent.exact || extent.boxes.length === 0) return [];
  const { rule, boxes } = extent;
  const near = others.filter((other) => isSubset(extent.own, other.own) && meets(other, extent));
  const alone = near.find((other) => holds(other, extent));
  if (alone !== undefined) return [{ rule, by: [alone.rule] }];
  const [first, ...rest] = near;
  if (first === undefined || rest.length === 0) return [];
  const together = PacketSet.unionOf(near.flatMap((other) => other.boxes));
  if (!PacketSet.unionOf(boxes).isSubsetOf(together)) return [];
  return [{ rule, by: [first.rule, ...rest.map((other) => other.rule)] }];
}

function holds(wide: Extent, narrow: Extent): boolean {
  if (!narrow.exact || narrow.boxes.length === 0 || !isSubset(narrow.own, wide.own)) return false;
  return narrow.boxes.every((inner) => wide.boxes.some((outer) => boxHolds(outer, inner)));
}

function boxHolds(outer: PacketBox, inner: PacketBox): boolean {
  return (
    contains(outer.ports, inner.ports) &&
    contains(outer.protocols, inner.protocols) &&
    contains(outer.sourcePorts, inner.sourcePorts) &&
    isSubset(inner.peers, outer.peers)
  );
}

function meets(a: Extent, b: Extent): boolean {
  return a.boxes.some((one) =>
    b.boxes.some(
      (other) =>
        touches(one.ports, other.ports) &&
        touches(one.protocols, other.protocols) &&
        touches(one.sourcePorts, other.sourcePorts) &&
        overlaps(one.peers, other.peers),
    ),
  );
}

function contains(outer: PortRange, inner: PortRange): boolean {
  return outer.from <= inner.from && inner.to <= outer.to;
}

function touches(a: PortRange, b: PortRange): boolean {
  return a.from <= b.to && b.from <= a.to;
}
