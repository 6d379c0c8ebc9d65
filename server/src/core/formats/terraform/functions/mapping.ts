import { convert } from '../values/convert';
import { list, map, object, string, tuple, unknownValue } from '../values/make';
import { ANY, listOf, STRING, writeType } from '../values/type';
import { typeOf } from '../values/type-of';
import type { OpenEntries, PossibleEntry, TfMap, TfObject, TfValue } from '../values/value';
import { elementsOf, possibleValues, textOf } from './arguments';
import type { Failure, Parameter, TfFunction } from './function';
import { failure } from './function';
import { quote } from '../values/quote';

type Mapping = TfMap | TfObject;

const mapping: Parameter = { name: 'inputMap', type: ANY, partial: true };

/** Functions of maps and objects. */
export const MAPPING_FUNCTIONS: Readonly<Record<string, TfFunction>> = {
  keys: { parameters: [mapping], call: ([value], { at }) => ofMapping(value, (known) => keys(known, at)) },
  values: {
    parameters: [mapping],
    call: ([value], { at }) => ofMapping(value, (known) => values(known, at)),
  },
  lookup: {
    parameters: [mapping, { name: 'key', type: STRING }],
    rest: { name: 'default', type: ANY, partial: true, nullable: true },
    call: ([value, key, ...defaults]) => ofMapping(value, (known) => lookup(known, textOf(key), defaults)),
  },
  merge: {
    parameters: [],
    rest: { name: 'maps', type: ANY, partial: true, nullable: true },
    call: (args, { at }) => merge(args, at),
  },
  zipmap: {
    parameters: [
      { name: 'keys', type: listOf(STRING) },
      { name: 'values', type: ANY, partial: true },
    ],
    call: ([names, given], { at }) => zip(elementsOf(names), given, at),
  },
};

function ofMapping(
  value: TfValue | undefined,
  work: (known: Mapping) => TfValue | Failure,
): TfValue | Failure {
  if (value?.kind === 'unknown') return unknownValue(value);
  return value !== undefined && 'entries' in value ? work(value) : failure('it takes a map or object', 0);
}

/** Keys are sorted, so that one that is not known can stand anywhere. */
function keys({ kind, entries, open }: Mapping, at: TfValue['at']): TfValue {
  const make = kind === 'object' ? tuple : list;
  const elements = [...entries.keys()].map((key) => string(key, at));
  if (open === undefined) return make(elements, at);
  const among = (open.among ?? [{ key: undefined }]).map(({ key }) =>
    key === undefined ? unknownValue(open, STRING) : string(key, at),
  );
  return make(elements, at, { reason: open.reason, at: open.at, head: 0, among });
}

function values({ kind, entries, open }: Mapping, at: TfValue['at']): TfValue {
  const make = kind === 'object' ? tuple : list;
  if (open === undefined) return make([...entries.values()], at);
  return make([...entries.values()], at, {
    reason: open.reason,
    at: open.at,
    head: 0,
    among: possibleValues(open),
  });
}

function lookup(value: Mapping, key: string, [fallback, ...more]: readonly TfValue[]): TfValue | Failure {
  if (more.length > 0) return failure('it takes two or three arguments');
  const entry = value.entries.get(key);
  if (entry !== undefined) return entry;
  if (value.open !== undefined && mayHave(value.open, key)) return unknownValue(value.open);
  if (fallback === undefined) return failure(`there is no key ${quote(key)}`, 1);
  const type = typeOf(value);
  if (type.kind !== 'map') return fallback;
  const converted = convert(fallback, type.element);
  return converted.kind === 'failure'
    ? failure(`the default is not like the elements: ${converted.reason}`, 2)
    : converted;
}

function mayHave(open: OpenEntries, key: string): boolean {
  return open.among?.some((other) => other.key === undefined || other.key === key) ?? true;
}

/** Later entries take the place of earlier ones, and so may those that cannot be seen. */
function merge(args: readonly TfValue[], at: TfValue['at']): TfValue | Failure {
  const entries = new Map<string, TfValue>();
  const among: PossibleEntry[] = [];
  let anything = false;
  let why: OpenEntries | undefined;
  for (const [index, arg] of args.entries()) {
    if (arg.kind === 'null') continue;
    if (arg.kind !== 'unknown' && !('entries' in arg))
      return failure(`all arguments are maps or objects, not ${arg.kind}`, index);
    const open: OpenEntries | undefined =
      arg.kind === 'unknown' ? { reason: arg.reason, at: arg.at } : arg.open;
    if (open !== undefined) {
      why ??= open;
      if (open.among === undefined) anything = true;
      else among.push(...open.among);
      for (const key of entries.keys()) if (mayHave(open, key)) entries.set(key, unknownValue(open));
    }
    if ('entries' in arg) for (const [key, value] of arg.entries) entries.set(key, value);
  }
  const open = why && { reason: why.reason, at: why.at, ...(!anything && { among }) };
  return (areAlike(args) ? map : object)(entries, at, open);
}

/** Only maps with elements of one type make a map. */
function areAlike(args: readonly TfValue[]): boolean {
  const maps = args.filter((arg) => arg.kind !== 'null');
  const types = maps
    .filter((arg) => arg.kind === 'map' && arg.entries.size > 0)
    .map((arg) => writeType(typeOf(arg)));
  return maps.length > 0 && maps.every((arg) => arg.kind === 'map') && new Set(types).size <= 1;
}

/** Keys that are known keep their entries, whatever is known of the values. */
function zip(names: readonly TfValue[], given: TfValue | undefined, at: TfValue['at']): TfValue | Failure {
  if (names.some((name) => name.kind !== 'string')) return failure('null cannot be a key', 0);
  const make = given?.kind === 'list' ? map : object;
  if (given?.kind === 'unknown') {
    return make(
      names.map((name) => [textOf(name), unknownValue(given)]),
      at,
    );
  }
  if (given === undefined || !('elements' in given) || given.kind === 'set')
    return failure('the values are a list or tuple', 1);
  const { elements, open } = given;
  const count = `there are ${names.length} keys and ${elements.length} values`;
  if (open === undefined ? elements.length !== names.length : open.head > names.length) return failure(count);
  return make(
    names.map((name, index) => {
      const certain = open === undefined || index < open.head ? elements[index] : undefined;
      return [textOf(name), certain ?? unknownValue(open ?? { reason: count, at })];
    }),
    at,
  );
}
