import type { AddressRange } from '../packets/cidr';
import { addressPeers, isEmpty, isSubset, unionAll, type PeerSet } from '../packets/peer-set';
import { EDITIONS, loadEdition } from './editions';
import { shippedSnapshot, SNAPSHOTS, type Snapshot } from './ip-ranges';
import type { TableName } from './requirement';

/** Whose addresses they are. */
export interface Owner {
  /** `gateway`: a streaming gateway by ip-ranges.json, which does not say of which protocol. */
  readonly kind: 'gateway-pcoip' | 'gateway-wsp' | 'gateway' | 'health-check';
  readonly region: string;
  /** The date that says so: an edition's, or for `gateway` the `createDate` of a snapshot. */
  readonly edition: string;
}

/**
 * Every owner, over all editions and shipped snapshots, whose addresses contain all of the given ones. In
 * the order of `kind` above and then of dates. Nobody owns an empty set or one with symbols. `current` is the snapshot
 * that a run goes by, where it may not be a shipped one.
 */
export function ownersOf(addresses: AddressRange | PeerSet, current?: Snapshot): readonly Owner[] {
  const set = 'family' in addresses ? addressPeers(addresses) : addresses;
  const index = indexWith(current);
  // Nearly every range in a policy is nobody's, and this says so at the cost of one search.
  if (isEmpty(set) || !isSubset(set, index.everything)) return [];
  return index.holdings.filter((holding) => isSubset(set, holding.addresses)).map((holding) => holding.owner);
}

interface Holding {
  readonly owner: Owner;
  readonly addresses: PeerSet;
}

interface Index {
  readonly holdings: readonly Holding[];
  readonly everything: PeerSet;
}

let shippedIndex: Index | undefined;
const indexes = new WeakMap<Snapshot, Index>();

function indexWith(current: Snapshot | undefined): Index {
  if (current === undefined || current === shippedSnapshot(current.createDate)) {
    shippedIndex ??= readIndex([]);
    return shippedIndex;
  }
  const index = indexes.get(current) ?? readIndex([current]);
  indexes.set(current, index);
  return index;
}

function readIndex(others: readonly Snapshot[]): Index {
  const holdings = [
    ...tableHoldings('gateway-pcoip', 'gateways.pcoip'),
    ...tableHoldings('gateway-wsp', 'gateways.wsp'),
    ...[...SNAPSHOTS.flatMap((date) => shippedSnapshot(date) ?? []), ...others].flatMap(snapshotHoldings),
    ...tableHoldings('health-check', 'health-check'),
  ];
  return { holdings, everything: unionAll(holdings.map((holding) => holding.addresses)) };
}

function tableHoldings(kind: Owner['kind'], table: TableName): Holding[] {
  return EDITIONS.flatMap((date) => {
    const edition = loadEdition(date);
    return (edition?.regions ?? []).flatMap(({ code }) => {
      const addresses = edition?.table(table, code);
      return addresses === undefined ? [] : [{ owner: { kind, region: code, edition: date }, addresses }];
    });
  });
}

function snapshotHoldings(snapshot: Snapshot): Holding[] {
  return snapshot.regions('WORKSPACES_GATEWAYS').flatMap((region) => {
    const addresses = snapshot.subset('WORKSPACES_GATEWAYS', region);
    return addresses === undefined
      ? []
      : [{ owner: { kind: 'gateway', region, edition: snapshot.createDate } as const, addresses }];
  });
}
