import type { Unknown } from '../../../values/value';
import { firstUnknown } from '../values/known';
import { identity } from '../values/identity';
import { list, map, object, set, tuple, unknownValue } from '../values/make';
import { typeOf } from '../values/type-of';
import { unify } from '../values/unify';
import type { OpenSequence, PossibleEntry, TfMap, TfObject, TfSet, TfValue } from '../values/value';
import { openSequence } from '../values/open';

type Collection = Extract<TfValue, { readonly elements: unknown }>;

/**
 * What is certain when nobody knows which of two values it will be: what they have in common. Of collections the
 * rest stays visible as what may be there.
 */
export function either(a: TfValue, b: TfValue, why: Omit<Unknown, 'kind'>): TfValue {
  if (same(a, b)) return a;
  if ('entries' in a && 'entries' in b) return eitherEntries(a, b, why);
  if ('elements' in a && 'elements' in b) return eitherElements(a, b, why);
  const type = unify([typeOf(a), typeOf(b)]);
  return unknownValue(why, type?.kind === 'any' ? undefined : type);
}

function same(a: TfValue, b: TfValue): boolean {
  if (a.kind === 'unknown' && b.kind === 'unknown')
    return a.reference !== undefined && a.reference === b.reference;
  return !firstUnknown(a) && !firstUnknown(b) && identity(a) === identity(b);
}

function eitherEntries(a: TfMap | TfObject, b: TfMap | TfObject, why: Omit<Unknown, 'kind'>): TfValue {
  const entries: [string, TfValue][] = [];
  const among: PossibleEntry[] = [];
  for (const [key, value] of a.entries) {
    const other = b.entries.get(key);
    if (other === undefined) among.push({ key, value });
    else entries.push([key, either(value, other, why)]);
  }
  for (const [key, value] of b.entries) if (!a.entries.has(key)) among.push({ key, value });
  const kind = a.kind === 'object' && b.kind === 'object' && among.length === 0 ? object : map;
  if (among.length === 0 && a.open === undefined && b.open === undefined) return kind(entries, a.at);
  const rest = restOf(a.open, b.open, among);
  return kind(entries, a.at, { reason: why.reason, at: why.at, ...(rest && { among: rest }) });
}

/** What may be there besides; `undefined` = anything, because one side does not say. */
function restOf<T>(
  a: { readonly among?: readonly T[] } | undefined,
  b: { readonly among?: readonly T[] } | undefined,
  more: readonly T[],
): readonly T[] | undefined {
  const [left, right] = [a === undefined ? [] : a.among, b === undefined ? [] : b.among];
  return left === undefined || right === undefined ? undefined : [...more, ...left, ...right];
}

function eitherElements(a: Collection, b: Collection, why: Omit<Unknown, 'kind'>): TfValue {
  if (a.kind === 'set' && b.kind === 'set') return eitherSets(a, b, why);
  const [aOpen, bOpen] = [openSequence(a), openSequence(b)];
  const head = commonHead(a, b, why);
  const bothEnd = aOpen === undefined && bOpen === undefined;
  const make = a.kind === 'tuple' && b.kind === 'tuple' ? tuple : list;
  if (bothEnd && head.length === a.elements.length && head.length === b.elements.length)
    return make(head, a.at);
  const [left, right] = [a.elements.slice(head.length), b.elements.slice(head.length)];
  const common = shared(left, right);
  const among = restOf(
    aOpen,
    bOpen,
    [...left, ...right].filter((element) => !common.includes(element)),
  );
  const open: OpenSequence = { reason: why.reason, at: why.at, head: head.length, ...(among && { among }) };
  return make([...head, ...common], a.at, open);
}

/** The elements at the start that are the same, or objects whose attributes can be taken one by one. */
function commonHead(a: Collection, b: Collection, why: Omit<Unknown, 'kind'>): readonly TfValue[] {
  if (a.kind === 'set' || b.kind === 'set') return [];
  const [aHead, bHead] = [a.open?.head ?? a.elements.length, b.open?.head ?? b.elements.length];
  const sameLength = aHead === bHead && a.elements.length === b.elements.length;
  const head: TfValue[] = [];
  for (let at = 0; at < Math.min(aHead, bHead); at++) {
    const [left, right] = [a.elements[at], b.elements[at]];
    if (left === undefined || right === undefined) break;
    const alike = same(left, right) || (sameLength && 'entries' in left && 'entries' in right);
    if (!alike) break;
    head.push(either(left, right, why));
  }
  return head;
}

function eitherSets(a: TfSet, b: TfSet, why: Omit<Unknown, 'kind'>): TfSet {
  const common = shared(a.elements, b.elements);
  const rest = [...a.elements, ...b.elements].filter((element) => !common.includes(element));
  const among = restOf(a.open, b.open, rest);
  return set(common, a.at, { reason: why.reason, at: why.at, ...(among && { among }) });
}

/** Those of `a` that are for certain in `b` too. */
function shared(a: readonly TfValue[], b: readonly TfValue[]): readonly TfValue[] {
  const known = new Set(b.filter((element) => !firstUnknown(element)).map(identity));
  return a.filter((element) => !firstUnknown(element) && known.has(identity(element)));
}
