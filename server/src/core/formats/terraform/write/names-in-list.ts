import { domainOf } from '../../../packets/domain-name';
import { peerTexts, unionAll } from '../../../packets/peer-set';
import type { AddRules, ExtendRule } from '../../../policies/change';
import type { Block, Expression } from '../../../syntax/hcl';
import type { Edit } from '../../../text/edits';
import { appendToList } from '../../../text/layout';
import type { Unit } from '../../format';
import { literalList } from './extend';
import { attributeOf, type Site } from './find';

/** Adds names to the list of domains of a firewall of AWS, or to the local list that it names. */
export function addNames(
  change: AddRules | ExtendRule,
  { file, block }: Site,
  unit: Unit,
): readonly Edit[] | undefined {
  const sets = change.kind === 'extend-rule' ? [change.peers] : change.rules.map(({ peers }) => peers);
  const names = peerTexts(unionAll(sets)).map(domainOf);
  const list = listIn(block);
  const target = list && literalList(list, file, unit, 0);
  if (target === undefined || !names.every((name) => name !== undefined)) return undefined;
  // Network Firewall knows the leading dot alone, DNS Firewall the asterisk.
  const added = names.map((name) =>
    change.policy.kind === 'firewall' ? name.replace(/^\*/, '') : name.replace(/^\./, '*.'),
  );
  return appendToList(
    target.file,
    target.tuple.span,
    target.tuple.elements.map(({ span }) => span),
    added.map((name) => `"${name}"`),
  );
}

function listIn(block: Block): Expression | undefined {
  const own = attributeOf(block, 'domains') ?? attributeOf(block, 'targets');
  if (own !== undefined) return own.expr;
  for (const inner of block.body.blocks) {
    const found = listIn(inner);
    if (found !== undefined) return found;
  }
  return undefined;
}
