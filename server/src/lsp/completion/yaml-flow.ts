import type { YamlCursor } from './yaml-cursor';

interface Collection {
  readonly kind: '[' | '{';
  /** Of a mapping the key whose value is being read. */
  key: string | undefined;
  readonly keys: Set<string>;
  /** Where the item or key began that is being read. */
  start: number;
}

/** Quoted texts (also one that the end of its line cuts off), comments, line ends and what has a meaning in flow style. */
const PIECES = /"(?:[^"\\\r\n]|\\.)*"?|'[^'\r\n]*'?|(?<=\s)#[^\r\n]*|\r?\n|[[\]{},]|:(?=\s|$)/g;

/**
 * Reads the flow collection that opens at `start`, in a block whose lines begin at `column`. Answers where it ends,
 * or, when the cursor stands in it, where: `path` from the collection inward. One that is not closed ends where a
 * line begins that cannot belong to it.
 */
export function readFlow(text: string, start: number, column: number, cursor: number): YamlCursor | number {
  const stack: Collection[] = [];
  let found: (YamlCursor & { readonly taken: Set<string> }) | undefined;
  let mapping: Collection | undefined;
  const end = (at: number): YamlCursor | number => {
    for (const key of mapping?.keys ?? []) found?.taken.add(key);
    return found ?? at;
  };
  PIECES.lastIndex = start;
  for (let match = PIECES.exec(text); match !== null; match = PIECES.exec(text)) {
    const { index, 0: piece } = match;
    const top = stack.at(-1);
    // A cursor within quotes stands in what they hold; behind a closing bracket it stands outside of it.
    if (found === undefined && top !== undefined && index + (piece.length > 1 ? piece.length : 0) >= cursor) {
      found = cursorIn(stack, text, cursor);
      mapping = found.at === 'key' ? top : undefined;
    }
    if (found !== undefined && (mapping === undefined || !stack.includes(mapping))) return end(index);
    if (piece === '[' || piece === '{') {
      stack.push({ kind: piece, key: undefined, keys: new Set(), start: index + 1 });
    } else if (piece === ']' || piece === '}') {
      stack.pop();
      if (stack.length === 0) return end(index + 1);
    } else if (piece === ',' && top !== undefined) {
      top.key = undefined;
      top.start = index + 1;
    } else if (piece === ':' && top?.kind === '{' && top.key === undefined) {
      top.key = wordIn(text, top.start, index).replace(/^(["'])(.*)\1$/, '$2');
      // The key that the cursor stands in is the one that is being typed.
      if (top.start > cursor || index < cursor) top.keys.add(top.key);
      top.start = index + 1;
    } else if (piece.endsWith('\n') && isOutside(lineBehind(text, index + piece.length), column)) {
      if (found === undefined && index >= cursor) found = cursorIn(stack, text, cursor);
      return end(index);
    }
  }
  return found === undefined && stack.length > 0 ? cursorIn(stack, text, cursor) : end(text.length);
}

function cursorIn(
  stack: readonly Collection[],
  text: string,
  cursor: number,
): YamlCursor & { readonly taken: Set<string> } {
  const top = stack.at(-1);
  const typed = wordIn(text, top?.start ?? cursor, cursor);
  const isKey = top?.kind === '{' && top.key === undefined;
  return {
    path: stack.flatMap(({ kind, key }) => (kind === '[' ? ['[]'] : (key ?? []))),
    at: isKey ? 'key' : 'value',
    word: { text: typed, start: cursor - typed.length },
    taken: new Set(isKey ? top.keys : []),
  };
}

/** What stands between two offsets, without blanks, line ends and comments before it. */
function wordIn(text: string, start: number, end: number): string {
  return text.slice(start, end).replace(/^(?:\s+(?:#[^\r\n]*)?)+/, '');
}

function lineBehind(text: string, start: number): string {
  return /[^\r\n]*/.exec(text.slice(start))?.[0] ?? '';
}

/** Whether a line begins too far to the left for what a collection holds, and does not close it. */
function isOutside(line: string, column: number): boolean {
  const [, indent = '', first = ''] = /^([ \t]*)(\S?)/.exec(line) ?? [];
  return first !== '' && !/[#\]}]/.test(first) && indent.length <= column;
}
