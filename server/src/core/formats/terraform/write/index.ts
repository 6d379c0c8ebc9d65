import type { AddRules, Change } from '../../../policies/change';
import type { Direction } from '../../../policies/policy';
import type { Edit } from '../../../text/edits';
import type { Unit } from '../../format';
import { addBlocks } from './blocks';
import { addEntries } from './entries';
import { extendRule } from './extend';
import { siteAt, type Site } from './find';
import { addInputs } from './inputs';
import { narrowRule } from './narrow';
import { addNames } from './names-in-list';
import { numbered, rowsOf, single, type Row } from './rows';

/** How a change is spelt where the policy's rules stand, and in their style. */
export function writeChange(change: Change, unit: Unit): readonly Edit[] | undefined {
  const owner = siteAt(change.policy.at);
  if (owner === undefined) return undefined;
  if (change.kind === 'narrow-rule') return narrowRule(change);
  if (change.policy.kind === 'domain-list' || change.policy.byNames === true)
    return addNames(change, owner, unit);
  return change.kind === 'extend-rule' ? extendRule(change, unit) : addRules(change, owner, unit);
}

function addRules(change: AddRules, owner: Site, unit: Unit): readonly Edit[] | undefined {
  const edits: Edit[] = [];
  for (const direction of ['inbound', 'outbound'] as const) {
    const rules = change.rules.filter((rule) => rule.direction === direction);
    if (rules.length === 0) continue;
    const rows: Row[] = [];
    for (const rule of rules) {
      const own = rowsOf(rule, change.policy.symbol);
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
  if (owner.block.type === 'module') return addInputs(all, direction, policy, owner, unit);
  if (apart === true) return addBlocks(all, direction, policy, owner, unit);
  const { edits, rest } = addEntries(all, direction, policy, unit);
  const others = rest.length === 0 ? [] : addBlocks(rest, direction, policy, owner, unit);
  return others && [...edits, ...others];
}
