import type { AddRules } from '../../../policies/change';
import type { Direction } from '../../../policies/policy';
import type { Item } from '../../../syntax/hcl';
import { applyEdits, type Edit } from '../../../text/edits';
import { insertion, lineEndAt, lineEndOf } from '../../../text/layout';
import type { SourceFile, Span } from '../../../text/source';
import type { Unit } from '../../format';
import { idiomOf } from './blocks';
import { attributeOf, conditionOf, folderFiles, resourcesOf, sideOf, siteAt, type Site } from './find';
import { inlineTexts } from './inline';
import { freeName, namingOf } from './names';
import { putBeside } from './put-beside';
import { addResources } from './resources';
import { rowsOf, type Row } from './rows';
import { hasBlankAbove, styleOf } from './style';

/** New rules as a group of their own, which stands on every interface that the policy's group stands on. */
export function writeSecondGroup({ policy, rules }: AddRules, unit: Unit): readonly Edit[] | undefined {
  const first = siteAt(policy.at);
  const label = first?.block.labels[1];
  if (first === undefined || label === undefined || conditionOf(first) !== undefined) return undefined;
  if (policy.name !== `${GROUP}.${label.text}`) return undefined;
  const rows: Row[] = [];
  for (const rule of rules) {
    const own = rowsOf(rule);
    if (own === undefined) return undefined;
    rows.push(...own);
  }
  const name = secondName(label.text, first.file, unit);
  const address = `${GROUP}.${name}`;
  const used = putBeside(policy, `${address}.id`, unit);
  const inside: string[] = [];
  const apart: Edit[] = [];
  for (const direction of ['inbound', 'outbound'] as const) {
    const own = rows.filter(({ rule }) => rule.direction === direction);
    if (own.length === 0) continue;
    if (idiomOf(direction, policy, first, unit) !== 'resources') {
      inside.push(...inlineTexts(own, direction, first));
      continue;
    }
    const added = addResources(own, direction, policy, first, unit, { text: `${address}.id` });
    if (added === undefined) return undefined;
    apart.push(...added);
  }
  const group = groupText(first, label.text, name, inside);
  if (used === undefined || group === undefined) return undefined;
  return [insertion(first.file, lineEndAt(first.file.text, first.block.span.end), group), ...used, ...apart];
}

const GROUP = 'aws_security_group';

function secondName(label: string, file: SourceFile, unit: Unit): string {
  const groups = resourcesOf(folderFiles(file, unit), (type) => type === GROUP);
  const taken = new Set(groups.map(({ block }) => block.labels[1]?.text ?? ''));
  return freeName([label], '2', { prefix: [], joint: namingOf([label]).joint }, taken);
}

/** The first group again but for its rules, under other names, with an empty line above. */
function groupText(first: Site, label: string, name: string, rules: readonly string[]): string | undefined {
  const { file, block } = first;
  const eol = lineEndOf(file.text);
  const { indent, unit } = styleOf(block, file.text, eol);
  const kept = block.body.items.filter((item) => !isRules(item));
  const renamed = renamings(first, name.slice(label.length + 1));
  const lines: string[] = [];
  for (const [index, item] of kept.entries()) {
    const text = sliceWith(item.span, renamed, file);
    if (text === undefined) return undefined;
    if (index > 0 && hasBlankAbove(item, file.text)) lines.push('');
    lines.push(indent + unit + text);
  }
  for (const rule of rules) lines.push(...(lines.length === 0 ? [] : ['']), rule);
  return ['', '', `${indent}resource "${GROUP}" "${name}" {`, ...lines, `${indent}}`].join(eol);
}

function isRules(item: Item): boolean {
  if (item.kind === 'attribute') return SIDES.includes(item.name);
  return SIDES.includes(item.type === 'dynamic' ? (item.labels[0]?.text ?? '') : item.type);
}

const DIRECTIONS: readonly Direction[] = ['inbound', 'outbound'];
const SIDES: readonly string[] = DIRECTIONS.map(sideOf);

/** AWS takes a name only once in a VPC; a prefix it completes itself. */
function renamings({ file, block }: Site, number: string): readonly Edit[] {
  const tags = attributeOf(block, 'tags')?.expr;
  const entry =
    tags?.kind === 'object'
      ? tags.entries.find(({ key }) => /^"?Name"?$/.test(file.text.slice(key.span.start, key.span.end)))
      : undefined;
  return [attributeOf(block, 'name')?.expr, entry?.value].flatMap((value): readonly Edit[] => {
    if (value === undefined) return [];
    const { start, end } = value.span;
    const ending = `${file.text.slice(start, end).includes('-') ? '-' : '_'}${number}`;
    if (file.text[start] === '"') return [insertion(file, end - 1, ending)];
    if (value.kind === 'template' || value.kind === 'missing') return [];
    return [insertion(file, start, '"${'), insertion(file, end, `}${ending}"`)];
  });
}

/** A piece of the text with the edits that lie in it. */
function sliceWith({ start, end }: Span, edits: readonly Edit[], { text }: SourceFile): string | undefined {
  const inside = edits.filter(({ span }) => start <= span.start && span.end <= end);
  const moved = inside.map((edit) => ({
    ...edit,
    span: { start: edit.span.start - start, end: edit.span.end - start },
  }));
  return applyEdits(text.slice(start, end), moved);
}
