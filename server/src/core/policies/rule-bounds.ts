import type { PacketBox } from '../packets/packet-set';
import { ALL_PORTS, ALL_PROTOCOLS } from '../packets/packet-set';
import { ANY_PEER, isEmpty, isSubset, NO_PEERS, overlaps, unionAll, type PeerSet } from '../packets/peer-set';
import { unknown, type Unknown, type Value } from '../values/value';
import type { Direction, Peer, Rule } from './policy';

/**
 * What one rule matches: `must` is certain, `may` is all it could match whatever its unknowns turn out to
 * be, and `causes` are the unknowns that keep the two apart.
 */
export interface RuleBounds {
  readonly must: readonly PacketBox[];
  readonly may: readonly PacketBox[];
  readonly causes: readonly Unknown[];
}

const NOTHING: RuleBounds = { must: [], may: [], causes: [] };

/**
 * The packets that a rule matches in one direction. `own` is the policy's own end that is asked about, or
 * undefined when nobody said who it is: then an allow is taken at its word for everybody, and a deny of
 * only some of them is a doubt, so that neither makes a false alarm.
 */
export function ruleBounds(rule: Rule, direction: Direction, own: PeerSet | undefined): RuleBounds {
  if (rule.direction.kind === 'known' && rule.direction.value !== direction) return NOTHING;
  const ownEnd = matchOwnEnd(rule, own);
  if (ownEnd === 'never') return NOTHING;

  const causes: Unknown[] = [];
  const peers = boundPeers(rule.peers, causes);
  if (isEmpty(peers.may)) return NOTHING;
  const { protocols, ports, sourcePorts } = rule;
  const isRead =
    rule.direction.kind === 'known' &&
    protocols.kind === 'known' &&
    ports.kind === 'known' &&
    sourcePorts.kind === 'known';
  if (!isRead) causes.push(...[rule.direction, protocols, ports, sourcePorts].filter(isUnknown));
  if (rule.doubt !== undefined) causes.push(rule.doubt);
  if (ownEnd !== 'always') causes.push(ownEnd);
  // An unknown rule number changes what comes first, not what the rule matches; `reach` weighs it.
  if (rule.order?.kind === 'unknown') causes.push(rule.order);
  // Only the peers can be partly certain; any other doubt is about the whole rule.
  const wholeIsCertain = isRead && rule.doubt === undefined && ownEnd === 'always';
  const may = boxes(rule, peers.may);
  if (!wholeIsCertain || isEmpty(peers.must)) return { must: [], may, causes };
  return { must: peers.must === peers.may ? may : boxes(rule, peers.must), may, causes };
}

function isUnknown(value: Value<unknown>): value is Unknown {
  return value.kind === 'unknown';
}

function boxes(rule: Rule, peers: PeerSet): readonly PacketBox[] {
  const allProtocols = orAll(rule.protocols, ALL_PROTOCOLS);
  const allPorts = orAll(rule.ports, ALL_PORTS);
  const allSourcePorts = orAll(rule.sourcePorts, ALL_PORTS);
  const [protocols] = allProtocols;
  const [ports] = allPorts;
  const [sourcePorts] = allSourcePorts;
  if (protocols === undefined || ports === undefined || sourcePorts === undefined) return [];
  // So are nearly all rules, and a list that starts empty takes room for many.
  if (allProtocols.length * allPorts.length * allSourcePorts.length === 1) {
    return [{ protocols, ports, sourcePorts, peers }];
  }
  const result: PacketBox[] = [];
  for (const protocols of allProtocols) {
    for (const ports of allPorts) {
      for (const sourcePorts of allSourcePorts) result.push({ protocols, ports, sourcePorts, peers });
    }
  }
  return result;
}

function orAll<T>(ranges: Value<readonly T[]>, all: T): readonly T[] {
  return ranges.kind === 'known' ? ranges.value : [all];
}

function boundPeers(peers: readonly Peer[], causes: Unknown[]): { must: PeerSet; may: PeerSet } {
  const first = peers[0];
  if (peers.length === 1 && first?.set.kind === 'known')
    return { must: first.set.value, may: first.set.value };
  const must: PeerSet[] = [];
  let open = false;
  for (const peer of peers) {
    if (peer.set.kind === 'known') must.push(peer.set.value);
    else {
      open = true;
      causes.push(peer.set);
      if (peer.atLeast !== undefined) must.push(peer.atLeast);
    }
  }
  const certain = must.length === 0 ? NO_PEERS : unionAll(must);
  return { must: certain, may: open ? ANY_PEER : certain };
}

/** Whether the rule speaks of the own end that is asked about: `always`, `never`, or why that is not known. */
function matchOwnEnd(rule: Rule, own: PeerSet | undefined): 'always' | 'never' | Unknown {
  if (rule.own === undefined) return 'always';
  const causes: Unknown[] = [];
  const { must, may } = boundPeers(rule.own, causes);
  if (isEmpty(may)) return 'never';
  if (own !== undefined) {
    if (isSubset(own, must)) return 'always';
    if (!overlaps(own, may)) return 'never';
    return causes[0] ?? unknown('it speaks of only some of the clients', rule.at);
  }
  if (rule.action === 'allow') return 'always';
  if (isSubset(ANY_PEER, must)) return 'always';
  return (
    causes[0] ??
    unknown(
      'it denies only some of the sources, and the configuration does not say who the clients are (clientCidrs)',
      rule.at,
    )
  );
}
