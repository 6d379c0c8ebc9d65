import { rangeText } from '../packets/packet-set';
import { peerTexts } from '../packets/peer-set';
import { hostsOf } from '../requirements/domains';
import type { Edition } from '../requirements/edition';
import {
  STREAMING_PROTOCOLS,
  type Condition,
  type Level,
  type Requirement,
  type Role,
  type StreamingProtocol,
} from '../requirements/requirement';
import { isRegional, resolvePeers } from '../verdicts/demand';

/** A requirement as one Region has it, in words. */
export interface RequirementRow {
  readonly requirement: Requirement;
  readonly level: string;
  /** In words, "always" when nothing has to hold. */
  readonly condition: string;
  /** CIDRs, or symbols for who depends on the deployment. Undefined: the edition has no data for the Region. */
  readonly peers: readonly string[] | undefined;
  readonly source: string;
  /** Left out where the requirement is the same in all Regions. */
  readonly region?: string;
}

/**
 * What an edition asks for in some Regions: of all roles and protocols where none are named. A requirement that
 * differs between Regions has a row for each.
 */
export function requirementRows(
  edition: Edition,
  regions: readonly string[],
  roles: readonly Role[],
  protocols: readonly StreamingProtocol[],
): readonly RequirementRow[] {
  const wanted = edition.requirements.filter(
    ({ role, when }) =>
      (roles.length === 0 || roles.includes(role)) &&
      (protocols.length === 0 ||
        when.every((condition) => condition.fact !== 'protocols' || protocols.includes(condition.has))),
  );
  const inUse = protocols.length === 0 ? undefined : protocols;
  return wanted.flatMap((requirement) =>
    isRegional(requirement)
      ? [...new Set(regions)].map((region) => ({
          ...requirementRow(requirement, edition, region, inUse),
          region,
        }))
      : [requirementRow(requirement, edition, undefined, inUse)],
  );
}

export function requirementRow(
  requirement: Requirement,
  edition: Edition,
  region: string | undefined,
  protocols: readonly StreamingProtocol[] = STREAMING_PROTOCOLS,
): RequirementRow {
  const { levelWhileUnstated, when, source, anchor } = requirement;
  const level = levelIn(requirement, region);
  const page = anchor === undefined ? edition.page : `${edition.page}#${anchor}`;
  return {
    requirement,
    level:
      levelWhileUnstated === undefined
        ? level
        : `${level}; ${levelWhileUnstated.level} while ${levelWhileUnstated.fact} is not stated`,
    condition: when.length === 0 ? 'always' : when.map(conditionText).join(' and '),
    peers: peersIn(requirement, edition, region, protocols),
    source: `${source.source} (${page})`,
  };
}

/** `tcp 4172`, `udp 50002, 55002` …: one text for each protocol. */
export function flowTexts({
  flows,
}: Requirement): readonly { readonly protocol: string; readonly ports: string }[] {
  return flows.flatMap(({ protocols, ports }) => {
    const text = ports.map(rangeText).join(', ');
    return protocols.map((protocol) => ({ protocol, ports: text === '' ? 'all' : text }));
  });
}

/** A host that AWS does not print is asked for less strictly than the others, or not at all. */
function levelIn({ level, peers }: Requirement, region: string | undefined): string {
  if (peers.kind !== 'domains') return level;
  const hosts = hostsOf(peers, region);
  const named = (wanted: Level): readonly string[] =>
    hosts.filter((host) => host.level === wanted).map(({ name }) => name);
  const recommended = named('recommended');
  if (level !== 'required' || hosts.length === 0 || recommended.length === 0) {
    return hosts.some((host) => host.level !== undefined) || hosts.length === 0 ? level : 'not asked for';
  }
  return named('required').length === 0
    ? 'recommended'
    : `${level}; recommended for ${recommended.join(', ')}`;
}

function peersIn(
  { peers }: Requirement,
  edition: Edition,
  region: string | undefined,
  protocols: readonly StreamingProtocol[],
): readonly string[] | undefined {
  if (peers.kind === 'proxy-exclusions') return peers.hosts;
  if (peers.kind === 'deployment' && peers.fact === 'dnsServers') return ['dns-servers'];
  if (peers.kind === 'domains') {
    const names = hostsOf(peers, region).map(({ name, level }) =>
      level === undefined ? `probably ${name}` : name,
    );
    return names.length === 0 ? undefined : names;
  }
  const setting = { facts: {}, region, protocols, edition, groups: { workspaces: [], controllers: [] } };
  return resolvePeers(peers, setting)?.flatMap((part) =>
    part.kind === 'all-of' ? peerTexts(part.set) : part.shown,
  );
}

function conditionText(condition: Condition): string {
  switch (condition.fact) {
    case 'protocols':
      return `protocols has ${condition.has}`;
    case 'dnsServers':
      return 'dnsServers is given';
    case 'webAccess':
    case 'internetAccess':
    case 'licensing':
    case 'proxy.host':
    case 'proxy.client':
      return `${condition.fact} is ${condition.is}`;
  }
}
