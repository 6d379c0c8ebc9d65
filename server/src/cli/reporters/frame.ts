import { lineSpan, positionAt } from '../../core/text/lines';
import type { Location } from '../../core/text/source';
import type { Paint } from './paint';
import { printable, widthOf } from './printable';

/** Columns of a line that are shown at most, and how many of them before the place when it has to be cut. */
const WIDTH = 100;
const BEFORE = 40;
const TAB = '    ';

/** The line of a place with its number and carets below; nothing for an empty line, which shows nothing. */
export function codeFrame({ file, span }: Location, paint: Paint): readonly string[] {
  const { line } = positionAt(file, span.start);
  const whole = lineSpan(file, line);
  if (whole.start === whole.end) return [];

  // Only what may be shown is looked at: a line may have 16 million characters.
  const start = Math.min(span.start, whole.end);
  const end = Math.max(start, Math.min(span.end, whole.end));
  const from = start - whole.start > WIDTH ? characterStart(file.text, start - BEFORE) : whole.start;
  const to = Math.min(whole.end, characterStart(file.text, Math.max(from + WIDTH, start + 1)));
  const part = (a: number, b: number) => printable(file.text.slice(a, b).replaceAll('\t', TAB));

  const lead = (from > whole.start ? '\u2026' : '') + part(from, start);
  const marked = part(start, Math.min(end, to));
  const tail = part(Math.min(end, to), to) + (to < whole.end ? '\u2026' : '');
  const number = String(line);
  const gutter = (text: string) => paint('dim', `${text.padStart(number.length)} |`);
  const carets = '^'.repeat(Math.max(1, widthOf(marked)));
  return [
    `${gutter(number)} ${lead}${marked}${tail}`,
    `${gutter('')} ${' '.repeat(widthOf(lead))}${paint('red', carets)}`,
  ];
}

/** The offset, or one less where it stands within a pair of surrogates. */
function characterStart(text: string, offset: number): number {
  const code = text.charCodeAt(offset);
  return code >= 0xdc00 && code <= 0xdfff ? offset - 1 : offset;
}
