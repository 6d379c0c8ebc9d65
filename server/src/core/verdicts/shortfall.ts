import type { Subject } from '../deployment/subjects';
import { ALL_PORTS, PacketSet } from '../packets/packet-set';
import { domainOf, domainSymbol } from '../packets/domain-name';
import {
  ANY_V4,
  ANY_V6,
  NO_PEERS,
  symbolPeers,
  union,
  withSymbolsOfAllV4,
  type PeerSet,
} from '../packets/peer-set';
import type { Direction, Policy } from '../policies/policy';
import { hostsAsked, seenByHosts } from './domains';
import { openGate, speaksOf, type Gate, type Judgement } from './judge';
import { ownEnd } from './judgements';
import { withGroups } from './demand';
import type { AskedPart } from './plan';

/** What a rule would have to let through so that a requirement is met for certain. */
export interface Shortfall {
  readonly direction: Direction;
  readonly way: 'forward' | 'answers';
  readonly packets: PacketSet;
  /** All that is needed of this part, with the same peers: packets that are there already as well. */
  readonly needed: PacketSet;
  /** More peers than are needed, because nobody knows or can list who exactly is. */
  readonly wider: boolean;
}

/**
 * What certainly gets through is taken from what is needed, part by part, forwards and for a stateless policy
 * back as well: also what is only doubtful is in it, so that no doubt is left behind.
 */
export function shortfallsOf(judgement: Judgement): readonly Shortfall[] {
  const { subject, asked } = judgement;
  const { parts = [], requirement } = asked;
  const gate = requirement.peers.kind === 'domains' ? gateByHosts(judgement) : gateOf(subject);
  const isWeekly = requirement.peers.kind === 'ip-ranges';
  const { direction } = requirement;
  const back = direction === 'outbound' ? 'inbound' : 'outbound';
  const stateful = gate.policies.some((policy) => policy.stateful);
  const matchesSourcePorts = gate.policies[0].kind === 'firewall';
  return parts.flatMap((part) => [
    ...fallShort(gate, direction, part, 'forward', isWeekly, false),
    ...(stateful || !speaksOf(gate, back)
      ? []
      : fallShort(gate, back, part, 'answers', isWeekly, matchesSourcePorts)),
  ]);
}

/** Making a gate costs as much as judging the policy: findings of one subject share it. */
const gates = new WeakMap<Subject, Gate>();

function gateOf(subject: Subject): Gate {
  const gate = gates.get(subject) ?? openGate(subject, ownEnd(subject));
  gates.set(subject, gate);
  return gate;
}

function gateByHosts({ subject, asked }: Judgement): Gate {
  return openGate(seenByHosts(subject, hostsAsked([asked])), ownEnd(subject));
}

function fallShort(
  gate: Gate,
  direction: Direction,
  part: AskedPart,
  way: Shortfall['way'],
  isWeekly: boolean,
  keepSourcePorts: boolean,
): readonly Shortfall[] {
  const { wide } = part[way];
  const { must } = gate.bounds(direction);
  const { peers } = part;
  const missing =
    peers.kind === 'all-of'
      ? wide.subtract(withGroups(must, peers))
      : wide.subtract(must.intersect(wide).where(peers.enough));
  if (missing.isEmpty()) return [];
  const known = peers.kind === 'all-of' ? peers.set : peers.everybody;
  const wider = isWeekly || known === undefined || hasUnknownLabel(missing.peers());
  const target = isWeekly || known === undefined ? everywhere(known) : known;
  const isListed = peers.kind === 'all-of' && !isWeekly;
  const shape = (set: PacketSet): PacketSet => {
    const towards = isListed ? set : set.mapPeers(() => target);
    // Whoever a symbol stands for has an IPv4 address: a rule for all of these is one for symbols, too.
    const spelt = towards.mapPeers(withSymbolsOfAllV4).mapPeers(withoutUnknownLabels);
    const ports = asListed(spelt, gate.policies[0]);
    return keepSourcePorts ? ports : fromAnyPort(ports);
  };
  return [{ direction, way, packets: shape(missing), needed: shape(wide).mapPeers(withOtherForms), wider }];
}

/** Everybody of the address families that are asked for. */
function everywhere(known: PeerSet = ANY_V4): PeerSet {
  return union(known.v4.length === 0 ? NO_PEERS : ANY_V4, known.v6.length === 0 ? NO_PEERS : ANY_V6);
}

function fromAnyPort(set: PacketSet): PacketSet {
  return PacketSet.unionOf(set.boxes().map((box) => ({ ...box, sourcePorts: ALL_PORTS })));
}

/** A list of names lets all of them through alike: what it takes in is opened as far as the others are. */
function asListed(set: PacketSet, { kind, byNames, rules }: Policy): PacketSet {
  const list =
    kind === 'domain-list' || byNames === true ? rules.find(({ action }) => action === 'allow') : undefined;
  if (list?.protocols.kind !== 'known' || list.ports.kind !== 'known') return set;
  const { protocols, ports } = { protocols: list.protocols.value, ports: list.ports.value };
  const peers = set.peers();
  return PacketSet.unionOf(
    protocols.flatMap((protocol) =>
      ports.map((range) => ({ protocols: protocol, ports: range, sourcePorts: ALL_PORTS, peers })),
    ),
  );
}

function hasUnknownLabel({ symbols }: PeerSet): boolean {
  return !symbols.allBut && symbols.names.some((symbol) => UNKNOWN_LABEL.test(domainOf(symbol) ?? ''));
}

const UNKNOWN_LABEL = /^<[^>]*>/;

/** Who does not know the label can only allow every one. */
function withoutUnknownLabels(set: PeerSet): PeerSet {
  if (!hasUnknownLabel(set)) return set;
  const names = set.symbols.names.map((symbol) => {
    const name = domainOf(symbol);
    return name === undefined ? symbol : domainSymbol(name.replace(UNKNOWN_LABEL, '*'));
  });
  return { ...set, symbols: symbolPeers(...names).symbols };
}

/** Some products have no form for what is below a name without the name itself. */
function withOtherForms(set: PeerSet): PeerSet {
  if (set.symbols.allBut) return set;
  const wildcards = set.symbols.names.filter((symbol) => domainOf(symbol)?.startsWith('*.') === true);
  return union(set, symbolPeers(...wildcards.map((symbol) => symbol.replace('*.', '.'))));
}
