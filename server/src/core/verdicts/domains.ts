import type { Subject } from '../deployment/subjects';
import { coversDomain, domainOf, domainSymbol, overlapsDomain } from '../packets/domain-name';
import { subtract, symbolPeers, union, type PeerSet } from '../packets/peer-set';
import type { Peer, Policy, Rule } from '../policies/policy';
import { hostsOf, type Domains, type Host } from '../requirements/domains';
import type { Peers, Setting } from './demand';
import type { Asked } from './plan';

/**
 * The hosts that may be demanded in a Region, put together by how sure they are and by port. Undefined where the Region
 * would say more and is not known; empty where nothing is needed, or nothing sure.
 */
export function domainPeers(source: Domains, { facts, region }: Setting): readonly Peers[] | undefined {
  if (region === undefined && source.byRegion.size > 0) return undefined;
  const groups = new Map<string, [Host, ...Host[]]>();
  for (const host of hostsOf(source, region, facts.ipFamilies)) {
    if (host.level === undefined) continue;
    const key = `${host.level} ${host.port ?? ''}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [host]);
    else group.push(host);
  }
  return [...groups.values()].map((hosts) => {
    const [{ level, port }] = hosts;
    return {
      kind: 'all-of',
      set: symbolPeers(...hosts.map(({ name }) => domainSymbol(name))),
      nearby: false,
      ...(level !== undefined && { level }),
      ...(port !== undefined && { port }),
    };
  });
}

/** Whether a policy goes by names. Who reaches AWS by names lists no addresses of it. */
export function goesByNames({ placements }: Subject): boolean {
  return placements.some(({ policy }) => namesDomains(policy));
}

/** Whether a policy knows hosts by their names: it is a list of them, or some rule admits one. */
export function namesDomains(policy: Policy): boolean {
  if (policy.kind === 'domain-list' || policy.byNames === true) return true;
  const known =
    named.get(policy) ??
    policy.rules.some((rule) =>
      rule.peers.some(({ set }) => set.kind === 'known' && domainsIn(set.value).length > 0),
    );
  named.set(policy, known);
  return known;
}

const named = new WeakMap<Policy, boolean>();

/** All hosts that are asked for, each once. */
export function hostsAsked(plan: readonly Asked[]): readonly string[] {
  const hosts = plan.flatMap(({ requirement, parts = [] }) =>
    requirement.peers.kind === 'domains'
      ? parts.flatMap(({ peers }) => (peers.kind === 'all-of' ? domainsIn(peers.set) : []))
      : [],
  );
  return [...new Set(hosts)];
}

/**
 * The subject with policies in which every name among the peers also stands for those of the hosts that it covers. Sets
 * of peers know no wildcards: with every host a symbol of its own, the algebra of packets decides on denies and order.
 */
export function seenByHosts(subject: Subject, hosts: readonly string[]): Subject {
  const [first, ...others] = subject.placements.map((placement) => {
    const policy = withHosts(placement.policy, hosts);
    return policy === placement.policy ? placement : { ...placement, policy };
  });
  return first === undefined ? subject : { ...subject, placements: [first, ...others] };
}

function withHosts(policy: Policy, hosts: readonly string[]): Policy {
  const isAny = policy.rules.some(({ peers }) =>
    peers.some(({ set, atLeast }) => hasNames(set.kind === 'known' ? set.value : atLeast)),
  );
  return isAny && hosts.length > 0
    ? { ...policy, rules: policy.rules.map((rule) => ruleWithHosts(rule, hosts)) }
    : policy;
}

function hasNames(set: PeerSet | undefined): boolean {
  return set !== undefined && domainsIn(set).length > 0;
}

function ruleWithHosts(rule: Rule, hosts: readonly string[]): Rule {
  const widen = (set: PeerSet): PeerSet => {
    const names = domainsIn(set);
    // All of a wildcard is needed, so that a deny of a part of it takes it away.
    const matches = (rule.action === 'allow') === set.symbols.allBut ? overlapsDomain : coversDomain;
    const covered = hosts.filter((host) => names.some((name) => matches(name, host))).map(domainSymbol);
    if (covered.length === 0) return set;
    return set.symbols.allBut ? subtract(set, symbolPeers(...covered)) : union(set, symbolPeers(...covered));
  };
  return {
    ...rule,
    peers: rule.peers.map((peer): Peer => {
      const { set, atLeast } = peer;
      return {
        ...peer,
        ...(set.kind === 'known' && { set: { ...set, value: widen(set.value) } }),
        ...(atLeast !== undefined && { atLeast: widen(atLeast) }),
      };
    }),
  };
}

/** The names that a set of peers speaks of, be it as those that are not in it. */
function domainsIn({ symbols }: PeerSet): readonly string[] {
  return symbols.names.flatMap((symbol) => domainOf(symbol) ?? []);
}
