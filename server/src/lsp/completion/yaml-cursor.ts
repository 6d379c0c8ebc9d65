import { readFlow } from './yaml-flow';

/** Where a cursor stands in a YAML text that may be unfinished. */
export interface YamlCursor {
  /** The keys above it; `[]` stands for being an item of a list. */
  readonly path: readonly string[];
  /** `value` behind a key and its colon; otherwise a key or an item could begin there. */
  readonly at: 'key' | 'value';
  /** What has been typed of the word, from its offset to the cursor. */
  readonly word: { readonly text: string; readonly start: number };
  /** Keys that the mapping has already. */
  readonly taken: ReadonlySet<string>;
}

interface Frame {
  readonly column: number;
  /** Of a mapping the key that was read last; of a list `[]`. */
  step: string;
  readonly keys: Set<string>;
}

/**
 * Reads the indentation of the lines above the cursor, because a text that is being typed is no YAML for most
 * of the time. Knows block style, and flow style over lines.
 */
export function yamlCursor(text: string, offset: number): YamlCursor {
  const lineStart = text.slice(0, offset).lastIndexOf('\n') + 1;
  const stack: Frame[] = [];
  for (let start = 0; start <= lineStart;) {
    const line = lineAt(text, start);
    const flow = openFlow(line, stack);
    const end = flow === undefined ? undefined : readFlow(text, start + flow.at, flow.column, offset);
    if (typeof end === 'object') return { ...end, path: [...pathOf(stack), ...end.path] };
    if (start === lineStart) break;
    if (flow === undefined) readLine(line, stack);
    const next = text.indexOf('\n', end ?? start) + 1;
    if (next === 0) break;
    start = next;
  }
  const head = text.slice(lineStart, offset);
  const { column, rest } = readMarkers(head, stack);
  const [, key, gap, typed] = /^([\w$.-]+|"[^"]*"|'[^']*')\s*:([ \t]+)(.*)$/.exec(rest) ?? [];
  if (key !== undefined && gap !== undefined && typed !== undefined) {
    enterKey(stack, column, unquoted(key));
    return { path: pathOf(stack), at: 'value', word: wordOf(typed, offset), taken: new Set() };
  }
  while (isInside(stack.at(-1), column, 'key')) stack.pop();
  const mapping = stack.at(-1);
  const taken = new Set(mapping?.column === column ? mapping.keys : []);
  if (mapping?.column === column && mapping.step !== '[]') stack.pop();
  for (const below of keysBelow(text.slice(offset), column)) taken.add(below);
  return { path: pathOf(stack), at: 'key', word: wordOf(rest, offset), taken };
}

function lineAt(text: string, start: number): string {
  const end = text.indexOf('\n', start);
  return text.slice(start, end < 0 ? text.length : end).replace(/\r$/, '');
}

function pathOf(stack: readonly Frame[]): readonly string[] {
  return stack.map(({ step }) => step);
}

function wordOf(text: string, offset: number): YamlCursor['word'] {
  return { text, start: offset - text.length };
}

/** Takes a whole line into account. */
function readLine(line: string, stack: Frame[]): void {
  if (/^(---|\.\.\.)(\s|$)/.test(line)) stack.length = 0;
  if (/^\s*(#|$)/.test(line)) return;
  const { column, rest } = readMarkers(line, stack);
  const [, key] = /^([\w$.-]+|"[^"]*"|'[^']*')\s*:(\s|$)/.exec(rest) ?? [];
  if (key !== undefined) enterKey(stack, column, unquoted(key));
}

/** The dashes that a line begins with make items of lists; what follows begins at `column`. */
function readMarkers(line: string, stack: Frame[]): { readonly column: number; readonly rest: string } {
  let column = /^ */.exec(line)?.[0].length ?? 0;
  for (
    let match = /^-( +|$)/.exec(line.slice(column));
    match !== null;
    match = /^-( +|$)/.exec(line.slice(column))
  ) {
    while (isInside(stack.at(-1), column, 'item')) stack.pop();
    if (stack.at(-1)?.column === column && stack.at(-1)?.step === '[]') stack.pop();
    stack.push({ column, step: '[]', keys: new Set() });
    column += match[0].length;
  }
  return { column, rest: line.slice(column) };
}

function enterKey(stack: Frame[], column: number, key: string): void {
  while (isInside(stack.at(-1), column, 'key')) stack.pop();
  const mapping = stack.at(-1);
  if (mapping?.column === column && mapping.step !== '[]') {
    mapping.step = key;
    mapping.keys.add(key);
  } else {
    stack.push({ column, step: key, keys: new Set([key]) });
  }
}

/** Whether a frame has ended where something begins. A list may stand at the column of the key that it is under. */
function isInside(frame: Frame | undefined, column: number, what: 'key' | 'item'): boolean {
  if (frame === undefined) return false;
  return frame.column > column || (frame.column === column && what === 'key' && frame.step === '[]');
}

/** Where a line opens a flow collection as a value or an item, if it does; the stack is then what it stands in. */
function openFlow(
  line: string,
  stack: Frame[],
): { readonly at: number; readonly column: number } | undefined {
  if (/^\s*(#|$)/.test(line)) return undefined;
  const opens = /^(?:- +)*(?:([\w$.-]+|"[^"]*"|'[^']*')\s*:\s+)?(?:[&!]\S*\s+)*(?=[[{])/.exec(
    line.trimStart(),
  );
  if (opens === null) return undefined;
  const indent = line.length - line.trimStart().length;
  const { column } = readMarkers(line, stack);
  const [all, key] = opens;
  if (key !== undefined) enterKey(stack, column, unquoted(key));
  return { at: indent + all.length, column: key === undefined ? indent : column };
}

/** Keys of the same mapping that stand behind the cursor. */
function keysBelow(text: string, column: number): readonly string[] {
  const keys: string[] = [];
  for (const line of text.split(/\r?\n/).slice(1)) {
    if (/^\s*(#|$)/.test(line)) continue;
    const indent = /^ */.exec(line)?.[0].length ?? 0;
    if (indent < column) break;
    const [, key] = /^([\w$.-]+)\s*:/.exec(line.slice(column)) ?? [];
    if (indent === column && key !== undefined) keys.push(key);
  }
  return keys;
}

function unquoted(key: string): string {
  return key.replace(/^(["'])(.*)\1$/, '$2');
}
