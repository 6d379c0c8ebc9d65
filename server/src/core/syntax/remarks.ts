import type { Location, SourceFile } from '../text/source';

/** A comment of any syntax. */
export interface Remark {
  /** Without the comment marks, trimmed. */
  readonly text: string;
  /** The comment with its marks. */
  readonly at: Location;
}

/**
 * The comments, of a file's in order, that belong to what starts at `offset`: those on its line, and those
 * above it with nothing but white space and comments between. One that ends another line belongs there.
 */
export function remarksAt(file: SourceFile, remarks: readonly Remark[], offset: number): readonly Remark[] {
  const { text } = file;
  const lineStart = startOfLine(text, offset);
  const lineEnd = endOfLine(text, offset);
  let first = firstFrom(remarks, lineStart);
  let last = first;
  for (let next = remarks[last]; next !== undefined && next.at.span.start < lineEnd; next = remarks[last])
    last++;

  let top = lineStart;
  for (let above = remarks[first - 1]; above !== undefined; above = remarks[first - 1]) {
    const { start, end } = above.at.span;
    if (!isBlank(text, end, top) || !isBlank(text, startOfLine(text, start), start)) break;
    top = start;
    first--;
  }
  return remarks.slice(first, last);
}

/** The index of the first comment that starts at or behind the offset. */
function firstFrom(remarks: readonly Remark[], offset: number): number {
  let low = 0;
  let high = remarks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((remarks[middle]?.at.span.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isBlank(text: string, start: number, end: number): boolean {
  return text.slice(start, end).trim() === '';
}

function startOfLine(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

function endOfLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.length : end;
}
