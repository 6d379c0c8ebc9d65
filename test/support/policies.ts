import { ALL_PORTS, type PortRange } from '../../server/src/core/packets/packet-set';
import { addressPeers, type PeerSet } from '../../server/src/core/packets/peer-set';
import { parseAddresses } from '../../server/src/core/packets/cidr';
import type { Peer, Policy, Rule } from '../../server/src/core/policies/policy';
import type { Location, SourceFile } from '../../server/src/core/text/source';
import { known } from '../../server/src/core/values/value';

export const FILE: SourceFile = { path: 'test.txt', text: '' };
export const AT: Location = { file: FILE, span: { start: 0, end: 0 } };

/** The peers of one CIDR, address or dash range. */
export function peersOf(text: string): PeerSet {
  const range = parseAddresses(text);
  if ('error' in range) throw new Error(`${text}: ${range.error}`);
  return addressPeers(range);
}

export function peer(text: string): Peer {
  return { text, at: AT, set: known(peersOf(text)) };
}

/** A rule that allows TCP in the outbound direction, unless told otherwise. */
export function rule(parts: Partial<Rule> = {}): Rule {
  return {
    action: 'allow',
    direction: known('outbound'),
    protocols: known([{ from: 6, to: 6 }]),
    ports: known([ALL_PORTS]),
    sourcePorts: known([ALL_PORTS]),
    peers: [peer('0.0.0.0/0')],
    at: AT,
    ...parts,
  };
}

export function ports(...ranges: readonly PortRange[]): Rule['ports'] {
  return known(ranges);
}

/** A stateless first-match firewall that denies by default, unless told otherwise. */
export function policy(rules: readonly Rule[], parts: Partial<Policy> = {}): Policy {
  return {
    kind: 'firewall',
    name: 'test',
    at: AT,
    evaluation: 'first-match',
    stateful: false,
    defaults: { inbound: 'deny', outbound: 'deny' },
    rules,
    comments: [],
    tags: [],
    words: [],
    ...parts,
  };
}
