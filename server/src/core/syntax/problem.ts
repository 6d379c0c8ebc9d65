import type { Location, SourceFile } from '../text/source';
import { MAX_NESTING, MAX_TEXT } from './limits';

/** What is wrong with a text as such, before anybody asks what it means. */
export interface SyntaxProblem {
  readonly kind: 'syntax-error' | 'limit-exceeded';
  /** A full sentence: what is wrong and what to do. */
  readonly message: string;
  readonly at: Location;
}

export function tooLong(file: SourceFile): SyntaxProblem {
  return {
    kind: 'limit-exceeded',
    message: `The file is longer than ${MAX_TEXT / 1024 / 1024} MiB and is left out. Split it.`,
    at: { file, span: { start: 0, end: 0 } },
  };
}

/** `offset` is where the first bracket over the limit stands. */
export function tooDeep(file: SourceFile, offset: number): SyntaxProblem {
  return {
    kind: 'limit-exceeded',
    message: `The file nests deeper than ${MAX_NESTING} levels here and is left out. Flatten it.`,
    at: { file, span: { start: offset, end: Math.min(offset + 1, file.text.length) } },
  };
}
