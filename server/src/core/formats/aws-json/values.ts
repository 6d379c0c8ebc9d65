import { parseAddresses, type AddressError, type AddressRange } from '../../packets/cidr';
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
import { known, unknown, type Known, type Value } from '../../values/value';
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

/** The ports of TCP or UDP where the same were read before, at no cost; undefined where `readPorts` has to look. */
export function familiarPorts(
  protocols: Value<readonly ProtocolRange[]>,
  from: unknown,
  to: unknown,
  { memo }: Reading,
): Known<readonly PortRange[]> | undefined {
  const number = protocols.kind === 'known' ? protocols.value[0]?.from : undefined;
  return (number === TCP || number === UDP) && isPort(from) && isPort(to)
    ? memo.ports.get(portKey(from, to))
    : undefined;
}

function isPort(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= ALL_PORTS.to;
}

function portKey(from: number, to: number): number {
  return from * (ALL_PORTS.to + 1) + to;
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
  reading.memo.ports.set(portKey(from, to), ports);
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
  const range = parseAddresses(text);
  if ('error' in range || !isCidrOf(range, text, family)) {
    const fault = faultOf(text, range, family);
    const unreadable = malformed(reading, { ...fault, at, ...(policy !== undefined && { policy }) });
    // AWS takes the network of an address with further bits, and so do we.
    return 'error' in range || fault.kind !== 'host-bits-set' ? unreadable : known(addressPeers(range));
  }
  const peers = known(addressPeers(range));
  if (family !== undefined) memo.set(text, peers);
  return peers;
}

function isCidrOf(range: AddressRange, text: string, family: 4 | 6 | undefined): boolean {
  return (
    text.includes('/') && range.hostBits === undefined && (family === undefined || range.family === family)
  );
}

/** What is wrong with an address that is no canonical CIDR block of the family. */
function faultOf(
  text: string,
  range: AddressRange | AddressError,
  family: 4 | 6 | undefined,
): { readonly kind: 'invalid-cidr' | 'host-bits-set'; readonly reason: string; readonly advice: string } {
  if ('error' in range) {
    return {
      kind: 'invalid-cidr',
      reason: `${quoted(text)} is not a CIDR block: ${range.error}`,
      advice: 'Correct it; until then nobody can say what the rule matches.',
    };
  }
  if (!text.includes('/')) {
    const single = `For the one address write "${text}/${range.family === 4 ? 32 : 128}".`;
    return {
      kind: 'invalid-cidr',
      reason: `${quoted(text)} is not a CIDR block: the prefix length is missing`,
      advice: text.includes('-') ? 'Write the range as CIDR blocks.' : single,
    };
  }
  if (family !== undefined && range.family !== family) {
    return {
      kind: 'invalid-cidr',
      reason: `${quoted(text)} is not an IPv${family} block`,
      advice: `IPv${range.family} blocks have a property of their own (CidrIpv6, Ipv6CidrBlock for IPv6).`,
    };
  }
  return {
    kind: 'host-bits-set',
    reason: `${quoted(text)} has bits set behind its prefix length`,
    advice: `It is read as the network, "${range.hostBits ?? text}". Write that, or the address that is meant.`,
  };
}
