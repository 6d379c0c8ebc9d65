import type { Block } from '../../../syntax/hcl';
import type { Direction } from '../../../policies/policy';
import type { Edit } from '../../../text/edits';
import { insertion, lineEndAt, lineEndOf, startsLine } from '../../../text/layout';
import { entryArguments, inlineArguments } from './arguments';
import { sideOf, siteAt, type Site } from './find';
import type { NumberedRow, Row } from './rows';
import { blockText, hasBlankAbove, inOrderOf, styleOf, type Style } from './style';

/** Adds `ingress` or `egress` blocks where those stand that are there. */
export function addInline(
  rows: readonly (Row | NumberedRow)[],
  direction: Direction,
  { file, block }: Site,
): readonly Edit[] | undefined {
  const { text } = file;
  const eol = lineEndOf(text);
  const side = sideOf(direction);
  const siblings = block.body.blocks.filter(({ type }) => type === side);
  const others = block.body.blocks.filter(({ type }) => type === 'ingress' || type === 'egress');
  const sibling = siblingFor(rows, siblings) ?? others.at(-1);
  const outer = styleOf(block, text, eol);
  const style: Style =
    sibling === undefined ? { ...outer, indent: outer.indent + outer.unit } : styleOf(sibling, text, eol);
  const written = rows.map((row) => {
    const args = 'number' in row ? entryArguments(row, sibling) : inlineArguments(row, sibling);
    return blockText(side, inOrderOf(args, sibling?.body), style);
  });
  return insertBlocks(written, sibling, { file, block }, style);
}

/** The block that new ones follow: the last one, or the one above the deny that they must come before. */
function siblingFor(rows: readonly Row[], siblings: readonly Block[]): Block | undefined {
  const denies = rows.map(({ rule: { before } }) => before && siteAt(before.at)?.block);
  const first = siblings.findIndex((sibling) => denies.includes(sibling));
  return first > 0 ? siblings[first - 1] : siblings.at(-1);
}

function insertBlocks(
  written: readonly string[],
  sibling: Block | undefined,
  { file, block }: Site,
  { eol }: Style,
): readonly Edit[] | undefined {
  const { text } = file;
  const { body, closeBrace, openBrace } = block;
  if (closeBrace === undefined) return undefined;
  const last = sibling ?? body.items.at(-1);
  if (last !== undefined) {
    // Blocks that follow each other without an empty line stay like that.
    const isDense =
      sibling !== undefined &&
      body.blocks.filter(({ type }) => type === sibling.type).length > 1 &&
      !hasBlankAbove(sibling, text);
    const at = lineEndAt(text, last.span.end);
    if (at >= closeBrace.start) return undefined;
    const gap = isDense ? eol : eol + eol;
    return [insertion(file, at, written.map((each) => gap + each).join(''))];
  }
  const lines = written.join(eol + eol);
  const inside = text.slice(openBrace.end, closeBrace.start);
  if (inside.trim() !== '' && !startsLine(text, closeBrace.start)) return undefined;
  if (!inside.includes('\n')) {
    return [{ file, span: { start: openBrace.end, end: closeBrace.start }, newText: eol + lines + eol }];
  }
  return [insertion(file, lineEndAt(text, openBrace.end), eol + lines)];
}
