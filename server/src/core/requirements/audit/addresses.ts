import {
  addressPeers,
  addressSet,
  isSubset,
  NO_PEERS,
  overlaps,
  union,
  type PeerSet,
} from '../../packets/peer-set';
import { catalogRange, isSure } from '../addresses';
import type { Edition } from '../edition';
import type { Rejected } from '../record';
import { TABLES, type TableName } from '../requirement';
import type { Fault, FaultKind } from './fault';

/** Addresses of another Region, addresses that AWS does not list where they are printed, public management ranges. */
export function addressFaults(edition: Edition, rejected: readonly Rejected[]): readonly Fault[] {
  const printed = printedValues(edition, rejected);
  return printed.flatMap((value) => addressFault(value, printed, edition));
}

/** An address value of a table, or one that was rejected there. */
interface Printed {
  readonly table: TableName;
  readonly region: string;
  readonly value: string;
  readonly set: PeerSet;
  /** How the edition deals with a fault of it. */
  readonly answer?: string;
}

function printedValues(edition: Edition, rejected: readonly Rejected[]): readonly Printed[] {
  const regions = edition.regions.map(({ code }) => code);
  const kept = TABLES.flatMap((table) =>
    regions.flatMap((region) =>
      edition
        .tableValues(table, region)
        .filter(({ confidence }) => isSure(confidence))
        .map(({ value, note }) => ({
          table,
          region,
          value,
          set: setOf(value),
          ...(note !== undefined && { answer: `known: ${note}` }),
        })),
    ),
  );
  const refused = rejected.flatMap(({ where, region, value, reason }) => {
    const table = TABLES.find((name) => name === where);
    if (table === undefined || region === undefined) return [];
    return [{ table, region, value, set: setOf(value), answer: `rejected: ${reason}` }];
  });
  return [...kept, ...refused];
}

function setOf(text: string): PeerSet {
  return addressPeers(catalogRange(text));
}

function addressFault(own: Printed, all: readonly Printed[], edition: Edition): readonly Fault[] {
  const { table, region, value, set, answer } = own;
  const fault = (kind: FaultKind, message: string): readonly Fault[] => [
    { kind, where: table, region, value, message, ...(answer !== undefined && { answer }) },
  ];
  if (table.startsWith('management.')) {
    return isSubset(set, PRIVATE) ? [] : fault('public-range', 'This is not private address space.');
  }
  const ec2 = edition.ipRanges.subset('EC2', region) ?? NO_PEERS;
  const gateways = edition.ipRanges.subset('WORKSPACES_GATEWAYS', region) ?? NO_PEERS;
  if (isSubset(set, table === 'health-check' ? ec2 : gateways)) return [];
  const other = all.find((candidate) => candidate.region !== region && overlaps(candidate.set, set));
  if (other !== undefined && !isSubset(set, union(ec2, gateways))) {
    return fault(
      'wrong-region',
      `These addresses are printed for ${other.region}, too, and ip-ranges.json does not list them in ${region}.`,
    );
  }
  return fault(
    'not-listed',
    table === 'health-check'
      ? `ip-ranges.json does not list it in EC2 of ${region}.`
      : `ip-ranges.json does not list it in WORKSPACES_GATEWAYS of ${region}${isSubset(set, ec2) ? ', only in EC2' : ''}.`,
  );
}

/** RFC 1918, shared (RFC 6598), link-local, and the network for benchmarks that AWS uses for management. */
const PRIVATE = addressSet(
  ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '169.254.0.0/16', '198.18.0.0/15'].map(
    catalogRange,
  ),
);
