import { toCidrs } from '../packets/cidr';
import { PacketSet } from '../packets/packet-set';
import { subtract } from '../packets/peer-set';
import type { PublishedList } from '../policies/change';
import { attemptFed, type Examine, type Examined } from './attempt';
import type { EditFix } from './fix';
import type { Proposal } from './propose';
import { flowsText } from './title';
import type { SourceFile } from '../text/source';

/**
 * A second choice for rules to streaming gateways: their addresses are looked up when Terraform runs, so that nobody
 * has to follow them. What AWS publishes does not tell the protocols apart.
 */
export function fedFix(
  proposal: Proposal,
  before: Examined,
  examine: Examine,
  mayEdit: (file: SourceFile) => boolean,
): EditFix | undefined {
  const list = listFor(proposal);
  const found = list && attemptFed(proposal, list, before, examine, mayEdit);
  if (list === undefined || found === undefined) return undefined;
  const needed = PacketSet.unionAll(proposal.openings.map((opening) => opening.needed)).peers();
  const others = toCidrs(subtract(found.opened.peers(), needed)).length;
  const beyond =
    others === 0
      ? ''
      : `; also opens the ${others} gateway ${others === 1 ? 'range' : 'ranges'} of the other protocol`;
  return {
    kind: 'edit',
    title: `Allow ${flowsText(proposal)} to the ${list.service} of ${list.region}, looked up in data "aws_ip_ranges"${beyond}`,
    edits: found.edits,
    preferred: false,
  };
}

/** The list that holds the gateways which the finding is about. */
function listFor({ finding: { judgement } }: Proposal): PublishedList | undefined {
  const { requirement, region } = judgement?.asked ?? {};
  const isGateways =
    requirement?.peers.kind === 'table' && /^gateways\.(?:pcoip|wsp)$/.test(requirement.peers.table);
  return isGateways && region !== undefined ? { service: 'workspaces_gateways', region } : undefined;
}
