import type { Direction, Policy } from '../../../policies/policy';
import type { ObjectExpression, Tuple } from '../../../syntax/hcl';
import type { Edit } from '../../../text/edits';
import { appendToList, indentAt, insertion, lineEndAt, lineEndOf, orderedLike } from '../../../text/layout';
import type { SourceFile } from '../../../text/source';
import type { Unit } from '../../format';
import { namesOf, nameOf, objectText } from './elements';
import { collectionOf } from './entries/collection';
import { attributeOf, sideOf, type Site } from './find';
import { single, type NumberedRow, type Row } from './rows';
import { styleOf, type Argument } from './style';

/** Adds rules of a public module to what its call hands in, one element for each. */
export function addInputs(
  rows: readonly (Row | NumberedRow)[],
  direction: Direction,
  policy: Policy,
  site: Site,
  unit: Unit,
): readonly Edit[] | undefined {
  const byInput = new Map<string, (readonly Argument[])[]>();
  for (const row of rows) {
    const elements =
      policy.kind === 'network-acl' ? aclElements(row, direction, policy) : groupElements(row, direction);
    if (elements === undefined) return undefined;
    for (const { input, args } of elements) byInput.set(input, [...(byInput.get(input) ?? []), args]);
  }
  const edits: Edit[] = [];
  const fresh: string[] = [];
  for (const [input, elements] of byInput) {
    const list = literalOf(input, site, unit);
    if (list === 'none') fresh.push(newInput(input, elements, site));
    else if (list === undefined) return undefined;
    else edits.push(...append(elements, list.literal, list.file));
  }
  // A list of entries that is not there does not stand for none: it lets everything pass.
  if (fresh.length > 0 && policy.kind === 'network-acl') return undefined;
  const last = site.block.body.items.at(-1);
  if (fresh.length > 0 && last === undefined) return undefined;
  if (last !== undefined && fresh.length > 0) {
    edits.push(insertion(site.file, lineEndAt(site.file.text, last.span.end), fresh.join('')));
  }
  return edits;
}

interface InputElement {
  readonly input: string;
  readonly args: readonly Argument[];
}

/** Each input takes one kind of peer; addresses stand in one text, with commas. */
function groupElements(row: Row, direction: Direction): readonly InputElement[] | undefined {
  const { v4, v6, groups, list } = row.peers;
  if (list !== undefined) return undefined;
  const side = sideOf(direction);
  const ports = [
    { name: 'from_port', value: String(row.ports.from) },
    { name: 'to_port', value: String(row.ports.to) },
    { name: 'protocol', value: `"${row.protocol}"` },
    { name: 'description', value: `"${row.rule.purpose}"` },
  ];
  const joined = (cidrs: readonly string[]): string =>
    `"${cidrs.map((cidr) => cidr.slice(1, -1)).join(',')}"`;
  const element = (input: string, name: string, value: string): InputElement => ({
    input: `${side}_with_${input}`,
    args: [...ports, { name, value }],
  });
  return [
    ...(v4.length === 0 ? [] : [element('cidr_blocks', 'cidr_blocks', joined(v4))]),
    ...(v6.length === 0 ? [] : [element('ipv6_cidr_blocks', 'ipv6_cidr_blocks', joined(v6))]),
    ...groups.map((group) => element('source_security_group_id', 'source_security_group_id', group)),
  ];
}

function aclElements(
  row: Row | NumberedRow,
  direction: Direction,
  { name }: Policy,
): readonly InputElement[] | undefined {
  if (!('number' in row)) return undefined;
  const [, isDefault, layer = ''] = /\.aws_(default_)?network_acl\.(\w+)/.exec(name) ?? [];
  const input = isDefault ? `default_network_acl_${sideOf(direction)}` : `${layer}_${direction}_acl_rules`;
  return single(row).map(({ peers: { v4, v6 } }) => ({
    input,
    args: [
      { name: isDefault ? 'rule_no' : 'rule_number', value: String(row.number) },
      { name: isDefault ? 'action' : 'rule_action', value: '"allow"' },
      { name: 'from_port', value: String(row.ports.from) },
      { name: 'to_port', value: String(row.ports.to) },
      { name: 'protocol', value: `"${row.protocol}"` },
      ...v4.map((value) => ({ name: 'cidr_block', value })),
      ...v6.map((value) => ({ name: 'ipv6_cidr_block', value })),
    ],
  }));
}

/** The list that an input of a call is, or that it names. */
function literalOf(
  input: string,
  { file, block }: Site,
  unit: Unit,
): { readonly literal: Tuple; readonly file: SourceFile } | 'none' | undefined {
  const attribute = attributeOf(block, input);
  if (attribute === undefined) return 'none';
  const collection = collectionOf(attribute.expr, file, unit);
  if (collection?.literal.kind !== 'tuple') return undefined;
  const { literal, value, conditions } = collection;
  const isPlain = value.kind === 'entry' && value.path.length === 0 && conditions.length === 0;
  return isPlain ? { literal, file: collection.file } : undefined;
}

function append(
  elements: readonly (readonly Argument[])[],
  literal: Tuple,
  file: SourceFile,
): readonly Edit[] {
  const last = literal.elements.at(-1);
  const like = last?.kind === 'object' ? last : undefined;
  const indent = indentAt(file.text, (last ?? literal).span.start) + (last === undefined ? '  ' : '');
  const written = elements.map((args) => elementText(args, like, indent, file));
  const spans = literal.elements.map(({ span }) => span);
  return appendToList(file, literal.span, spans, written);
}

/** As the neighbour is written: in its order, with quotes around numbers where it has them, described where it is. */
function elementText(
  args: readonly Argument[],
  like: ObjectExpression | undefined,
  indent: string,
  file: SourceFile,
): string {
  const names = like === undefined ? [] : namesOf(like);
  const isQuoted = (name: string): boolean => {
    const value = like?.entries.find(({ key }) => nameOf(key) === name)?.value;
    return value?.kind === 'literal' && typeof value.value === 'string';
  };
  const own = args
    .filter(({ name }) => like === undefined || name !== 'description' || names.includes(name))
    .map(({ name, value }) =>
      isQuoted(name) && /^\d+$/.test(String(value)) ? { name, value: `"${String(value)}"` } : { name, value },
    );
  const ordered = orderedLike(own, ({ name }) => name, names);
  return objectText(ordered, like, indent, lineEndOf(file.text), file.text);
}

function newInput(input: string, elements: readonly (readonly Argument[])[], { file, block }: Site): string {
  const eol = lineEndOf(file.text);
  const { indent, unit } = styleOf(block, file.text, eol);
  const inner = indent + unit;
  const lines = elements.map((args) => `${inner + unit}${elementText(args, undefined, inner + unit, file)},`);
  return [eol, eol, `${inner}${input} = [`, eol, lines.join(eol), eol, `${inner}]`].join('');
}
