import type { AddRules, Change } from '../../../policies/change';
import type { Direction } from '../../../policies/policy';
import type { Edit } from '../../../text/edits';
import type { Unit } from '../../format';
import { addElements } from './elements';
import { addEntries } from './entries';
import { extendRule } from './extend';
import { attributeOf, resourcesOf, rulesOf, sideOf, siteAt, writtenAs, type Site } from './find';
import { addInline } from './inline';
import { addResources, isRuleOf } from './resources';
import { numbered, rowsOf, single, type NumberedRow, type Row } from './rows';

/** How a change is spelt where the policy's rules stand, and in their style. */
export function writeChange(change: Change, unit: Unit): readonly Edit[] | undefined {
  const owner = siteAt(change.policy.at);
  if (owner === undefined) return undefined;
  return change.kind === 'extend-rule' ? extendRule(change, unit) : addRules(change, owner, unit);
}

function addRules(change: AddRules, owner: Site, unit: Unit): readonly Edit[] | undefined {
  const edits: Edit[] = [];
  for (const direction of ['inbound', 'outbound'] as const) {
    const rules = change.rules.filter((rule) => rule.direction === direction);
    if (rules.length === 0) continue;
    const rows: Row[] = [];
    for (const rule of rules) {
      const own = rowsOf(rule);
      if (own === undefined) return undefined;
      rows.push(...own);
    }
    const added = addRows(rows, direction, change, owner, unit);
    if (added === undefined) return undefined;
    edits.push(...added);
  }
  return edits;
}

function addRows(
  rows: readonly Row[],
  direction: Direction,
  { policy, apart }: AddRules,
  owner: Site,
  unit: Unit,
): readonly Edit[] | undefined {
  const all = policy.kind === 'network-acl' ? numbered(rows.flatMap(single), policy, direction) : rows;
  if (all === undefined) return undefined;
  if (apart === true) return addBlocks(all, direction, policy, owner, unit);
  const { edits, rest } = addEntries(all, direction, policy, unit);
  const others = rest.length === 0 ? [] : addBlocks(rest, direction, policy, owner, unit);
  return others && [...edits, ...others];
}

function addBlocks(
  all: readonly (Row | NumberedRow)[],
  direction: Direction,
  policy: AddRules['policy'],
  owner: Site,
  unit: Unit,
): readonly Edit[] | undefined {
  switch (idiomOf(direction, policy, owner, unit)) {
    case 'inline':
      return addInline(all, direction, owner);
    case 'elements':
      return addElements(all, direction, owner);
    case 'resources':
      return addResources(all, direction, policy, owner, unit);
  }
}

/**
 * The way in which a policy's rules are written: those of the same direction show it best, then the others, then
 * what is written for other policies.
 */
function idiomOf(
  direction: Direction,
  policy: AddRules['policy'],
  owner: Site,
  unit: Unit,
): 'inline' | 'elements' | 'resources' {
  const side = sideOf(direction);
  if (owner.block.type !== 'resource') return 'resources';
  if (attributeOf(owner.block, side) !== undefined) return 'elements';
  const { blocks } = owner.block.body;
  const isSide = (name: string): boolean =>
    blocks.some(({ type, labels }) => type === name || (type === 'dynamic' && labels[0]?.text === name));
  if (isSide(side)) return 'inline';
  const isApart = (way: Direction): boolean =>
    rulesOf(policy, way).some((rule) => writtenAs(rule, owner) === 'resource');
  if (isApart(direction)) return 'resources';
  const other = direction === 'inbound' ? 'outbound' : 'inbound';
  if (isApart(other)) return 'resources';
  if (isSide(sideOf(other)) || attributeOf(owner.block, sideOf(other)) !== undefined) return 'inline';
  return resourcesOf(unit.files, (type) => isRuleOf(policy, type)).length > 0 ? 'resources' : 'inline';
}
