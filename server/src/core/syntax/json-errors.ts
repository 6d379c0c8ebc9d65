import type { ParseError } from 'jsonc-parser';
import type { SourceFile } from '../text/source';
import type { SyntaxProblem } from './problem';

/** What the parser's error numbers say; they are a `const enum`, which has no values at run time. */
const EXPECTATIONS: Readonly<Record<number, string>> = {
  1: 'this is no JSON: a value, a name in double quotes or a bracket is expected',
  2: 'this is no JSON number',
  3: 'a name in double quotes is expected here',
  4: 'a value is expected here',
  5: 'a colon is expected between a name and its value',
  6: 'a comma is expected before this',
  7: 'a closing "}" is expected here',
  8: 'a closing "]" is expected here',
  9: 'the value ends before this and nothing is expected behind it; write several values as a list',
  10: 'comments are not expected here',
  11: 'the comment is not closed: "*/" is expected',
  12: 'the string is not closed: a double quote is expected at its end',
  13: 'the number is not finished: a digit is expected',
  14: 'four hexadecimal digits are expected after "\\u"',
  15: 'after a backslash one of " \\ / b f n r t u is expected',
  16: 'a control character is not expected in a string: write it as an escape',
};

export function describeJsonError(file: SourceFile, { error, offset, length }: ParseError): SyntaxProblem {
  const end = Math.min(offset + Math.max(length, 1), file.text.length);
  return {
    kind: 'syntax-error',
    message: `The JSON cannot be read: ${EXPECTATIONS[error] ?? 'this is not expected'}.`,
    at: { file, span: { start: Math.min(offset, end), end } },
  };
}
