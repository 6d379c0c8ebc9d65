import { toCidrs } from '../packets/cidr';
import { addressSet } from '../packets/peer-set';
import { EDITIONS, loadEdition } from './editions';
import type { Publication, Prefix } from './publication';
import { groupBy } from '../text/group-by';

/** The form in which snapshots are kept: `catalog/schema/ip-ranges.schema.json`. */
export interface CompactRanges {
  readonly createDate: string;
  readonly ipv4: CompactServices;
  readonly ipv6: CompactServices;
}

/** By service and Region: the fewest CIDRs that hold the same addresses, ascending, with a space between. */
type CompactServices = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Keeps of a published file what requirements use, each subset in the fewest CIDRs. The same file gives the same. */
export function compactRanges(
  { createDate, ipv4, ipv6 }: Publication,
  services: readonly Service[] = SERVICES,
): CompactRanges {
  const regions = regionsOfEditions();
  const isKept = ({ service, region }: Prefix): boolean =>
    services.some((name) => name === service && KEPT[name](region, regions));
  return {
    createDate,
    ipv4: subsets(ipv4.filter(isKept)),
    ipv6: subsets(ipv6.filter(isKept)),
  };
}

/** Whether requirements ask for the service in a Region; every Region of the gateways tells whose a range is. */
const KEPT = {
  AMAZON: (region, regions) => region === 'GLOBAL' || regions.has(region),
  EC2: (region, regions) => regions.has(region),
  S3: (region) => region === 'us-west-2',
  WORKSPACES_GATEWAYS: () => true,
} as const satisfies Record<string, (region: string, regions: ReadonlySet<string>) => boolean>;

export type Service = keyof typeof KEPT;

export const SERVICES: readonly Service[] = ['AMAZON', 'EC2', 'S3', 'WORKSPACES_GATEWAYS'];

function regionsOfEditions(): ReadonlySet<string> {
  return new Set(EDITIONS.flatMap((date) => loadEdition(date)?.regions.map(({ code }) => code) ?? []));
}

function subsets(prefixes: readonly Prefix[]): CompactServices {
  return grouped(
    prefixes,
    ({ service }) => service,
    (ofService) =>
      grouped(
        ofService,
        ({ region }) => region,
        (ofRegion) => toCidrs(addressSet(ofRegion.map(({ range }) => range))).join(' '),
      ),
  );
}

/** What becomes of the items of each key, the keys in order. */
function grouped<T, R>(
  items: readonly T[],
  keyOf: (item: T) => string,
  of: (items: readonly T[]) => R,
): Readonly<Record<string, R>> {
  const sorted = [...groupBy(items, keyOf)].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([key, group]) => [key, of(group)]));
}
