import { CR, EQUALS, GREATER, LF, OPEN_BRACE, QUOTE, identifierEnd, skipBlanks } from './characters';
import { readIntroduction } from './introduction';

/**
 * What the shape of single lines tells, without knowing whether they stand in a string or a comment. All offsets
 * ascend.
 */
export interface Outline {
  /** Lines that look like a block header in column 0. */
  readonly headers: readonly number[];
  /** Lines that consist of one word: by the word, the offsets where it stands. */
  readonly markers: ReadonlyMap<string, readonly number[]>;
  /** Introductions of heredocs: by their marker, the offsets of the `<<`. */
  readonly introductions: ReadonlyMap<string, readonly number[]>;
}

export function outline(text: string): Outline {
  const headers: number[] = [];
  const markers = new Map<string, number[]>();
  const introductions = new Map<string, number[]>();
  for (let line = 0; line < text.length; line = text.indexOf('\n', line) + 1 || text.length) {
    const word = skipBlanks(text, line);
    const end = identifierEnd(text, word);
    if (end === word) continue;
    if (isLineEnd(text, skipBlanks(text, end))) add(markers, text.slice(word, end), word);
    if (word === line && isHeader(text, line)) headers.push(line);
  }
  for (let at = text.indexOf('<<'); at !== -1; at = text.indexOf('<<', at + 2)) {
    const introduction = readIntroduction(text, at);
    if (introduction !== undefined) add(introductions, introduction.marker, at);
  }
  return { headers, markers, introductions };
}

/** The first of some ascending offsets that is not before `from`. */
export function firstFrom(offsets: readonly number[] | undefined, from: number): number | undefined {
  if (offsets === undefined) return undefined;
  let low = 0;
  let high = offsets.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((offsets[middle] ?? Infinity) < from) low = middle + 1;
    else high = middle;
  }
  return offsets[low];
}

/** Whether a word, any labels and an opening brace stand at `at`, in one line. */
export function isHeader(text: string, at: number): boolean {
  let end = identifierEnd(text, at);
  if (end === at) return false;
  for (;;) {
    const next = skipBlanks(text, end);
    const code = text.charCodeAt(next);
    if (code === OPEN_BRACE) return true;
    end = code === QUOTE ? quotedEnd(text, next) : identifierEnd(text, next);
    if (end === next) return false;
  }
}

/** Whether an argument (`name =`) or a block header stands at `at`. */
export function isItem(text: string, at: number): boolean {
  const sign = skipBlanks(text, identifierEnd(text, at));
  if (text.charCodeAt(sign) !== EQUALS || sign === at) return isHeader(text, at);
  const next = text.charCodeAt(sign + 1);
  return next !== EQUALS && next !== GREATER;
}

/** Behind the closing quote of the string at `at`, or `at` when it is not closed in its line. */
function quotedEnd(text: string, at: number): number {
  for (let next = at + 1; next < text.length; next++) {
    const code = text.charCodeAt(next);
    if (code === QUOTE) return next + 1;
    if (code === LF) break;
  }
  return at;
}

function isLineEnd(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return at >= text.length || code === LF || (code === CR && text.charCodeAt(at + 1) === LF);
}

function add(places: Map<string, number[]>, name: string, offset: number): void {
  const known = places.get(name);
  if (known === undefined) places.set(name, [offset]);
  else known.push(offset);
}
