import {
  ALL_PORTS,
  ICMP,
  ICMPV6,
  TCP,
  UDP,
  type PortRange,
  type ProtocolRange,
} from '../../../packets/packet-set';
import { known, unknown, type Known, type Unknown, type Value } from '../../../values/value';
import { plain } from '../rounds';
import type { Section } from './section';
import { malformed, quoted, type Reading } from './reading';

export const EVERY_PORT: Known<readonly PortRange[]> = known([ALL_PORTS]);

/**
 * `from_port` and `to_port`, or the ICMP type, as they go with the protocol. AWS ignores the numbers of protocols
 * without ports. `icmpType` is the argument that holds the ICMP type: in a security group it is `from_port`.
 */
export function readPorts(
  protocols: Value<readonly ProtocolRange[]>,
  section: Section,
  icmpType: string,
  reading: Reading,
  policy: string,
): Value<readonly PortRange[]> {
  if (protocols.kind === 'unknown') return portsOfUnknown(section);
  const number = protocols.value[0]?.from;
  if (number === TCP || number === UDP) return portRange(section, reading, policy);
  if (number === ICMP || number === ICMPV6) return icmpTypes(section, icmpType, reading, policy);
  return EVERY_PORT;
}

/** Nothing is certain of such a rule, so that only a range that is plainly one of ports narrows what it may match. */
function portsOfUnknown(section: Section): Value<readonly PortRange[]> {
  const [from, to] = [section.get('from_port'), section.get('to_port')];
  if (from?.kind !== 'number' || to?.kind !== 'number') return EVERY_PORT;
  const isRange = from.value > 0 && from.value <= to.value && to.value <= 65535;
  return isRange ? known([{ from: from.value, to: to.value }]) : EVERY_PORT;
}

function portRange(section: Section, reading: Reading, policy: string): Value<readonly PortRange[]> {
  const from = readNumber(section, 'from_port', 65535, reading, policy);
  if (typeof from !== 'number') return from;
  const to = readNumber(section, 'to_port', 65535, reading, policy);
  if (typeof to !== 'number') return to;
  if (from <= to) return rangeOf(from, to, reading);
  return malformed(reading, {
    kind: 'invalid-port',
    reason: `the port range ${from}-${to} ends before it starts`,
    advice: 'Swap from_port and to_port.',
    at: section.get('from_port')?.at ?? section.at,
    policy,
  });
}

function rangeOf(from: number, to: number, { memo: { ports } }: Reading): Known<readonly PortRange[]> {
  const key = from * 65536 + to;
  let range = ports.get(key);
  if (range === undefined) {
    range = known([{ from, to }]);
    ports.set(key, range);
  }
  return range;
}

function icmpTypes(
  section: Section,
  name: string,
  reading: Reading,
  policy: string,
): Value<readonly PortRange[]> {
  const value = section.get(name);
  if ((value?.kind === 'number' || value?.kind === 'string') && String(value.value) === '-1')
    return EVERY_PORT;
  const type = readNumber(section, name, 255, reading, policy);
  return typeof type === 'number' ? rangeOf(type, type, reading) : type;
}

function readNumber(
  section: Section,
  name: string,
  max: number,
  reading: Reading,
  policy: string,
): number | Unknown {
  const value = section.get(name);
  if (value === undefined) return unknown(`${name} is missing`, section.at);
  if (value.kind === 'unknown') return plain(value);
  const number = value.kind === 'string' && /^\d+$/.test(value.value) ? Number(value.value) : value;
  const whole = typeof number === 'number' ? number : number.kind === 'number' ? number.value : NaN;
  if (Number.isInteger(whole) && whole >= 0 && whole <= max) return whole;
  return malformed(reading, {
    kind: 'invalid-port',
    reason: `${quoted(value)} is not ${max === 255 ? 'an ICMP type' : 'a port'}`,
    advice: `Write a whole number from 0 to ${max} for ${name}.`,
    at: value.at,
    policy,
  });
}
