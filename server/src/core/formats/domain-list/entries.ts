import type { Comment } from '../../policies/policy';
import type { Location, SourceFile } from '../../text/source';

/** A list of names, one to a line. */
export interface Lines {
  readonly entries: readonly Entry[];
  readonly comments: readonly Comment[];
}

/** What stands in a line beside a comment. */
export interface Entry {
  readonly text: string;
  readonly at: Location;
}

/** Comments begin with `#` at the start of a line or behind white space. */
export function readLines(file: SourceFile): Lines {
  const entries: Entry[] = [];
  const comments: Comment[] = [];
  for (const match of file.text.matchAll(/[^\r\n]+/g)) {
    const [line] = match;
    const mark = /(?:^|\s)#/.exec(line);
    const hash = mark === null ? line.length : mark.index + mark[0].length - 1;
    const text = line.slice(0, hash).trim();
    if (text !== '') {
      const start = match.index + line.indexOf(text);
      entries.push({ text, at: { file, span: { start, end: start + text.length } } });
    }
    if (hash < line.length) {
      const span = { start: match.index + hash, end: match.index + line.trimEnd().length };
      comments.push({ text: line.slice(hash).replace(/^#+/, '').trim(), at: { file, span } });
    }
  }
  return { entries, comments };
}
