import type { AddressRange } from './cidr';
import { toCidrs } from './cidr';
import type { IntervalSet } from './interval-set';
import * as addresses from './interval-set';
import type { SymbolSet } from './symbol-set';
import * as names from './symbol-set';

export type { SymbolSet } from './symbol-set';

/**
 * Who the other end of a packet may be: IPv4 addresses, IPv6 addresses, and symbols for peers whose
 * addresses are not known. A symbol equals itself only. The three are independent dimensions, which makes
 * the whole a Boolean algebra; that `0.0.0.0/0` reaches every symbol too is a matter of construction.
 */
export interface PeerSet {
  readonly v4: IntervalSet<number>;
  readonly v6: IntervalSet<bigint>;
  readonly symbols: SymbolSet;
}

const ALL_V4_ADDRESSES: IntervalSet<number> = [0, 2 ** 32];
const ALL_V6_ADDRESSES: IntervalSet<bigint> = [0n, 1n << 128n];

export const NO_PEERS: PeerSet = { v4: [], v6: [], symbols: names.NO_SYMBOLS };
export const ANY_PEER: PeerSet = { v4: ALL_V4_ADDRESSES, v6: ALL_V6_ADDRESSES, symbols: names.ALL_SYMBOLS };
/** `0.0.0.0/0`: whoever a symbol stands for has an IPv4 address, so it reaches every symbol. */
export const ANY_V4: PeerSet = { v4: ALL_V4_ADDRESSES, v6: [], symbols: names.ALL_SYMBOLS };
/** `::/0`: not everybody has an IPv6 address, so it reaches no symbol for certain. */
export const ANY_V6: PeerSet = { v4: [], v6: ALL_V6_ADDRESSES, symbols: names.NO_SYMBOLS };

export function symbolPeers(...symbols: readonly string[]): PeerSet {
  return { v4: NO_PEERS.v4, v6: NO_PEERS.v6, symbols: names.symbols(symbols) };
}

/** The peers of one range as written; all of IPv4 is `ANY_V4`, all of IPv6 `ANY_V6`. */
export function addressPeers(range: AddressRange): PeerSet {
  if (range.family === 4) {
    if (range.start === 0 && range.end === 2 ** 32) return ANY_V4;
    return { v4: [range.start, range.end], v6: NO_PEERS.v6, symbols: NO_PEERS.symbols };
  }
  const v6 = [range.start, range.end];
  return addresses.equals(v6, ALL_V6_ADDRESSES) ? ANY_V6 : { v4: NO_PEERS.v4, v6, symbols: NO_PEERS.symbols };
}

/** The peers of all the ranges together. */
export function addressSet(ranges: Iterable<AddressRange>): PeerSet {
  return unionAll(Array.from(ranges, addressPeers));
}

/**
 * The set with every symbol added where it holds all IPv4 addresses: two rules for `0.0.0.0/1` and
 * `128.0.0.0/1` reach whom `0.0.0.0/0` reaches. Not part of the algebra, because nothing could then be
 * taken away from `0.0.0.0/0` but addresses; apply it to what a policy lets through in the end.
 */
export function withSymbolsOfAllV4(set: PeerSet): PeerSet {
  return addresses.equals(set.v4, ALL_V4_ADDRESSES) ? union(set, ANY_V4) : set;
}

export function union(a: PeerSet, b: PeerSet): PeerSet {
  if (a === b || isEmpty(b)) return a;
  if (isEmpty(a)) return b;
  return {
    v4: addresses.union(a.v4, b.v4),
    v6: addresses.union(a.v6, b.v6),
    symbols: names.union(a.symbols, b.symbols),
  };
}

export function intersect(a: PeerSet, b: PeerSet): PeerSet {
  if (a === b || a === NO_PEERS || b === ANY_PEER) return a;
  if (b === NO_PEERS || a === ANY_PEER) return b;
  return {
    v4: addresses.intersect(a.v4, b.v4),
    v6: addresses.intersect(a.v6, b.v6),
    symbols: names.intersect(a.symbols, b.symbols),
  };
}

export function subtract(a: PeerSet, b: PeerSet): PeerSet {
  if (a === b || b === ANY_PEER) return NO_PEERS;
  if (isEmpty(b)) return a;
  return {
    v4: addresses.subtract(a.v4, b.v4),
    v6: addresses.subtract(a.v6, b.v6),
    symbols: names.subtract(a.symbols, b.symbols),
  };
}

/** The union of many sets at the cost of one sort. */
export function unionAll(sets: readonly PeerSet[]): PeerSet {
  const [first] = sets;
  if (first === undefined) return NO_PEERS;
  if (sets.length === 1) return first;
  return {
    v4: addresses.unionAll(sets.map((set) => set.v4)),
    v6: addresses.unionAll(sets.map((set) => set.v6)),
    symbols: names.unionAll(sets.map((set) => set.symbols)),
  };
}

export function isEmpty(set: PeerSet): boolean {
  return set.v4.length === 0 && set.v6.length === 0 && names.isEmpty(set.symbols);
}

export function equals(a: PeerSet, b: PeerSet): boolean {
  return (
    a === b ||
    (addresses.equals(a.v4, b.v4) && addresses.equals(a.v6, b.v6) && names.equals(a.symbols, b.symbols))
  );
}

/** Whether all of `a` lies in `b`. */
export function isSubset(a: PeerSet, b: PeerSet): boolean {
  return (
    a === b ||
    (addresses.isSubset(a.v4, b.v4) && addresses.isSubset(a.v6, b.v6) && names.isSubset(a.symbols, b.symbols))
  );
}

/** Whether the sets have a peer in common. */
export function overlaps(a: PeerSet, b: PeerSet): boolean {
  return (
    addresses.overlaps(a.v4, b.v4) || addresses.overlaps(a.v6, b.v6) || names.overlaps(a.symbols, b.symbols)
  );
}

/** How many addresses the set holds, exactly; symbols do not count. */
export function addressCount(set: PeerSet): bigint {
  return addresses.size(set.v4) + addresses.size(set.v6);
}

/**
 * The set as a reader wants it: the fewest CIDRs, IPv4 first, then the symbols. "Every symbol" (but some)
 * goes without saying beside IPv4 addresses, since it comes from `0.0.0.0/0`; alone it is spelt out.
 */
export function peerTexts(set: PeerSet): string[] {
  const texts = toCidrs(set);
  if (!set.symbols.allBut) texts.push(...set.symbols.names);
  else if (set.v4.length === 0) texts.push(symbolsText(set.symbols));
  return texts;
}

/** The set exactly: two sets have the same text only when they are equal. */
export function peersText(set: PeerSet): string {
  const texts = toCidrs(set);
  if (set.symbols.allBut) texts.push(symbolsText(set.symbols));
  else texts.push(...set.symbols.names);
  return texts.length === 0 ? 'nobody' : texts.join(', ');
}

function symbolsText(cofinite: SymbolSet): string {
  return cofinite.names.length === 0
    ? 'every named peer'
    : `every named peer but ${cofinite.names.join(' and ')}`;
}
