import type { PeerSet } from '../packets/peer-set';
import { EDITIONS } from '../requirements/editions';
import { SNAPSHOTS } from '../requirements/ip-ranges';
import { ownersOf, type Owner } from '../requirements/owners';

/** Whose some addresses are, over all editions. */
export interface OwnerText {
  /** "WSP gateways of us-west-2". */
  readonly owner: string;
  /** The first date that says so. */
  readonly since: string;
  /** The last date that says so, when a later one does not. */
  readonly until?: string;
}

/** Everybody whose addresses contain all of the given ones. */
export function ownerTexts(set: PeerSet): readonly OwnerText[] {
  const found = ownersOf(set);
  // "Gateway" alone says nothing where the protocol is known.
  const isNamed = found.some(({ kind }) => kind === 'gateway-pcoip' || kind === 'gateway-wsp');
  const dates = new Map<string, { readonly kind: Owner['kind']; readonly all: string[] }>();
  for (const { kind, region, edition } of found) {
    if (isNamed && kind === 'gateway') continue;
    const owner = `${NAMES[kind]} of ${region}`;
    const known = dates.get(owner) ?? { kind, all: [] };
    dates.set(owner, known);
    known.all.push(edition);
  }
  return [...dates].map(([owner, { kind, all }]) => {
    const [since = ''] = all;
    const until = all.at(-1) ?? '';
    const latest = (kind === 'gateway' ? SNAPSHOTS : EDITIONS).at(-1);
    return { owner, since, ...(until !== latest && { until }) };
  });
}

const NAMES: Readonly<Record<Owner['kind'], string>> = {
  'gateway-pcoip': 'PCoIP gateways',
  'gateway-wsp': 'WSP (DCV) gateways',
  gateway: 'streaming gateways',
  'health-check': 'health check servers',
};
