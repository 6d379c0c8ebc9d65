import { parseAddresses } from '../../packets/cidr';
import { ALL_PORTS, ALL_PROTOCOLS, type PortRange, type ProtocolRange } from '../../packets/packet-set';
import { addressPeers, ANY_PEER, symbolPeers, type PeerSet } from '../../packets/peer-set';
import { domainSymbol, readDomain } from '../../packets/domain-name';
import { PROTOCOL_NAMES, protocolNumber } from '../../packets/protocols';
import type { Peer } from '../../policies/policy';
import { itemsOf, type YamlEntry, type YamlNode } from '../../syntax/yaml';
import { didYouMean } from '../../text/nearest';
import type { Location } from '../../text/source';
import { known, type Unknown, type Value } from '../../values/value';
import type { Problem } from '../format';
import { malformed, written, type Reading } from './reading';

/** `tcp`, `[tcp, udp]`, a number, `any`. Left out = any. */
export function readProtocols(
  entry: YamlEntry | undefined,
  reading: Reading,
): Value<readonly ProtocolRange[]> {
  return readRanges(entry, ALL_PROTOCOLS, 'invalid-protocol', parseProtocol, reading);
}

/** `443`, `"443"`, `8201-8250`, `any`, or a list of these. Left out = all. */
export function readPorts(entry: YamlEntry | undefined, reading: Reading): Value<readonly PortRange[]> {
  return readRanges(entry, ALL_PORTS, 'invalid-port', parsePorts, reading);
}

type Range = PortRange & ProtocolRange;

function readRanges(
  entry: YamlEntry | undefined,
  all: Range,
  kind: Problem['kind'],
  parse: (node: YamlNode, all: Range, reading: Reading) => Range | Unknown,
  reading: Reading,
): Value<readonly Range[]> {
  if (entry === undefined) return known([all]);
  const items = itemsOf(entry.value);
  if (items.length === 0) return known(tellEmpty<Range>(entry, kind, reading));
  const ranges: Range[] = [];
  let blame: Unknown | undefined;
  for (const item of items) {
    const range = parse(item, all, reading);
    if ('kind' in range) blame ??= range;
    else ranges.push(range);
  }
  return blame ?? known(ranges);
}

function parseProtocol(node: YamlNode, all: Range, reading: Reading): Range | Unknown {
  const text = node.kind === 'scalar' ? node.text.toLowerCase() : '';
  if (text === 'any' || text === 'all') return all;
  const number = protocolNumber(text);
  if (number !== undefined) return { from: number, to: number };
  const advice = `Write tcp, udp, icmp, a protocol number, or any.${didYouMean(text, PROTOCOL_NAMES)}`;
  return malformed(reading, 'invalid-protocol', `${written(node)} is not a protocol`, advice, node.at);
}

function parsePorts(node: YamlNode, all: Range, reading: Reading): Range | Unknown {
  const text = node.kind === 'scalar' ? node.text.trim() : '';
  if (/^(any|all)$/i.test(text)) return all;
  const [, first, last] = /^(\d+)(?:\s*-\s*(\d+))?$/.exec(text) ?? [];
  const from = Number(first);
  const to = Number(last ?? first);
  // NaN is not smaller than anything either.
  if (from <= to && to <= ALL_PORTS.to) return { from, to };
  const [reason, advice] =
    from > to && from <= ALL_PORTS.to
      ? [`the port range ${written(node)} ends before it starts`, `Write "${to}-${from}".`]
      : [
          `${written(node)} is not a port`,
          'Write a number from 0 to 65535, a range such as "8201-8250", or any.',
        ];
  return malformed(reading, 'invalid-port', reason, advice, node.at);
}

/** CIDR blocks, addresses, ranges, domain names, `any`. Left out = any. */
export function readPeers(entry: YamlEntry | undefined, rule: Location, reading: Reading): readonly Peer[] {
  if (entry === undefined) return [{ text: 'any', at: rule, set: known(ANY_PEER) }];
  const items = itemsOf(entry.value);
  if (items.length === 0) return tellEmpty<Peer>(entry, 'invalid-cidr', reading);
  return items.map((item) => ({
    text: item.kind === 'scalar' ? item.text : written(item),
    at: item.at,
    set: parsePeer(item, reading),
  }));
}

function parsePeer(node: YamlNode, reading: Reading): Value<PeerSet> {
  const text = node.kind === 'scalar' ? node.text.trim() : '';
  if (text.toLowerCase() === 'any') return known(ANY_PEER);
  const range = parseAddresses(text);
  if (!('error' in range)) {
    if (range.hostBits !== undefined) {
      const advice = `It is read as the network, "${range.hostBits}". Write that, or the address that is meant.`;
      malformed(reading, 'host-bits-set', `"${text}" has bits set behind its prefix length`, advice, node.at);
    }
    return known(addressPeers(range));
  }
  const domain = readDomain(text);
  if (domain !== undefined) return known(symbolPeers(domainSymbol(domain)));
  const reason =
    node.kind === 'scalar' && text !== ''
      ? `${written(node)} is not an address: ${range.error}`
      : `${written(node)} is not an address`;
  const advice = 'Write a CIDR block, an address, a range of addresses, a domain name, or any.';
  return malformed(reading, 'invalid-cidr', reason, advice, node.at);
}

/** An empty list matches nothing, which nobody writes on purpose. */
function tellEmpty<T>({ key, value }: YamlEntry, kind: Problem['kind'], reading: Reading): T[] {
  const reason = `the list "${key}" is empty, so the rule matches nothing`;
  malformed(reading, kind, reason, `Name something, or leave "${key}" out to match everything.`, value.at);
  return [];
}
