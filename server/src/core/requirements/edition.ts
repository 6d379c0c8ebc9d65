import { NO_PEERS, type PeerSet } from '../packets/peer-set';
import { sureAddresses } from './addresses';
import type { EditionFile, EditionRegion, IpFamily } from './decode';
import { shippedSnapshot, type Snapshot } from './ip-ranges';
import type { Requirement, SourcedValue, TableName } from './requirement';

/** One dated version of what WorkSpaces needs from a network. */
export interface Edition {
  /** The public name: `2026-08-22`. */
  readonly date: string;
  /** `createDate` of the ip-ranges.json that it goes by. */
  readonly ipRangesDate: string;
  readonly ipRanges: Snapshot;
  /** What clients of that time can use; addresses of another family are in no table and no subset. */
  readonly ipFamilies: readonly IpFamily[];
  /** The AWS page, without an anchor. */
  readonly page: string;
  readonly regions: readonly EditionRegion[];
  readonly requirements: readonly Requirement[];
  /**
   * The addresses of a Region that may be demanded. Undefined: the edition has no sure value for the Region
   * in this table, which says nothing about the other tables.
   */
  table(name: TableName, region: string): PeerSet | undefined;
  /** Every value for the Region with its source, sure or not; none when the table does not have the Region. */
  tableValues(name: TableName, region: string): readonly SourcedValue[];
  /** The addresses of values that stand in a requirement; the unsure ones do not count here either. */
  valueSet(values: readonly SourcedValue[]): PeerSet;
  /**
   * A subset of the edition's ip-ranges.json; undefined when it has none for that Region. Whoever needs IPv4
   * alone should say so: reading IPv6 takes most of the time.
   */
  subset(service: string, region: string, families?: readonly IpFamily[]): PeerSet | undefined;
  /** Whether the edition has values for the Region, be it in one table only. */
  hasRegion(code: string): boolean;
  /** The same edition with another ip-ranges.json than the one that belongs to it; the same answer each time. */
  withIpRanges(snapshot: Snapshot): Edition;
}

/** Throws when no snapshot is given and the one that belongs to the edition is not shipped. */
export function makeEdition(
  file: EditionFile,
  ipRanges: Snapshot | undefined = shippedSnapshot(file.ipRangesDate),
): Edition {
  const { date, ipFamilies, page, regions, requirements } = file;
  if (ipRanges === undefined) throw new TypeError(`catalog: ${date}: no ip-ranges of ${file.ipRangesDate}`);
  const others = new WeakMap<Snapshot, Edition>();
  const codes = new Set(regions.map((region) => region.code));
  const cache = new Map<string, PeerSet | undefined>();
  const tableValues = (name: TableName, region: string): readonly SourcedValue[] =>
    file.tables.get(name)?.get(region) ?? [];
  return {
    date,
    ipRangesDate: ipRanges.createDate,
    ipRanges,
    ipFamilies,
    page,
    regions,
    requirements,
    tableValues,
    table(name, region) {
      const key = `${name} ${region}`;
      if (!cache.has(key)) cache.set(key, sureAddresses(tableValues(name, region)));
      return cache.get(key);
    },
    valueSet: (values) => sureAddresses(values) ?? NO_PEERS,
    subset(service, region, families = ipFamilies) {
      const usable = ipFamilies.filter((family) => families.includes(family));
      return ipRanges.subset(service, region, usable);
    },
    hasRegion: (code) => codes.has(code),
    withIpRanges(snapshot) {
      const other = others.get(snapshot) ?? makeEdition(file, snapshot);
      others.set(snapshot, other);
      return other;
    },
  };
}
