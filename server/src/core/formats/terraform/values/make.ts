import type { Location } from '../../../text/source';
import type { Unknown } from '../../../values/value';
import { firstUnknown } from './known';
import { compareText, sortEntries } from './order';
import { identity, sortKey } from './identity';
import type { TfType } from './type';
import type {
  Open,
  OpenEntries,
  OpenSequence,
  TfBool,
  TfList,
  TfMap,
  TfNull,
  TfNumber,
  TfObject,
  TfSet,
  TfString,
  TfTuple,
  TfUnknown,
  TfValue,
} from './value';

export function nullAt(at: Location): TfNull {
  return { kind: 'null', at };
}

export function string(value: string, at: Location): TfString {
  return { kind: 'string', value: ASCII.test(value) ? value : value.normalize('NFC'), at };
}

const ASCII = /^[\x00-\x7f]*$/;

export function number(value: number, at: Location): TfNumber {
  return { kind: 'number', value: value === 0 ? 0 : value, at };
}

export function bool(value: boolean, at: Location): TfBool {
  return { kind: 'bool', value, at };
}

export function unknownValue(why: Omit<Unknown, 'kind'>, type?: TfType): TfUnknown {
  return { kind: 'unknown', reason: why.reason, at: why.at, ...(type !== undefined && { type }) };
}

export function list(elements: readonly TfValue[], at: Location, open?: OpenSequence): TfList {
  return { kind: 'list', at, elements, ...(open !== undefined && { open }) };
}

export function tuple(elements: readonly TfValue[], at: Location, open?: OpenSequence): TfTuple {
  return { kind: 'tuple', at, elements, ...(open !== undefined && { open }) };
}

/** A set in Terraform's order; of elements that are surely the same one the first stays, with its place. */
export function set(elements: Iterable<TfValue>, at: Location, open?: Open): TfSet {
  const distinct = new Map<string, TfValue>();
  const partial: TfValue[] = [];
  for (const element of elements) {
    if (firstUnknown(element) !== undefined) partial.push(element);
    else {
      const key = identity(element);
      if (!distinct.has(key)) distinct.set(key, element);
    }
  }
  const sorted = [...distinct.values()].sort(compareElements);
  return { kind: 'set', at, elements: [...sorted, ...partial], ...(open !== undefined && { open }) };
}

function compareElements(a: TfValue, b: TfValue): number {
  if (a.kind === 'string' && b.kind === 'string') return compareText(a.value, b.value);
  if (a.kind === 'number' && b.kind === 'number') return a.value - b.value;
  if (a.kind === 'bool' && b.kind === 'bool') return Number(a.value) - Number(b.value);
  if (a.kind === 'null' || b.kind === 'null') return Number(a.kind === 'null') - Number(b.kind === 'null');
  return compareText(sortKey(a), sortKey(b));
}

export function map(entries: Iterable<readonly [string, TfValue]>, at: Location, open?: OpenEntries): TfMap {
  return { kind: 'map', at, entries: sortEntries(entries), ...(open !== undefined && { open }) };
}

export function object(
  entries: Iterable<readonly [string, TfValue]>,
  at: Location,
  open?: OpenEntries,
): TfObject {
  return { kind: 'object', at, entries: sortEntries(entries), ...(open !== undefined && { open }) };
}
