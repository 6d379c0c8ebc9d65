import type { Comment, HclFile, Item } from './ast';
import { lineEnd, lineStart } from './characters';

/** The comments on the lines directly above an item, without a blank line between, in source order. */
export function commentsAbove(file: HclFile, item: Item): Comment[] {
  const above: Comment[] = [];
  let start = lineStart(file.text, item.span.start);
  for (let index = firstAtOrAfter(file.comments, start) - 1; index >= 0; index--) {
    const comment = file.comments[index];
    if (comment === undefined || start === 0) break;
    const line = lineStart(file.text, comment.span.start);
    const isAlone =
      file.text.slice(line, comment.span.start).trim() === '' || above.at(-1)?.span.start === line;
    const touches = file.text.slice(comment.span.end, start).trim() === '';
    if (!isAlone || !touches || file.text.slice(comment.span.end, start - 1).includes('\n')) break;
    above.push(comment);
    start = line;
  }
  return above.reverse();
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
