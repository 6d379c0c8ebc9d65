import { didYouMean } from '../../text/nearest';
import type { Location } from '../../text/source';
import { known, unknown, type Unknown, type Value } from '../../values/value';
import type { YamlEntry, YamlMap, YamlNode } from '../../syntax/yaml';
import type { Problem } from '../format';

/** What goes along while one firewall is read. */
export interface Reading {
  readonly policy: string;
  readonly problems: Problem[];
}

/** Tells of a malformed value, which is an unknown from then on. `reason` is the end of a sentence. */
export function malformed(
  { problems, policy }: Reading,
  kind: Problem['kind'],
  reason: string,
  advice: string,
  at: Location,
): Unknown {
  const message = `${reason.charAt(0).toUpperCase()}${reason.slice(1)}. ${advice}`;
  problems.push({ kind, message, at, policy });
  return unknown(reason, at);
}

/**
 * The entries of a map by their keys. A key that is not known is a problem and never ignored: a slip in
 * `destinations` must not read as "any". `foreign` is the first of these.
 */
export function readKeys<K extends string>(
  map: YamlMap,
  keys: readonly K[],
  reading: Reading,
): { readonly entries: ReadonlyMap<K, YamlEntry>; readonly foreign: Unknown | undefined } {
  const entries = new Map<K, YamlEntry>();
  let foreign: Unknown | undefined;
  for (const entry of map.entries) {
    const key = keys.find((each) => each === entry.key);
    if (key !== undefined) {
      entries.set(key, entry);
      continue;
    }
    const advice = didYouMean(entry.key, keys).trim() || `Known keys are ${keys.join(', ')}.`;
    foreign ??= malformed(
      reading,
      'syntax-error',
      `the key "${entry.key}" is not known here`,
      advice,
      entry.keyAt,
    );
  }
  return { entries, foreign };
}

/** One of the words. */
export function readWord<W extends string>(
  { key, value }: YamlEntry,
  words: readonly W[],
  reading: Reading,
): Value<W> {
  const word = value.kind === 'scalar' ? words.find((each) => each === value.text) : undefined;
  if (word !== undefined) return known(word);
  const advice = `Write ${words.join(' or ')}.${value.kind === 'scalar' ? didYouMean(value.text, words) : ''}`;
  return malformed(reading, 'syntax-error', `"${key}" cannot be ${written(value)}`, advice, value.at);
}

/** A text, or undefined where there is none. A number is as good a name as any. */
export function readText(entry: YamlEntry | undefined, reading: Reading): string | undefined {
  if (entry === undefined) return undefined;
  const { key, value } = entry;
  if (value.kind === 'scalar' && (typeof value.value === 'string' || typeof value.value === 'number')) {
    return value.text === '' ? undefined : value.text;
  }
  malformed(reading, 'syntax-error', `"${key}" cannot be ${written(value)}`, 'Write a text.', value.at);
  return undefined;
}

/** A value as people would say it. */
export function written(node: YamlNode): string {
  if (node.kind === 'map') return 'a mapping';
  if (node.kind === 'list') return 'a list';
  if (node.text === '') return 'an empty value';
  return `"${node.text.length > 60 ? `${node.text.slice(0, 59)}…` : node.text}"`;
}
