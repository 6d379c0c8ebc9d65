import type { Span } from '../../text/source';
import type { Comment, HclError } from './ast';
import * as chars from './characters';
import { readIntroduction } from './introduction';
import { outline, type Outline } from './outline';

/** Blocks, brackets, operators and templates may be nested this deeply; beyond it is a `limit` error. */
export const NESTING_LIMIT = 500;

/** Errors kept of one file: nobody reads more. */
const ERROR_LIMIT = 100;

/** What broken text may cost in reading things again, as a multiple of its length. */
const REREAD_LIMIT = 4;

/**
 * What the parser reads from, one token at a time. There are no token objects: every seventh character of a
 * file starts a token.
 *
 * After an error it stands on an `error` token, which fits nowhere and which `advance` does not leave, so that
 * every function of the parser unwinds by itself. recover.ts finds the place to go on.
 */
export class Scanner {
  kind: TokenKind = 'newline';
  /** The span of the current token; of the offending one after an error. */
  start = 0;
  end = 0;
  /** The end of the token before the current one. */
  previousEnd = 0;
  readonly errors: HclError[] = [];
  /** Counts on when `errors` is full. */
  errorCount = 0;
  readonly comments: Comment[] = [];
  /** The file is known to be broken: a block header in column 0 closes whatever is open. */
  strict = false;
  /** The brackets around the current token, the innermost last, and the offsets where they start. */
  readonly brackets: Bracket[] = [];
  readonly bracketStarts: number[] = [];

  private lines: Outline | undefined;
  private newlinesCount = true;
  private depth = 0;
  private height = 0;
  private reread = 0;
  private hasCommentEnd = true;

  constructor(readonly text: string) {
    this.scan(0);
  }

  /** Made on first use: only files with heredocs or errors need it. */
  get outline(): Outline {
    return (this.lines ??= outline(this.text));
  }

  at(kind: TokenKind): boolean {
    return this.kind === kind;
  }

  /** Whether the current token is this identifier. */
  atWord(word: string): boolean {
    return (
      this.kind === 'identifier' &&
      this.end - this.start === word.length &&
      this.text.startsWith(word, this.start)
    );
  }

  tokenText(): string {
    return this.text.slice(this.start, this.end);
  }

  span(): Span {
    return { start: this.start, end: this.end };
  }

  /** From `start` to the end of what was read so far. */
  spanFrom(start: number): Span {
    return { start, end: Math.max(start, this.previousEnd) };
  }

  advance(): void {
    if (this.kind === 'error') return;
    this.previousEnd = this.end;
    this.scan(this.end);
  }

  /** Moves on when the current token is of this kind. */
  accept(kind: TokenKind): boolean {
    if (this.kind !== kind) return false;
    this.advance();
    return true;
  }

  /** Moves on from a string, heredoc or interpolation that somebody else read up to `end`. */
  advanceFrom(end: number): void {
    if (this.kind === 'error') return;
    this.end = end;
    this.advance();
  }

  /** Goes to the first token at or after `offset`, forwards or backwards, also from an error. */
  moveTo(offset: number): void {
    let target = offset;
    if (target < this.end) {
      this.reread += this.end - target;
      // Going back can be made to cost the square of a text's length by somebody who tries.
      if (this.reread > this.text.length * REREAD_LIMIT) target = this.end;
    }
    while ((this.comments.at(-1)?.span.end ?? -1) > target) this.comments.pop();
    if (target !== this.start) this.previousEnd = this.endBefore(target);
    this.scan(target);
  }

  /** The current token opens a bracket: enters it and moves on. */
  open(bracket: Bracket): void {
    this.enter(bracket);
    this.advance();
  }

  /** The current token closes the innermost bracket: leaves it and moves on. */
  close(): void {
    this.leave();
    this.advance();
  }

  /** Enters a bracket without moving. */
  enter(bracket: Bracket): void {
    if (this.kind === 'error') return;
    this.brackets.push(bracket);
    this.bracketStarts.push(this.start);
    this.newlinesCount = bracket === 'body' || bracket === 'object';
  }

  /** Leaves the innermost bracket without moving. */
  leave(): void {
    if (this.kind !== 'error') this.leaveTo(this.brackets.length - 1);
  }

  /** Leaves all but the outermost `count` brackets. */
  leaveTo(count: number): void {
    this.brackets.length = count;
    this.bracketStarts.length = count;
    const innermost = this.brackets[count - 1];
    this.newlinesCount = innermost === undefined || innermost === 'body' || innermost === 'object';
  }

  /** A place to come back to with `rewind`. */
  mark(): Mark {
    return { offset: this.start, errors: this.errors.length, errorCount: this.errorCount };
  }

  /** Forgets what was read since the mark, errors included. */
  rewind(mark: Mark): void {
    this.errors.length = mark.errors;
    this.errorCount = mark.errorCount;
    this.end = mark.offset;
    this.moveTo(mark.offset);
  }

  /**
   * Goes down one level of nesting. Gives back what `ascend` needs, or `undefined` when that is too deep, which
   * is an error then.
   */
  descend(): number | undefined {
    if (this.depth >= NESTING_LIMIT) {
      this.failLimit();
      return undefined;
    }
    this.depth++;
    const outer = this.height;
    this.height = 0;
    return outer;
  }

  ascend(outer: number): void {
    this.depth--;
    this.height = Math.max(outer, this.height + 1);
  }

  /** What was read on this level becomes the child of a new node: `a + b` in `a + b + c`. */
  grow(): void {
    this.height++;
    if (this.depth + this.height > NESTING_LIMIT) this.failLimit();
  }

  /** Reports an error that leaves the structure of the text intact. */
  report(message: string, span: Span, kind: HclError['kind'] = 'syntax'): void {
    this.errorCount++;
    if (this.errors.length < ERROR_LIMIT) this.errors.push({ kind, message, span });
  }

  /** Reports an error behind which nothing can be read without recovery. The first one counts. */
  fail(message: string, span: Span = this.span(), kind: HclError['kind'] = 'syntax'): void {
    if (this.kind === 'error') return;
    this.report(message, span, kind);
    this.kind = 'error';
  }

  /** Says better what the last error is about. A limit stays a limit. */
  replaceError(message: string, span: Span): void {
    const last = this.errors.length - 1;
    if (this.errorCount <= ERROR_LIMIT && this.errors[last]?.kind === 'syntax') {
      this.errors[last] = { kind: 'syntax', message, span };
    }
  }

  /** Where the last token before `offset` ends. */
  private endBefore(offset: number): number {
    let end = chars.trimmedEnd(this.text, offset);
    for (let index = this.comments.length - 1; this.comments[index]?.span.end === end; index--) {
      end = chars.trimmedEnd(this.text, this.comments[index]?.span.start ?? 0);
    }
    return end;
  }

  private failLimit(): void {
    this.fail(`Nested too deeply. More than ${NESTING_LIMIT} levels are not read.`, this.span(), 'limit');
  }

  private scan(from: number): void {
    const text = this.text;
    let at = from;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === chars.SPACE || code === chars.TAB) continue;
      if (code === chars.LF) {
        if (!this.newlinesCount) continue;
        this.token('newline', at, at + 1);
        return;
      }
      if (code === chars.CR && text.charCodeAt(at + 1) === chars.LF) continue;
      const comment = code === chars.HASH || code === chars.SLASH ? this.commentEnd(at, code) : at;
      if (comment === at) {
        this.scanToken(at, code);
        return;
      }
      at = comment - 1;
    }
    this.token('end', text.length, text.length);
  }

  /** The end of the comment that starts at `at`, or `at` when none does. Remembers the comment. */
  private commentEnd(at: number, code: number): number {
    const text = this.text;
    const next = text.charCodeAt(at + 1);
    if (code === chars.SLASH && next === chars.STAR) {
      const close = this.hasCommentEnd ? text.indexOf('*/', at + 2) : -1;
      if (close !== -1) {
        this.comments.push({ style: '/*', span: { start: at, end: close + 2 } });
        return close + 2;
      }
      this.hasCommentEnd = false;
      return at;
    }
    if (code === chars.SLASH && next !== chars.SLASH) return at;
    const end = chars.lineEnd(text, at);
    this.comments.push({ style: code === chars.HASH ? '#' : '//', span: { start: at, end } });
    return end;
  }

  private scanToken(at: number, code: number): void {
    const text = this.text;
    const end = chars.identifierEnd(text, at);
    if (end > at) {
      this.token('identifier', at, end);
      return;
    }
    if (chars.isDigit(code)) {
      this.token('number', at, chars.numberEnd(text, at));
      return;
    }
    if (code === chars.LESS && text.charCodeAt(at + 1) === chars.LESS) {
      const introduction = readIntroduction(text, at);
      if (introduction !== undefined) {
        this.token('<<', at, introduction.end);
        return;
      }
    }
    for (const kind of LONGER_BY_START[code] ?? NONE) {
      if (text.startsWith(kind, at)) {
        this.token(kind, at, at + kind.length);
        return;
      }
    }
    const length = code >= 0xd800 && code < 0xdc00 && at + 1 < text.length ? 2 : 1;
    this.token(SINGLE_BY_CODE[code] ?? 'invalid', at, at + length);
  }

  private token(kind: TokenKind, start: number, end: number): void {
    this.kind = kind;
    this.start = start;
    this.end = end;
  }
}

interface Mark {
  readonly offset: number;
  readonly errors: number;
  readonly errorCount: number;
}

/** A bracket by what it is for: newlines end things in a body and in an object, nowhere else. */
export type Bracket = 'body' | 'object' | 'for' | '(' | '[' | '${' | '"' | '<<';

// prettier-ignore
const SINGLE = ['{', '}', '[', ']', '(', ')', '.', ',', '*', '/', '%', '+', '-', '=', '<', '>', '!', '?', ':', '"'] as const;
const LONGER = ['==', '=>', '!=', '<=', '>=', '&&', '||', '::', '...', '~}'] as const;

/** `end` is the end of the text; `<<` a heredoc's first line with its line end; `invalid` any other character. */
export type TokenKind =
  | (typeof SINGLE)[number]
  | (typeof LONGER)[number]
  | 'identifier'
  | 'number'
  | '<<'
  | 'newline'
  | 'end'
  | 'invalid'
  | 'error';

const SINGLE_BY_CODE: (TokenKind | undefined)[] = Array.from({ length: 128 }, () => undefined);
for (const kind of SINGLE) SINGLE_BY_CODE[kind.charCodeAt(0)] = kind;

const NONE: readonly TokenKind[] = [];
const LONGER_BY_START: (TokenKind[] | undefined)[] = Array.from({ length: 128 }, () => undefined);
for (const kind of LONGER) (LONGER_BY_START[kind.charCodeAt(0)] ??= []).push(kind);
