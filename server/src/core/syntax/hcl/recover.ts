import { BACKSLASH, CLOSE_BRACE, DOLLAR, LF, OPEN_BRACE, PERCENT, QUOTE, skipBlanks } from './characters';
import { heredocExtent } from './heredoc';
import { isHeader, isItem } from './outline';
import type { Scanner } from './scanner';
import { UNTERMINATED_STRING } from './template';

interface Open {
  readonly kind: '(' | '[' | '{';
  readonly start: number;
}

/**
 * After an error in the item that starts at `itemStart`, with `outer` brackets around it: goes to where reading
 * can go on. That is the end of a line on which all brackets are closed again; a brace that closes the block
 * around the item; or, when the brackets are evidently not going to be closed, the line that shows it.
 */
export function recover(s: Scanner, itemStart: number, outer: number): void {
  const at = leaveTemplates(s, outer);
  const open = s.brackets.slice(outer).map((bracket, index): Open => {
    const kind = bracket === '(' || bracket === '[' ? bracket : '{';
    return { kind, start: s.bracketStarts[outer + index] ?? itemStart };
  });
  s.leaveTo(outer);
  // Not searched for in front of the item: a file may be a single line with an error in every word.
  const line = itemStart + s.text.slice(itemStart, at).lastIndexOf('\n') + 1;
  const isHere = at === line && isHeader(s.text, line);
  if (line > itemStart && (isHere || endsItem(s.text, line, open))) s.moveTo(line);
  else skip(s, at, open);
  blameUnclosed(s, open);
}

/** The line that shows that a bracket was not closed is not where the fault is. */
function blameUnclosed(s: Scanner, open: readonly Open[]): void {
  const innermost = open.at(-1);
  if (innermost === undefined) return;
  const { kind, start } = innermost;
  s.replaceError(`Unclosed bracket. There is no closing bracket for this "${kind}".`, {
    start,
    end: start + 1,
  });
}

/**
 * A string ends with its line at the latest, a heredoc with its marker, whatever went wrong inside. Gives back
 * where the outermost of them ends, or where the error is when there is none.
 */
function leaveTemplates(s: Scanner, outer: number): number {
  for (let index = outer; index < s.brackets.length; index++) {
    const bracket = s.brackets[index];
    const start = s.bracketStarts[index] ?? s.start;
    if (bracket !== '"' && bracket !== '<<') continue;
    s.leaveTo(index);
    if (bracket === '<<') return leaveHeredoc(s, start);
    const end = stringEnd(s.text, start);
    if (end < s.start) s.replaceError(UNTERMINATED_STRING, { start, end });
    return end;
  }
  return s.start;
}

function leaveHeredoc(s: Scanner, start: number): number {
  const { contentEnd, end } = heredocExtent(s, start);
  if (contentEnd === undefined) s.strict = true;
  return end;
}

/** Goes on from `from` until the brackets are closed, or cannot be. */
function skip(s: Scanner, from: number, open: Open[]): void {
  s.moveTo(from);
  while (!s.at('end')) {
    if (s.at('newline')) {
      if (open.length === 0) return;
      const forgotten = endsItem(s.text, s.end, open);
      s.advance();
      if (forgotten) return;
    } else if (s.at('"')) s.moveTo(stringEnd(s.text, s.start));
    else if (s.at('<<')) {
      const end = leaveHeredoc(s, s.start);
      s.moveTo(end);
      if (isHeader(s.text, end)) return;
    } else {
      if (s.kind === '(' || s.kind === '[' || s.kind === '{') open.push({ kind: s.kind, start: s.start });
      else if (s.at(')')) closeThrough(open, '(');
      else if (s.at(']')) closeThrough(open, '[');
      else if (s.at('}') && !closeThrough(open, '{')) return;
      else if (s.at('~}')) closeThrough(open, '{');
      s.advance();
    }
  }
}

/** Closes the innermost bracket of this kind and all within it; false when there is none. */
function closeThrough(open: Open[], kind: Open['kind']): boolean {
  for (let index = open.length - 1; index >= 0; index--) {
    if (open[index]?.kind !== kind) continue;
    open.length = index;
    return true;
  }
  return false;
}

/** Whether the line shows that the open brackets were forgotten. */
function endsItem(text: string, line: number, open: readonly Open[]): boolean {
  const innermost = open.at(-1);
  if (innermost === undefined) return false;
  if (isHeader(text, line)) return true;
  return innermost.kind !== '{' && isItem(text, skipBlanks(text, line));
}

/** Behind the closing quote of the string that starts at `quote`, or at the end of its line. */
function stringEnd(text: string, quote: number): number {
  // What is open, the innermost last: strings, interpolations in them, braces in these.
  const open = [QUOTE];
  for (let at = quote + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === LF) return at;
    if (open.at(-1) === QUOTE) {
      const sequence = (code === DOLLAR || code === PERCENT) && text.charCodeAt(at + 1) === OPEN_BRACE;
      if (code === BACKSLASH && text.charCodeAt(at + 1) !== LF) at++;
      else if (sequence && text.charCodeAt(at - 1) !== code) open.push(OPEN_BRACE);
      else if (code === QUOTE) open.pop();
      if (sequence) at++;
    } else if (code === QUOTE || code === OPEN_BRACE) open.push(code);
    else if (code === CLOSE_BRACE) open.pop();
    if (open.length === 0) return at + 1;
  }
  return text.length;
}
