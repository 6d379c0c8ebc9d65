import type { Expression, For } from '../../../syntax/hcl/ast';
import { groupBy } from '../../../text/group-by';
import type { Location } from '../../../text/source';
import type { Unknown } from '../../../values/value';
import { object, tuple } from '../values/make';
import type { PossibleEntry, TfValue } from '../values/value';
import { toCondition } from './condition';
import { iterate } from './iterate';
import { toKey } from './literals';
import { ELEMENTS_EXCEEDED, MAX_ELEMENTS } from '../values/limits';
import { attempt, exceed, fail, placeOf } from './report';
import type { Evaluate, Scope } from './scope';
import { quote } from '../values/quote';

/** What one round gives. */
interface Item {
  /** Only in an object; undefined there = not known. */
  readonly key: string | undefined;
  readonly value: TfValue;
}

/** All rounds: those that surely give something, and what the others may give. */
interface Harvest {
  readonly items: readonly Item[];
  /** So many of the items have nothing before them but each other. */
  readonly head: number;
  readonly possible: readonly Item[];
  /** Why there may be more items than those that are certain. */
  readonly why: Omit<Unknown, 'kind'> | undefined;
}

/** `[for … : …]` and `{for … : … => …}`. */
export function evaluateFor(written: For, scope: Scope, evaluate: Evaluate): TfValue {
  const at = placeOf(written, scope);
  const names = { key: written.keyName?.name, value: written.valueName.name };
  const collection = evaluate(written.collection, scope);
  const rounds = iterate(collection, names, placeOf(written.collection, scope), scope);
  if (rounds.kind === 'unknown') return rounds;

  const items: Item[] = [];
  const possible: Item[] = [];
  let why: Omit<Unknown, 'kind'> | undefined = rounds.open;
  let head: number | undefined;
  for (const [index, round] of rounds.certain.entries()) {
    if (index === rounds.head) head ??= items.length;
    const outcome = evaluateRound(written, round, evaluate);
    if (outcome === undefined) continue;
    if (outcome.doubt === undefined) items.push(outcome.item);
    else {
      why ??= outcome.doubt;
      head ??= items.length;
      possible.push(outcome.item);
    }
    if (outcome.key !== undefined) why ??= outcome.key;
  }
  if (rounds.open !== undefined) head ??= Math.min(items.length, rounds.head);
  for (const round of rounds.possible) {
    // What may be there is no error when it cannot be.
    let outcome: Outcome | undefined;
    const { errors } = attempt(round, (apart) => {
      outcome = evaluateRound(written, apart, evaluate);
      return collection;
    });
    if (outcome !== undefined && errors.length === 0) possible.push(outcome.item);
  }
  const harvest = { items, possible, why, head: head ?? items.length };
  if (written.form === 'tuple') return harvestTuple(harvest, at);
  return written.grouped ? harvestGroups(harvest, at, scope) : harvestObject(harvest, written, at, scope);
}

interface Outcome {
  readonly item: Item;
  /** Set when the round may give nothing. */
  readonly doubt?: Unknown;
  /** Set when the key is not known. */
  readonly key?: Unknown;
}

function evaluateRound(written: For, round: Scope, evaluate: Evaluate): Outcome | undefined {
  const { condition } = written;
  const included =
    condition === undefined || toCondition(evaluate(condition, round), placeOf(condition, round), round);
  if (included === false) return undefined;
  const doubt = included === true ? {} : { doubt: included };
  const key = written.key === undefined ? undefined : evaluateKey(written.key, round, evaluate);
  const value = evaluate(written.value, round);
  if (key === undefined) return { item: { key, value }, ...doubt };
  if (key.kind === 'string') return { item: { key: key.value, value }, ...doubt };
  return { item: { key: undefined, value }, key, ...doubt };
}

function evaluateKey(written: Expression, round: Scope, evaluate: Evaluate): ReturnType<typeof toKey> {
  return toKey(evaluate(written, round), placeOf(written, round), round);
}

function harvestTuple({ items, head, possible, why }: Harvest, at: Location): TfValue {
  const elements = items.map((item) => item.value);
  if (why === undefined) return tuple(elements, at);
  const among = possible.map((item) => item.value);
  return tuple(elements, at, { reason: why.reason, at: why.at, head, among });
}

function harvestObject({ items, possible, why }: Harvest, written: For, at: Location, scope: Scope): TfValue {
  const entries = new Map<string, TfValue>();
  const hidden = [...possible];
  for (const item of items) {
    if (item.key === undefined) hidden.push(item);
    else if (entries.has(item.key)) {
      const reason = `two elements have the key ${quote(item.key)}; group them with "..." behind the value`;
      return fail(reason, placeOf(written.key ?? written, scope), scope);
    } else entries.set(item.key, item.value);
  }
  return object(entries, at, why && { reason: why.reason, at: why.at, among: hidden.map(toEntry) });
}

function toEntry({ key, value }: Item): PossibleEntry {
  return key === undefined ? { value } : { key, value };
}

/** `{for … : … => …...}`: each entry is a list of the values with that key. */
function harvestGroups({ items, possible, why }: Harvest, at: Location, scope: Scope): TfValue {
  const groups = groupBy(
    items.filter(({ key }) => key !== undefined),
    ({ key }) => key,
  );
  const hidden = groupBy([...possible, ...items.filter(({ key }) => key === undefined)], ({ key }) => key);
  const keyless = hidden.get(undefined) ?? [];
  // A value whose key is not known may be in every group, the one of its own included.
  const keys = new Set([...groups.keys(), ...hidden.keys()]).size - (keyless.length > 0 ? 1 : 0);
  const size = items.length + possible.length + keyless.length * (keys + keyless.length);
  if (size > MAX_ELEMENTS) return exceed(ELEMENTS_EXCEEDED, at, scope);

  const group = (key: string | undefined, own: readonly Item[]): TfValue => {
    const values = own.map(({ value }) => value);
    const guests = key === undefined ? keyless : [...(hidden.get(key) ?? []), ...keyless];
    if (why === undefined || guests.length === 0) return tuple(values, at);
    return tuple(values, at, {
      reason: why.reason,
      at: why.at,
      head: 0,
      among: guests.map(({ value }) => value),
    });
  };
  const entries: (readonly [string, TfValue])[] = [];
  for (const [key, own] of groups) if (key !== undefined) entries.push([key, group(key, own)]);
  const more = [...hidden.values()].flat().filter(({ key }) => key === undefined || !groups.has(key));
  const among = more.map(({ key }) => toEntry({ key, value: group(key, []) }));
  return object(entries, at, why && { reason: why.reason, at: why.at, among });
}
