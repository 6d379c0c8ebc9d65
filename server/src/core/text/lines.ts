import type { Position, SourceFile, Span } from './source';

const cache = new WeakMap<SourceFile, readonly number[]>();

/** Line and column (both from 1, UTF-16) of an offset. Offsets beyond the text stand at its end. */
export function positionAt(file: SourceFile, offset: number): Position {
  const starts = lineStarts(file);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: Math.min(offset, file.text.length) - (starts[low] ?? 0) + 1 };
}

/** The offset of a line and column (both from 1); a column beyond the line stands at the line's end. */
export function offsetAt(file: SourceFile, position: Position): number {
  const line = lineSpan(file, position.line);
  return Math.min(line.start + position.column - 1, line.end);
}

/** The span of a line (from 1) without its line end. A line beyond the text is empty and stands at its end. */
export function lineSpan(file: SourceFile, line: number): Span {
  const starts = lineStarts(file);
  const start = starts[line - 1] ?? file.text.length;
  let end = (starts[line] ?? file.text.length + 1) - 1;
  if (end > start && file.text[end] === '\n' && file.text[end - 1] === '\r') end--;
  return { start, end: Math.max(start, Math.min(end, file.text.length)) };
}

/** The part of a span on the line where it starts: a finding sits on one line. */
export function onFirstLine(file: SourceFile, span: Span): Span {
  const { end } = lineSpan(file, positionAt(file, span.start).line);
  return span.end <= end ? span : { start: span.start, end: Math.max(span.start, end) };
}

/** Offsets at which lines start, the first is 0. Lines end with LF or CRLF. */
export function lineStarts(file: SourceFile): readonly number[] {
  const known = cache.get(file);
  if (known !== undefined) return known;
  const starts = [0];
  for (let at = file.text.indexOf('\n'); at !== -1; at = file.text.indexOf('\n', at + 1)) starts.push(at + 1);
  cache.set(file, starts);
  return starts;
}
