import { toCidrs } from '../../../packets/cidr';
import type { NarrowRule } from '../../../policies/change';
import type { Expression } from '../../../syntax/hcl';
import type { Edit } from '../../../text/edits';
import { indentAt, lineEndOf, lineStartAt, startsLine } from '../../../text/layout';
import type { SourceFile } from '../../../text/source';
import { attributeOf, siteAt } from './find';

/**
 * Replaces the addresses in the lists of a rule. Not where an argument takes one address only, and not where the
 * addresses come from elsewhere: others may use them too.
 */
export function narrowRule({ rule, peers }: NarrowRule): readonly Edit[] | undefined {
  const site = siteAt(rule.at);
  if (site === undefined) return undefined;
  const { file, block } = site;
  const edits: Edit[] = [];
  for (const [name, cidrs] of [
    ['cidr_blocks', toCidrs({ v4: peers.v4, v6: [] })],
    ['ipv6_cidr_blocks', toCidrs({ v4: [], v6: peers.v6 })],
  ] as const) {
    const attribute = attributeOf(block, name);
    if (attribute === undefined) continue;
    const { expr, span } = attribute;
    if (expr.kind !== 'tuple' || !expr.elements.every(isText)) return undefined;
    if (cidrs.length > 0) edits.push({ file, span: expr.span, newText: listLike(expr, cidrs, file) });
    else if (startsLine(file.text, span.start)) edits.push(withoutLine(file, span.start, span.end));
    else return undefined;
  }
  return edits.length === 0 ? undefined : edits;
}

function isText(expression: Expression): boolean {
  return expression.kind === 'literal' && typeof expression.value === 'string';
}

/** In one line or one below the other, as the list was. */
function listLike(list: Expression, cidrs: readonly string[], file: SourceFile): string {
  const { text } = file;
  const items = cidrs.map((cidr) => `"${cidr}"`);
  if (!text.slice(list.span.start, list.span.end).includes('\n')) return `[${items.join(', ')}]`;
  const eol = lineEndOf(text);
  const first = list.kind === 'tuple' ? list.elements[0] : undefined;
  const outer = /^[ \t]*/.exec(text.slice(lineStartAt(text, list.span.start)))?.[0] ?? '';
  const inner = first === undefined ? `${outer}  ` : indentAt(text, first.span.start);
  return ['[', ...items.map((item) => `${inner}${item},`), `${outer}]`].join(eol);
}

function withoutLine(file: SourceFile, start: number, end: number): Edit {
  const next = file.text.indexOf('\n', end);
  return {
    file,
    span: { start: lineStartAt(file.text, start), end: next === -1 ? file.text.length : next + 1 },
    newText: '',
  };
}
