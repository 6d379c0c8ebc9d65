import { NO_PEERS, type PeerSet } from '../packets/peer-set';
import { sureAddresses } from './addresses';
import type { EditionFile, EditionRegion, IpFamily } from './decode';
import { subset } from './ip-ranges';
import type { Requirement, SourcedValue, TableName } from './requirement';

/** One dated version of what WorkSpaces needs from a network. */
export interface Edition {
  /** The public name: `2026-08-22`. */
  readonly date: string;
  /** `createDate` of the ip-ranges.json that belongs to it. */
  readonly ipRangesDate: string;
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
}

export function makeEdition(file: EditionFile): Edition {
  const { date, ipRangesDate, ipFamilies, page, regions, requirements } = file;
  const codes = new Set(regions.map((region) => region.code));
  const cache = new Map<string, PeerSet | undefined>();
  const tableValues = (name: TableName, region: string): readonly SourcedValue[] =>
    file.tables.get(name)?.get(region) ?? [];
  return {
    date,
    ipRangesDate,
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
      return subset(ipRangesDate, service, region, usable);
    },
    hasRegion: (code) => codes.has(code),
  };
}
