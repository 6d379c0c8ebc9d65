import { peerTexts } from '../core/packets/peer-set';
import type { Edition } from '../core/requirements/edition';
import {
  STREAMING_PROTOCOLS,
  type Condition,
  type Requirement,
  type StreamingProtocol,
} from '../core/requirements/requirement';
import { resolvePeers } from '../core/verdicts/demand';

/** A requirement as one Region has it, in words. */
export interface RequirementRow {
  readonly requirement: Requirement;
  readonly level: string;
  /** In words, "always" when nothing has to hold. */
  readonly condition: string;
  /** CIDRs, or symbols for who depends on the deployment. Undefined: the edition has no data for the Region. */
  readonly peers: readonly string[] | undefined;
  readonly source: string;
}

export function requirementRow(
  requirement: Requirement,
  edition: Edition,
  region: string | undefined,
  protocols: readonly StreamingProtocol[] = STREAMING_PROTOCOLS,
): RequirementRow {
  const { level, levelWhileUnstated, when, source, anchor } = requirement;
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
    const text = ports.map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`)).join(', ');
    return protocols.map((protocol) => ({ protocol, ports: text === '' ? 'all' : text }));
  });
}

function peersIn(
  { peers }: Requirement,
  edition: Edition,
  region: string | undefined,
  protocols: readonly StreamingProtocol[],
): readonly string[] | undefined {
  if (peers.kind === 'proxy-exclusions') return peers.hosts;
  if (peers.kind === 'deployment' && peers.fact === 'dnsServers') return ['dns-servers'];
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
