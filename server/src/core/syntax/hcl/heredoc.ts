import { lineStart } from './characters';
import type { Piece, TextPiece } from './directives';
import { readIntroduction } from './introduction';
import { firstFrom } from './outline';
import type { Scanner } from './scanner';

export interface HeredocExtent {
  readonly flush: boolean;
  /** Where the line with the closing marker starts; `undefined` when there is none. */
  readonly contentEnd: number | undefined;
  /** Behind the closing marker; where the file goes on when there is none. */
  readonly end: number;
}

/** How far the heredoc goes that is introduced at `start`. */
export function heredocExtent(s: Scanner, start: number): HeredocExtent {
  const { text, outline } = s;
  const introduction = readIntroduction(text, start);
  const { marker, flush, end: content } = introduction ?? { marker: '', flush: false, end: start };
  const close = firstFrom(outline.markers.get(marker), content);
  const header = firstFrom(outline.headers, content) ?? text.length;
  // A heredoc that is still being written would reach to the end of the next one with the same marker, and take
  // all blocks in between with it.
  const reopened = firstFrom(outline.introductions.get(marker), content) ?? text.length;
  if (close === undefined || (header < reopened && reopened < close)) {
    return { flush, contentEnd: undefined, end: header };
  }
  return { flush, contentEnd: lineStart(text, close), end: close + marker.length };
}

/**
 * The rule of `<<-`: the smallest indentation of a line is taken from every line. Lines of white space do not
 * count, lines that begin with an interpolation have none.
 */
export function removeIndentation(pieces: readonly Piece[]): void {
  const lines: TextPiece[] = [];
  let smallest = Infinity;
  let lineStarts = true;
  for (const piece of pieces) {
    const text = piece.kind === 'text' ? piece : undefined;
    if (lineStarts) {
      lineStarts = false;
      if (text === undefined) smallest = 0;
      else if (text.value.trimStart() !== '' || !text.value.endsWith('\n')) {
        smallest = Math.min(smallest, text.value.length - text.value.trimStart().length);
        lines.push(text);
      }
    }
    if (text?.value.endsWith('\n') === true) lineStarts = true;
  }
  for (const line of lines) line.value = line.value.slice(smallest);
}
