import type { Facts, IpFamily } from '../deployment/facts';
import { NO_PROXY } from '../deployment/facts';
import { toCidrs } from '../packets/cidr';
import {
  ANY_V4,
  intersect,
  isEmpty,
  isSubset,
  NO_PEERS,
  overlaps,
  symbolPeers,
  union,
  unionAll,
  type PeerSet,
} from '../packets/peer-set';
import { sureAddresses } from '../requirements/addresses';
import type { Edition } from '../requirements/edition';
import type { Condition, PeerSource, Requirement, StreamingProtocol } from '../requirements/requirement';

/** Who must be reached for one part of a requirement. All parts must be met. */
export type Peers =
  /** All of these addresses. `nearby`: they lie in the customer's network, so a group may stand for them. */
  | { readonly kind: 'all-of'; readonly set: PeerSet; readonly nearby: boolean }
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

/** Symbols of groups in the run whose members are known: `sg:` of controllers, of WorkSpaces. */
export interface KnownGroups {
  readonly workspaces: readonly string[];
  readonly controllers: readonly string[];
}

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
function allOf(set: PeerSet | undefined, setting: Setting, nearby = false): readonly Peers[] | undefined {
  if (set === undefined) return undefined;
  const families = setting.facts.ipFamilies ?? ['ipv4'];
  const kept = inFamilies(set, families);
  return isEmpty(kept) ? undefined : [{ kind: 'all-of', set: kept, nearby }];
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
      return allOf(facts.dnsServers, setting, true);
    case 'directory-controllers':
      return given(facts.directoryControllers)
        ? allOf(facts.directoryControllers, setting, true)
        : [unknownSomebody('directory-controllers', groups.controllers, 'directoryControllers')];
    case 'kms-servers':
      return given(facts.kmsServers)
        ? allOf(facts.kmsServers, setting, true)
        : [unknownSomebody('kms-servers', [], 'kmsServers')];
    case 'vpc':
      if (given(facts.workspaceSubnets)) return allOf(facts.workspaceSubnets, setting, true);
      if (given(facts.vpcCidrs)) return [someOf(facts.vpcCidrs, setting)];
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

/** The WorkSpaces stand somewhere in the VPC: all of it is enough, a part of it is possible. */
function someOf(vpc: PeerSet, { facts, groups }: Setting): Peers {
  const whole = inFamilies(vpc, facts.ipFamilies ?? ['ipv4']);
  return {
    kind: 'somebody',
    shown: ['vpc'],
    enough: (peers) => isSubset(whole, peers) || groups.workspaces.some((group) => names(peers, group)),
    possible: (peers) => overlaps(whole, peers) || hasSymbols(peers),
    everybody: whole,
    key: 'workspaceSubnets',
  };
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
