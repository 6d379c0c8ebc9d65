import type { Comment } from '../../policies/policy';
import type { Location, SourceFile } from '../../text/source';

/** A word of a directive, and where it stands. */
export interface Word {
  readonly text: string;
  readonly at: Location;
}

/** A directive with its arguments: `acl names dstdomain .example.com`. */
export type Directive = readonly [Word, ...Word[]];

/** The directives of a configuration and its comments, in order. A backslash at the end continues a line. */
export function readDirectives(file: SourceFile): {
  readonly directives: readonly Directive[];
  readonly comments: readonly Comment[];
} {
  const directives: Directive[] = [];
  const comments: Comment[] = [];
  let open: Word[] = [];
  for (const match of file.text.matchAll(/[^\r\n]+/g)) {
    const [line] = match;
    const lineEnd = line.trimEnd().length;
    let continued = false;
    for (const found of line.matchAll(/#.*|"[^"]*"|[^\s#]+/g)) {
      const start = match.index + found.index;
      const isLast = found.index + found[0].length === lineEnd;
      // The backslash may stand right behind the last word.
      continued = isLast && !found[0].startsWith('#') && found[0].endsWith('\\');
      const text = continued ? found[0].slice(0, -1) : found[0];
      const at = { file, span: { start, end: start + text.length } };
      if (text.startsWith('#')) comments.push({ text: text.replace(/^#+/, '').trim(), at });
      else if (text !== '') open.push({ text, at });
    }
    if (continued) continue;
    const [first, ...rest] = open;
    if (first !== undefined) directives.push([first, ...rest]);
    open = [];
  }
  const [first, ...rest] = open;
  return { directives: first === undefined ? directives : [...directives, [first, ...rest]], comments };
}
