import type { Peer, Policy, Rule } from '../policies/policy';
import type { Location } from '../text/source';

/** Allows to somewhere outside whose protocol and ports are known. */
export function outboundAllows({ rules }: Policy): readonly Rule[] {
  return rules.filter(
    ({ action, direction }) =>
      action === 'allow' && direction.kind === 'known' && direction.value === 'outbound',
  );
}

/** Ranges of one kind that a rule names, and what is said of each. */
export interface NamedRanges<T> {
  readonly said: readonly [T, ...T[]];
  readonly peers: readonly [Peer, ...Peer[]];
}

/**
 * The peers of rules for which something is said, by rule and by what is said. A list that several rules share stands
 * at one place and counts once.
 */
export function namedRanges<T>(
  rules: readonly Rule[],
  say: (peer: Peer) => T | undefined,
  keyOf: (said: T) => string,
): readonly NamedRanges<T>[] {
  const seen = new Map<Location['file'], Set<number>>();
  const found: NamedRanges<T>[] = [];
  for (const rule of rules) {
    const groups = new Map<string, { readonly said: [T, ...T[]]; readonly peers: [Peer, ...Peer[]] }>();
    for (const peer of rule.peers) {
      const said = say(peer);
      if (said === undefined) continue;
      const starts = seen.get(peer.at.file) ?? new Set<number>();
      seen.set(peer.at.file, starts);
      const { start } = peer.at.span;
      if (starts.has(start)) continue;
      starts.add(start);
      const group = groups.get(keyOf(said));
      if (group === undefined) groups.set(keyOf(said), { said: [said], peers: [peer] });
      else {
        group.said.push(said);
        group.peers.push(peer);
      }
    }
    found.push(...groups.values());
  }
  return found;
}
