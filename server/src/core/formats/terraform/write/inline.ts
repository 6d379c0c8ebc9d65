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
  const sibling = siblingOf(rows, direction, block);
  const written = textsLike(sibling, rows, direction, { file, block });
  return insertBlocks(written, sibling, { file, block });
}

/** The same blocks as they are written there, to stand elsewhere. */
export function inlineTexts(rows: readonly Row[], direction: Direction, site: Site): readonly string[] {
  return textsLike(siblingOf(rows, direction, site.block), rows, direction, site);
}

function textsLike(
  sibling: Block | undefined,
  rows: readonly (Row | NumberedRow)[],
  direction: Direction,
  { file: { text }, block }: Site,
): readonly string[] {
  const eol = lineEndOf(text);
  const outer = styleOf(block, text, eol);
  const style: Style =
    sibling === undefined ? { ...outer, indent: outer.indent + outer.unit } : styleOf(sibling, text, eol);
  return rows.map((row) => {
    const args = 'number' in row ? entryArguments(row, sibling) : inlineArguments(row, sibling);
    return blockText(sideOf(direction), inOrderOf(args, sibling?.body), style);
  });
}

function siblingOf(rows: readonly Row[], direction: Direction, { body }: Block): Block | undefined {
  const siblings = body.blocks.filter(({ type }) => type === sideOf(direction));
  const others = body.blocks.filter(({ type }) => type === 'ingress' || type === 'egress');
  return siblingFor(rows, siblings) ?? others.at(-1);
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
): readonly Edit[] | undefined {
  const { text } = file;
  const eol = lineEndOf(text);
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
