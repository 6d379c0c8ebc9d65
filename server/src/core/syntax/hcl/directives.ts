import type { Span } from '../../text/source';
import type { Expression, TemplateInterpolation, TemplatePart } from './ast';
import type { ForHead } from './for-head';
import type { Scanner } from './scanner';

/** What a template consists of before its directives are matched. */
export type Piece = TextPiece | TemplateInterpolation | ControlPiece;

/** The value changes while trim markers and indentation are applied. */
export interface TextPiece {
  readonly kind: 'text';
  value: string;
  readonly span: Span;
}

export interface ControlPiece {
  readonly kind: 'control';
  readonly control: Control;
  readonly span: Span;
}

export type Control = Opening | { readonly word: 'else' | 'endif' | 'endfor' };

type Opening =
  { readonly word: 'if'; readonly condition: Expression } | { readonly word: 'for'; readonly head: ForHead };

interface Open {
  readonly control: Opening;
  readonly span: Span;
  /** Where the finished directive belongs. */
  readonly outer: TemplatePart[];
  readonly body: TemplatePart[];
  otherwise: TemplatePart[] | undefined;
}

/** Puts the pieces of a template together: `%{ if }` with its `%{ endif }`, and texts with their neighbours. */
export function assemble(s: Scanner, pieces: readonly Piece[]): readonly TemplatePart[] {
  const root: TemplatePart[] = [];
  if (s.at('error')) return root;
  const open: Open[] = [];
  let parts = root;
  let deepest = 0;
  for (const piece of pieces) {
    if (piece.kind === 'text') addText(parts, piece);
    else if (piece.kind === 'interpolation') parts.push(piece);
    else {
      const { control } = piece;
      const innermost = open.at(-1);
      if (control.word === 'if' || control.word === 'for') {
        const body: TemplatePart[] = [];
        open.push({ control, span: piece.span, outer: parts, body, otherwise: undefined });
        parts = body;
        deepest = Math.max(deepest, open.length);
      } else if (
        control.word === 'else' &&
        innermost?.control.word === 'if' &&
        innermost.otherwise === undefined
      ) {
        parts = innermost.otherwise = [];
      } else if (innermost !== undefined && control.word === `end${innermost.control.word}`) {
        open.pop();
        parts = innermost.outer;
        parts.push(close(innermost, piece.span.end));
      } else {
        s.report(
          `Unexpected ${control.word} directive. The directives of this template are not balanced.`,
          piece.span,
        );
      }
    }
  }
  const unclosed = open.at(-1);
  if (unclosed !== undefined) {
    const { word } = unclosed.control;
    s.report(`Unexpected end of template. This ${word} directive lacks its end${word}.`, unclosed.span);
  }
  // Directives nest without nesting brackets, so the scanner has not seen how deep they go.
  for (let level = 0; level < deepest && !s.at('error'); level++) s.grow();
  return root;
}

function close({ control, span, body, otherwise }: Open, end: number): TemplatePart {
  const whole = { start: span.start, end };
  if (control.word === 'for') return { kind: 'for', ...control.head, body, span: whole };
  return { kind: 'if', condition: control.condition, then: body, else: otherwise ?? [], span: whole };
}

function addText(parts: TemplatePart[], { value, span }: TextPiece): void {
  const before = parts.at(-1);
  if (before?.kind !== 'text') parts.push({ kind: 'text', value, span });
  else {
    const joined = { start: before.span.start, end: span.end };
    parts[parts.length - 1] = { kind: 'text', value: before.value + value, span: joined };
  }
}
