import { MAX_NESTING } from './limits';

/** Whether a parsed value nests deeper than the limit, which is also how deep this looks. */
export function valueIsTooDeep(value: unknown, limit = MAX_NESTING): boolean {
  if (!isContainer(value)) return false;
  if (limit === 0) return true;
  if (Array.isArray(value)) {
    for (const child of value) if (valueIsTooDeep(child, limit - 1)) return true;
  } else {
    for (const key in value) if (valueIsTooDeep(value[key], limit - 1)) return true;
  }
  return false;
}

type Container = Readonly<Record<string, unknown>>;

function isContainer(value: unknown): value is Container {
  return typeof value === 'object' && value !== null;
}

/**
 * Where a text, however broken, first nests deeper than the limit. A closing bracket only counts against
 * the bracket that it fits, because that is when the parser's recursion ends too.
 */
export function tooDeepAt(text: string): number | undefined {
  const open: string[] = [];
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '"') at = endOfString(text, at);
    else if (char === '/' && text[at + 1] === '/') at = endOfComment(text, at, /[\r\n]/g);
    else if (char === '/' && text[at + 1] === '*') at = endOfComment(text, at + 2, /\*\//g);
    else if (char === '{' || char === '[') {
      if (open.push(char === '{' ? '}' : ']') > MAX_NESTING) return at;
    } else if ((char === '}' || char === ']') && open.at(-1) === char) open.pop();
  }
  return undefined;
}

/** The offset of the last character of a string; one that is not closed ends with its line. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const char = text[at];
    if (char === '"' || char === '\n' || char === '\r') return at;
    if (char === '\\') at++;
  }
  return text.length;
}

function endOfComment(text: string, from: number, end: RegExp): number {
  end.lastIndex = from;
  return end.test(text) ? end.lastIndex - 1 : text.length;
}
