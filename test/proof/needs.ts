import edition2022 from '../../catalog/editions/2022-09-02.json';
import edition2026 from '../../catalog/editions/2026-08-22.json';
import ranges2022 from '../../catalog/ip-ranges/2022-08-31-22-43-06.json';
import ranges2026 from '../../catalog/ip-ranges/2026-08-22-15-17-05.json';
import type { Facts } from '../../server/src/core/deployment/facts';
import type { PeerSet } from '../../server/src/core/packets/peer-set';
import type { Need, NeedPart } from '../support/oracle';
import { addresses, EVERY_ADDRESS, EVERY_PORT, type Interval } from '../support/writers';

/** What the catalog's data ask of a deployment, read from the files themselves and not through the linter. */

export const EDITIONS = [edition2026, edition2022].map((file) => ({
  date: file.edition,
  regions: file.regions.map(({ code }) => code),
}));

export type ProofRole = 'client-network' | 'workspace' | 'directory' | 'management';

/** A deployment with everything stated, so that nothing is left undetermined. Addresses are IPv4 texts. */
export interface Deployment {
  readonly edition: string;
  readonly region: string;
  readonly protocols: readonly ('pcoip' | 'wsp')[];
  readonly webAccess: boolean;
  readonly internetAccess: boolean;
  readonly licensing: 'public-bundle' | 'byol';
  readonly proxy: { readonly client: 'none' | 'https'; readonly host: boolean };
  readonly ephemeralPorts: Interval;
}

export const DNS_SERVERS = ['10.20.1.10', '10.20.1.11'];
const CONTROLLERS = ['10.20.1.10', '10.20.2.10', '10.20.3.0/28'];
const WORKSPACE_SUBNETS = ['10.20.4.0/22', '10.20.8.0-10.20.10.255'];
const KMS_SERVERS = ['10.20.1.20'];
const BYOL_RANGE = ['10.200.0.0/16'];
const PROXY_EXCLUSIONS = ['169.254.169.254'];

/** The deployment as the linter is told of it. */
export function factsOf(deployment: Deployment): Facts {
  const { region, protocols, webAccess, internetAccess, licensing, proxy, ephemeralPorts } = deployment;
  return {
    regions: [region],
    protocols,
    webAccess,
    internetAccess,
    licensing,
    byolManagementCidr: peerSet(BYOL_RANGE),
    kmsServers: peerSet(KMS_SERVERS),
    vpcCidrs: peerSet(['10.20.0.0/16']),
    workspaceSubnets: peerSet(WORKSPACE_SUBNETS),
    directoryControllers: peerSet(CONTROLLERS),
    dnsServers: peerSet(DNS_SERVERS),
    proxy: { ...proxy, exclusions: PROXY_EXCLUSIONS },
    ephemeralPorts,
  };
}

/** The texts are in ascending order and apart from each other. */
function peerSet(texts: readonly string[]): PeerSet {
  const v4 = texts.map(addresses).flatMap(({ from, to }) => [from, to + 1]);
  const joined = v4.filter((end, at) => end !== v4[at % 2 === 0 ? at - 1 : at + 1]);
  return { v4: joined, v6: [], symbols: { allBut: false, names: [] } };
}

export interface CatalogNeed extends Need {
  readonly level: string;
  /** Left out where it is the same everywhere. */
  readonly region?: string;
  /** Subsets that change every week: a gap in one is never an error. */
  readonly weekly: boolean;
}

/** Needs of a role in a deployment, and the ids that the edition has no data for. */
export interface Needs {
  readonly needs: readonly CatalogNeed[];
  readonly withoutData: readonly string[];
  /** Met by the configuration, not by rules. */
  readonly configured: readonly string[];
}

export function needsOf(role: ProofRole, deployment: Deployment): Needs {
  const needs: CatalogNeed[] = [];
  const withoutData: string[] = [];
  const configured: string[] = [];
  for (const requirement of fileOf(deployment).requirements) {
    if (requirement.role !== role) continue;
    if (!requirement.when.every((condition) => holds(condition, deployment))) continue;
    if (requirement.peers.kind === 'proxy-exclusions') {
      configured.push(requirement.id);
      continue;
    }
    // Asked only of who goes by names; the policies here go by addresses.
    if (requirement.peers.kind === 'domains') continue;
    const parts = partsOf(requirement.peers, deployment);
    if (parts === undefined) {
      withoutData.push(requirement.id);
      continue;
    }
    needs.push({
      id: requirement.id,
      level: requirement.level,
      ...(isRegional(requirement.peers) && { region: deployment.region }),
      weekly: requirement.peers.kind === 'ip-ranges',
      direction: requirement.direction === 'inbound' ? 'inbound' : 'outbound',
      flows: requirement.flows.flatMap(({ protocols, ports }) =>
        protocols.flatMap((protocol) =>
          (ports.length === 0 ? [EVERY_PORT] : ports).map((range) => ({
            protocol: protocol === 'tcp' ? ('tcp' as const) : ('udp' as const),
            ports: range,
          })),
        ),
      ),
      parts,
      sourcePorts: deployment.ephemeralPorts,
      answerPorts: answerPorts(requirement) ?? deployment.ephemeralPorts,
    });
  }
  return { needs, withoutData, configured };
}

const FILES = [edition2022, edition2026];
type CatalogFile = (typeof FILES)[number];
type CatalogRequirement = CatalogFile['requirements'][number];

function fileOf({ edition }: Deployment): CatalogFile {
  const file = FILES.find((candidate) => candidate.edition === edition);
  if (file === undefined) throw new Error(`no edition ${edition}`);
  return file;
}

function answerPorts(requirement: CatalogRequirement): Interval | undefined {
  return 'answerPorts' in requirement ? requirement.answerPorts : undefined;
}

interface CatalogCondition {
  readonly fact: string;
  readonly is?: boolean | string | undefined;
  readonly has?: string | undefined;
}

function holds({ fact, is, has }: CatalogCondition, deployment: Deployment): boolean {
  switch (fact) {
    case 'protocols':
      return deployment.protocols.some((protocol) => protocol === has);
    case 'webAccess':
      return deployment.webAccess === is;
    case 'internetAccess':
      return deployment.internetAccess === is;
    case 'dnsServers':
      return true;
    case 'licensing':
      return deployment.licensing === is;
    case 'proxy.host':
      return deployment.proxy.host === is;
    case 'proxy.client':
      return deployment.proxy.client === is;
    default:
      throw new Error(`the proof does not know the condition ${fact}`);
  }
}

interface CatalogPeers {
  readonly kind: string;
  readonly values?: readonly { readonly value: string }[] | undefined;
  readonly table?: string | undefined;
  readonly subsets?: readonly { readonly service: string; readonly region: string }[] | undefined;
  readonly fact?: string | undefined;
  readonly lastOctets?: string | undefined;
}

function partsOf(peers: CatalogPeers, deployment: Deployment): readonly NeedPart[] | undefined {
  switch (peers.kind) {
    case 'any':
      return [{ kind: 'all', peers: [EVERY_ADDRESS] }];
    case 'cidrs':
      return all(peers.values?.map(({ value }) => addresses(value)));
    case 'table':
      return all(tableOf(deployment, peers.table ?? ''));
    case 'ip-ranges':
      return all(
        peers.subsets?.flatMap(({ service, region }) =>
          subsetOf(deployment, service, region === '$region' ? deployment.region : region),
        ),
      );
    case 'deployment':
      return all(deployed(peers.fact ?? ''));
    case 'management-ranges':
      return all(managementRanges(deployment));
    case 'office-kms':
      return officeKms(managementRanges(deployment), peers.lastOctets ?? '');
    default:
      throw new Error(`the proof does not know peers of kind ${peers.kind}`);
  }
}

function isRegional(peers: CatalogPeers): boolean {
  return (
    ['table', 'management-ranges', 'office-kms'].includes(peers.kind) ||
    (peers.subsets?.some(({ region }) => region === '$region') ?? false)
  );
}

function all(peers: readonly Interval[] | undefined): readonly NeedPart[] | undefined {
  return peers === undefined || peers.length === 0 ? undefined : [{ kind: 'all', peers: apart(peers) }];
}

/** The same addresses with none of them told twice. */
function apart(peers: readonly Interval[]): readonly Interval[] {
  const result: Interval[] = [];
  let next = 0;
  for (const { from, to } of [...peers].sort((a, b) => a.from - b.from)) {
    if (to >= next) result.push({ from: Math.max(from, next), to });
    next = Math.max(next, to + 1);
  }
  return result;
}

/** The sure IPv4 values of a table. */
function tableOf(deployment: Deployment, name: string, region = deployment.region): readonly Interval[] {
  const tables: Readonly<Record<string, unknown>> = fileOf(deployment).tables;
  const table = tables[name];
  if (typeof table !== 'object' || table === null) throw new Error(`no table ${name}`);
  const rows: unknown = Object.entries(table).find(([key]) => key === region)?.[1];
  return (Array.isArray(rows) ? rows : []).flatMap((row: unknown) => {
    if (typeof row !== 'object' || row === null || !('value' in row) || !('confidence' in row)) return [];
    const { value, confidence } = row;
    if (typeof value !== 'string' || value.includes(':')) return [];
    return ['seed', 'seed-internal', 'official'].some((sure) => sure === confidence)
      ? [addresses(value)]
      : [];
  });
}

function subsetOf(deployment: Deployment, service: string, region: string): readonly Interval[] {
  const wanted = fileOf(deployment).ipRanges;
  const file = [ranges2022, ranges2026].find(({ createDate }) => createDate === wanted);
  const services: Readonly<Record<string, Readonly<Record<string, string>>>> = file?.ipv4 ?? {};
  const texts = services[service]?.[region];
  if (texts === undefined) throw new Error(`ip-ranges ${wanted} has no ${service} of ${region}`);
  return texts.split(' ').map(addresses);
}

function deployed(fact: string): readonly Interval[] {
  switch (fact) {
    case 'dnsServers':
      return DNS_SERVERS.map(addresses);
    case 'directory-controllers':
      return CONTROLLERS.map(addresses);
    case 'vpc':
      return WORKSPACE_SUBNETS.map(addresses);
    case 'kms-servers':
      return KMS_SERVERS.map(addresses);
    default:
      throw new Error(`the proof does not know ${fact}`);
  }
}

function managementRanges(deployment: Deployment): readonly Interval[] {
  const { licensing, protocols } = deployment;
  if (licensing === 'byol') {
    return [
      ...BYOL_RANGE.map(addresses),
      ...protocols.flatMap((protocol) => tableOf(deployment, `management.byol.${protocol}`, 'GLOBAL')),
    ];
  }
  return [
    ...tableOf(deployment, 'management.pcoip-and-wsp'),
    ...(protocols.includes('wsp') ? tableOf(deployment, 'management.wsp') : []),
  ];
}

/** One address in each /16 that the management interface may be in; anywhere in a wider range. */
function officeKms(ranges: readonly Interval[], lastOctets: string): readonly NeedPart[] | undefined {
  if (ranges.length === 0) return undefined;
  const last = addresses(`0.0.${lastOctets}`).from;
  const exact: Interval[] = [];
  const wide: NeedPart[] = [];
  for (const { from, to } of ranges) {
    if (to - from === 65535) exact.push({ from: from + last, to: from + last });
    else wide.push({ kind: 'some', peers: [{ from, to }] });
  }
  return [...(exact.length > 0 ? [{ kind: 'all', peers: exact } as const] : []), ...wide];
}
