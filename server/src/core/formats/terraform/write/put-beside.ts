import type { Policy } from '../../../policies/policy';
import type { Tuple } from '../../../syntax/hcl';
import type { Edit } from '../../../text/edits';
import { appendToList } from '../../../text/layout';
import type { Unit } from '../../format';
import { attributeOf, expressionText, siteAt, type Site } from './find';

/** Arguments that put several groups on an interface and that change without making it anew. */
const LISTS: ReadonlyMap<string, string> = new Map([
  ['aws_network_interface', 'security_groups'],
  ['aws_instance', 'vpc_security_group_ids'],
]);

/** What AWS takes on one interface unless it is asked for more. */
const MOST_GROUPS = 5;

/** Names another group on every interface that a group stands on; undefined where that cannot be done. */
export function putBeside(group: Policy, added: string, { attachments }: Unit): readonly Edit[] | undefined {
  const edits: Edit[] = [];
  const done = new Set<Site['block']>();
  for (const attachment of attachments) {
    if (attachment.kind !== 'interface' || !attachment.groups.includes(group)) continue;
    const site = siteAt(attachment.at);
    const list = site && listWith(`${group.name}.id`, site);
    if (site === undefined || list === undefined || list.elements.length >= MOST_GROUPS) return undefined;
    // Several interfaces may come from one block.
    if (done.has(site.block)) continue;
    done.add(site.block);
    const spans = list.elements.map(({ span }) => span);
    edits.push(...appendToList(site.file, list.span, spans, [added]));
  }
  return edits.length === 0 ? undefined : edits;
}

function listWith(reference: string, { block, file }: Site): Tuple | undefined {
  const name = LISTS.get(block.labels[0]?.text ?? '');
  const list = name === undefined ? undefined : attributeOf(block, name)?.expr;
  if (list?.kind !== 'tuple') return undefined;
  return list.elements.some((each) => expressionText(each, file) === reference) ? list : undefined;
}
