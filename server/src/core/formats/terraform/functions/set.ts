import { grouped } from '../../../text/grouped';
import { equal } from '../values/equal';
import { convert } from '../values/convert';
import { firstUnknown, firstUnknownOf, isCountable } from '../values/known';
import { MAX_ELEMENTS } from '../values/limits';
import { list, set, tuple, unknownValue } from '../values/make';
import { withoutHead } from '../values/open';
import { identity } from '../values/identity';
import { ANY, setOf } from '../values/type';
import { typeOf } from '../values/type-of';
import { unify } from '../values/unify';
import type { Open, TfSet, TfValue } from '../values/value';
import type { Failure, Parameter, TfFunction } from './function';
import { failure } from './function';
import { gather, partOf } from './sequence';

const anySet: Parameter = { name: 'sets', type: setOf(ANY), partial: true };

export const SET_FUNCTIONS: Readonly<Record<string, TfFunction>> = {
  setunion: {
    parameters: [anySet],
    rest: anySet,
    call: (args, { at }) => union(alike(args), at),
  },
  setintersection: {
    parameters: [anySet],
    rest: anySet,
    call: (args, { at }) => withSets(args, (sets) => intersection(sets, at)),
  },
  setsubtract: {
    parameters: [anySet, { ...anySet, name: 'b' }],
    call: (args, { at }) => withSets(args, ([from, what]) => subtract(from, what, at)),
  },
  setproduct: {
    parameters: [],
    rest: { name: 'sets', type: ANY, partial: true },
    call: (args, { at }) => product(args, at),
  },
};

/** Sets of one element type; those that have none in common stay as they are and are found out later. */
function alike(args: readonly TfValue[]): readonly TfValue[] | Failure {
  const types = args.filter((arg) => arg.kind !== 'set' || arg.elements.length > 0).map(typeOf);
  const type = unify(types);
  if (type === undefined) return failure('the sets have no element type in common');
  const converted: TfValue[] = [];
  for (const arg of args) {
    const result = type.kind === 'set' ? convert(arg, type) : arg;
    if (result.kind === 'failure') return failure(result.reason);
    converted.push(result);
  }
  return converted;
}

function withSets(args: readonly TfValue[], work: (sets: readonly TfSet[]) => TfValue): TfValue | Failure {
  const sets = alike(args);
  if ('kind' in sets) return sets;
  const unknown = sets.find((arg) => arg.kind === 'unknown');
  return unknown ?? work(sets.filter((arg) => arg.kind === 'set'));
}

function union(args: readonly TfValue[] | Failure, at: TfValue['at']): TfValue | Failure {
  if ('kind' in args) return args;
  const { elements, open } = gather(args.flatMap((arg) => partOf(arg) ?? []));
  // Partly unknown elements make no set open by themselves.
  const why = args.find((arg) => arg.kind === 'unknown' || 'open' in arg);
  return set(elements, at, why === undefined ? undefined : withoutHead(open));
}

/** For certain only what is known to be in each; whatever else there is comes from the first. */
function intersection([first, ...others]: readonly TfSet[], at: TfValue['at']): TfValue {
  if (first === undefined) return set([], at);
  const unknown = firstUnknownOf([first, ...others]);
  const keys = others.map(
    (other) => new Set(other.elements.filter((element) => !firstUnknown(element)).map(identity)),
  );
  const isShared = (element: TfValue): boolean =>
    !firstUnknown(element) && keys.every((key) => key.has(identity(element)));
  const shared = first.elements.filter(isShared);
  if (unknown === undefined) return set(shared, at);
  const rest = first.elements.filter((element) => !isShared(element));
  return set(shared, at, doubtful(unknown, rest, first.open));
}

function subtract(from: TfSet | undefined, what: TfSet | undefined, at: TfValue['at']): TfValue {
  if (from === undefined || what === undefined) return set([], at);
  const taken = new Set(what.elements.filter((element) => !firstUnknown(element)).map(identity));
  const partial = what.elements.filter((element) => firstUnknown(element) !== undefined);
  const left = from.elements.filter(
    (element) => firstUnknown(element) !== undefined || !taken.has(identity(element)),
  );
  const stays = (element: TfValue): boolean =>
    what.open === undefined &&
    (firstUnknown(element) === undefined ||
      what.elements.every((other) => equal(element, other) === false)) &&
    partial.every((other) => equal(element, other) === false);
  const unknown = firstUnknownOf([from, what]);
  if (unknown === undefined) return set(left, at);
  const certain = left.filter(stays);
  const rest = left.filter((element) => !stays(element));
  return set(
    certain,
    at,
    rest.length === 0 && from.open === undefined ? undefined : doubtful(unknown, rest, from.open),
  );
}

function doubtful(why: Open, rest: readonly TfValue[], open: Open | undefined): Open {
  const among = open === undefined ? rest : open.among && [...rest, ...open.among];
  return { reason: why.reason, at: why.at, ...(among && { among }) };
}

/** Every combination, the last argument changing fastest. */
function product(args: readonly TfValue[], at: TfValue['at']): TfValue | Failure {
  if (args.length < 2) return failure('it takes at least two sets or lists');
  const factors: (readonly TfValue[])[] = [];
  let open: Open | undefined;
  for (const [index, arg] of args.entries()) {
    if (arg.kind === 'unknown') return unknownValue(arg);
    if (!('elements' in arg)) return failure('all arguments are sets or lists', index);
    const type = unify(arg.elements.map(typeOf));
    if (type === undefined) return failure('all elements must have the same type', index);
    const converted = arg.elements.map((element) => convert(element, type));
    factors.push(converted.filter((element) => element.kind !== 'failure'));
    if (!isCountable(arg)) open ??= arg.open ?? firstUnknown(arg);
  }
  const count = factors.reduce((size, factor) => size * factor.length, 1);
  if (count * (args.length + 1) > MAX_ELEMENTS) {
    const reason = `it gives more than ${grouped(MAX_ELEMENTS)} elements`;
    return { kind: 'failure', reason, limit: true };
  }
  let combinations: (readonly TfValue[])[] = [[]];
  for (const factor of factors) {
    combinations = combinations.flatMap((before) => factor.map((element) => [...before, element]));
  }
  const elements = combinations.map((combination) => tuple(combination, at));
  const why = open && { reason: open.reason, at: open.at };
  if (args.some((arg) => arg.kind === 'set')) return set(elements, at, why);
  return list(elements, at, why && { ...why, head: 0 });
}
