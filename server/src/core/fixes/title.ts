import { whoseAddresses } from '../checks/messages';
import { portText } from '../checks/missing-flows';
import { TCP, UDP, type PacketSet } from '../packets/packet-set';
import { peerTexts } from '../packets/peer-set';
import type { Change } from '../policies/change';
import type { Judgement } from '../verdicts/judge';
import type { Opening, Proposal } from './propose';
import { quotaPassed } from './quota-passed';

/** "Allow UDP 4195 to the WSP gateways of us-west-2 (1 range)". */
export function titleOf(proposal: Proposal, changes: readonly Change[]): string {
  const { judgement } = proposal.finding;
  return judgement === undefined ? '' : allowText(proposal, changes) + quotaPassed(changes, judgement);
}

/** The same without what becomes of a quota. */
export function allowText(
  { openings, wider, finding: { judgement } }: Proposal,
  changes: readonly Change[],
): string {
  const [first, ...rest] = openings;
  if (first === undefined || judgement === undefined) return '';
  const others = rest.filter(({ way }) => way !== first.way);
  const same = openings.filter(({ way }) => way === first.way);
  const flows = same.map((opening) => flowText(opening, judgement, wider)).join(', and ');
  const answers = others.length === 0 ? '' : ', with the answers';
  return `Allow ${first.way === 'answers' ? 'the answers: ' : ''}${flows}${answers}${placeOf(changes)}${wider ? widerBecause(judgement) : ''}`;
}

/** Where a deny stands in the way, that the rule goes before it. */
function placeOf(changes: readonly Change[]): string {
  const rules = changes.flatMap((change) => (change.kind === 'add-rules' ? change.rules : []));
  const deny = rules.find(({ before }) => before !== undefined)?.before;
  if (deny === undefined) return '';
  if (deny.name !== undefined) return `, before the deny "${deny.name}"`;
  if (deny.order?.kind !== 'known') return ', before the deny';
  // What every network ACL ends with is in nobody's way.
  return deny.order.value >= DEFAULT_DENY ? '' : `, before the deny ${deny.order.value}`;
}

const DEFAULT_DENY = 32767;

function flowText({ direction, packets, way }: Opening, judgement: Judgement, wider: boolean): string {
  const boxes = packets.boxes();
  const where = direction === 'outbound' ? 'to' : 'from';
  const from =
    way === 'answers' && boxes.every((box) => portText(box.sourcePorts) !== 'all')
      ? ` from port ${unique(boxes.map((box) => portText(box.sourcePorts))).join(', ')}`
      : '';
  const isName = judgement.asked.requirement.peers.kind === 'domains';
  if (isName && boxes.every(({ ports }) => portText(ports) === 'all'))
    return peersText(packets, judgement, wider);
  return `${portsText(packets)}${from} ${where} ${peersText(packets, judgement, wider)}`;
}

/** "TCP and UDP 4195", whoever they go to. */
export function flowsText({ openings }: Proposal): string {
  return openings.map(({ packets }) => portsText(packets)).join(', and ');
}

function portsText(packets: PacketSet): string {
  const boxes = packets.boxes();
  const protocols = unique(boxes.map(({ protocols: { from } }) => NAMES.get(from) ?? 'all protocols'));
  const ports = unique(boxes.map((box) => portText(box.ports))).map((span) =>
    span === 'all' ? 'any port' : span,
  );
  return `${protocols.join(' and ')} ${ports.join(', ')}`;
}

const NAMES: ReadonlyMap<number, string> = new Map([
  [TCP, 'TCP'],
  [UDP, 'UDP'],
]);

function peersText(
  packets: PacketSet,
  { asked: { requirement, region } }: Judgement,
  wider: boolean,
): string {
  const peers = unique(packets.boxes().flatMap((box) => peerTexts(box.peers))).map((peer) =>
    peer.replace(/^(?:sg|domain):/, ''),
  );
  const whose = wider ? '' : whoseAddresses(requirement, region);
  if (whose !== '') return `the ${whose} (${peers.length} ${peers.length === 1 ? 'range' : 'ranges'})`;
  return peers.length <= 3
    ? peers.join(', ')
    : `${peers.slice(0, 2).join(', ')} and ${peers.length - 2} more`;
}

function widerBecause({ asked: { requirement } }: Judgement): string {
  if (requirement.peers.kind === 'domains')
    return ', wider than needed: the id of the directory is not known';
  return requirement.peers.kind === 'ip-ranges'
    ? ', wider than the AWS ranges, which change weekly'
    : ', wider than needed: who the other end is has not been stated';
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
