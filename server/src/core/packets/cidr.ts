import { Address6 } from 'ip-address';
import IPCIDR from 'ip-cidr';
import { looksLikeAddress, mappedV4, whyNoAddress } from './cidr-hints';
import { formatAddress } from './cidr-text';

export { formatAddress, toCidrs } from './cidr-text';

/** The addresses that one text stands for; `end` is exclusive. */
export type AddressRange = V4Range | V6Range;

export interface V4Range {
  readonly family: 4;
  readonly start: number;
  readonly end: number;
  /** Set when the address has bits beyond the prefix: the network's canonical text. The range is the network's. */
  readonly hostBits?: string;
}

export interface V6Range {
  readonly family: 6;
  readonly start: bigint;
  readonly end: bigint;
  /** As for IPv4. */
  readonly hostBits?: string;
}

/** Why a text stands for no addresses, as a phrase: "an octet goes to 255". */
export interface AddressError {
  readonly error: string;
}

/**
 * Reads `a.b.c.d/n`, a plain address, the same in IPv6, or a range `a-b` of plain addresses, both included.
 * Nearly every text is canonical IPv4 and never leaves our own scanner.
 */
export function parseAddresses(text: string): AddressRange | AddressError {
  const scanned = scanV4(text);
  if (scanned !== undefined) return scanned;
  if (text.length > LONGEST_TEXT) return { error: 'it is too long for an address' };
  const known = memo.get(text);
  if (known !== undefined) return known;
  const parsed = parseV6(text) ?? parseDashRange(text) ?? { error: whyNoAddress(text, isAddresses) };
  if (memo.size >= MEMO_LIMIT) memo.clear();
  memo.set(text, parsed);
  return parsed;
}

/** The number of a canonical IPv4 address; nothing else counts, no prefix length either. */
export function parseV4(text: string): number | undefined {
  return text.includes('/') ? undefined : scanV4(text)?.start;
}

// The library takes up to 0.2 ms for a text, and the same texts come again with every keystroke.
const memo = new Map<string, AddressRange | AddressError>();
const MEMO_LIMIT = 10_000;
/** A range of two IPv6 addresses in their longest form, and some spaces. */
const LONGEST_TEXT = 120;

/** Canonical IPv4 only: four octets without leading zeros, and perhaps a prefix length. */
function scanV4(text: string): V4Range | undefined {
  let address = 0;
  let at = 0;
  for (let octet = 0; octet < 4; octet++) {
    if (octet > 0 && text.charCodeAt(at++) !== DOT) return undefined;
    const value = numberAt(text, at);
    if (value > 255) return undefined;
    address = address * 256 + value;
    at += digits(value);
  }
  let length = 32;
  if (at < text.length) {
    if (text.charCodeAt(at++) !== SLASH) return undefined;
    length = numberAt(text, at);
    if (length > 32 || at + digits(length) < text.length) return undefined;
  }
  const size = 2 ** (32 - length);
  const start = address - (address % size);
  const network = { family: 4, start, end: start + size } as const;
  return start === address ? network : { ...network, hostBits: `${formatAddress(start)}/${length}` };
}

/** The number up to 999 that stands at an offset in its shortest form; Infinity where there is none. */
function numberAt(text: string, start: number): number {
  let value = 0;
  let at = start;
  for (; at < start + 3; at++) {
    const digit = text.charCodeAt(at) - ZERO;
    if (!(digit >= 0 && digit <= 9)) break;
    value = value * 10 + digit;
  }
  return at - start === digits(value) && at > start ? value : Infinity;
}

function digits(value: number): number {
  return value < 10 ? 1 : value < 100 ? 2 : 3;
}

const DOT = 46;
const SLASH = 47;
const ZERO = 48;

/**
 * IPv6 is for the library to judge and to parse. Our guard comes first, because it also takes zones, prefix
 * lengths with leading zeros and a second "/".
 */
function parseV6(text: string): V6Range | undefined {
  if (!GUARD_V6.test(text) || mappedV4(text) !== undefined) return undefined;
  try {
    const cidr = new CidrV6(text.includes('/') ? text : `${text}/128`);
    const start = cidr.start<bigint>(AS_BIGINT);
    const network = { family: 6, start, end: cidr.end<bigint>(AS_BIGINT) + 1n } as const;
    const address = IPCIDR.formatIP<bigint>(cidr.address, AS_BIGINT);
    return start === address ? network : { ...network, hostBits: formatAddress(start) + cidr.address.subnet };
  } catch {
    return undefined; // the library's way of saying no
  }
}

/** The longest: eight groups, the last two as dotted octets. */
const GUARD_V6 = /^(?=[^/]*:)[0-9a-f:.]{2,45}(?:\/(?:0|[1-9]\d{0,2}))?$/i;
const AS_BIGINT = { type: 'bigInteger' } as const;

/**
 * ip-cidr guesses the family, and takes anything that ends in `:1.2.3.4` for IPv4; here the family is known.
 * Its guess also rests on a default import of `ip-address` that not every loader provides (tsx does not).
 */
class CidrV6 extends IPCIDR {
  static override createAddress(text: string): Address6 {
    return new Address6(text);
  }
}

/** `a-b` between plain addresses; undefined when the text is nothing of that kind. */
function parseDashRange(text: string): AddressRange | AddressError | undefined {
  const [from, to, ...rest] = text.split(/(?<!\/)-/).map((end) => end.trim());
  if (from === undefined || to === undefined || rest.length > 0) return undefined;
  if (!looksLikeAddress(from) || !looksLikeAddress(to)) return undefined;
  if (from.includes('/') || to.includes('/')) {
    return { error: 'a range goes from one plain address to another, without prefix lengths' };
  }
  const first = parseAddresses(from);
  if ('error' in first) return { error: `${from}: ${first.error}` };
  const last = parseAddresses(to);
  if ('error' in last) return { error: `${to}: ${last.error}` };
  if (first.family === last.family && first.start > last.start)
    return { error: `the range ends before it starts; write ${to}-${from}` };
  if (first.family === 4 && last.family === 4) return { family: 4, start: first.start, end: last.end };
  if (first.family === 6 && last.family === 6) return { family: 6, start: first.start, end: last.end };
  return { error: 'both ends of a range are of one family, IPv4 or IPv6' };
}

function isAddresses(text: string): boolean {
  return scanV4(text) !== undefined || parseV6(text) !== undefined;
}
