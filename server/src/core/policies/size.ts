import type { PortRange } from '../packets/packet-set';
import type { PeerSet } from '../packets/peer-set';
import type { Value } from '../values/value';
import type { Policy, Rule } from './policy';

/** The most pieces of all policies that are read together. Ten thousand everyday rules make a tenth of it. */
export const MAX_PIECES = 5_000_000;

/**
 * Into how many pieces the rules of a policy cut each other, at most: spans of protocols × ports × source
 * ports × intervals of peers. It is what judging the policy costs, and it can grow with the square of the rules
 * where each has ports of its own that overlap those of all others.
 */
export function pieces({ rules }: Policy): number {
  const protocols = counter(rules.map((rule) => rule.protocols));
  const ports = counter(rules.map((rule) => rule.ports));
  const sourcePorts = counter(rules.map((rule) => rule.sourcePorts));
  return rules.reduce(
    (sum, rule) =>
      sum + protocols(rule.protocols) * ports(rule.ports) * sourcePorts(rule.sourcePorts) * peerCount(rule),
    0,
  );
}

/** Protocols or ports. */
type Ranges = Value<readonly PortRange[]>;

/** Says how many pieces each of the values holds. Formats share the value of equal ranges, so there are few. */
function counter(values: readonly Ranges[]): (ranges: Ranges) => number {
  const distinct = new Set(values);
  const cutAt = cuts(distinct);
  const counts = new Map(Array.from(distinct, (ranges) => [ranges, spans(ranges, cutAt)]));
  return (ranges) => counts.get(ranges) ?? 0;
}

/** Where some range starts or has just ended, ascending. */
function cuts(values: Iterable<Ranges>): readonly number[] {
  const found = new Set<number>();
  for (const value of values) {
    if (value.kind === 'unknown') continue;
    for (const { from, to } of value.value) found.add(from).add(to + 1);
  }
  return [...found].sort((a, b) => a - b);
}

/** How many of the pieces between the cuts the ranges hold. What is not known may be all, and what is beyond. */
function spans(ranges: Ranges, cutAt: readonly number[]): number {
  if (ranges.kind === 'unknown') return cutAt.length + 1;
  return ranges.value.reduce((sum, { from, to }) => sum + indexOf(cutAt, to + 1) - indexOf(cutAt, from), 0);
}

function indexOf(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? Infinity) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function peerCount({ peers }: Rule): number {
  return peers.reduce((sum, { set }) => sum + (set.kind === 'known' ? intervals(set.value) : 1), 0);
}

function intervals({ v4, v6, symbols }: PeerSet): number {
  return v4.length / 2 + v6.length / 2 + symbols.names.length;
}
