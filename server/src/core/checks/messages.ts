import { grouped } from '../text/grouped';
import type { PacketSet } from '../packets/packet-set';
import { addressCount } from '../packets/peer-set';
import type { Requirement } from '../requirements/requirement';
import type { Judgement, Loss, LostPart } from '../verdicts/judge';
import type { MissingFlow } from './diagnostic';
import { flowsOf } from './missing-flows';

/** "UDP 4195 to 34.223.96.0/22 is not allowed", or how much of it is, with what is missing. */
export function describeLoss({ asked: { requirement, region } }: Judgement, loss: Loss): string {
  const whose = whoseAddresses(requirement, region);
  return loss.parts.map((part) => describePart(part, loss, whose)).join('; ');
}

/** What the flow is for, and what its loss means for the people who use WorkSpaces. */
export function consequence({ asked: { requirement } }: Judgement): string {
  return `It serves ${requirement.purpose}; without it, ${requirement.symptom}.`;
}

/** What to say about the deployment when the requirement does not concern it. */
export function wayOut(judgement: Judgement): string {
  const { unlikely } = judgement;
  const { requirement, facts } = judgement.asked;
  if (unlikely !== undefined) {
    const used = unlikely === 'wsp' ? 'pcoip' : 'wsp';
    return ` If no WorkSpace here streams over ${PROTOCOL_NAMES[unlikely]}, say so: protocols: [${used}] in the configuration, or protocols=${used} in a directive.`;
  }
  if (requirement.peers.kind === 'ip-ranges') {
    return ' These ranges change weekly: in practice that is a rule for 0.0.0.0/0, or a proxy (proxy: {client: https} in the configuration).';
  }
  if (requirement.levelWhileUnstated !== undefined && facts.internetAccess === undefined) {
    return ' If these WorkSpaces need no internet access, say internetAccess: false in the configuration.';
  }
  return '';
}

export const PROTOCOL_NAMES = { pcoip: 'PCoIP', wsp: 'WSP (DCV)' } as const;

/** "TCP and UDP 4195 to 34.223.96.0/22": flows with the same ports and peers are told together. */
export function describeFlows(flows: readonly MissingFlow[], whose = ''): string {
  const groups = new Map<string, { protocols: string[]; ports: string[]; flow: MissingFlow }>();
  for (const flow of flows) {
    const key = `${flow.sourcePorts ?? ''} ${flow.peers.join()}`;
    const group = groups.get(key) ?? { protocols: [], ports: [], flow };
    groups.set(key, group);
    group.protocols.push(flow.protocol);
    group.ports.push(flow.ports);
  }
  return [...groups.values()]
    .map(({ protocols, ports, flow }) => {
      const where = flow.direction === 'outbound' ? 'to' : 'from';
      const from = flow.sourcePorts === undefined ? '' : ` from port ${flow.sourcePorts}`;
      return `${portsOf(protocols, ports)}${from} ${where} ${shorten(flow.peers)}${whose === '' ? '' : ` (${whose})`}`;
    })
    .join(' and ');
}

/** The first few of a list, and how many more there are. */
export function shorten(items: readonly string[], most = 4): string {
  const shown = items
    .slice(0, most)
    .map((item) => SYMBOL_NAMES[item] ?? item)
    .join(', ');
  return items.length <= most ? shown : `${shown} and ${items.length - most} more`;
}

const SYMBOL_NAMES: Readonly<Record<string, string>> = {
  vpc: 'the WorkSpaces VPC',
  'directory-controllers': 'the directory controllers',
  'kms-servers': 'your KMS servers',
};

function describePart(part: LostPart, loss: Loss, whose: string): string {
  if (part.packets === part.needed) {
    const known = wholes.get(part.packets) ?? describeWhole(part, loss, whose);
    wholes.set(part.packets, known);
    return known;
  }
  const reached = part.peers.kind === 'all-of' ? reachedOf(part) : undefined;
  if (reached === undefined) return describeWhole(part, loss, whose);
  const flows = flowsOf(part, loss);
  const peers = [...new Set(flows.flatMap((flow) => flow.peers))];
  const what = portsOf(
    flows.map(({ protocol }) => protocol),
    flows.map(({ ports }) => ports),
  );
  const where = whose === '' ? '' : ` of the ${whose}`;
  const reach = isAre(flows) === 'is' ? 'reaches' : 'reach';
  return `${what} ${reach} ${reached}${where}; ${shorten(peers)} ${peers.length === 1 ? 'is' : 'are'} missing`;
}

function describeWhole(part: LostPart, loss: Loss, whose: string): string {
  const flows = flowsOf(part, loss);
  return `${describeFlows(flows, whose)} ${isAre(flows)} not allowed`;
}

/** What is said of packets that many policies lack alike. */
const wholes = new WeakMap<PacketSet, string>();

/** "512 of 1,024 addresses" when the flow gets through to some of its peers only. */
function reachedOf({ packets, needed }: LostPart): string | undefined {
  const all = addressCount(needed.peers());
  const missing = addressCount(packets.peers());
  if (missing >= all || all === 0n) return undefined;
  const share = Number(((all - missing) * 1000n) / all) / 10;
  return all > 100_000n
    ? `${share === 0 ? 'less than 0.1' : share} % of the addresses`
    : `${grouped(all - missing)} of ${grouped(all)} addresses`;
}

function portsOf(protocols: readonly string[], ports: readonly string[]): string {
  const names = [...new Set(protocols)].map((name) => name.toUpperCase()).join(' and ');
  const spans = [...new Set(ports)].map((span) => (span === 'all' ? 'any port' : span));
  return `${names} ${spans.length <= 6 ? spans.join(', ') : `${spans.slice(0, 6).join(', ')} and ${spans.length - 6} more ports`}`;
}

function isAre(flows: readonly MissingFlow[]): string {
  const protocols = new Set(flows.map(({ protocol }) => protocol)).size;
  return protocols > 1 || new Set(flows.map(({ ports }) => ports)).size > 1 ? 'are' : 'is';
}

/** In a few words, whose addresses the other end has. */
export function whoseAddresses({ peers }: Requirement, region: string | undefined): string {
  const inRegion = region === undefined ? '' : ` of ${region}`;
  switch (peers.kind) {
    case 'table':
      return `${TABLE_NAMES[peers.table] ?? 'addresses'}${inRegion}`;
    case 'ip-ranges':
      return `AWS ranges${inRegion}`;
    case 'management-ranges':
      return `management ranges${inRegion}`;
    case 'office-kms':
      return 'KMS for Office';
    case 'any':
    case 'cidrs':
    case 'deployment':
    case 'proxy-exclusions':
    case 'domains':
      return '';
  }
}

const TABLE_NAMES: Readonly<Record<string, string>> = {
  'gateways.pcoip': 'PCoIP gateways',
  'gateways.wsp': 'WSP gateways',
  'health-check': 'health check servers',
};
