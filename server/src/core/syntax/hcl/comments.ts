import type { Comment, HclFile, Item } from './ast';
import { lineEnd } from './characters';

/** Lines are not searched for comments beyond this: nobody writes such lines, and a file may consist of one. */
const LONGEST_LINE = 10_000;

/** The comments on the lines directly above an item, without a blank line between, in source order. */
export function commentsAbove(file: HclFile, item: Item): Comment[] {
  const end = firstBefore(file, item);
  const below = Math.min(item.span.start, file.comments[end]?.span.start ?? Infinity);
  const start = chainStart(file, end, below, ONE_LINE_END);
  // Those at the top may stand behind something else in their line.
  const first = file.comments
    .slice(start, end)
    .findIndex((comment) => startsLine(file.text, comment.span.start));
  return first === -1 ? [] : file.comments.slice(start + first, end);
}

/** The comments on the line where an item starts: before it, in its header, and behind it. */
export function commentsOnLine(file: HclFile, item: Item): Comment[] {
  const from = item.span.start;
  const line = file.text.slice(from, from + LONGEST_LINE);
  const end = from + lineEnd(line, 0);
  return file.comments.slice(firstBefore(file, item), firstFrom(file.comments, end));
}

const SAME_LINE = /^[ \t]*$/;
const ONE_LINE_END = /^[ \t]*\r?\n?[ \t]*$/;

/** The index of the first comment in front of an item in the same line, or of the first behind its start. */
function firstBefore(file: HclFile, item: Item): number {
  return chainStart(file, firstFrom(file.comments, item.span.start), item.span.start, SAME_LINE);
}

/** Where the comments begin that lead up to `below`, the last of them before index `end`, with only `gap` between. */
function chainStart(file: HclFile, end: number, below: number, gap: RegExp): number {
  let start = end;
  let next = below;
  for (; start > 0; start--) {
    const comment = file.comments[start - 1];
    if (comment === undefined || !gap.test(file.text.slice(comment.span.end, next))) break;
    next = comment.span.start;
  }
  return start;
}

function startsLine(text: string, at: number): boolean {
  let before = at;
  while (before > 0 && (text[before - 1] === ' ' || text[before - 1] === '\t')) before--;
  return before === 0 || text[before - 1] === '\n';
}

/** What a comment says, without its markers. */
export function commentText(file: HclFile, { style, span }: Comment): string {
  const end = style === '/*' ? span.end - 2 : span.end;
  return file.text.slice(span.start + style.length, end);
}

/** The index of the first comment that does not start before `offset`. */
function firstFrom(comments: readonly Comment[], offset: number): number {
  let low = 0;
  let high = comments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((comments[middle]?.span.start ?? Infinity) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
