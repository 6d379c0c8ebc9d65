import assert from 'node:assert/strict';
import type { Location, Span } from '../../server/src/core/text/source';

/** Both answers are the same to the byte. */
export function assertSame(first: unknown, second: unknown, what: string): void {
  assert.equal(shown(second), shown(first), `${what} differs the second time`);
}

/** Plain data as text; places as where they are, whoever computes them. */
export function shown(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) => {
    if (isLocation(item)) return [item.file.path, item.span.start, item.span.end];
    if (item instanceof Map) return [...item.entries()].map((entry: unknown) => entry);
    return item;
  });
}

export function assertInside({ file, span }: Location, what: string): void {
  assertSpan(span, file.text.length, what);
}

export function assertSpan({ start, end }: Span, length: number, what: string): void {
  assert.ok(
    Number.isInteger(start) && 0 <= start && start <= end && end <= length,
    `${what} is at ${start}–${end} of ${length}`,
  );
}

/** Every place and span within a tree of plain data lies in a text of this length. */
export function assertAllInside(tree: unknown, length: number): void {
  const seen = new Set<unknown>();
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null || seen.has(node)) return;
    seen.add(node);
    if (isSpan(node)) assertSpan(node, length, 'a node');
    for (const child of Object.values(node)) visit(child);
  };
  visit(tree);
}

function isSpan(value: object): value is Span {
  return (
    'start' in value && 'end' in value && typeof value.start === 'number' && typeof value.end === 'number'
  );
}

function isLocation(value: unknown): value is Location {
  return typeof value === 'object' && value !== null && 'file' in value && 'span' in value;
}
