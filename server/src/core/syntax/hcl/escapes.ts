import { BACKSLASH, DOLLAR, LF, OPEN_BRACE, PERCENT } from './characters';
import type { Scanner } from './scanner';

/**
 * The end of the character or escape at `at`. A quoted string knows backslash escapes; strings and heredocs
 * alike write `$${` and `%%{` for a literal `${` and `%{`.
 */
export function escapeEnd(text: string, at: number, code: number, quoted: boolean): number {
  if (quoted && code === BACKSLASH && at + 1 < text.length && text.charCodeAt(at + 1) !== LF) return at + 2;
  return isDoubled(text, at, code) ? at + 3 : at + 1;
}

/** The value of the text between two offsets; reports escapes that do not exist. */
export function unescape(s: Scanner, start: number, end: number, quoted: boolean): string {
  const { text } = s;
  let value = '';
  let copied = start;
  for (let at = start; at < end;) {
    const code = text.charCodeAt(at);
    if (quoted && code === BACKSLASH) {
      const next = backslashEnd(text, at, end);
      value += text.slice(copied, at) + backslashValue(s, at, next);
      at = copied = next;
    } else if (isDoubled(text, at, code)) {
      value += text.slice(copied, at + 1);
      copied = at + 2;
      at += 3;
    } else at++;
  }
  return copied === start ? text.slice(start, end) : value + text.slice(copied, end);
}

function isDoubled(text: string, at: number, code: number): boolean {
  return (
    (code === DOLLAR || code === PERCENT) &&
    text.charCodeAt(at + 1) === code &&
    text.charCodeAt(at + 2) === OPEN_BRACE
  );
}

const HEX = /^[0-9a-fA-F]+/;

function backslashEnd(text: string, at: number, end: number): number {
  const selector = text[at + 1];
  const digits = selector === 'u' ? 4 : selector === 'U' ? 8 : 0;
  const found = HEX.exec(text.slice(at + 2, Math.min(end, at + 2 + digits)));
  return Math.min(end, at + 2 + (found?.[0].length ?? 0));
}

const SIMPLE: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

function backslashValue(s: Scanner, start: number, end: number): string {
  const selector = s.text.slice(start + 1, start + 2);
  const simple = SIMPLE[selector];
  if (simple !== undefined) return simple;
  const span = { start, end };
  if (selector !== 'u' && selector !== 'U') {
    s.report(`Invalid escape sequence. There is no escape \\${selector}.`, span);
    return s.text.slice(start, end);
  }
  const digits = selector === 'u' ? 4 : 8;
  const code = Number.parseInt(s.text.slice(start + 2, end), 16);
  if (end - start !== digits + 2) {
    s.report(
      `Invalid escape sequence. \\${selector} must be followed by ${digits} hexadecimal digits.`,
      span,
    );
  } else if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) {
    s.report('Invalid escape sequence. There is no such character.', span);
  } else return String.fromCodePoint(code);
  return s.text.slice(start, end);
}
