import type { Span } from '../../text/source';
import type { Expression, HclError } from './ast';
import { parseExpression } from './expression';
import { Scanner } from './scanner';
import { readTemplateText } from './template';

/** A JSON text whose strings say what they mean, each from its own offset on. */
export interface InPlace {
  readonly text: string;
}

/**
 * Resolves the escapes in all strings and fills up with blanks behind them, so that what starts behind a string still
 * has its offset.
 */
export function decodedInPlace(text: string): InPlace {
  if (!text.includes('\\')) return { text };
  return {
    text: text.replace(/"(?:[^"\\\n]|\\.)*"/g, (string) => {
      if (!string.includes('\\')) return string;
      const decoded = decode(string);
      return decoded === undefined ? string : `"${decoded}"`.padEnd(string.length);
    }),
  };
}

function decode(string: string): string | undefined {
  try {
    const value: unknown = JSON.parse(string);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Reads the string at `span`, quotes included, as a template or as an expression. */
export function readJsonString(
  span: Span,
  form: 'template' | 'expression',
  { text }: InPlace,
  errors: HclError[],
): Expression {
  const start = span.start + 1;
  const stop = text.slice(start, span.end).trimEnd().length - 1 + start;
  const scanner = new Scanner(text.slice(0, stop));
  const read =
    form === 'template' ? readTemplateText(scanner, start, stop, parseExpression) : readAt(scanner, start);
  const [error] = scanner.errors;
  if (error === undefined) return read;
  errors.push({ ...error, span });
  return { kind: 'missing', span };
}

function readAt(scanner: Scanner, start: number): Expression {
  scanner.enter('<<');
  scanner.advanceFrom(start);
  const expression = parseExpression(scanner);
  if (!scanner.at('end')) scanner.fail('Extra characters after the expression.');
  return expression;
}
