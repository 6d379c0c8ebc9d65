import type { AddressRange } from '../packets/cidr';
import { addressPeers, isEmpty, isSubset, unionAll, type PeerSet } from '../packets/peer-set';
import { EDITIONS, loadEdition } from './editions';
import { SNAPSHOTS, subset, subsetRegions } from './ip-ranges';
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
 * the order of `kind` above and then of dates. Nobody owns an empty set or one with symbols.
 */
export function ownersOf(addresses: AddressRange | PeerSet): readonly Owner[] {
  const set = 'family' in addresses ? addressPeers(addresses) : addresses;
  index ??= readIndex();
  // Nearly every range in a policy is nobody's, and this says so at the cost of one search.
  if (isEmpty(set) || !isSubset(set, index.everything)) return [];
  return index.holdings.filter((holding) => isSubset(set, holding.addresses)).map((holding) => holding.owner);
}

interface Holding {
  readonly owner: Owner;
  readonly addresses: PeerSet;
}

let index: { readonly holdings: readonly Holding[]; readonly everything: PeerSet } | undefined;

function readIndex(): NonNullable<typeof index> {
  const holdings = [
    ...tableHoldings('gateway-pcoip', 'gateways.pcoip'),
    ...tableHoldings('gateway-wsp', 'gateways.wsp'),
    ...snapshotHoldings(),
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

function snapshotHoldings(): Holding[] {
  return SNAPSHOTS.flatMap((date) =>
    subsetRegions(date, 'WORKSPACES_GATEWAYS').flatMap((region) => {
      const addresses = subset(date, 'WORKSPACES_GATEWAYS', region);
      return addresses === undefined
        ? []
        : [{ owner: { kind: 'gateway', region, edition: date } as const, addresses }];
    }),
  );
}
