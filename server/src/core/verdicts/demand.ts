import type { Facts, IpFamily } from '../deployment/facts';
import { NO_PROXY } from '../deployment/facts';
import type { KnownGroups } from '../deployment/known-groups';
import { toCidrs } from '../packets/cidr';
import {
  ANY_V4,
  intersect,
  isEmpty,
  isSubset,
  NO_PEERS,
  overlaps,
  subtract,
  symbolPeers,
  union,
  unionAll,
  type PeerSet,
} from '../packets/peer-set';
import { sureAddresses } from '../requirements/addresses';
import type { PacketSet } from '../packets/packet-set';
import type { Edition } from '../requirements/edition';
import type {
  Condition,
  Level,
  PeerSource,
  Requirement,
  StreamingProtocol,
} from '../requirements/requirement';
import { domainPeers } from './domains';

/** Who must be reached for one part of a requirement. All parts must be met. */
export type Peers =
  /**
   * All of these addresses. `nearby`: they lie in the customer's network, so a group may stand for them; each of
   * `groups` surely stands for all of them.
   */
  | {
      readonly kind: 'all-of';
      readonly set: PeerSet;
      readonly nearby: boolean;
      readonly groups?: readonly string[];
      /** Where it is not the requirement's: how sure it is that they are needed. */
      readonly level?: Level;
      /** Where it is not that of the requirement's flows. */
      readonly port?: number;
    }
  /**
   * Somebody whose address is not known: `enough` says whether peers surely hold them, `possible` whether
   * they may. `shown` names them.
   */
  | {
      readonly kind: 'somebody';
      readonly shown: readonly string[];
      readonly enough: (peers: PeerSet) => boolean;
      readonly possible: (peers: PeerSet) => boolean;
      /** Everybody who could be meant, where that is known: a rule for all of them is enough. */
      readonly everybody?: PeerSet;
      /** The configuration key that would settle who it is. */
      readonly key?: keyof Facts;
    };

/** The deployment as it is asked about: what is stated, one Region, the protocols that count. */
export interface Setting {
  readonly facts: Facts;
  readonly region: string | undefined;
  readonly protocols: readonly StreamingProtocol[];
  readonly edition: Edition;
  readonly groups: KnownGroups;
}

/** Whether a requirement says something about this deployment. */
export function applies(requirement: Requirement, setting: Setting): boolean {
  return requirement.when.every((condition) => holds(condition, setting));
}

/** Whether the answer differs by Region. */
export function isRegional({ peers }: Requirement): boolean {
  switch (peers.kind) {
    case 'table':
    case 'management-ranges':
    case 'office-kms':
      return true;
    case 'ip-ranges':
      return peers.subsets.some(({ region }) => region === '$region');
    case 'domains':
      return peers.byRegion.size > 0;
    case 'any':
    case 'cidrs':
    case 'deployment':
    case 'proxy-exclusions':
      return false;
  }
}

/** Who a requirement is about in this setting; undefined when the edition has no data for it. */
export function resolvePeers(source: PeerSource, setting: Setting): readonly Peers[] | undefined {
  const { region, edition } = setting;
  switch (source.kind) {
    case 'any':
      return allOf({ ...ANY_V4, symbols: NO_PEERS.symbols }, setting);
    case 'cidrs':
      return allOf(sureAddresses(source.values), setting);
    case 'table':
      return region === undefined ? undefined : allOf(edition.table(source.table, region), setting);
    case 'ip-ranges': {
      const subsets = source.subsets.map((subset) => {
        const where = subset.region === '$region' ? region : subset.region;
        return where === undefined
          ? undefined
          : edition.subset(subset.service, where, setting.facts.ipFamilies ?? ['ipv4']);
      });
      const data = subsets.filter((subset) => subset !== undefined);
      return data.length < subsets.length ? undefined : allOf(unionAll(data), setting);
    }
    case 'deployment':
      return deploymentPeers(source.fact, setting);
    case 'management-ranges':
      return allOf(managementRanges(setting), setting);
    case 'office-kms':
      return officeKms(source.lastOctets, setting);
    case 'proxy-exclusions':
      return [];
    case 'domains':
      return domainPeers(source, setting);
  }
}

function holds(condition: Condition, { facts, protocols }: Setting): boolean {
  const proxy = facts.proxy ?? NO_PROXY;
  switch (condition.fact) {
    case 'protocols':
      return protocols.includes(condition.has);
    case 'webAccess':
      return (facts.webAccess ?? false) === condition.is;
    case 'internetAccess':
      // While nobody says whether there is internet access, the requirement is looked at (at a lower level).
      return facts.internetAccess === undefined || facts.internetAccess === condition.is;
    case 'dnsServers':
      return facts.dnsServers !== undefined && !isEmpty(facts.dnsServers);
    case 'licensing':
      return (facts.licensing ?? 'public-bundle') === condition.is;
    case 'proxy.host':
      return proxy.host === condition.is;
    case 'proxy.client':
      return proxy.client === condition.is;
  }
}

/** Only the address families in use count. Nothing left means that the edition has no data. */
function allOf(set: PeerSet | undefined, setting: Setting): readonly Peers[] | undefined {
  if (set === undefined) return undefined;
  const kept = inFamilies(set, setting.facts.ipFamilies ?? ['ipv4']);
  return isEmpty(kept) ? undefined : [{ kind: 'all-of', set: kept, nearby: false }];
}

/** All of these addresses of the customer's own network. */
function allNearby(set: PeerSet, setting: Setting, groups: readonly string[]): readonly Peers[] | undefined {
  const kept = inFamilies(set, setting.facts.ipFamilies ?? ['ipv4']);
  if (isEmpty(kept)) return undefined;
  const beyond = beyondOwnSubnet(kept, setting);
  return isEmpty(beyond) ? [] : [{ kind: 'all-of', set: beyond, nearby: true, groups }];
}

/** Peers in the one subnet behind a network ACL never cross it; those in another subnet do, behind it or not. */
function beyondOwnSubnet(set: PeerSet, { facts: { ownSubnets = [] } }: Setting): PeerSet {
  const [own, ...others] = ownSubnets;
  return own === undefined || others.length > 0 ? set : subtract(set, own);
}

function inFamilies(set: PeerSet, families: readonly IpFamily[]): PeerSet {
  return {
    v4: families.includes('ipv4') ? set.v4 : [],
    v6: families.includes('ipv6') ? set.v6 : [],
    symbols: set.symbols,
  };
}

function deploymentPeers(
  fact: Extract<PeerSource, { kind: 'deployment' }>['fact'],
  setting: Setting,
): readonly Peers[] | undefined {
  const { facts, groups } = setting;
  switch (fact) {
    case 'dnsServers':
      return facts.dnsServers && allNearby(facts.dnsServers, setting, []);
    case 'directory-controllers':
      if (given(facts.directoryControllers)) {
        return allNearby(facts.directoryControllers, setting, groups.controllers);
      }
      return given(facts.controllerSubnets)
        ? someOf(
            'directory-controllers',
            facts.controllerSubnets,
            setting,
            groups.controllers,
            'directoryControllers',
          )
        : [unknownSomebody('directory-controllers', groups.controllers, 'directoryControllers')];
    case 'kms-servers':
      return given(facts.kmsServers)
        ? allNearby(facts.kmsServers, setting, [])
        : [unknownSomebody('kms-servers', [], 'kmsServers')];
    case 'vpc':
      if (given(facts.workspaceSubnets)) return allNearby(facts.workspaceSubnets, setting, groups.workspaces);
      if (given(facts.vpcCidrs)) {
        return someOf('vpc', facts.vpcCidrs, setting, groups.workspaces, 'workspaceSubnets');
      }
      return [unknownSomebody('vpc', groups.workspaces, 'workspaceSubnets')];
  }
}

function given(set: PeerSet | undefined): set is PeerSet {
  return set !== undefined && !isEmpty(set);
}

/** Anybody could be meant: only everything, or the very symbol, is enough; any opening at all is possible. */
function unknownSomebody(symbol: string, groups: readonly string[], key: keyof Facts): Peers {
  const everybody = { ...ANY_V4, symbols: NO_PEERS.symbols };
  return {
    kind: 'somebody',
    shown: [symbol],
    enough: (peers) => isSubset(everybody, peers) || groups.some((group) => names(peers, group)),
    possible: (peers) => !isEmpty(peers),
    ...(groups.length === 1 && { everybody: symbolPeers(...groups) }),
    key,
  };
}

/** They stand somewhere in these addresses: all of them are enough, a part of them is possible. */
function someOf(
  symbol: string,
  addresses: PeerSet,
  setting: Setting,
  groups: readonly string[],
  key: keyof Facts,
): readonly Peers[] {
  const whole = beyondOwnSubnet(inFamilies(addresses, setting.facts.ipFamilies ?? ['ipv4']), setting);
  if (isEmpty(whole)) return [];
  return [
    {
      kind: 'somebody',
      shown: [symbol],
      enough: (peers) => isSubset(whole, peers) || groups.some((group) => names(peers, group)),
      possible: (peers) => overlaps(whole, peers) || hasSymbols(peers),
      everybody: whole,
      key,
    },
  ];
}

/** What surely gets through to peers of which a group stands for all: where that group is reached, they are. */
export function withGroups(must: PacketSet, peers: Peers): PacketSet {
  if (peers.kind === 'somebody' || peers.groups === undefined || peers.groups.length === 0) return must;
  const { groups, set } = peers;
  const through = must.where((reached) => groups.some((group) => names(reached, group)));
  return through.isEmpty() ? must : must.union(through.mapPeers(() => set));
}

/**
 * A security group or prefix list among the peers: who is behind it cannot be seen. "Every symbol" is no
 * name of anybody: it comes from `0.0.0.0/0`, whose addresses say what is left of it behind a deny.
 */
export function hasSymbols({ symbols }: PeerSet): boolean {
  return !symbols.allBut && symbols.names.length > 0;
}

function names({ symbols }: PeerSet, symbol: string): boolean {
  return !symbols.allBut && symbols.names.includes(symbol);
}

/** Every range that a management interface of this deployment may get its address from. */
function managementRanges({ facts, region, protocols, edition }: Setting): PeerSet | undefined {
  if (region === undefined) return undefined;
  if (facts.licensing === 'byol') {
    const byol = protocols.map(
      (protocol) => edition.table(`management.byol.${protocol}`, 'GLOBAL') ?? NO_PEERS,
    );
    return unionAll([facts.byolManagementCidr ?? NO_PEERS, ...byol]);
  }
  const both = edition.table('management.pcoip-and-wsp', region);
  const wsp = protocols.includes('wsp') ? edition.table('management.wsp', region) : undefined;
  return both === undefined ? undefined : union(both, wsp ?? NO_PEERS);
}

/**
 * The KMS address lies in the network of the management interface: it follows from each /16 candidate; in a
 * wider one any address may be it.
 */
function officeKms(lastOctets: string, setting: Setting): readonly Peers[] | undefined {
  const ranges = managementRanges(setting);
  if (ranges === undefined) return undefined;
  const [third = 0, fourth = 0] = lastOctets.split('.').map(Number);
  const exact: number[] = [];
  const parts: Peers[] = [];
  for (let at = 0; at < ranges.v4.length; at += 2) {
    const [start = 0, end = 0] = ranges.v4.slice(at, at + 2);
    if (end - start === 65536) exact.push(start + third * 256 + fourth, start + third * 256 + fourth + 1);
    else {
      const wide: PeerSet = { ...NO_PEERS, v4: [start, end] };
      const inside = (peers: PeerSet): boolean => !isEmpty(intersect(wide, peers));
      parts.push({
        kind: 'somebody',
        shown: toCidrs(wide),
        enough: inside,
        possible: inside,
        everybody: wide,
      });
    }
  }
  if (exact.length > 0) parts.unshift({ kind: 'all-of', set: { ...NO_PEERS, v4: exact }, nearby: false });
  return parts;
}
