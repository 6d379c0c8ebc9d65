import { MAX_NESTING } from './limits';

/** Whether a parsed value nests deeper than the limit. Keeps its own stack, so that depth costs no calls. */
export function valueIsTooDeep(value: unknown): boolean {
  if (!isContainer(value)) return false;
  const open: Container[] = [value];
  const depths: number[] = [1];
  const push = (child: unknown, depth: number): void => {
    if (!isContainer(child)) return;
    open.push(child);
    depths.push(depth);
  };
  for (let item = open.pop(); item !== undefined; item = open.pop()) {
    const depth = (depths.pop() ?? 0) + 1;
    if (depth > MAX_NESTING + 1) return true;
    if (Array.isArray(item)) for (const child of item) push(child, depth);
    else for (const key in item) push(item[key], depth);
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
