import type { Subject } from '../deployment/subjects';
import { PacketSet } from '../packets/packet-set';
import { ANY_PEER, type PeerSet } from '../packets/peer-set';
import type { Direction, Policy, Rule } from '../policies/policy';
import { reachOfUnion, reachWithoutDenies, type Bounds } from '../policies/reach';
import { rulesInOrder, type BoundRule } from '../policies/rules-in-order';
import type { Level, StreamingProtocol } from '../requirements/requirement';
import { findCause, type Cause } from './causes';
import { hasSymbols, withGroups, type Peers } from './demand';
import { NARROWEST, type Asked, type AskedPart, type Packets } from './plan';

/** The verdict on one requirement for one subject. */
export interface Judgement {
  readonly subject: Subject;
  readonly asked: Asked;
  readonly level: Level;
  readonly outcome: Outcome;
  /** Set when this protocol was not stated and the policy opens only the other one's port. */
  readonly unlikely?: StreamingProtocol;
}

export type Outcome =
  | { readonly verdict: 'met' }
  | { readonly verdict: 'missing'; readonly loss: Loss }
  /** Without a cause there is no finding: something else already says why. */
  | { readonly verdict: 'undetermined'; readonly cause?: Cause };

/** What certainly does not get through. */
export interface Loss {
  /** `blocked`: only a deny is in the way. `answers`: there, but not back. */
  readonly kind: 'missing' | 'blocked' | 'answers';
  readonly direction: Direction;
  readonly parts: readonly LostPart[];
  /** The deny that takes it, or some of it. */
  readonly deny?: Rule;
}

export interface LostPart {
  readonly packets: PacketSet;
  /** All that was needed of this part; the very same set when all of it is lost. */
  readonly needed: PacketSet;
  /** Who it is lost to. Of somebody without an address the packets say nothing. */
  readonly peers: Peers;
}

/** Policies that stand in front of one interface or path, with what they let through. */
export interface Gate {
  readonly policies: readonly [Policy, ...Policy[]];
  /** The own end that everything is asked for; undefined = whoever it is. */
  readonly own: PeerSet | undefined;
  /** Worked out once. */
  bounds(direction: Direction): Bounds;
  /** What the denies alone take away; undefined when they are none, or stand beside another policy. */
  denies(direction: Direction): Denies | undefined;
}

export interface Denies {
  /** In the order in which they are tried. */
  readonly rules: readonly BoundRule[];
  /** What would get through without them. */
  readonly without: PacketSet;
}

export function openGate(subject: Subject, own: PeerSet | undefined): Gate {
  const [first, ...others] = subject.placements;
  const policies = [first.policy, ...others.map(({ policy }) => policy)] as const;
  return {
    policies,
    own,
    bounds: oncePerDirection((direction) => reachOfUnion(policies, direction, own)),
    denies: oncePerDirection((direction) => deniesOf(policies, direction, own)),
  };
}

function oncePerDirection<T>(workOut: (direction: Direction) => T): (direction: Direction) => T {
  const known = new Map<Direction, { readonly value: T }>();
  return (direction) => {
    const { value } = known.get(direction) ?? { value: workOut(direction) };
    known.set(direction, { value });
    return value;
  };
}

function deniesOf(
  [policy, ...others]: Gate['policies'],
  direction: Direction,
  own: PeerSet | undefined,
): Denies | undefined {
  if (others.length > 0) return undefined;
  const rules = rulesInOrder(policy, direction, own).filter(({ rule }) => rule.action === 'deny');
  return rules.length === 0 ? undefined : { rules, without: reachWithoutDenies(policy, direction, own) };
}

/** Whether a gate says something about a direction. */
export function speaksOf({ policies }: Pick<Gate, 'policies'>, direction: Direction): boolean {
  return policies.some((policy) => policy.defaults[direction] !== 'not-judged');
}

/** Judges what is asked: can its packets pass, and can the answers come back? */
export function judge(gate: Gate, asked: Asked, parts: readonly AskedPart[]): Outcome {
  const { direction } = asked.requirement;
  const forward = judgeWay(gate, direction, parts, ({ forward }) => forward);
  if (forward.verdict === 'missing' || gate.policies.some(({ stateful }) => stateful)) return forward;

  const back = direction === 'outbound' ? 'inbound' : 'outbound';
  const answers = judgeWay(gate, back, parts, ({ answers }) => answers);
  if (answers.verdict === 'missing') {
    return { verdict: 'missing', loss: { ...answers.loss, kind: 'answers' } };
  }
  return forward.verdict === 'met' ? answers : forward;
}

type Way = (part: AskedPart) => Packets;

/** One way of a flow: all parts must pass. */
function judgeWay(gate: Gate, direction: Direction, parts: readonly AskedPart[], way: Way): Outcome {
  // Nothing is known of that direction and nothing is asked: answers are then taken to come back.
  if (!speaksOf(gate, direction)) return { verdict: 'met' };
  const bounds = gate.bounds(direction);
  const lost: LostPart[] = [];
  let cause: Cause | undefined;
  for (const part of parts) {
    const { wide, narrow } = way(part);
    const { missing, open } = compare(part, wide, bounds);
    if (missing.isEmpty() && open.isEmpty()) continue;
    if (missing.isEmpty()) cause ??= findCause(gate, direction, open, part.peers);
    else if (narrow !== undefined && compare(part, narrow, bounds).missing.isEmpty()) {
      cause ??= { kind: 'ephemeral-ports', reason: EPHEMERAL, at: gate.policies[0].at };
    } else {
      lost.push({ packets: missing, needed: wide, peers: part.peers });
    }
  }
  if (lost.length > 0) return { verdict: 'missing', loss: lossOf(gate, direction, parts, way, lost) };
  if (cause === undefined) return { verdict: 'met' };
  return { verdict: 'undetermined', ...(cause.kind !== 'silent' && { cause }) };
}

const EPHEMERAL = `only the ephemeral ports ${NARROWEST.from}-${NARROWEST.to} are open, and which ones the clients use is not stated (ephemeralPorts in the configuration)`;

/** `missing` certainly does not pass; `open` may or may not. */
function compare(
  { peers }: AskedPart,
  needed: PacketSet,
  bounds: Bounds,
): { readonly missing: PacketSet; readonly open: PacketSet } {
  // What nobody opens is all missing: the same set, so that whoever tells of it can tell of it once.
  if (!needed.overlaps(bounds.may)) {
    if (peers.kind === 'somebody' || !peers.nearby) return { missing: needed, open: PacketSet.none };
  }
  if (peers.kind === 'all-of') {
    const must = withGroups(bounds.must, peers);
    const rest = needed.subtract(bounds.may);
    // A group among the peers may stand for addresses of the customer's own network.
    const missing =
      peers.nearby && !rest.isEmpty()
        ? rest.subtract(bounds.may.where(hasSymbols).mapPeers(() => peers.set))
        : rest;
    const notSure = must === bounds.may ? rest : needed.subtract(must);
    return { missing, open: notSure === missing ? PacketSet.none : notSure.subtract(missing) };
  }
  // Only the ports that are asked for are of interest, and there are few.
  const may = bounds.may.intersect(needed);
  const must = bounds.must === bounds.may ? may : bounds.must.intersect(needed);
  const missing = needed.subtract(may.where(peers.possible));
  const enough = must.where(peers.enough);
  return { missing, open: needed.subtract(enough).subtract(missing) };
}

/** Tells a flow that nobody allowed from one that a deny in front takes away. */
function lossOf(
  gate: Gate,
  direction: Direction,
  parts: readonly AskedPart[],
  way: Way,
  lost: readonly LostPart[],
): Loss {
  const denies = gate.denies(direction);
  const deny = denies?.rules.find((rule) => takes(rule, lost));
  if (denies === undefined || deny === undefined) return { kind: 'missing', direction, parts: lost };
  const allowed = { must: denies.without, may: denies.without };
  const onlyDenied = parts.every((part) => compare(part, way(part).wide, allowed).missing.isEmpty());
  return { kind: onlyDenied ? 'blocked' : 'missing', direction, parts: lost, deny: deny.rule };
}

function takes({ bounds }: BoundRule, lost: readonly LostPart[]): boolean {
  return bounds.must.some((box) =>
    lost.some(({ packets, peers }) =>
      peers.kind === 'somebody'
        ? peers.possible(box.peers) && packets.overlapsBox({ ...box, peers: ANY_PEER })
        : packets.overlapsBox(box),
    ),
  );
}
