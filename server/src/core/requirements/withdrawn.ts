import { addressCount, isEmpty, isSubset, unionAll, type PeerSet } from '../packets/peer-set';
import type { Edition } from './edition';
import { EDITIONS, loadEdition } from './editions';
import { shippedSnapshot, SNAPSHOTS, type Snapshot } from './ip-ranges';
import type { TableName } from './requirement';

/** Where addresses were listed that are listed no more. */
export interface Withdrawal {
  /** "WSP gateways of us-west-2", "EC2 addresses of us-east-1". */
  readonly whose: string;
  /** The date of the last edition, or of the last ip-ranges.json, that listed them. */
  readonly until: string;
}

/**
 * Says that addresses were in one list before the edition and lie in none that it goes by. Single addresses in the wide
 * ranges of AWS are left alone: such a rule names a host and copies no list.
 */
export function withdrawalOf(set: PeerSet, edition: Edition): Withdrawal | undefined {
  if (isEmpty(set) || set.symbols.allBut || set.symbols.names.length > 0) return undefined;
  const index = indexes.get(edition) ?? readIndex(edition);
  indexes.set(edition, index);
  if (!isSubset(set, index.before) || isSubset(set, index.now)) return undefined;
  const isSingle = addressCount(set) === 1n;
  return index.holdings.find(({ addresses, wide }) => !(wide && isSingle) && isSubset(set, addresses))
    ?.withdrawal;
}

interface Holding {
  readonly withdrawal: Withdrawal;
  readonly addresses: PeerSet;
  /** Far more than WorkSpaces' own addresses. */
  readonly wide: boolean;
}

interface Index {
  /** The nearest past first, and what is WorkSpaces' own before what is anybody's. */
  readonly holdings: readonly Holding[];
  readonly before: PeerSet;
  readonly now: PeerSet;
}

const indexes = new WeakMap<Edition, Index>();

function readIndex(edition: Edition): Index {
  const earlierEditions = EDITIONS.filter((date) => date < edition.date).reverse();
  const earlierSnapshots = SNAPSHOTS.filter((date) => date < edition.ipRangesDate)
    .reverse()
    .flatMap((date) => shippedSnapshot(date) ?? []);
  const holdings = [
    ...earlierEditions.flatMap(tableHoldings),
    ...SERVICES.flatMap((service) =>
      earlierSnapshots.flatMap((snapshot) => snapshotHoldings(snapshot, service)),
    ),
  ];
  return {
    holdings,
    before: unionAll(holdings.map(({ addresses }) => addresses)),
    now: unionAll(
      [
        ...tableHoldings(edition.date),
        ...SERVICES.flatMap((service) => snapshotHoldings(edition.ipRanges, service, true)),
      ].map(({ addresses }) => addresses),
    ),
  };
}

const TABLES: readonly (readonly [TableName, string])[] = [
  ['gateways.pcoip', 'PCoIP gateways'],
  ['gateways.wsp', 'WSP gateways'],
  ['health-check', 'health check servers'],
];

/** In ip-ranges.json, the narrow ones first. */
const SERVICES = ['WORKSPACES_GATEWAYS', 'S3', 'EC2', 'AMAZON'] as const;
type Service = (typeof SERVICES)[number];

const SERVICE_NAMES: Readonly<Record<Service, string>> = {
  WORKSPACES_GATEWAYS: 'streaming gateways',
  S3: 'S3 addresses',
  EC2: 'EC2 addresses',
  AMAZON: 'AWS addresses',
};

function tableHoldings(date: string): readonly Holding[] {
  const edition = loadEdition(date);
  return (edition?.regions ?? []).flatMap(({ code }) =>
    TABLES.flatMap(([table, name]) => {
      const addresses = edition?.table(table, code);
      const withdrawal = { whose: `${name} of ${code}`, until: date };
      return addresses === undefined ? [] : [{ withdrawal, addresses, wide: false }];
    }),
  );
}

/** What was in no Region is left out: it may have come into one that is not shipped. */
function snapshotHoldings(snapshot: Snapshot, service: Service, global = false): readonly Holding[] {
  return snapshot.regions(service).flatMap((region) => {
    const addresses = global || region !== 'GLOBAL' ? snapshot.subset(service, region) : undefined;
    const withdrawal = { whose: `${SERVICE_NAMES[service]} of ${region}`, until: snapshot.createDate };
    return addresses === undefined
      ? []
      : [{ withdrawal, addresses, wide: service !== 'WORKSPACES_GATEWAYS' }];
  });
}
