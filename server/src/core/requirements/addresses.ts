import { parseAddresses, type AddressRange, type V6Range } from '../packets/cidr';
import { addressSet, type PeerSet } from '../packets/peer-set';
import type { Confidence, SourcedValue } from './requirement';

/**
 * The addresses that may be demanded of a network: those of values that we are sure of. The others are
 * good for a hint and nothing more. Undefined when no value is left.
 */
export function sureAddresses(values: readonly SourcedValue[]): PeerSet | undefined {
  const sure = values.filter((value) => isSure(value.confidence));
  return sure.length === 0 ? undefined : addressSet(sure.map((value) => catalogRange(value.value)));
}

/** Whether a value of that confidence is demanded; `catalog/README.md` says what the words mean. */
export function isSure(confidence: Confidence): boolean {
  return confidence === 'seed' || confidence === 'seed-internal' || confidence === 'official';
}

/** A range of the catalog or of a published ip-ranges.json. Throws on an IPv4 text that is none. */
export function catalogRange(text: string): AddressRange {
  if (text.includes(':')) return v6Range(text);
  const range = parseAddresses(text);
  if ('error' in range) throw new TypeError(`catalog: ${text}: ${range.error}`);
  return range;
}

/**
 * A canonical IPv6 CIDR. The general parser takes a hundred times as long, which would be felt: a Region's
 * AMAZON subset has a hundred of them.
 */
function v6Range(text: string): V6Range {
  const [address = '', length = ''] = text.split('/');
  const [head = '', tail = ''] = address.split('::');
  const left = hex(head);
  const start = BigInt(`0x${left}${hex(tail).padStart(32 - left.length, '0')}`);
  return { family: 6, start, end: start + (1n << BigInt(128 - Number(length))) };
}

function hex(groups: string): string {
  return groups === ''
    ? ''
    : groups
        .split(':')
        .map((group) => group.padStart(4, '0'))
        .join('');
}
