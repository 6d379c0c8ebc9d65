import type { Unknown } from '../../../values/value';
import type { TfValue } from './value';

type Container = Extract<TfValue, { readonly elements: unknown } | { readonly entries: unknown }>;

const known = new WeakMap<TfValue, Unknown | 'wholly known'>();

/** The first unknown in a value, or the reason why it is open; `undefined` when all of it is known. */
export function firstUnknown(value: TfValue): Unknown | undefined {
  if (value.kind === 'unknown') return value;
  if (!('elements' in value || 'entries' in value)) return undefined;
  let found = known.get(value);
  if (found === undefined) {
    found = findUnknown(value) ?? 'wholly known';
    known.set(value, found);
  }
  return found === 'wholly known' ? undefined : found;
}

/** The first unknown in any of these. */
export function firstUnknownOf(values: Iterable<TfValue>): Unknown | undefined {
  for (const value of values) {
    const unknown = firstUnknown(value);
    if (unknown !== undefined) return unknown;
  }
  return undefined;
}

/** What the values directly inside a value are; empty for a value that holds none. */
export function children(value: TfValue): Iterable<TfValue> {
  if ('elements' in value) return value.elements;
  return 'entries' in value ? value.entries.values() : [];
}

function findUnknown(value: Container): Unknown | undefined {
  const inside = firstUnknownOf(children(value));
  if (inside !== undefined) return inside;
  return value.open && { kind: 'unknown', reason: value.open.reason, at: value.open.at };
}

/** Whether the elements that are shown are all there are, each of them exactly once. */
export function isCountable(value: TfValue): boolean {
  if (!('elements' in value) || value.open !== undefined) return false;
  return value.kind !== 'set' || value.elements.length < 2 || firstUnknown(value) === undefined;
}
