import { equal } from '../values/equal';
import { convert } from '../values/convert';
import { firstUnknown, isCountable } from '../values/known';
import { identity } from '../values/identity';
import { MAX_ELEMENTS } from '../values/limits';
import { bool, list, map, nullAt, number, string, tuple, unknownValue } from '../values/make';
import { asBool } from '../values/primitive';
import { ANY, BOOL, listOf, mapOf, NUMBER, STRING } from '../values/type';
import { typeOf } from '../values/type-of';
import { unify } from '../values/unify';
import { compareText } from '../values/order';
import type { TfList, TfTuple, TfValue } from '../values/value';
import { elementsOf, entriesOf, numberOf, textOf } from './arguments';
import { flatten } from './flatten';
import type { CallContext, Failure, Parameter, TfFunction } from './function';
import { failure } from './function';
import { graphemes } from './graphemes';
import { distinct, gather, holeOf, keep, partOf, type Part, toList, toTuple } from './sequence';

const anyList: Parameter = { name: 'list', type: ANY, partial: true };
const strings = listOf(STRING);

/** Functions of lists, sets and tuples. */
export const COLLECTION_FUNCTIONS: Readonly<Record<string, TfFunction>> = {
  length: {
    parameters: [{ name: 'value', type: ANY, partial: true }],
    result: NUMBER,
    call: ([value], context) => length(value, context),
  },
  concat: {
    parameters: [],
    rest: { name: 'seqs', type: ANY, partial: true },
    call: (args, context) => concat(args, context),
  },
  flatten: { parameters: [anyList], call: ([value], { at }) => flatten(value, at) },
  distinct: {
    parameters: [{ name: 'list', type: listOf(ANY), partial: true }],
    call: ([value], { at }) => ifKnown(value, (known) => toList(distinct(known), at)),
  },
  compact: {
    parameters: [{ name: 'list', type: strings, partial: true }],
    result: strings,
    call: ([value], { at }) => ifKnown(value, (known) => toList(keep(known, isText), at)),
  },
  reverse: {
    parameters: [anyList],
    call: ([value], { at }) => ifKnown(value, (known) => reverse(known, at)),
  },
  slice: {
    parameters: [anyList, { name: 'start_index', type: NUMBER }, { name: 'end_index', type: NUMBER }],
    call: ([value, start, end], { at }) => slice(value ?? nullAt(at), numberOf(start), numberOf(end), at),
  },
  chunklist: {
    parameters: [
      { name: 'list', type: listOf(ANY), partial: true },
      { name: 'size', type: NUMBER },
    ],
    call: ([value, size], { at }) => ifKnown(value, (known) => chunk(known, numberOf(size), at)),
  },
  element: {
    parameters: [anyList, { name: 'index', type: NUMBER }],
    call: ([value, index]) => ifKnown(value, (known) => elementAt(known, numberOf(index))),
  },
  one: { parameters: [anyList], call: ([value], { at }) => ifKnown(value, (known) => one(known, at)) },
  contains: {
    parameters: [anyList, { name: 'value', type: ANY, partial: true, nullable: true }],
    result: BOOL,
    call: ([value, wanted], { at }) => ifKnown(value, (known) => contains(known, wanted, at)),
  },
  index: {
    parameters: [anyList, { name: 'value', type: ANY, partial: true, nullable: true }],
    result: NUMBER,
    call: ([value, wanted], { at }) => ifKnown(value, (known) => indexOf(known, wanted, at)),
  },
  alltrue: {
    parameters: [{ name: 'list', type: listOf(BOOL), partial: true }],
    result: BOOL,
    call: ([value], { at }) => ifKnown(value, (known) => decide(known, false, at)),
  },
  anytrue: {
    parameters: [{ name: 'list', type: listOf(BOOL), partial: true }],
    result: BOOL,
    call: ([value], { at }) => ifKnown(value, (known) => decide(known, true, at)),
  },
  coalesce: {
    parameters: [],
    rest: { name: 'vals', type: ANY, partial: true, nullable: true },
    call: (args) => coalesce(args),
  },
  coalescelist: {
    parameters: [],
    rest: { name: 'vals', type: ANY, partial: true, nullable: true },
    call: (args) => coalesceList(args),
  },
  matchkeys: {
    parameters: [
      { name: 'values', type: listOf(ANY) },
      { name: 'keys', type: listOf(ANY) },
      { name: 'searchset', type: listOf(ANY) },
    ],
    call: ([values, keys, wanted], { at }) => matchKeys(values, keys, wanted, at),
  },
  transpose: {
    parameters: [{ name: 'values', type: mapOf(strings) }],
    result: mapOf(strings),
    call: ([value], { at }) => transpose(entriesOf(value), at),
  },
};

/** An unknown argument stays unknown; what its type was says nothing about the result. */
function ifKnown(
  value: TfValue | undefined,
  work: (known: Exclude<TfValue, { kind: 'unknown' }>) => TfValue | Failure,
): TfValue | Failure {
  if (value === undefined) return failure('there is no value', 0);
  return value.kind === 'unknown' ? unknownValue(value) : work(value);
}

function length(value: TfValue | undefined, { at }: CallContext): TfValue | Failure {
  if (value === undefined) return failure('there is no value', 0);
  if (value.kind === 'string') return number(graphemes(value.value).length, at);
  if ('elements' in value && isCountable(value)) return number(value.elements.length, at);
  if ('entries' in value && value.open === undefined) return number(value.entries.size, at);
  const unknown =
    'elements' in value || 'entries' in value || value.kind === 'unknown' ? firstUnknown(value) : undefined;
  if (unknown !== undefined) return unknownValue(unknown, NUMBER);
  return failure('it takes a string, a collection or an object', 0);
}

function concat(args: readonly TfValue[], { at }: CallContext): TfValue | Failure {
  if (args.length === 0) return failure('it takes at least one list');
  const wrong = args.findIndex(
    (arg) =>
      arg.kind !== 'list' && arg.kind !== 'tuple' && !(arg.kind === 'unknown' && mayBeList(arg.type?.kind)),
  );
  if (wrong !== -1)
    return failure(`all arguments are lists or tuples, not ${args[wrong]?.kind ?? 'nothing'}`, wrong);
  const gathered = gather(args.flatMap((arg): Part[] => [partOf(arg)].filter((part) => part !== undefined)));
  const types = args.map(typeOf);
  if (types.every((type) => type.kind === 'list')) {
    const type = unify(types);
    const joined = toList(gathered, at);
    const converted = type === undefined ? undefined : convert(joined, type);
    if (converted !== undefined && converted.kind !== 'failure') return converted;
  }
  return toTuple(gathered, at);
}

function mayBeList(kind: string | undefined): boolean {
  return kind === undefined || kind === 'any' || kind === 'list' || kind === 'tuple';
}

function isText(element: TfValue): boolean | undefined {
  if (element.kind === 'unknown') return element.present;
  return element.kind === 'string' && element.value !== '';
}

function reverse(value: TfValue, at: TfValue['at']): TfValue | Failure {
  if (!('elements' in value)) return failure('it takes a list or tuple', 0);
  const elements = [...value.elements].reverse();
  const make = value.kind === 'tuple' ? tuple : list;
  const part = partOf(value);
  if (part?.kind !== 'elements' || part.open === undefined) return make(elements, at);
  return make(elements, at, { ...part.open, head: 0 });
}

/**
 * How many elements a slice has is known even where the list is not: with fewer, Terraform would stop. So the first
 * three zones of a Region are three.
 */
function slice(value: TfValue, start: number, end: number, at: TfValue['at']): TfValue | Failure {
  if (value.kind === 'set') return failure('elements of a set have no index; convert it to a list', 0);
  if (value.kind !== 'unknown' && !isSequence(value)) return failure('it takes a list or tuple', 0);
  if (!Number.isInteger(start) || !Number.isInteger(end)) return failure('an index is a whole number');
  if (start < 0 || end < 0) return failure('an index is not negative', start < 0 ? 1 : 2);
  if (start > end) return failure('the start is behind the end', 1);
  const isList = value.kind === 'list' || (value.kind === 'unknown' && value.type?.kind === 'list');
  const make = isList ? list : tuple;
  const { elements, open } = value.kind === 'unknown' ? gather([holeOf(value)]) : value;
  if (open === undefined && end > elements.length) return failure('the end is behind the end of the list', 2);
  const head = open?.head ?? end;
  if (open === undefined || end <= head) return make(elements.slice(start, end), at);
  if (end - start > MAX_ELEMENTS) return unknownValue(open);
  const [like, ...others] = open.among ?? [];
  const type =
    like?.kind === 'unknown' && others.length === 0 && elements.length === head ? like.type : undefined;
  const rest = Array.from({ length: end - Math.max(start, head) }, () => unknownValue(open, type));
  return make([...elements.slice(start, Math.min(end, head)), ...rest], at);
}

function isSequence(value: TfValue): value is TfList | TfTuple {
  return value.kind === 'list' || value.kind === 'tuple';
}

function chunk(value: TfValue, size: number, at: TfValue['at']): TfValue | Failure {
  if (!Number.isInteger(size) || size < 0) return failure('the size is a whole number', 1);
  if (!isSequence(value)) return failure('it takes a list', 0);
  if (value.open !== undefined) return unknownValue(value.open);
  const { elements } = value;
  if (size === 0) return list(elements.length === 0 ? [] : [value], at);
  const chunks: TfValue[] = [];
  for (let from = 0; from < elements.length; from += size)
    chunks.push(list(elements.slice(from, from + size), at));
  return list(chunks, at);
}

/** The index wraps around, so that it says nothing while the length is not known, but for the first elements. */
function elementAt(value: TfValue, index: number): TfValue | Failure {
  if (!isSequence(value)) return failure(`a ${value.kind} has no elements with an index`, 0);
  if (!Number.isInteger(index)) return failure('an index is a whole number', 1);
  const { elements, open } = value;
  if (open !== undefined) return (index < open.head ? elements[index] : undefined) ?? unknownValue(open);
  const { length } = elements;
  return elements[((index % length) + length) % length] ?? failure('the list is empty', 0);
}

function one(value: TfValue, at: TfValue['at']): TfValue | Failure {
  if (!('elements' in value)) return failure('it takes a list, set or tuple', 0);
  const [first, second] = value.elements;
  if (value.kind !== 'set' && second !== undefined) return failure('there is more than one element', 0);
  if (value.open === undefined && isCountable(value)) {
    return second === undefined ? (first ?? nullAt(at)) : failure('there is more than one element', 0);
  }
  // More than the one that is there for certain would be an error.
  if (first !== undefined && second === undefined) return first;
  const unknown = firstUnknown(value);
  return unknown === undefined ? failure('there is more than one element', 0) : unknownValue(unknown);
}

function contains(value: TfValue, wanted: TfValue | undefined, at: TfValue['at']): TfValue | Failure {
  if (!('elements' in value)) return failure('it takes a list, set or tuple', 0);
  if (wanted === undefined) return failure('there is no value to look for', 1);
  let answer: TfValue = bool(false, at);
  for (const element of value.elements) {
    const same = equal(element, wanted);
    if (same === true) return bool(true, at);
    if (same !== false && answer.kind === 'bool') answer = unknownValue(same, BOOL);
  }
  const { open } = value;
  const maybe = open?.among?.some((element) => equal(element, wanted) !== false) ?? open !== undefined;
  return open !== undefined && maybe && answer.kind === 'bool' ? unknownValue(open, BOOL) : answer;
}

function indexOf(value: TfValue, wanted: TfValue | undefined, at: TfValue['at']): TfValue | Failure {
  if (!isSequence(value)) return failure('it takes a list or tuple', 0);
  if (wanted === undefined) return failure('there is no value to look for', 1);
  const head = value.open?.head ?? value.elements.length;
  for (const [index, element] of value.elements.slice(0, head).entries()) {
    const same = equal(element, wanted);
    if (same === true) return number(index, at);
    if (same !== false) return unknownValue(same, NUMBER);
  }
  return value.open === undefined
    ? failure('the value is not in the list', 1)
    : unknownValue(value.open, NUMBER);
}

/** `decisive`: the one element that settles it, false for alltrue() and true for anytrue(). Null is not true. */
function decide(value: TfValue, decisive: boolean, at: TfValue['at']): TfValue {
  for (const element of elementsOf(value)) {
    const answer = element.kind === 'null' ? false : asBool(element);
    if (answer === decisive) return bool(decisive, at);
  }
  const unknown = firstUnknown(value);
  return unknown === undefined ? bool(!decisive, at) : unknownValue(unknown, BOOL);
}

/** The first that is neither null nor empty text. */
function coalesce(args: readonly TfValue[]): TfValue | Failure {
  const type = unify(args.map(typeOf));
  if (type === undefined) return failure('all arguments must have the same type');
  for (const arg of args) {
    const value = convert(arg, type);
    if (value.kind === 'failure') return failure(value.reason);
    if (value.kind === 'unknown') return value.present === true ? value : unknownValue(value, value.type);
    if (value.kind !== 'null' && !(value.kind === 'string' && value.value === '')) return value;
  }
  return failure('all arguments are null or empty');
}

function coalesceList(args: readonly TfValue[]): TfValue | Failure {
  for (const [index, arg] of args.entries()) {
    if (arg.kind === 'unknown') return unknownValue(arg);
    if (arg.kind === 'null') continue;
    if (!isSequence(arg)) return failure('all arguments are lists or tuples', index);
    if (arg.elements.length > 0) return arg;
    if (arg.open !== undefined) return unknownValue(arg.open);
  }
  return failure('all arguments are null or empty');
}

function matchKeys(
  values: TfValue | undefined,
  keys: TfValue | undefined,
  wanted: TfValue | undefined,
  at: TfValue['at'],
): TfValue | Failure {
  const type = unify([keys, wanted].flatMap((side) => (side === undefined ? [] : [typeOf(side)])));
  if (type === undefined) return failure('the keys and what is sought have no type in common');
  const [left, right] = [keys, wanted].map((side) =>
    elementsOf(side && known(convert(side, type))).map(identity),
  );
  if (elementsOf(values).length !== left?.length) return failure('there are not as many keys as values', 1);
  const sought = new Set(right);
  return list(
    elementsOf(values).filter((_, index) => sought.has(left[index] ?? '')),
    at,
  );
}

function known(converted: ReturnType<typeof convert>): TfValue | undefined {
  return converted.kind === 'failure' ? undefined : converted;
}

/** From a map of lists the map the other way round. */
function transpose(entries: ReadonlyMap<string, TfValue>, at: TfValue['at']): TfValue {
  const turned = new Map<string, string[]>();
  for (const [key, values] of entries) {
    for (const value of elementsOf(values).map(textOf)) {
      const keys = turned.get(value);
      if (keys === undefined) turned.set(value, [key]);
      else keys.push(key);
    }
  }
  return map(
    [...turned].map(([value, keys]) => {
      const sorted = keys.sort(compareText).map((key) => string(key, at));
      return [value, list(sorted, at)] as const;
    }),
    at,
  );
}
