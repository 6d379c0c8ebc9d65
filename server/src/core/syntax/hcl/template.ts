import type { Expression } from './ast';
import { BACKSLASH, DOLLAR, LF, OPEN_BRACE, PERCENT, QUOTE, TILDE, lineEnd } from './characters';
import { assemble, type Control, type Piece } from './directives';
import { escapeEnd, unescape } from './escapes';
import { parseForHead, type ParseExpression } from './for-head';
import { heredocExtent, removeIndentation } from './heredoc';
import type { Scanner } from './scanner';

export const UNTERMINATED_STRING = 'Unterminated string. The closing quote must be on the same line.';

/** Reads a quoted string; the current token is its first quote. */
export function readQuoted(s: Scanner, parseExpression: ParseExpression): Expression {
  const start = s.start;
  const close = plainEnd(s.text, s.end);
  if (s.text.charCodeAt(close) === QUOTE) {
    const value = s.text.slice(s.end, close);
    s.advanceFrom(close + 1);
    return { kind: 'literal', value, span: { start, end: close + 1 } };
  }
  s.enter('"');
  const { pieces, end } = readPieces(s, s.end, s.text.length, true, parseExpression);
  if (s.text.charCodeAt(end) !== QUOTE) {
    s.fail(UNTERMINATED_STRING, { start, end });
  }
  s.leave();
  s.advanceFrom(end + 1);
  const span = { start, end: end + 1 };
  const [only, ...more] = pieces;
  if (only?.kind === 'text' && more.length === 0) return { kind: 'literal', value: only.value, span };
  return { kind: 'template', form: 'quoted', parts: assemble(s, pieces), span };
}

/** Reads the whole text, in which nothing is quoted. */
export function readTemplate(s: Scanner, parseExpression: ParseExpression): Expression {
  const { pieces } = readPieces(s, 0, s.text.length, false, parseExpression);
  const span = { start: 0, end: s.text.length };
  return { kind: 'template', form: 'file', parts: assemble(s, pieces), span };
}

/** Reads a heredoc; the current token is its first line. */
export function readHeredoc(s: Scanner, parseExpression: ParseExpression): Expression {
  const start = s.start;
  const { flush, contentEnd, end } = heredocExtent(s, start);
  s.enter('<<');
  if (contentEnd === undefined) {
    s.fail('Unterminated heredoc. No line consists of its marker.', { start, end: lineEnd(s.text, start) });
    return { kind: 'missing', span: { start, end: start } };
  }
  const { pieces } = readPieces(s, s.end, contentEnd, false, parseExpression);
  if (flush) removeIndentation(pieces);
  s.leave();
  s.advanceFrom(end);
  const span = { start, end };
  return { kind: 'template', form: 'heredoc', parts: assemble(s, pieces), span };
}

/** Reads a template that something else than HCL has put quotes around: from `start` up to `stop`. */
export function readTemplateText(
  s: Scanner,
  start: number,
  stop: number,
  parseExpression: ParseExpression,
): Expression {
  s.enter('<<');
  const { pieces } = readPieces(s, start, stop, false, parseExpression);
  const span = { start: start - 1, end: stop + 1 };
  return { kind: 'template', form: 'quoted', parts: assemble(s, pieces), span };
}

/** The offset of the first character from `at` on that a text without escapes and sequences cannot hold. */
function plainEnd(text: string, at: number): number {
  for (let next = at; next < text.length; next++) {
    const code = text.charCodeAt(next);
    if (code === QUOTE || code === BACKSLASH || code === LF || startsSequence(text, next, code)) return next;
  }
  return text.length;
}

function startsSequence(text: string, at: number, code: number): boolean {
  return (code === DOLLAR || code === PERCENT) && text.charCodeAt(at + 1) === OPEN_BRACE;
}

/**
 * Texts, interpolations and directives in a row: of a quoted string up to its closing quote (or to where it
 * should be), of a heredoc up to `stop`. A heredoc has one text per line, because trim markers and indentation
 * work on lines.
 */
function readPieces(
  s: Scanner,
  from: number,
  stop: number,
  quoted: boolean,
  parseExpression: ParseExpression,
): { pieces: Piece[]; end: number } {
  const pieces: Piece[] = [];
  let at = from;
  let trim = false;
  while (at < stop && !s.at('error')) {
    const end = textEnd(s.text, at, stop, quoted);
    if (end > at) {
      const value = unescape(s, at, end, quoted);
      pieces.push({ kind: 'text', value: trim ? value.trimStart() : value, span: { start: at, end } });
    }
    trim = false;
    at = end;
    if (at < stop && startsSequence(s.text, at, s.text.charCodeAt(at))) {
      trim = readSequence(s, at, pieces, parseExpression);
      at = s.end;
      if (at > stop) s.fail('Unclosed template sequence. There is no closing brace before the heredoc ends.');
    } else if (quoted) {
      break;
    }
  }
  return { pieces, end: at };
}

/** The end of the text that starts at `at`: at a sequence, and in front of a quote or behind a line end. */
function textEnd(text: string, at: number, stop: number, quoted: boolean): number {
  for (let next = at; next < stop; next++) {
    const code = text.charCodeAt(next);
    if (code === LF) return quoted ? next : next + 1;
    if (startsSequence(text, next, code)) return next;
    if (quoted && code === QUOTE) return next;
    if (code === BACKSLASH || code === DOLLAR || code === PERCENT) {
      next = escapeEnd(text, next, code, quoted) - 1;
    }
  }
  return stop;
}

/** Reads `${ … }` or `%{ … }` up to and with its last brace. True when that brace trims what follows. */
function readSequence(s: Scanner, start: number, pieces: Piece[], parseExpression: ParseExpression): boolean {
  const inside = start + 2;
  const trims = s.text.charCodeAt(inside) === TILDE;
  const before = pieces.at(-1);
  if (trims && before?.kind === 'text') before.value = before.value.trimEnd();

  s.enter('${');
  s.advanceFrom(trims ? inside + 1 : inside);
  if (s.text.charCodeAt(start) === DOLLAR) {
    const expr = parseExpression(s);
    expectClose(
      s,
      'Extra characters after interpolation expression. Expected a closing brace; a literal ${ is written $${.',
    );
    pieces.push({ kind: 'interpolation', expr, span: { start, end: s.end } });
  } else {
    const control = readControl(s, parseExpression);
    expectClose(s, 'Extra characters in template directive. Expected a closing brace.');
    pieces.push({ kind: 'control', control, span: { start, end: s.end } });
  }
  s.leave();
  return s.at('~}');
}

function expectClose(s: Scanner, message: string): void {
  if (!s.at('}') && !s.at('~}')) s.fail(message);
}

function readControl(s: Scanner, parseExpression: ParseExpression): Control {
  const word = s.at('identifier') ? s.tokenText() : '';
  switch (word) {
    case 'for':
      return { word, head: parseForHead(s, parseExpression) };
    case 'if':
      s.advance();
      return { word, condition: parseExpression(s) };
    case 'else':
    case 'endif':
    case 'endfor':
      s.advance();
      return { word };
    default:
      s.fail(
        'Invalid template directive. Expected if, else, endif, for or endfor; a literal %{ is written %%{.',
      );
      return { word: 'else' };
  }
}
