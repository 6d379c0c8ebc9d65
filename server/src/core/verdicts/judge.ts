import type { Facts } from '../deployment/facts';
import type { Subject } from '../deployment/subjects';
import { PacketSet, type PortRange } from '../packets/packet-set';
import type { PeerSet } from '../packets/peer-set';
import type { Direction, Policy, Rule } from '../policies/policy';
import { reachOfUnion, reachWithoutDenies, rulesInOrder, type Bounds } from '../policies/reach';
import { ruleBounds } from '../policies/rule-bounds';
import type { Level, Requirement, StreamingProtocol } from '../requirements/requirement';
import type { Location } from '../text/source';
import { findCause, type Cause } from './causes';
import { answerPackets, forwardPackets, hasSymbols, type Peers } from './demand';

/** The verdict on one requirement for one subject. */
export interface Judgement {
  readonly subject: Subject;
  readonly requirement: Requirement;
  /** Left out for requirements that are the same in every Region. */
  readonly region?: string;
  readonly level: Level;
  readonly outcome: Outcome;
  /** What was asked for: the packets that must get through. */
  readonly needed: readonly Need[];
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
  /** Names for peers without addresses; else the peers are in the packets. */
  readonly shown?: readonly string[];
  /** All that was needed of this part. */
  readonly needed: PacketSet;
}

/** The packets of one part of a requirement with the peers they go to. */
export interface Need {
  readonly packets: PacketSet;
  readonly peers: Peers;
}

/** Ports from which clients connect. What is not stated lies between these two. */
const WIDEST: PortRange = { from: 1024, to: 65535 };
const NARROWEST: PortRange = { from: 49152, to: 65535 };

/** Judges a requirement that applies: can its packets pass, and can the answers come back? */
export function judge(
  subject: Subject,
  requirement: Requirement,
  peers: readonly Peers[],
  own?: PeerSet,
): Outcome {
  const facts = subject.placements[0].facts;
  const policies = subject.placements.map(({ policy }) => policy);
  const forward = judgeWay(policies, requirement.direction, peers, own, sourcePorts(facts), (ports) =>
    forwardPackets(requirement, ports),
  );
  if (forward.verdict === 'missing' || policies.some(({ stateful }) => stateful)) return forward;

  const answers = judgeWay(
    policies,
    opposite(requirement.direction),
    peers,
    own,
    answerPorts(requirement, facts),
    (ports) => answerPackets(requirement, ports),
  );
  if (answers.verdict === 'missing')
    return { verdict: 'missing', loss: { ...answers.loss, kind: 'answers' } };
  return forward.verdict === 'met' ? answers : forward;
}

/** The packets that a requirement needs, as the deployment states its ports. */
export function needs(requirement: Requirement, peers: readonly Peers[], facts: Facts): readonly Need[] {
  const packets = forwardPackets(requirement, sourcePorts(facts).wide);
  return peers.map((part) => ({
    packets: part.kind === 'all-of' ? towards(packets, part.set) : packets,
    peers: part,
  }));
}

/** Whether any of the policies says something about a direction. */
export function speaksOf(policies: readonly Policy[], direction: Direction): boolean {
  return policies.some((policy) => policy.defaults[direction] !== 'not-judged');
}

interface OpenEnded {
  readonly wide: PortRange;
  /** Where ports are not stated, what is the least that counts. */
  readonly narrow?: PortRange;
}

function sourcePorts(facts: Facts): OpenEnded {
  return facts.ephemeralPorts === undefined
    ? { wide: WIDEST, narrow: NARROWEST }
    : { wide: facts.ephemeralPorts };
}

function answerPorts(requirement: Requirement, facts: Facts): OpenEnded {
  return requirement.answerPorts === undefined ? sourcePorts(facts) : { wide: requirement.answerPorts };
}

function opposite(direction: Direction): Direction {
  return direction === 'outbound' ? 'inbound' : 'outbound';
}

/** One way of a flow: all parts must pass. */
function judgeWay(
  policies: readonly Policy[],
  direction: Direction,
  peers: readonly Peers[],
  own: PeerSet | undefined,
  ports: OpenEnded,
  packetsFrom: (ports: PortRange) => PacketSet,
): Outcome {
  // Nothing is known of that direction and nothing is asked: answers are then taken to come back.
  if (!speaksOf(policies, direction)) return { verdict: 'met' };
  const bounds = reachOfUnion(policies, direction, own);
  const needed = packetsFrom(ports.wide);
  const least = ports.narrow && packetsFrom(ports.narrow);

  const lost: LostPart[] = [];
  let cause: Cause | undefined;
  for (const part of peers) {
    const { missing, open, all } = compare(part, needed, bounds);
    if (missing.isEmpty() && open.isEmpty()) continue;
    if (!missing.isEmpty() && (least === undefined || !compare(part, least, bounds).missing.isEmpty())) {
      lost.push({ packets: missing, needed: all, ...(part.kind === 'somebody' && { shown: part.shown }) });
    } else {
      cause ??= missing.isEmpty()
        ? findCause(policies, direction, own, open, part)
        : { kind: 'ephemeral-ports', reason: EPHEMERAL, at: firstAt(policies) };
    }
  }
  if (lost.length > 0)
    return { verdict: 'missing', loss: lossOf(policies, direction, own, peers, needed, lost) };
  return cause === undefined
    ? { verdict: 'met' }
    : { verdict: 'undetermined', ...(cause.kind !== 'silent' && { cause }) };
}

const EPHEMERAL = `only the ephemeral ports ${NARROWEST.from}-${NARROWEST.to} are open, and which ones the clients use is not stated (ephemeralPorts in the configuration)`;

function firstAt(policies: readonly Policy[]): Location {
  const [first] = policies;
  if (first === undefined) throw new RangeError('a subject has at least one policy');
  return first.at;
}

/** `missing` certainly does not pass; `open` may or may not. */
function compare(
  part: Peers,
  packets: PacketSet,
  bounds: Bounds,
): { readonly all: PacketSet; readonly missing: PacketSet; readonly open: PacketSet } {
  if (part.kind === 'all-of') {
    const all = towards(packets, part.set);
    // A group among the peers may stand for addresses of the customer's own network.
    const behindGroups = part.nearby ? towards(bounds.may.where(hasSymbols), part.set) : PacketSet.none;
    const missing = all.subtract(bounds.may).subtract(behindGroups);
    return { all, missing, open: all.subtract(bounds.must).subtract(missing) };
  }
  const missing = packets.subtract(bounds.may.where(part.possible));
  return { all: packets, missing, open: packets.subtract(bounds.must.where(part.enough)).subtract(missing) };
}

function towards(packets: PacketSet, peers: PeerSet): PacketSet {
  return packets.mapPeers(() => peers);
}

/** Tells a flow that nobody allowed from one that a deny in front takes away. */
function lossOf(
  policies: readonly Policy[],
  direction: Direction,
  own: PeerSet | undefined,
  peers: readonly Peers[],
  needed: PacketSet,
  parts: readonly LostPart[],
): Loss {
  const [policy] = policies;
  if (policy === undefined || policies.length > 1) return { kind: 'missing', direction, parts };
  const deny = rulesInOrder(policy, direction).find(
    (rule) => rule.action === 'deny' && takes(rule, direction, own, parts),
  );
  if (deny === undefined) return { kind: 'missing', direction, parts };
  const without = reachWithoutDenies(policy, direction, own);
  const allowed = { must: without, may: without };
  const onlyDenied = peers.every((part) => compare(part, needed, allowed).missing.isEmpty());
  return { kind: onlyDenied ? 'blocked' : 'missing', direction, parts, deny };
}

function takes(
  rule: Rule,
  direction: Direction,
  own: PeerSet | undefined,
  parts: readonly LostPart[],
): boolean {
  const denied = PacketSet.unionOf(ruleBounds(rule, direction, own).must);
  return parts.some(({ packets }) => denied.overlaps(packets));
}

/** The rules that let some of the needed packets through, for the evidence of a verdict. */
export function evidence(judgement: Judgement, own?: PeerSet): readonly Rule[] {
  const { direction } = judgement.requirement;
  const found: Rule[] = [];
  for (const { policy } of judgement.subject.placements) {
    for (const rule of rulesInOrder(policy, direction)) {
      if (rule.action === 'allow' && judgement.needed.some((need) => helps(rule, direction, own, need)))
        found.push(rule);
    }
  }
  return found;
}

function helps(
  rule: Rule,
  direction: Direction,
  own: PeerSet | undefined,
  { packets, peers }: Need,
): boolean {
  const admits = PacketSet.unionOf(ruleBounds(rule, direction, own).may);
  return (peers.kind === 'all-of' ? admits : admits.where(peers.possible)).overlaps(packets);
}
