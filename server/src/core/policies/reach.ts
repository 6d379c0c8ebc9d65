import { PacketSet, type PacketBox } from '../packets/packet-set';
import { intersect, isEmpty, overlaps, subtract, unionAll, type PeerSet } from '../packets/peer-set';
import type { Direction, Policy, Rule } from './policy';
import { ruleBounds, type RuleBounds } from './rule-bounds';
import { rulesInOrder, rulesInWorstOrder, type BoundRule } from './rules-in-order';

/** What a policy lets through in one direction: certainly (`must`), and at most (`may`). must ⊆ may. */
export interface Bounds {
  readonly must: PacketSet;
  readonly may: PacketSet;
}

/**
 * What a policy lets through in a direction for all of `own` (its own end; undefined = whoever it is).
 * A required flow is met when it lies in `must`, missing when it does not lie in `may`.
 */
export function reach(policy: Policy, direction: Direction, own?: PeerSet): Bounds {
  // Everybody on the own end needs the flow, so what counts is what all parts of it have in common.
  let common: Bounds | undefined;
  for (const atom of ownAtoms(policy, direction, own)) {
    const part = reachOf(policy, direction, atom);
    common =
      common === undefined
        ? part
        : { must: common.must.intersect(part.must), may: common.may.intersect(part.may) };
    if (common.may.isEmpty()) break;
  }
  return common ?? { must: PacketSet.none, may: PacketSet.none };
}

/** What several policies let through together when any of them is enough (groups on one interface). */
export function reachOfUnion(policies: readonly Policy[], direction: Direction, own?: PeerSet): Bounds {
  const [first, ...rest] = policies.map((policy) => reach(policy, direction, own));
  if (first === undefined) return { must: PacketSet.none, may: PacketSet.none };
  return rest.reduce<Bounds>(
    (all, part) => ({ must: all.must.union(part.must), may: all.may.union(part.may) }),
    first,
  );
}

/**
 * What would certainly get through if the denies were not there. A closing deny-everything stays: it only
 * spells out the default and takes nothing away that anybody meant to allow.
 */
export function reachWithoutDenies(policy: Policy, direction: Direction, own?: PeerSet): PacketSet {
  const closing = closingDeny(policy, direction, own);
  const kept = rulesInWorstOrder(policy, direction, own).filter(
    ({ rule }) => rule.action === 'allow' || rule === closing,
  );
  return walk(policy, direction, kept, 'must');
}

/** The last deny when it matches everything and nothing is allowed behind it. */
export function closingDeny(policy: Policy, direction: Direction, own?: PeerSet): Rule | undefined {
  const last = rulesInWorstOrder(policy, direction, own).at(-1)?.rule;
  if (last?.action !== 'deny') return undefined;
  return PacketSet.all.isSubsetOf(everyFamily(ruleBounds(last, direction, undefined))) ? last : undefined;
}

/** A deny of 0.0.0.0/0 closes a policy even when nobody wrote the line for IPv6. */
function everyFamily(bounds: RuleBounds): PacketSet {
  const set = PacketSet.unionOf(bounds.must);
  const all = PacketSet.all.peers();
  return set.mapPeers((peers) => (isEmpty(subtract({ ...all, v6: [] }, peers)) ? all : peers));
}

function reachOf(policy: Policy, direction: Direction, own: PeerSet | undefined): Bounds {
  const must = walk(policy, direction, rulesInWorstOrder(policy, direction, own), 'must');
  // Rules that nobody sees could let anything through.
  if (policy.incomplete !== undefined) return { must, may: PacketSet.all };
  const rules = rulesInOrder(policy, direction, own);
  const certain = rules.every(({ bounds }) => bounds.causes.length === 0);
  return { must, may: certain ? must : walk(policy, direction, rules, 'may') };
}

/**
 * Lets the rules match one after the other. For the lower bound every earlier deny counts with all it could
 * match, for the upper bound only with what it certainly matches.
 */
function walk(
  policy: Policy,
  direction: Direction,
  rules: readonly BoundRule[],
  bound: 'must' | 'may',
): PacketSet {
  const denyBound = bound === 'must' ? 'may' : 'must';
  const runs: Run[] = [];
  for (const {
    rule: { action },
    bounds,
  } of rules) {
    const boxes = bounds[action === 'allow' ? bound : denyBound];
    if (boxes.length === 0) continue;
    let run = runs.at(-1);
    if (run?.action !== action) runs.push((run = { action, boxes: [] }));
    for (const box of boxes) run.boxes.push(box);
  }
  const { allowed, denied } = match(runs, 0, runs.length);
  return policy.defaults[direction] === 'allow' ? allowed.union(PacketSet.all.subtract(denied)) : allowed;
}

/** Rules of one action that follow each other: their order does not matter. */
interface Run {
  readonly action: Rule['action'];
  readonly boxes: PacketBox[];
}

interface Matched {
  /** What gets through. */
  readonly allowed: PacketSet;
  /** What some deny matches, be it that an allow in front was faster. */
  readonly denied: PacketSet;
}

/**
 * What the runs from `start` to `end` do. The halves are worked out apart and then put together: one after
 * the other, every deny would copy all that came before it.
 */
function match(runs: readonly Run[], start: number, end: number): Matched {
  const run = runs[start];
  if (run === undefined || start >= end) return { allowed: PacketSet.none, denied: PacketSet.none };
  if (end - start === 1) {
    const packets = PacketSet.unionOf(run.boxes);
    return run.action === 'allow'
      ? { allowed: packets, denied: PacketSet.none }
      : { allowed: PacketSet.none, denied: packets };
  }
  const middle = (start + end) >> 1;
  const first = match(runs, start, middle);
  const then = match(runs, middle, end);
  return {
    allowed: first.allowed.union(then.allowed.subtract(first.denied)),
    denied: first.denied.union(then.denied),
  };
}

/** Splits the own end so that every rule speaks of a part wholly or not at all. */
function ownAtoms(
  policy: Policy,
  direction: Direction,
  own: PeerSet | undefined,
): readonly (PeerSet | undefined)[] {
  if (own === undefined) return [undefined];
  let atoms: PeerSet[] = [own];
  for (const rule of policy.rules) {
    if (rule.own === undefined || (rule.direction.kind === 'known' && rule.direction.value !== direction))
      continue;
    const cut = unionAll(rule.own.flatMap((peer) => (peer.set.kind === 'known' ? [peer.set.value] : [])));
    atoms = atoms.flatMap((atom) =>
      overlaps(atom, cut)
        ? [intersect(atom, cut), subtract(atom, cut)].filter((part) => !isEmpty(part))
        : [atom],
    );
  }
  return atoms;
}
