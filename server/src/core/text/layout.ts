import type { Edit } from './edits';
import type { SourceFile, Span } from './source';

// What new text must look like so that it looks like the text around it.

/** The line end of a text: that of its first line. */
export function lineEndOf(text: string): '\n' | '\r\n' {
  const at = text.indexOf('\n');
  return at > 0 && text[at - 1] === '\r' ? '\r\n' : '\n';
}

export function lineStartAt(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

/** The end of the line that an offset is on, without the line end. */
export function lineEndAt(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  if (end === -1) return text.length;
  return end > offset && text[end - 1] === '\r' ? end - 1 : end;
}

/** The white space that the line of an offset begins with. */
export function indentAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStartAt(text, offset), offset))?.[0] ?? '';
}

/** Whether nothing but white space stands before an offset in its line. */
export function startsLine(text: string, offset: number): boolean {
  return text.slice(lineStartAt(text, offset), offset).trim() === '';
}

/**
 * Adds items behind the last one of a list in brackets, in one line or one below the other as the others stand.
 * `list` reaches from the opening to behind the closing bracket. A comment behind the last item stays with it.
 */
export function appendToList(
  file: SourceFile,
  list: Span,
  items: readonly Span[],
  added: readonly string[],
): readonly Edit[] {
  const { text } = file;
  const last = items.at(-1);
  if (last === undefined) {
    const span = { start: list.start + 1, end: list.start + 1 };
    return [{ file, span, newText: added.join(', ') }];
  }
  const behind = text.slice(last.end, list.end - 1);
  const before = items.at(-2)?.end ?? list.start + 1;
  const isBelow = text.slice(before, last.start).includes('\n');
  if (!isBelow) {
    const comma = items.length > 1 && !/\s$/.test(text.slice(before, last.start)) ? ',' : ', ';
    return [insertion(file, last.end, added.map((item) => comma + item).join(''))];
  }
  const separator = lineEndOf(text) + indentAt(text, last.start);
  const lines = added.map((item) => separator + item).join(',');
  const comma = /^\s*,/.exec(behind);
  if (!behind.includes('\n')) return [insertion(file, last.end, `,${lines}`)];
  const end = lineEndAt(text, last.end + (comma?.[0].length ?? 0));
  // With a comma behind the last item there is one behind the new last item.
  if (comma !== null) return [insertion(file, end, `${lines},`)];
  return end === last.end
    ? [insertion(file, end, `,${lines}`)]
    : [insertion(file, last.end, ','), insertion(file, end, lines)];
}

export function insertion(file: SourceFile, at: number, newText: string): Edit {
  return { file, span: { start: at, end: at }, newText };
}

/**
 * Named things in the order in which a neighbour has them; one that it does not have follows the one that it
 * usually follows.
 */
export function orderedLike<T>(
  items: readonly T[],
  nameOf: (item: T) => string,
  neighbour: readonly string[],
): readonly T[] {
  const place = (item: T): number => neighbour.indexOf(nameOf(item));
  const result = items.filter((item) => place(item) !== -1).sort((a, b) => place(a) - place(b));
  for (const [index, item] of items.entries()) {
    if (place(item) !== -1) continue;
    const before = items[index - 1];
    result.splice(before === undefined ? 0 : result.indexOf(before) + 1, 0, item);
  }
  return result;
}
