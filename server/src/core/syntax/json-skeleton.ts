/**
 * Where every container of a JSON text starts and ends, in the order in which they open. One quick pass
 * over the text, after which the children of any container are found without looking into them.
 * Only for texts that `JSON.parse` takes.
 */
export interface Skeleton {
  readonly starts: Int32Array;
  /** Offsets behind the closing bracket. */
  readonly ends: Int32Array;
  /** For each container the number of the first one that opens after it has closed. */
  readonly after: Int32Array;
}

/** A value in a container. Spans are half-open. */
export interface Child {
  readonly start: number;
  readonly end: number;
  /** Its number in the skeleton, -1 for a scalar. */
  readonly container: number;
  /** The property's name with its quotes; the same as `start` for an item of a list. */
  readonly keyStart: number;
  readonly keyEnd: number;
}

const QUOTE = 34;
const BACKSLASH = 92;
const COMMA = 44;
const COLON = 58;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
const SPACE = 32;

/**
 * Runs of text without brackets, and strings without escapes. A compiled pattern gets over them in half the
 * time of a loop; that it repeats a bounded number of times keeps its stack small whatever the text.
 */
const DULL = /(?:[^"{}[\]]+|"[^"\\]*"){0,64}/y;

export function skeletonOf(text: string): Skeleton {
  let capacity = 1024;
  let starts = new Int32Array(capacity);
  let ends = new Int32Array(capacity);
  let after = new Int32Array(capacity);
  const open: number[] = [];
  let count = 0;
  for (let at = 0; at < text.length;) {
    DULL.lastIndex = at;
    DULL.test(text);
    at = DULL.lastIndex;
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = stringEnd(text, at);
    } else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      if (count === capacity) {
        capacity *= 2;
        starts = grown(starts, capacity);
        ends = grown(ends, capacity);
        after = grown(after, capacity);
      }
      open.push(count);
      starts[count++] = at++;
    } else if (isCloser(code)) {
      const closed = open.pop() ?? 0;
      ends[closed] = ++at;
      after[closed] = count;
    }
  }
  return { starts, ends, after };
}

/** The value of the whole text. */
export function rootOf(text: string, skeleton: Skeleton): Child {
  return valueAt(text, skeleton, skipSeparators(text, 0), 0);
}

/** What is in a container. */
export interface Children {
  readonly items: readonly Child[];
  /** Of equal names the last one counts, as it does for `JSON.parse`. */
  readonly properties: ReadonlyMap<string, Child>;
}

export function childrenOf(text: string, skeleton: Skeleton, container: number): Children {
  const start = skeleton.starts[container] ?? 0;
  const end = (skeleton.ends[container] ?? 0) - 1;
  const isObject = text.charCodeAt(start) === OPEN_BRACE;
  const items: Child[] = [];
  const properties = new Map<string, Child>();
  let next = container + 1;
  for (let at = skipSeparators(text, start + 1); at < end;) {
    const keyStart = at;
    const keyEnd = isObject ? stringEnd(text, at) : at;
    const value = valueAt(text, skeleton, skipSeparators(text, keyEnd), next, keyStart, keyEnd);
    if (isObject) properties.set(nameOf(text, keyStart, keyEnd), value);
    else items.push(value);
    if (value.container !== -1) next = skeleton.after[value.container] ?? next;
    at = skipSeparators(text, value.end);
  }
  return { items, properties };
}

/** The value that starts at an offset; `next` is the number of the next container to open. */
function valueAt(
  text: string,
  skeleton: Skeleton,
  start: number,
  next: number,
  keyStart = start,
  keyEnd = start,
): Child {
  const code = text.charCodeAt(start);
  if (code === OPEN_BRACE || code === OPEN_BRACKET) {
    return { start, end: skeleton.ends[next] ?? start + 1, container: next, keyStart, keyEnd };
  }
  const end = code === QUOTE ? stringEnd(text, start) : literalEnd(text, start);
  return { start, end, container: -1, keyStart, keyEnd };
}

function nameOf(text: string, start: number, end: number): string {
  const plain = text.slice(start + 1, end - 1);
  if (!plain.includes('\\')) return plain;
  const name: unknown = JSON.parse(text.slice(start, end));
  return typeof name === 'string' ? name : plain;
}

/** The offset behind the closing quote. */
function stringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at + 1;
    if (code === BACKSLASH) at++;
  }
  return text.length;
}

function literalEnd(text: string, start: number): number {
  let at = start;
  while (at < text.length && !isSeparator(text.charCodeAt(at)) && !isCloser(text.charCodeAt(at))) at++;
  return at;
}

function skipSeparators(text: string, start: number): number {
  let at = start;
  while (at < text.length && isSeparator(text.charCodeAt(at))) at++;
  return at;
}

function isSeparator(code: number): boolean {
  return code <= SPACE || code === COMMA || code === COLON;
}

function isCloser(code: number): boolean {
  return code === CLOSE_BRACE || code === CLOSE_BRACKET;
}

function grown(array: Int32Array<ArrayBuffer>, capacity: number): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(capacity);
  copy.set(array);
  return copy;
}
