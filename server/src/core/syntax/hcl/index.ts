import type { Expression, HclError, HclFile } from './ast';
import { parseFile } from './body';
import { parseExpression } from './expression';
import { Scanner } from './scanner';
import { readTemplate } from './template';

export type * from './ast';
export * from './comments';

/**
 * Reads a file of HCL native syntax. Never throws, in time linear to the text: what is wrong is in `errors`, and
 * what is right around it has the spans it would have without the fault.
 */
export function parseHcl(text: string): HclFile {
  const scanner = new Scanner(text);
  const body = parseFile(scanner);
  return { text, body, comments: scanner.comments, errors: scanner.errors };
}

/** Reads a text that is a template as a whole, as a file of templatefile() is. Never throws. */
export function parseHclTemplate(text: string): {
  readonly expression: Expression;
  readonly errors: readonly HclError[];
} {
  const scanner = new Scanner(text);
  const expression = readTemplate(scanner, parseExpression);
  return { expression, errors: scanner.errors };
}
