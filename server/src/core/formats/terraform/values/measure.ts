import { children } from './known';
import type { TfValue } from './value';

export interface Measure {
  /** Values inside this one at any depth, itself included; the same one in two places counts twice. */
  readonly size: number;
  /** 1 for a value that holds none. */
  readonly depth: number;
  /** Characters of all strings and keys in it. */
  readonly text: number;
}

const measures = new WeakMap<TfValue, Measure>();

/** Cheap when the values inside have been measured before, as they have when each value is as it is made. */
export function measure(value: TfValue): Measure {
  if (value.kind === 'string') return { size: 1, depth: 1, text: value.value.length };
  if (!('elements' in value || 'entries' in value)) return SINGLE;
  const known = measures.get(value);
  if (known !== undefined) return known;
  let [size, depth, text] = [1, 0, 0];
  for (const child of [...children(value), ...possible(value)]) {
    const inner = measure(child);
    size += inner.size;
    depth = Math.max(depth, inner.depth);
    text += inner.text;
  }
  if ('entries' in value) for (const key of value.entries.keys()) text += key.length;
  const result = { size, depth: depth + 1, text };
  measures.set(value, result);
  return result;
}

const SINGLE: Measure = { size: 1, depth: 1, text: 0 };

function possible(value: TfValue): readonly TfValue[] {
  if ('elements' in value) return value.open?.among ?? [];
  return 'entries' in value ? (value.open?.among ?? []).map((entry) => entry.value) : [];
}
