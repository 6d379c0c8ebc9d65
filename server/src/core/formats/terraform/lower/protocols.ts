import { ALL_PROTOCOLS, type ProtocolRange } from '../../../packets/packet-set';
import { PROTOCOL_NAMES, protocolNumber } from '../../../packets/protocols';
import { didYouMean } from '../../../text/nearest';
import { known, unknown, type Known, type Value } from '../../../values/value';
import { plain } from '../rounds';
import type { Section } from './section';
import { malformed, quoted, type Reading } from './reading';

/** `tcp`, `6`, 6, `-1`, `all` … in any case. */
export function readProtocol(
  section: Section,
  name: string,
  reading: Reading,
  policy: string,
): Value<readonly ProtocolRange[]> {
  const value = section.get(name);
  if (value === undefined) return unknown(`${name} is missing`, section.at);
  if (value.kind === 'unknown') return plain(value);
  const written = value.kind === 'string' || value.kind === 'number' ? value.value : '';
  const { protocols } = reading.memo;
  const familiar = protocols.get(written) ?? parseProtocol(String(written).toLowerCase());
  if (familiar !== undefined) {
    protocols.set(written, familiar);
    return familiar;
  }
  return malformed(reading, {
    kind: 'invalid-protocol',
    reason: `${quoted(value)} is not a protocol`,
    advice: `Write tcp, udp, icmp, icmpv6, a protocol number, or "-1" for all.${didYouMean(String(written), PROTOCOL_NAMES)}`,
    at: value.at,
    policy,
  });
}

function parseProtocol(text: string): Known<readonly ProtocolRange[]> | undefined {
  if (text === '-1' || text === 'all') return known([ALL_PROTOCOLS]);
  const number = protocolNumber(text);
  return number === undefined ? undefined : known([{ from: number, to: number }]);
}
