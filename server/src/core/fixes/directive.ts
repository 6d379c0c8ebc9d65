import { DIRECTIVE_MARK } from '../deployment/directives';
import type { Target } from '../policies/target';
import type { Edit } from '../text/edits';
import { insertion, lineEndOf, lineStartAt } from '../text/layout';

/** A comment for the linter on the line above a policy or VPC; undefined where the text has no comments. */
export function directiveAbove({ at: { file, span } }: Pick<Target, 'at'>, says: string): Edit | undefined {
  const sign = COMMENT_SIGNS.find(([ending]) => file.path.endsWith(ending))?.[1];
  if (sign === undefined) return undefined;
  const { text } = file;
  const start = lineStartAt(text, span.start);
  const indent = /^[ \t]*/.exec(text.slice(start))?.[0] ?? '';
  return insertion(file, start, `${indent}${sign} ${DIRECTIVE_MARK} ${says}${lineEndOf(text)}`);
}

const COMMENT_SIGNS: readonly (readonly [ending: string, sign: string])[] = [
  ['.tf', '#'],
  ['.yaml', '#'],
  ['.yml', '#'],
  ['.jsonc', '//'],
];
