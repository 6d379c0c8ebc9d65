import snapshot2020 from '../../../../catalog/ip-ranges/2020-11-30-04-51-18.json';
import snapshot2022 from '../../../../catalog/ip-ranges/2022-08-31-22-43-06.json';
import snapshot2023 from '../../../../catalog/ip-ranges/2023-09-01-21-03-09.json';
import snapshot2026 from '../../../../catalog/ip-ranges/2026-08-22-15-17-05.json';
import { addressSet, type PeerSet } from '../packets/peer-set';
import { catalogRange } from './addresses';
import { IP_FAMILIES, type IpFamily } from './decode';
import { object, own, string } from './json';
import type { JsonObject } from '../values/json-object';

// A new snapshot is an import above and a name here.
const FILES: ReadonlyMap<string, unknown> = new Map(
  [snapshot2020, snapshot2022, snapshot2023, snapshot2026].map((file) => [file.createDate, file]),
);

/** `createDate` of the shipped snapshots of ip-ranges.json, ascending. */
export const SNAPSHOTS: readonly string[] = [...FILES.keys()];

/** One published ip-ranges.json, as much of it as requirements use. */
export interface Snapshot extends PublishedRanges {
  /** The services that it has a subset of, sorted. */
  readonly services: readonly string[];
  /** The Regions that it has a subset of the service for, `GLOBAL` among them. */
  regions(service: string): readonly string[];
  /** The addresses of one service in one Region (or `GLOBAL`); undefined when there is no such subset. */
  subset(service: string, region: string, families?: readonly IpFamily[]): PeerSet | undefined;
}

/** A snapshot for whoever asks for texts in the words of a filter. */
export interface PublishedRanges {
  readonly createDate: string;
  /** Letters may be of either case, no Region stands for all; undefined when not all of the answer is shipped. */
  cidrs(
    service: string,
    region?: string,
  ): { readonly v4: readonly string[]; readonly v6: readonly string[] } | undefined;
}

/** The snapshot that ships under that date; undefined when there is none. */
export function shippedSnapshot(createDate: string): Snapshot | undefined {
  const known = shipped.get(createDate);
  if (known !== undefined) return known;
  const file = FILES.get(createDate);
  if (file === undefined) return undefined;
  const snapshot = makeSnapshot(file);
  shipped.set(createDate, snapshot);
  return snapshot;
}

const shipped = new Map<string, Snapshot>();

/** The same as a question to the shipped snapshot of that date. */
export function subset(
  createDate: string,
  service: string,
  region: string,
  families?: readonly IpFamily[],
): PeerSet | undefined {
  return shippedSnapshot(createDate)?.subset(service, region, families);
}

/** The same as a question to the shipped snapshot of that date. */
export function subsetRegions(createDate: string, service: string): readonly string[] {
  return shippedSnapshot(createDate)?.regions(service) ?? [];
}

/** Services of which the snapshots hold every Region; of the others they hold what requirements ask for. */
const WHOLE_SERVICES: ReadonlySet<string> = new Set(['WORKSPACES_GATEWAYS']);

/**
 * Reads the compact form (`catalog/schema/ip-ranges.schema.json`); throws where it has another shape. Texts of
 * addresses are parsed on first use: most runs need three subsets of two hundred.
 */
export function makeSnapshot(json: unknown): Snapshot {
  const file = object(json, 'ip-ranges');
  const createDate = string(file['createDate'], 'ip-ranges.createDate');
  const families = new Map(
    IP_FAMILIES.map((family) => [family, object(file[family], `${createDate}.${family}`)]),
  );
  const textsOf = (service: string, family: IpFamily): JsonObject =>
    object(own(families.get(family) ?? {}, service) ?? {}, `${createDate}.${family}.${service}`);
  const textOf = (service: string, region: string, family: IpFamily): string | undefined => {
    const text = own(textsOf(service, family), region);
    return text === undefined ? undefined : string(text, `${createDate}.${service}.${region}`);
  };
  const regions = (service: string): readonly string[] => [
    ...new Set(IP_FAMILIES.flatMap((family) => Object.keys(textsOf(service, family)))),
  ];
  const cache = new Map<string, PeerSet | undefined>();
  const read = (service: string, region: string, wanted: readonly IpFamily[]): PeerSet | undefined => {
    const texts = wanted.flatMap((family) => textOf(service, region, family) ?? []);
    if (texts.length === 0) return undefined;
    return addressSet(texts.flatMap((text) => text.split(' ')).map(catalogRange));
  };
  return {
    createDate,
    services: [...new Set([...families.values()].flatMap((services) => Object.keys(services)))].sort(),
    regions,
    subset(service, region, wanted = IP_FAMILIES) {
      const key = `${service} ${region} ${wanted.join(' ')}`;
      if (!cache.has(key)) cache.set(key, read(service, region, wanted));
      return cache.get(key);
    },
    cidrs(service, region) {
      const name = service.toUpperCase();
      const wanted = region?.toLowerCase();
      const found = regions(name).filter((code) => wanted === undefined || code.toLowerCase() === wanted);
      if (!WHOLE_SERVICES.has(name) && (wanted === undefined || found.length === 0)) return undefined;
      const texts = (family: IpFamily): readonly string[] =>
        found.flatMap((code) => textOf(name, code, family)?.split(' ') ?? []);
      return { v4: texts('ipv4'), v6: texts('ipv6') };
    },
  };
}
