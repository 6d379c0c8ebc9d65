import snapshot2020 from '../../../../catalog/ip-ranges/2020-11-30-04-51-18.json';
import snapshot2022 from '../../../../catalog/ip-ranges/2022-08-31-22-43-06.json';
import snapshot2023 from '../../../../catalog/ip-ranges/2023-09-01-21-03-09.json';
import snapshot2026 from '../../../../catalog/ip-ranges/2026-08-22-15-17-05.json';
import { addressSet, type PeerSet } from '../packets/peer-set';
import { catalogRange } from './addresses';
import { IP_FAMILIES, type IpFamily } from './decode';
import { object, own, string, type JsonObject } from './json';

// A new snapshot is an import above and a name here.
const FILES: ReadonlyMap<string, unknown> = new Map(
  [snapshot2020, snapshot2022, snapshot2023, snapshot2026].map((file) => [file.createDate, file]),
);

/** `createDate` of the shipped snapshots of ip-ranges.json, ascending. */
export const SNAPSHOTS: readonly string[] = [...FILES.keys()];

/**
 * The addresses of one service in one Region (or `GLOBAL`); undefined when the snapshot is not shipped, or
 * not with that subset. Texts are parsed on first use: most runs need three subsets of two hundred.
 */
export function subset(
  snapshot: string,
  service: string,
  region: string,
  families: readonly IpFamily[] = IP_FAMILIES,
): PeerSet | undefined {
  const key = `${snapshot} ${service} ${region} ${families.join(' ')}`;
  if (!cache.has(key)) cache.set(key, read(snapshot, service, region, families));
  return cache.get(key);
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

export function publishedRanges(snapshot: string): PublishedRanges {
  return {
    createDate: snapshot,
    cidrs(service, region) {
      const name = service.toUpperCase();
      const wanted = region?.toLowerCase();
      const regions = subsetRegions(snapshot, name).filter(
        (code) => wanted === undefined || code.toLowerCase() === wanted,
      );
      if (!WHOLE_SERVICES.has(name) && (wanted === undefined || regions.length === 0)) return undefined;
      const texts = (family: IpFamily): readonly string[] => {
        const all = regionTexts(snapshot, name, family);
        return regions.flatMap((code) => {
          const text = own(all, code);
          return text === undefined ? [] : string(text, `${snapshot}.${name}.${code}`).split(' ');
        });
      };
      return { v4: texts('ipv4'), v6: texts('ipv6') };
    },
  };
}

/** Services of which the snapshots hold every Region; of the others they hold what requirements ask for. */
const WHOLE_SERVICES: ReadonlySet<string> = new Set(['WORKSPACES_GATEWAYS']);

/** The Regions that a snapshot has a subset for. */
export function subsetRegions(snapshot: string, service: string): readonly string[] {
  const regions = IP_FAMILIES.flatMap((family) => Object.keys(regionTexts(snapshot, service, family)));
  return [...new Set(regions)];
}

const cache = new Map<string, PeerSet | undefined>();

function read(
  snapshot: string,
  service: string,
  region: string,
  families: readonly IpFamily[],
): PeerSet | undefined {
  const texts = families
    .map((family) => own(regionTexts(snapshot, service, family), region))
    .filter((text) => text !== undefined)
    .map((text) => string(text, `${snapshot}.${service}.${region}`));
  if (texts.length === 0) return undefined;
  return addressSet(texts.flatMap((text) => text.split(' ')).map(catalogRange));
}

function regionTexts(snapshot: string, service: string, family: IpFamily): JsonObject {
  const file = FILES.get(snapshot);
  if (file === undefined) return {};
  const services = object(object(file, snapshot)[family], `${snapshot}.${family}`);
  return object(own(services, service) ?? {}, `${snapshot}.${family}.${service}`);
}
