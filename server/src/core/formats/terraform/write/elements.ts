import type { Expression, ObjectExpression } from '../../../syntax/hcl';
import type { Direction } from '../../../policies/policy';
import type { Edit } from '../../../text/edits';
import { appendToList, indentAt, lineEndOf } from '../../../text/layout';
import { entryArguments, inlineArguments } from './arguments';
import { attributeOf, sideOf, type Site } from './find';
import type { NumberedRow, Row } from './rows';
import { argumentLines, type Argument } from './style';

/** What an object must say where it stands for a block: all of it, even if it is nothing. */
const OF_GROUP: readonly Argument[] = [
  { name: 'description', value: '""' },
  { name: 'from_port', value: '0' },
  { name: 'to_port', value: '0' },
  { name: 'protocol', value: '""' },
  { name: 'cidr_blocks', value: '[]' },
  { name: 'ipv6_cidr_blocks', value: '[]' },
  { name: 'prefix_list_ids', value: '[]' },
  { name: 'security_groups', value: '[]' },
  { name: 'self', value: 'false' },
];
const OF_ACL: readonly Argument[] = [
  { name: 'rule_no', value: '0' },
  { name: 'action', value: '""' },
  { name: 'protocol', value: '""' },
  { name: 'from_port', value: '0' },
  { name: 'to_port', value: '0' },
  { name: 'cidr_block', value: '""' },
  { name: 'ipv6_cidr_block', value: '""' },
  { name: 'icmp_type', value: '0' },
  { name: 'icmp_code', value: '0' },
];

/** Adds objects to `ingress = [...]` or `egress = [...]`. */
export function addElements(
  rows: readonly (Row | NumberedRow)[],
  direction: Direction,
  { file, block }: Site,
): readonly Edit[] | undefined {
  const { text } = file;
  const list = attributeOf(block, sideOf(direction))?.expr;
  if (list?.kind !== 'tuple') return undefined;
  const sibling = list.elements.at(-1);
  const like = sibling?.kind === 'object' ? sibling : undefined;
  const names =
    like === undefined ? (rows.some(isNumbered) ? OF_ACL : OF_GROUP).map(({ name }) => name) : namesOf(like);
  const eol = lineEndOf(text);
  const indent =
    sibling === undefined ? `${indentAt(text, block.span.start)}    ` : indentAt(text, sibling.span.start);
  const objects = rows.map((row) => {
    const own = isNumbered(row) ? entryArguments(row, undefined) : inlineArguments(row, undefined);
    const everything = isNumbered(row) ? OF_ACL : OF_GROUP;
    const all = names.flatMap(
      (name) => [...own, ...everything].find((argument) => argument.name === name) ?? [],
    );
    const rest = own.filter(({ name }) => !names.includes(name) && name !== 'description');
    return objectText([...all, ...rest], like, indent, eol, text);
  });
  return appendToList(
    file,
    list.span,
    list.elements.map(({ span }) => span),
    objects,
  );
}

function isNumbered(row: Row | NumberedRow): row is NumberedRow {
  return 'number' in row;
}

export function namesOf({ entries }: ObjectExpression): readonly string[] {
  return entries.flatMap(({ key }) => nameOf(key) ?? []);
}

export function nameOf(key: ObjectExpression['entries'][number]['key']): string | undefined {
  if (key.kind === 'name') return key.name;
  const { kind } = key;
  return kind === 'literal' ? textOf(key) : undefined;
}

function textOf(expression: Expression): string | undefined {
  return expression.kind === 'literal' && typeof expression.value === 'string' ? expression.value : undefined;
}

/** A list that was written one below the other. */
export function inOneLine(lines: readonly string[]): string {
  return lines.join(' ').replace(/^\[ /, '[').replace(/, \]$/, ']');
}

/** In one line or several, with `=` or `:`, as the neighbour is written. */
export function objectText(
  args: readonly Argument[],
  like: ObjectExpression | undefined,
  indent: string,
  eol: string,
  text: string,
): string {
  const sample = like === undefined ? '\n' : text.slice(like.span.start, like.span.end);
  const flat = args.map(({ name, value }) => ({
    name,
    value: typeof value === 'string' ? value : inOneLine(value),
  }));
  const first = like?.entries[0];
  const between = first && text.slice(first.key.span.end, first.value.span.start);
  const hasColons = between?.trim() === ':';
  if (!sample.includes('\n')) {
    const sign = between ?? ' = ';
    return `{ ${flat.map(({ name, value }) => name + sign + value).join(', ')} }`;
  }
  const inner = like?.entries[0] === undefined ? `${indent}  ` : indentAt(text, like.entries[0].span.start);
  const unit = inner.slice(indent.length);
  const lines = hasColons
    ? flat.map(({ name, value }) => `${inner}${name}${between}${value}`)
    : argumentLines(args, inner, { eol, indent, unit, aligned: true });
  const hasCommas = /,[ \t]*\r?\n/.test(sample);
  return ['{', ...lines.map((line) => (hasCommas ? `${line},` : line)), `${indent}}`].join(eol);
}
