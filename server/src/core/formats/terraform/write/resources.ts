import type { Direction, Policy } from '../../../policies/policy';
import type { Edit } from '../../../text/edits';
import { insertion, lineEndAt, lineEndOf } from '../../../text/layout';
import type { Unit } from '../../format';
import { aclRuleArguments, ruleArguments, vpcRuleArguments } from './arguments';
import {
  attributeOf,
  conditionOf,
  expressionText,
  folderFiles,
  resourcesOf,
  rulesOf,
  sideOf,
  siteAt,
  type Site,
} from './find';
import { freeName, namingOf } from './names';
import { single, type NumberedRow, type Row } from './rows';
import { blockText, inOrderOf, styleOf, type Argument } from './style';

/** Whether resources of this type are rules of such a policy. */
export function isRuleOf({ kind }: Policy, type: string): boolean {
  return kind === 'network-acl' ? type === 'aws_network_acl_rule' : GROUP_RULE.test(type);
}

const GROUP_RULE = /^aws_(?:security_group_rule|vpc_security_group_(?:ingress|egress)_rule)$/;

/** Adds resources of the kind that the policy's rules are, behind the last of them. `other`: for another policy. */
export function addResources(
  rows: readonly (Row | NumberedRow)[],
  direction: Direction,
  policy: Policy,
  owner: Site,
  unit: Unit,
  other?: Reference,
): readonly Edit[] | undefined {
  const all = resourcesOf(unit.files, (type) => isRuleOf(policy, type));
  const siblings = siblingsOf(policy, direction, all);
  const sample = siblings.at(-1) ?? all.at(-1);
  if (sample === undefined) return undefined;
  const kind = kindOf(sample, direction);
  const like = siblings
    .filter((site) => kindOf(site, direction) === kind && conditionOf(site) === undefined)
    .at(-1);
  const reference = other ?? ownerOf(siblings, policy, owner);
  if (reference === undefined) return undefined;
  const { file } = siblings.length > 0 ? sample : owner;
  const after = siblings.length > 0 ? sample.block : owner.block;
  const eol = lineEndOf(file.text);
  const style = styleOf(after, file.text, eol);
  const naming = namingOf(siblings.map(labelOf));
  const taken = new Set(resourcesOf(folderFiles(file, unit), (type) => type === kind).map(labelOf));
  const written = spread(rows, kind).map((row) => {
    const name = freeName([...row.rule.words, ...row.words], row.protocol, naming, taken);
    const args = argumentsOf(row, kind, reference.text, like ?? (siblings.length > 0 ? sample : undefined));
    const condition = reference.condition === undefined ? [] : [reference.condition];
    const ordered = inOrderOf(args, (like ?? sample).block.body);
    return blockText(`resource "${kind}" "${name}"`, [...condition, ...ordered], { ...style, indent: '' });
  });
  return [
    insertion(file, lineEndAt(file.text, after.span.end), written.map((each) => eol + eol + each).join('')),
  ];
}

/** The resources that are rules of this policy: of its direction, else of the other. */
function siblingsOf(policy: Policy, direction: Direction, all: readonly Site[]): readonly Site[] {
  const of = (way: Direction): readonly Site[] => {
    const blocks = new Set(rulesOf(policy, way).map(({ at }) => siteAt(at)?.block));
    return all.filter(({ block }) => blocks.has(block));
  };
  const same = of(direction);
  return same.length > 0 ? same : of(direction === 'inbound' ? 'outbound' : 'inbound');
}

/** The type of resource for a direction: the neighbour's, or its counterpart. */
function kindOf({ block }: Site, direction: Direction): string {
  const type = block.labels[0]?.text ?? '';
  return type.replace(/^(aws_vpc_security_group_)(?:ingress|egress)/, `$1${sideOf(direction)}`);
}

function spread(rows: readonly (Row | NumberedRow)[], kind: string): readonly (Row | NumberedRow)[] {
  if (kind.startsWith('aws_vpc_')) return rows.flatMap(single);
  if (kind !== 'aws_security_group_rule') return rows;
  // It takes addresses or one group.
  return rows.flatMap((row) => (row.peers.groups.length === 0 ? [row] : single(row)));
}

function argumentsOf(
  row: Row | NumberedRow,
  kind: string,
  owner: string,
  like: Site | undefined,
): readonly Argument[] {
  if ('number' in row) return aclRuleArguments(row, owner, like?.block);
  return kind === 'aws_security_group_rule'
    ? ruleArguments(row, owner, like?.block)
    : vpcRuleArguments(row, owner, like?.block);
}

interface Reference {
  readonly text: string;
  /** Where the policy is made only under a condition, so are its rules. */
  readonly condition?: Argument;
}

/** How the policy is named by its rules: as the others do it, else by its address. */
function ownerOf(siblings: readonly Site[], policy: Policy, owner: Site): Reference | undefined {
  const name = policy.kind === 'network-acl' ? 'network_acl_id' : 'security_group_id';
  const condition = owner.block.type === 'resource' ? conditionOf(owner) : undefined;
  for (const site of [...siblings].reverse()) {
    const attribute = attributeOf(site.block, name);
    const own = conditionOf(site);
    if (attribute === undefined) continue;
    const text = expressionText(attribute.expr, site.file);
    if (own === undefined) return { text };
    if (own.name === condition?.name && own.text === condition.text) {
      return { text, condition: { name: own.name, value: own.text } };
    }
  }
  // Its rules stand in the module that it stands in itself.
  const address = policy.call?.name ?? policy.name;
  if (!/^aws_\w+\.[\w-]+(?:\[(?:\d+|"[\w.-]*")\])?$/.test(address)) return undefined;
  if (condition === undefined || address.endsWith(']')) return { text: `${address}.id` };
  const index = condition.name === 'count' ? 'count.index' : 'each.key';
  return {
    text: `${address}[${index}].id`,
    condition: { name: condition.name, value: condition.text },
  };
}

function labelOf({ block }: Site): string {
  return block.labels[1]?.text ?? '';
}
