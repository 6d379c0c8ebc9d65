import type { YamlNode } from '../syntax/yaml';
import { nearestOf } from '../text/nearest';
import type { Location } from '../text/source';
import type { ConfigurationProblem } from './configuration';

/**
 * Makes something of a node; `name` is the key it stands under. What is wrong goes to the problems, and
 * undefined comes back.
 */
export type Decoder<T> = (node: YamlNode, name: string, problems: ConfigurationProblem[]) => T | undefined;

/** Decodes a map; `read` asks for its keys one by one, and a key that is never asked for is unknown. */
export function map<T>(read: (fields: Fields) => T): Decoder<T> {
  return (node, name, problems) => {
    if (node.kind !== 'map')
      return orTell<T>(undefined, node, `"${name}" is a map of keys and values.`, problems);
    const asked: string[] = [];
    const result = read({
      at: node.at,
      placeOf: (key) => node.entries.find((entry) => entry.key === key)?.keyAt,
      get(key, decode) {
        asked.push(key);
        const entry = node.entries.find((candidate) => candidate.key === key);
        return entry && decode(entry.value, key, problems);
      },
    });
    for (const { key, keyAt } of node.entries) {
      if (asked.includes(key)) continue;
      const message = `There is no key "${key}" here. The nearest is "${nearestOf(key, asked)}".`;
      problems.push({ message, at: keyAt });
    }
    return result;
  };
}

export interface Fields {
  /** The map. */
  readonly at: Location;
  placeOf(key: string): Location | undefined;
  /** What stands under a key; undefined when nothing does, or something wrong. */
  get<T>(key: string, decode: Decoder<T>): T | undefined;
}

export function list<T>(item: Decoder<T>): Decoder<readonly T[]> {
  return (node, name, problems) => {
    const items = node.kind === 'list' ? node.items : undefined;
    const message = `"${name}" is a list, in [brackets] or one line each.`;
    return orTell(items, node, message, problems)?.flatMap((each) => {
      const decoded = item(each, name, problems);
      return decoded === undefined ? [] : [decoded];
    });
  };
}

/** One value or a list of them. */
export function oneOrMore<T>(item: Decoder<T>): Decoder<readonly T[]> {
  const many = list(item);
  return (node, name, problems) => {
    if (node.kind === 'list') return many(node, name, problems);
    const decoded = item(node, name, problems);
    return decoded === undefined ? undefined : [decoded];
  };
}

/** One of the known words; `what` they are, for people: "role". */
export function word<const T extends string>(what: string, known: readonly T[]): Decoder<T> {
  return (node, name, problems) => {
    const value = node.kind === 'scalar' ? node.value : null;
    const message =
      value === null
        ? `"${name}" takes a ${what} such as ${known[0] ?? ''}.`
        : `There is no ${what} "${value}". The nearest is "${nearestOf(String(value), known)}".`;
    return orTell(
      known.find((candidate) => candidate === value),
      node,
      message,
      problems,
    );
  };
}

export const boolean: Decoder<boolean> = (node, name, problems) => {
  const isBoolean = node.kind === 'scalar' && typeof node.value === 'boolean';
  return orTell(isBoolean ? node.value : undefined, node, `"${name}" is true or false.`, problems);
};

export const positiveInteger: Decoder<number> = (node, name, problems) => {
  const value = node.kind === 'scalar' && typeof node.value === 'number' ? node.value : 0;
  const isFit = Number.isSafeInteger(value) && value > 0;
  return orTell(isFit ? value : undefined, node, `"${name}" is a whole number from 1 on.`, problems);
};

/** A text of 1 to `longest` characters; `what` it is, for people: "a glob". */
export function text(what: string, longest: number): Decoder<string> {
  return (node, name, problems) => {
    const value = node.kind === 'scalar' && typeof node.value === 'string' ? node.value : '';
    const isFit = value !== '' && value.length <= longest;
    const message = `"${name}" takes ${what}: a text of at most ${longest} characters.`;
    return orTell(isFit ? value : undefined, node, message, problems);
  };
}

/** A text that `parse` understands; it answers with a sentence about one that it does not. */
export function parsed<T extends object>(what: string, parse: (text: string) => T | string): Decoder<T> {
  return (node, name, problems) => {
    const value = node.kind === 'scalar' && typeof node.value === 'string' ? node.value : undefined;
    const result = value === undefined ? `"${name}" takes ${what}.` : parse(value);
    return typeof result === 'string' ? orTell<T>(undefined, node, result, problems) : result;
  };
}

/** The object without the keys whose value is undefined. */
export function defined<T extends object>(object: T): Defined<T>;
export function defined(object: object): object {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}

type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

function orTell<T>(
  value: T | undefined,
  node: YamlNode,
  message: string,
  problems: ConfigurationProblem[],
): T | undefined {
  if (value === undefined) problems.push({ message, at: node.at });
  return value;
}
