import type { IntervalSet } from './interval-set';
import { intervals } from './interval-set';

/** The fewest CIDRs that hold exactly these addresses: IPv4 first, ascending; single addresses as /32 or /128. */
export function toCidrs(set: {
  readonly v4: IntervalSet<number>;
  readonly v6: IntervalSet<bigint>;
}): string[] {
  const cidrs: string[] = [];
  for (const [start, end] of intervals(set.v4)) {
    for (let at = start; at < end;) {
      const size = Math.min(alignment(at), powerWithin(end - at));
      cidrs.push(`${formatV4(at)}/${size === ALL_V4 ? 0 : Math.clz32(size) + 1}`);
      at += size;
    }
  }
  for (const [start, end] of intervals(set.v6)) {
    for (let at = start; at < end;) {
      let length = 0;
      while (at % v6BlockSize(length) !== 0n || at + v6BlockSize(length) > end) length++;
      cidrs.push(`${formatV6(at)}/${length}`);
      at += v6BlockSize(length);
    }
  }
  return cidrs;
}

const ALL_V4 = 2 ** 32;

/** The largest block that may start at an address: its lowest bit. */
function alignment(address: number): number {
  return address === 0 ? ALL_V4 : (address & -address) >>> 0;
}

/** The largest power of two that is not greater. */
function powerWithin(count: number): number {
  return count >= ALL_V4 ? ALL_V4 : (1 << (31 - Math.clz32(count))) >>> 0;
}

/** An address as text: a number is IPv4, a bigint IPv6 in the form of RFC 5952. */
export function formatAddress(address: number | bigint): string {
  return typeof address === 'number' ? formatV4(address) : formatV6(address);
}

function formatV4(address: number): string {
  return `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;
}

/** Lower case, no leading zeros, `::` for the first of the longest runs of at least two zero groups. */
function formatV6(address: bigint): string {
  const groups: string[] = [];
  for (let shift = 112n; shift >= 0n; shift -= 16n) groups.push(((address >> shift) & 0xffffn).toString(16));
  const text = groups.join(':');
  let longest = { index: 0, length: 0 };
  for (const run of text.matchAll(/\b0(?::0)+\b/g)) {
    if (run[0].length > longest.length) longest = { index: run.index, length: run[0].length };
  }
  if (longest.length === 0) return text;
  const before = text.slice(0, longest.index).replace(/:$/, '');
  const after = text.slice(longest.index + longest.length).replace(/^:/, '');
  return `${before}::${after}`;
}

function v6BlockSize(length: number): bigint {
  return 1n << BigInt(128 - length);
}
