import { rangeText, type PortRange, type ProtocolRange } from '../packets/packet-set';
import { PROTOCOL_NAMES, protocolNumber } from '../packets/protocols';
import { peerTexts } from '../packets/peer-set';
import type { Peer, Rule } from '../policies/policy';
import type { Value } from '../values/value';
import { shorten } from '../checks/messages';

/** What a rule says, on one line: "allows outbound TCP 4172 to 54.244.46.0/23". */
export function ruleText(rule: Rule): string {
  const direction = valueText(rule.direction, (word) => word);
  const to = rule.direction.kind === 'known' && rule.direction.value === 'inbound' ? 'from' : 'to';
  const from =
    rule.sourcePorts.kind === 'known' && isEveryPort(rule.sourcePorts.value)
      ? ''
      : ` from port ${valueText(rule.sourcePorts, portsText)}`;
  const doubt = rule.doubt === undefined ? '' : `, if it is there: ${rule.doubt.reason}`;
  const flow = `${valueText(rule.protocols, protocolsText)} ${valueText(rule.ports, portsText)}${from}`;
  return `${rule.action}s ${direction} ${flow} ${to} ${peersText(rule.peers)}${doubt}`;
}

export function portsText(ranges: readonly PortRange[]): string {
  if (isEveryPort(ranges)) return 'any port';
  return shorten(ranges.map(rangeText)) || 'no port';
}

function protocolsText(ranges: readonly ProtocolRange[]): string {
  return ranges
    .map((range) => (range.from === 0 && range.to === 255 ? 'any protocol' : protocolText(range)))
    .join(' and ');
}

function protocolText(range: ProtocolRange): string {
  const name = PROTOCOL_NAMES.find((known) => protocolNumber(known) === range.from);
  return range.from === range.to && name !== undefined ? name.toUpperCase() : `protocol ${rangeText(range)}`;
}

function peersText(peers: readonly Peer[]): string {
  if (peers.length === 0) return 'nobody';
  return shorten(
    peers.flatMap(({ text, set }) =>
      set.kind === 'known'
        ? peerTexts(set.value)
        : [`${text === '' ? 'somebody' : text} (not known: ${set.reason})`],
    ),
    8,
  );
}

function isEveryPort(ranges: readonly PortRange[]): boolean {
  return ranges.some(({ from, to }) => from === 0 && to === 65535);
}

function valueText<T>(value: Value<T>, known: (value: T) => string): string {
  return value.kind === 'known' ? known(value.value) : `something not known (${value.reason})`;
}
