import type { Facts } from '../deployment/facts';
import { regionsFor } from '../deployment/placement';
import type { Subject } from '../deployment/subjects';
import { ALL_PORTS, PacketSet, TCP, UDP } from '../packets/packet-set';
import { ANY_PEER, type PeerSet } from '../packets/peer-set';
import type { Level, Requirement, StreamingProtocol } from '../requirements/requirement';
import { goesByNames, hostsAsked, seenByHosts } from './domains';
import { judge, openGate, speaksOf, type Gate, type Judgement, type LostPart, type Outcome } from './judge';
import type { Asked, Planner } from './plan';

/** Judges everything that a role asks for, in the order of the catalog, once for each Region that matters. */
export function judgeSubject(subject: Subject, planner: Planner): readonly Judgement[] {
  const [placement] = subject.placements;
  const { role } = subject.claim;
  const plan = planner(placement.facts, role, regionsFor(placement, role)).filter(({ requirement }) =>
    concerns(requirement, subject),
  );
  const gate = openGate(seenByHosts(subject, hostsAsked(plan)), ownEnd(subject));
  const unlikely = placement.facts.protocols === undefined ? protocolNotOpened(subject, gate) : undefined;
  return plan
    .filter(({ requirement }) => speaksOf(gate, requirement.direction))
    .map((asked) => judgeOne(subject, gate, asked, unlikely));
}

/** Names are asked of who goes by names; who can say nothing else is asked for little else. */
function concerns({ id, peers }: Requirement, subject: Subject): boolean {
  if (peers.kind === 'domains') return goesByNames(subject);
  return (
    MET_BY_DOMAINS.includes(id) || subject.placements.some(({ policy }) => policy.kind !== 'domain-list')
  );
}

/** The own end of a subject, where the deployment says who that is. */
export function ownEnd(subject: Subject): PeerSet | undefined {
  return subject.claim.role === 'client-network' ? subject.placements[0].facts.clientCidrs : undefined;
}

function judgeOne(
  subject: Subject,
  gate: Gate,
  asked: Asked,
  unlikely: StreamingProtocol | undefined,
): Judgement {
  const { requirement, facts, parts } = asked;
  const written: Outcome =
    requirement.peers.kind === 'proxy-exclusions'
      ? judgeExclusions(requirement.peers.hosts, facts.proxy?.exclusions ?? [], requirement)
      : parts === undefined
        ? { verdict: 'undetermined' } // `unknown-region` or `unsupported-region` says why.
        : judge(gate, asked, parts);
  const outcome = perhapsByOthers(subject, facts, excuseDomainLists(subject, requirement, written));
  return {
    subject,
    asked,
    level: levelOf(asked, unlikely, outcome),
    outcome,
    ...(unlikely !== undefined && isFor(requirement, unlikely) && { unlikely }),
  };
}

/** `proxy.exclusions` is the only thing judged that is no packet: nothing is lost on the network. */
function judgeExclusions(
  hosts: readonly string[],
  excluded: readonly string[],
  { direction }: Requirement,
): Outcome {
  const missing = hosts.some((host) => !excluded.includes(host));
  return missing
    ? { verdict: 'missing', loss: { kind: 'missing', direction, parts: [] } }
    : { verdict: 'met' };
}

function levelOf(
  { requirement, facts }: Asked,
  unlikely: StreamingProtocol | undefined,
  outcome: Outcome,
): Level {
  const { levelWhileUnstated } = requirement;
  const level =
    levelWhileUnstated !== undefined && facts[levelWhileUnstated.fact] === undefined
      ? levelWhileUnstated.level
      : requirement.level;
  if (level !== 'required') return level;
  if (unlikely !== undefined && isFor(requirement, unlikely)) return 'recommended';
  // What is lost of names that only others have seen is not known to be needed.
  if (outcome.verdict === 'missing' && outcome.loss.parts.every(isOnlyRecommended)) return 'recommended';
  // Lists that change every week are never wholly covered for long: a gap in one is no outage.
  return requirement.peers.kind === 'ip-ranges' && isPartial(outcome) ? 'recommended' : level;
}

function isOnlyRecommended({ peers }: LostPart): boolean {
  return peers.kind === 'all-of' && peers.level === 'recommended';
}

function isPartial(outcome: Outcome): boolean {
  return (
    outcome.verdict === 'missing' &&
    outcome.loss.parts.some(({ packets, needed }) => packets !== needed && !packets.equals(needed))
  );
}

function isFor(requirement: Requirement, protocol: StreamingProtocol): boolean {
  return requirement.when.some((condition) => condition.fact === 'protocols' && condition.has === protocol);
}

/**
 * Who opens one streaming port only and does not say which protocols are in use either forgot the other or
 * runs one protocol: that deserves a warning, not an error.
 */
function protocolNotOpened({ claim }: Subject, gate: Gate): StreamingProtocol | undefined {
  if (claim.role !== 'client-network') return undefined;
  const { may } = gate.bounds('outbound');
  const pcoip = may.overlaps(STREAMING.pcoip);
  const wsp = may.overlaps(STREAMING.wsp);
  if (pcoip === wsp) return undefined;
  return pcoip ? 'wsp' : 'pcoip';
}

const STREAMING: Readonly<Record<StreamingProtocol, PacketSet>> = { pcoip: onPort(4172), wsp: onPort(4195) };

function onPort(port: number): PacketSet {
  const ports = { from: port, to: port };
  return PacketSet.unionOf(
    [TCP, UDP].map((number) => ({
      protocols: { from: number, to: number },
      ports,
      sourcePorts: ALL_PORTS,
      peers: ANY_PEER,
    })),
  );
}

const MET_BY_DOMAINS: readonly string[] = ['client.https', 'client.https.quic', 'web.http', 'web.https'];

/** A policy that allows by domain names reaches AWS by names: that no address is listed says nothing. */
function excuseDomainLists(subject: Subject, { id }: Requirement, outcome: Outcome): Outcome {
  if (outcome.verdict === 'met' || !MET_BY_DOMAINS.includes(id)) return outcome;
  return goesByNames(subject) ? { verdict: 'undetermined' } : outcome;
}

/**
 * What one group lacks, another that nobody sees may let through: one that is attached beside it, or the group that
 * AWS attaches to every WorkSpace, which lets everything out when it is made. The latter counts only for groups that
 * nobody called WorkSpaces groups.
 */
function perhapsByOthers({ claim, placements, more }: Subject, facts: Facts, outcome: Outcome): Outcome {
  if (outcome.verdict !== 'missing') return outcome;
  const { policy } = placements[0];
  if (more !== undefined) {
    const reason = `${policy.name} does not allow that, but other groups on the same interface are not known: ${more.reason}`;
    return { verdict: 'undetermined', cause: { kind: 'incomplete', reason, at: more.at } };
  }
  const { membersGroup, at } = claim;
  const isOutbound = outcome.loss.direction === 'outbound';
  if (!isOutbound || membersGroup === undefined || facts.membersGroup === 'restricted') return outcome;
  const reason = `${policy.name} does not allow that, but AWS attaches the members group of ${membersGroup.of} (${membersGroup.name}) beside it, which lets everything out unless somebody narrowed it (then say membersGroup: restricted in the configuration)`;
  return {
    verdict: 'undetermined',
    cause: { kind: 'members-group', reason, at: at ?? policy.at, key: 'membersGroup' },
  };
}
