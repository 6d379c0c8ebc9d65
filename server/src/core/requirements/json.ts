import { isObject, type JsonObject } from '../values/json-object';

/**
 * Readers for the catalog's JSON. It is our own data, so what does not fit is a programmer's error and throws;
 * a test reads every file of the catalog through here. `at` names the place for whoever has to mend it.
 */
export function object(value: unknown, at: string): JsonObject {
  if (isObject(value)) return value;
  throw misfit('an object', value, at);
}

export function array<T>(value: unknown, at: string, item: (value: unknown, at: string) => T): readonly T[] {
  if (!Array.isArray(value)) throw misfit('a list', value, at);
  return value.map((element, index) => item(element, `${at}[${index}]`));
}

/** The values of an object, by key. */
export function entries<T>(
  value: unknown,
  at: string,
  item: (value: unknown, at: string) => T,
): ReadonlyMap<string, T> {
  return new Map(
    Object.entries(object(value, at)).map(([key, element]) => [key, item(element, `${at}.${key}`)]),
  );
}

export function string(value: unknown, at: string): string {
  if (typeof value === 'string') return value;
  throw misfit('a string', value, at);
}

export function number(value: unknown, at: string): number {
  if (typeof value === 'number') return value;
  throw misfit('a number', value, at);
}

export function boolean(value: unknown, at: string): boolean {
  if (typeof value === 'boolean') return value;
  throw misfit('true or false', value, at);
}

export function oneOf<const T extends string>(words: readonly T[], value: unknown, at: string): T {
  const word = words.find((candidate) => candidate === value);
  if (word !== undefined) return word;
  throw misfit(words.join(' or '), value, at);
}

/** The value under a key that comes from outside, where `constructor` is a name like any other. */
export function own(value: JsonObject, key: string): unknown {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}

function misfit(expected: string, value: unknown, at: string): TypeError {
  return new TypeError(`catalog: ${at} should be ${expected}, not ${JSON.stringify(value)}`);
}
