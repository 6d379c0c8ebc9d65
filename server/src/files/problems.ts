import type { Problem } from '../core/formats/format';
import type { SourceFile } from '../core/text/source';

/** Why a file is not among the files of the run. */
export interface FileProblem extends Problem {
  /**
   * A file that is not ours to complain about unless somebody named it or it carries the marker of a format:
   * `at.file` then holds what could be made of its text.
   */
  readonly onlyIfOurs?: boolean;
}

export function loop(shown: string): FileProblem {
  const message = 'This link leads back to itself and was left out. Remove it, or add it to "ignore".';
  return { kind: 'limit-exceeded', message, at: startOf(emptyFile(shown)) };
}

export function syntaxError(file: SourceFile, message: string): FileProblem {
  return { kind: 'syntax-error', message, at: startOf(file) };
}

export function emptyFile(path: string): SourceFile {
  return { path, text: '' };
}

export function startOf(file: SourceFile) {
  return { file, span: { start: 0, end: 0 } };
}
