import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { PeerSet } from '../../../server/src/core/packets/peer-set';

/**
 * The facts that the catalog is compared with, and address arithmetic of our own: what made the catalog must
 * not be what proves it right.
 */
export const EDITION_DATES = ['2022-09-02', '2026-08-22'] as const;
export const SNAPSHOT_DATES = [
  '2020-11-30-04-51-18',
  '2022-08-31-22-43-06',
  '2023-09-01-21-03-09',
  '2026-08-22-15-17-05',
] as const;

export const CATALOG = join(__dirname, '../../../catalog');

export function readCatalog(path: string): unknown {
  const json: unknown = JSON.parse(readFileSync(join(CATALOG, path), 'utf8'));
  return json;
}

export interface Prefix {
  readonly cidr: string;
  readonly service: string;
  readonly region: string;
}

/** Every entry of ip-ranges.json as AWS published it, both families. */
export function published(date: string): readonly Prefix[] {
  const known = cache.get(date);
  if (known !== undefined) return known;
  const file: unknown = JSON.parse(publishedText(date));
  const prefixes = [
    ...entries(file, 'prefixes', 'ip_prefix'),
    ...entries(file, 'ipv6_prefixes', 'ipv6_prefix'),
  ];
  cache.set(date, prefixes);
  return prefixes;
}

export function publishedText(date: string): string {
  return gunzipSync(readFileSync(join(__dirname, '../../facts/ip-ranges', `${date}.json.gz`))).toString(
    'utf8',
  );
}

/** The CIDRs of one service in one Region. */
export function subsetOf(date: string, service: string, region: string): readonly string[] {
  return published(date)
    .filter((prefix) => prefix.service === service && prefix.region === region)
    .map((prefix) => prefix.cidr);
}

const cache = new Map<string, readonly Prefix[]>();

function entries(file: unknown, list: string, key: string): Prefix[] {
  const items = field(file, list);
  if (!Array.isArray(items) || items.length === 0) throw new Error(`no ${list} in the facts`);
  return items.map((item: unknown) => ({
    cidr: String(field(item, key)),
    service: String(field(item, 'service')),
    region: String(field(item, 'region')),
  }));
}

function field(value: unknown, key: string): unknown {
  if (!isObject(value) || !(key in value)) throw new Error(`no ${key} in the facts`);
  return value[key];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** First address and the one after the last. IPv6 lies above all of IPv4, so that both are one line. */
export type Range = readonly [start: bigint, end: bigint];

export function rangeOf(text: string): Range {
  const [first = '', last] = text.split('-');
  if (last !== undefined) return [address(first), address(last) + 1n];
  const [base = '', length] = text.split('/');
  const bits = base.includes(':') ? 128 : 32;
  const start = address(base);
  return [start, start + 2n ** BigInt(bits - Number(length ?? bits))];
}

function address(text: string): bigint {
  if (!text.includes(':')) return text.split('.').reduce((sum, octet) => sum * 256n + BigInt(octet), 0n);
  const [left = [], right = []] = text
    .split('::')
    .map((half) => half.split(':').filter((group) => group !== ''));
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => '0');
  const groups = [...left, ...zeros, ...right];
  return ABOVE_V4 + groups.reduce((sum, group) => sum * 65536n + BigInt(parseInt(group, 16)), 0n);
}

const ABOVE_V4 = 2n ** 200n;

/** The same addresses as few sorted ranges, so that equal sets are deeply equal. */
export function merged(ranges: Iterable<Range>): readonly Range[] {
  const result: Range[] = [];
  for (const [start, end] of [...ranges].sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0))) {
    const last = result.at(-1);
    if (last !== undefined && start <= last[1])
      result[result.length - 1] = [last[0], end > last[1] ? end : last[1]];
    else result.push([start, end]);
  }
  return result;
}

export function mergedTexts(texts: Iterable<string>): readonly Range[] {
  return merged(Array.from(texts, rangeOf));
}

/** The addresses of the product's own sets, in the form of `merged`. */
export function rangesOfPeers(peers: PeerSet | undefined): readonly Range[] {
  const v4 = pairs(peers?.v4 ?? []).map(([start, end]): Range => [BigInt(start), BigInt(end)]);
  const v6 = pairs(peers?.v6 ?? []).map(([start, end]): Range => [ABOVE_V4 + start, ABOVE_V4 + end]);
  return [...v4, ...v6];
}

function pairs<N>(boundaries: readonly N[]): [N, N][] {
  return boundaries.flatMap((start, index) => {
    const end = boundaries[index + 1];
    return index % 2 === 0 && end !== undefined ? [[start, end] satisfies [N, N]] : [];
  });
}

export function contains(outer: readonly Range[], inner: Range): boolean {
  return outer.some(([start, end]) => start <= inner[0] && inner[1] <= end);
}
