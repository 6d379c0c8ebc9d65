import type { Expression, Name } from './ast';
import type { Scanner } from './scanner';

/** How templates get at expressions without importing what imports them. */
export type ParseExpression = (s: Scanner) => Expression;

export interface ForHead {
  readonly keyName: Name | undefined;
  readonly valueName: Name;
  readonly collection: Expression;
}

/** `for key, value in collection`, the same in expressions and in template directives. The current token is `for`. */
export function parseForHead(s: Scanner, parseExpression: ParseExpression): ForHead {
  s.advance();
  let keyName: Name | undefined;
  let valueName = parseName(s);
  if (s.accept(',')) {
    keyName = valueName;
    valueName = parseName(s);
  }
  if (!s.atWord('in')) s.fail("Invalid 'for'. The names must be followed by the keyword 'in'.");
  s.advance();
  return { keyName, valueName, collection: parseExpression(s) };
}

function parseName(s: Scanner): Name {
  const name = { name: s.tokenText(), span: s.span() };
  if (!s.accept('identifier')) s.fail("Invalid 'for'. A variable name is required here.");
  return name;
}
