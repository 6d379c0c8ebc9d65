import { parseAddresses } from '../../packets/cidr';
import {
  ALL_PORTS,
  ALL_PROTOCOLS,
  ICMP,
  ICMPV6,
  TCP,
  UDP,
  type PortRange,
  type ProtocolRange,
} from '../../packets/packet-set';
import { addressPeers, type PeerSet } from '../../packets/peer-set';
import { PROTOCOL_NAMES, protocolNumber } from '../../packets/protocols';
import type { JsonPlace } from '../../syntax/json';
import { didYouMean } from '../../text/nearest';
import type { Location } from '../../text/source';
import { known, unknown, type Known, type Unknown, type Value } from '../../values/value';
import { malformed, quoted, type Reading } from './reading';

export const EVERY_PORT: Known<readonly PortRange[]> = known([ALL_PORTS]);
const EVERY_PROTOCOL: Known<readonly ProtocolRange[]> = known([ALL_PROTOCOLS]);

/** `tcp`, `6`, 6, `-1` … in any case. `owner` is the object that has the property. */
export function readProtocol(
  value: unknown,
  property: string,
  owner: JsonPlace,
  reading: Reading,
  policy: string,
): Value<readonly ProtocolRange[]> {
  const familiar = reading.memo.protocols.get(value);
  if (familiar !== undefined) return familiar;
  if (value === undefined || value === null) return unknown(`${property} is missing`, owner);
  const protocols = parseProtocol(value);
  if (protocols === undefined) {
    const hint = typeof value === 'string' ? didYouMean(value, PROTOCOL_NAMES) : '';
    return malformed(reading, {
      kind: 'invalid-protocol',
      reason: `${quoted(value)} is not a protocol`,
      advice: `Write tcp, udp, icmp, icmpv6, a protocol number, or -1 for all.${hint}`,
      at: owner.at(property),
      policy,
    });
  }
  reading.memo.protocols.set(value, protocols);
  return protocols;
}

function parseProtocol(value: unknown): Known<readonly ProtocolRange[]> | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const text = String(value).trim().toLowerCase();
  if (text === '-1' || text === 'all') return EVERY_PROTOCOL;
  const number = protocolNumber(text);
  return number === undefined ? undefined : known([{ from: number, to: number }]);
}

/** The two ends of a port range and where they stand. For ICMP `from` is the type. */
export interface PortEnds {
  readonly from: unknown;
  readonly to: unknown;
  readonly fromName: string;
  readonly toName: string;
  readonly owner: JsonPlace;
}

/** The ports, or ICMP types, that go with the protocols. AWS ignores the numbers of protocols without ports. */
export function readPorts(
  protocols: Value<readonly ProtocolRange[]>,
  ends: PortEnds,
  reading: Reading,
  policy: string,
): Value<readonly PortRange[]> {
  const number = protocols.kind === 'known' ? protocols.value[0]?.from : undefined;
  if (number === TCP || number === UDP) return portRange(ends, reading, policy);
  if (number === ICMP || number === ICMPV6) return icmpTypes(ends, reading, policy);
  if (protocols.kind === 'known' || isMissing(ends.from) || isMissing(ends.to)) return EVERY_PORT;
  return portRange(ends, reading, policy);
}

function portRange(ends: PortEnds, reading: Reading, policy: string): Value<readonly PortRange[]> {
  const from = readEnd(ends.from, ends.fromName, 65535, ends, reading, policy);
  if (typeof from !== 'number') return from;
  const to = readEnd(ends.to, ends.toName, 65535, ends, reading, policy);
  if (typeof to !== 'number') return to;
  const key = from * 65536 + to;
  const familiar = reading.memo.ports.get(key);
  if (familiar !== undefined) return familiar;
  if (from > to) {
    return malformed(reading, {
      kind: 'invalid-port',
      reason: `the port range ${from}-${to} ends before it starts`,
      advice: `Swap ${ends.fromName} and ${ends.toName}.`,
      at: ends.owner.at(ends.fromName),
      policy,
    });
  }
  const ports = known([{ from, to }]);
  reading.memo.ports.set(key, ports);
  return ports;
}

function icmpTypes(ends: PortEnds, reading: Reading, policy: string): Value<readonly PortRange[]> {
  if (ends.from === -1 || ends.from === '-1') return EVERY_PORT;
  const type = readEnd(ends.from, ends.fromName, 255, ends, reading, policy);
  return typeof type === 'number' ? known([{ from: type, to: type }]) : type;
}

function readEnd(
  value: unknown,
  name: string,
  max: number,
  { owner }: PortEnds,
  reading: Reading,
  policy: string,
): number | Value<never> {
  if (isMissing(value)) return unknown(`${name} is missing`, owner);
  const number = typeof value === 'string' && /^\s*-?\d+\s*$/.test(value) ? Number(value) : value;
  if (typeof number === 'number' && Number.isInteger(number) && number >= 0 && number <= max) return number;
  const what = max === 255 ? 'an ICMP type' : 'a port';
  return malformed(reading, {
    kind: 'invalid-port',
    reason: `${quoted(value)} is not ${what}`,
    advice: `Write a whole number from 0 to ${max} for ${name}.`,
    at: owner.at(name),
    policy,
  });
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null;
}

/** An IPv4 or IPv6 CIDR block. `family` is the one that AWS takes in this place; undefined = either. */
export function readCidr(
  text: string,
  family: 4 | 6 | undefined,
  at: Location,
  reading: Reading,
  policy?: string,
): Value<PeerSet> {
  const memo = family === 6 ? reading.memo.v6 : reading.memo.v4;
  const familiar = memo.get(text);
  if (familiar !== undefined) return familiar;
  const reject = (kind: 'invalid-cidr' | 'host-bits-set', reason: string, advice: string): Unknown =>
    malformed(reading, { kind, reason, advice, at, ...(policy !== undefined && { policy }) });

  const range = parseAddresses(text);
  if ('error' in range) {
    const advice = 'Correct it; until then nobody can say what the rule matches.';
    return reject('invalid-cidr', `${quoted(text)} is not a CIDR block: ${range.error}`, advice);
  }
  if (!text.includes('/')) {
    const single = `For the one address write "${text}/${range.family === 4 ? 32 : 128}".`;
    const advice = text.includes('-') ? 'Write the range as CIDR blocks.' : single;
    return reject(
      'invalid-cidr',
      `${quoted(text)} is not a CIDR block: the prefix length is missing`,
      advice,
    );
  }
  if (family !== undefined && range.family !== family) {
    const advice = `IPv${range.family} blocks have a property of their own (CidrIpv6, Ipv6CidrBlock for IPv6).`;
    return reject('invalid-cidr', `${quoted(text)} is not an IPv${family} block`, advice);
  }
  if (range.hostBits !== undefined) {
    const advice = `Write the network, "${range.hostBits}", or the address that is meant.`;
    return reject('host-bits-set', `${quoted(text)} has bits set behind its prefix length`, advice);
  }
  const peers = known(addressPeers(range));
  if (family !== undefined) memo.set(text, peers);
  return peers;
}
