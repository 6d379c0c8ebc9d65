import { inOrder, type Edit } from './edits';
import type { SourceFile, Span } from './source';

/** The edits of a file that do what `first` does and then `second`, which are edits of the text after `first`. */
export function compose(file: SourceFile, first: readonly Edit[], second: readonly Edit[]): readonly Edit[] {
  const middle = spliced([{ start: 0, end: file.text.length }], first);
  return editsOf(file, spliced(middle, second));
}

/** A part of the first text that is kept, or new text. */
type Piece = Span | string;

function spliced(pieces: readonly Piece[], edits: readonly Edit[]): readonly Piece[] {
  const result: Piece[] = [];
  let at = 0;
  for (const { span, newText } of inOrder(edits)) {
    result.push(...between(pieces, at, span.start), newText);
    at = span.end;
  }
  return [...result, ...between(pieces, at, Infinity)];
}

/** What of the pieces lies between two places of the text that they make up. */
function between(pieces: readonly Piece[], from: number, to: number): readonly Piece[] {
  const result: Piece[] = [];
  let at = 0;
  for (const piece of pieces) {
    const length = typeof piece === 'string' ? piece.length : piece.end - piece.start;
    const [start, end] = [Math.max(from - at, 0), Math.min(to - at, length)];
    at += length;
    if (start >= end) continue;
    result.push(
      typeof piece === 'string'
        ? piece.slice(start, end)
        : { start: piece.start + start, end: piece.start + end },
    );
  }
  return result;
}

function editsOf(file: SourceFile, pieces: readonly Piece[]): readonly Edit[] {
  const edits: Edit[] = [];
  const end = file.text.length;
  let [at, newText] = [0, ''];
  for (const piece of [...pieces, { start: end, end }]) {
    if (typeof piece === 'string') {
      newText += piece;
      continue;
    }
    if (newText !== '' || piece.start > at) {
      edits.push({ file, span: { start: at, end: piece.start }, newText });
    }
    [at, newText] = [piece.end, ''];
  }
  return edits;
}
