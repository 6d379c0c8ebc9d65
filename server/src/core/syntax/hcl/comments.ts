import type { Comment, HclFile, Item } from './ast';
import { lineEnd, lineStart } from './characters';

/** The comments on the lines directly above an item, without a blank line between, in source order. */
export function commentsAbove(file: HclFile, item: Item): Comment[] {
  let below = lineStart(file.text, item.span.start);
  const end = firstAtOrAfter(file.comments, below);
  let start = end;
  for (; start > 0; start--) {
    const comment = file.comments[start - 1];
    if (comment === undefined || !/^[ \t]*\r?\n?[ \t]*$/.test(file.text.slice(comment.span.end, below)))
      break;
    below = comment.span.start;
  }
  // The topmost ones may stand behind something else on its line.
  while (start < end && !startsLine(file, file.comments[start])) start++;
  return file.comments.slice(start, end);
}

function startsLine({ text }: HclFile, comment: Comment | undefined): boolean {
  if (comment === undefined) return false;
  const { start } = comment.span;
  return text.slice(lineStart(text, start), start).trim() === '';
}

/** The comments on the line where an item starts: before it, in its header, and behind it. */
export function commentsOnLine(file: HclFile, item: Item): Comment[] {
  const end = lineEnd(file.text, item.span.start);
  const comments: Comment[] = [];
  for (let index = firstAtOrAfter(file.comments, lineStart(file.text, item.span.start)); ; index++) {
    const comment = file.comments[index];
    if (comment === undefined || comment.span.start > end) return comments;
    comments.push(comment);
  }
}

/** What a comment says, without its markers. */
export function commentText(file: HclFile, { style, span }: Comment): string {
  const end = style === '/*' ? span.end - 2 : span.end;
  return file.text.slice(span.start + style.length, end);
}

function firstAtOrAfter(comments: readonly Comment[], offset: number): number {
  let low = 0;
  let high = comments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((comments[middle]?.span.start ?? Infinity) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
