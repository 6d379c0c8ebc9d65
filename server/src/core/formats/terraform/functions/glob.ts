import { matchAll } from './regex';

/** Whether a path matches; `undefined` when that takes too long to find out. */
export type FileMatcher = (path: string, spend: (steps: number) => void) => boolean | undefined;

/**
 * The patterns of fileset(): `*`, `?` and `[a-z]` stay inside a name, `**` goes through folders, `{a,b}` is one of
 * several. Names that begin with a dot are like any other. `outside`: the pattern leads out of the folder.
 */
export function fileMatcher(pattern: string): FileMatcher | 'invalid' | 'outside' {
  const parts = pattern.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..')) return 'outside';
  const expression = translate(parts.join('/'));
  if (expression === undefined) return 'invalid';
  return (path, spend) => {
    // Regular expressions of the language itself, because those of JavaScript can take for ever.
    const found = matchAll(expression, path, 1);
    if (found.kind === 'matches') spend(1 + (found.effort >> 4));
    return found.kind === 'matches' ? found.matches.length > 0 : undefined;
  };
}

const TOKEN =
  /(?<=^|\/)\*\*\/|\/\*\*$|^\*\*$|\*+|\?|\{|\}|,|\[([!^]?)((?:\\[^]|[^\]\\])+)\]|\\([^])|([^*?{},[\]\\])|[^]/gu;

/** As a regular expression in RE2's syntax; `undefined` when a bracket or brace is not closed. */
function translate(pattern: string): string | undefined {
  let result = '';
  let depth = 0;
  for (const [token, negated, inClass, escaped, plain] of pattern.matchAll(TOKEN)) {
    if (inClass !== undefined)
      result += `[${negated === '' ? '' : '^/'}${inClass.replace(/[[&~^]/g, '\\$&')}]`;
    else if (escaped !== undefined || plain !== undefined) result += literal(escaped ?? plain ?? '');
    else if (token === '**/') result += '(?:.*/)?';
    else if (token === '/**') result += '(?:/.*)?';
    else if (token === '**' && pattern === '**') result += '.*';
    else if (token.startsWith('*')) result += '[^/]*';
    else if (token === '?') result += '[^/]';
    else if (token === '{') {
      depth++;
      result += '(?:';
    } else if (token === '}' && depth > 0) {
      depth--;
      result += ')';
    } else if (token === ',') result += depth > 0 ? '|' : ',';
    else if (token === ']') result += '\\]';
    else return undefined;
  }
  return depth === 0 ? `(?s)^(?:${result})$` : undefined;
}

function literal(character: string): string {
  return character.replace(/[.+^$()|*?{}[\]\\,]/, '\\$&');
}
