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
    let continued = false;
    for (const found of line.matchAll(/#.*|"[^"]*"|[^\s#]+/g)) {
      const start = match.index + found.index;
      const at = { file, span: { start, end: start + found[0].length } };
      if (found[0].startsWith('#')) comments.push({ text: found[0].replace(/^#+/, '').trim(), at });
      else if (found[0] === '\\') continued = true;
      else open.push({ text: found[0], at });
    }
    if (continued) continue;
    const [first, ...rest] = open;
    if (first !== undefined) directives.push([first, ...rest]);
    open = [];
  }
  const [first, ...rest] = open;
  return { directives: first === undefined ? directives : [...directives, [first, ...rest]], comments };
}
