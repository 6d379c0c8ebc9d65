import type { Direction, Policy } from '../../../policies/policy';
import type { Edit } from '../../../text/edits';
import type { Unit } from '../../format';
import { addElements } from './elements';
import { attributeOf, resourcesOf, rulesOf, sideOf, writtenAs, type Site } from './find';
import { addInline } from './inline';
import { addResources, isRuleOf } from './resources';
import type { NumberedRow, Row } from './rows';

/** Adds rules one by one, in the way in which the policy's rules are written. */
export function addBlocks(
  rows: readonly (Row | NumberedRow)[],
  direction: Direction,
  policy: Policy,
  owner: Site,
  unit: Unit,
): readonly Edit[] | undefined {
  switch (idiomOf(direction, policy, owner, unit)) {
    case 'inline':
      return addInline(rows, direction, owner);
    case 'elements':
      return addElements(rows, direction, owner);
    case 'resources':
      return addResources(rows, direction, policy, owner, unit);
  }
}

/**
 * The way in which a policy's rules are written: those of the same direction show it best, then the others, then
 * what is written for other policies.
 */
export function idiomOf(
  direction: Direction,
  policy: Policy,
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
