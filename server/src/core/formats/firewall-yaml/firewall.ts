import type { Policy, Stated } from '../../policies/policy';
import { remarksAt, type Remark } from '../../syntax/remarks';
import { itemsOf, type YamlEntry } from '../../syntax/yaml';
import type { Location } from '../../text/source';
import { known, type Value } from '../../values/value';
import type { Problem } from '../format';
import type { FoundFirewall } from './find';
import { ACTIONS, EVALUATIONS, FIREWALL_KEYS } from './keys';
import { malformed, readKeys, readText, readWord, written, type Reading } from './reading';
import { readRule } from './rules';

/** Reads one firewall. `fallback` is its name where it gives itself none; `comments` are those of the file. */
export function readFirewall(
  { map, at }: FoundFirewall,
  fallback: string,
  comments: readonly Remark[],
  problems: Problem[],
): Policy {
  const named = map.entries.find(({ key }) => key === 'name');
  const name = (named?.value.kind === 'scalar' && named.value.text) || fallback;
  const reading: Reading = { policy: name, problems: [] };
  const { entries } = readKeys(map, FIREWALL_KEYS, reading);
  readText(named, reading);
  const description = readText(entries.get('description'), reading);
  const evaluation = readOr(entries.get('evaluation'), 'first-match', (entry) =>
    readWord(entry, EVALUATIONS, reading),
  );
  const byDefault = readOr(entries.get('default'), 'deny', (entry) => readWord(entry, ACTIONS, reading));
  const stateful = readOr(entries.get('stateful'), true, (entry) => readBoolean(entry, reading));
  const roles = readStated(entries.get('role'), reading);
  const regions = [
    ...readStated(entries.get('region'), reading),
    ...readStated(entries.get('regions'), reading),
  ];
  const list = entries.get('rules')?.value;
  if (list?.kind !== 'list') {
    malformed(reading, 'syntax-error', 'the firewall has no list of rules', 'Add "rules:" with a list.', at);
  }
  const rules = list?.kind === 'list' ? list.items.flatMap((item) => readRule(item, reading)) : [];
  problems.push(...reading.problems);
  const mistake = reading.problems.find(({ kind }) => kind === 'syntax-error');
  return {
    kind: 'firewall',
    name,
    at: named?.at ?? at,
    evaluation,
    stateful,
    defaults: { inbound: byDefault, outbound: byDefault },
    rules,
    // Whatever was meant by what is not understood could be a rule; the mistake has its own finding.
    ...(mistake && {
      incomplete: { reason: 'a part of it is not understood', at: mistake.at, silent: true },
    }),
    comments: commentsAt(comments, named === undefined ? [at] : [at, named.keyAt]),
    tags: [],
    words: [name, ...(description === undefined ? [] : [description])],
    stated: { roles, regions },
  };
}

/** What an entry says, or the fallback where there is no entry or it says nothing that is understood. */
function readOr<T>(entry: YamlEntry | undefined, fallback: T, read: (entry: YamlEntry) => Value<T>): T {
  const value = entry === undefined ? known(fallback) : read(entry);
  return value.kind === 'known' ? value.value : fallback;
}

function readBoolean({ key, value }: YamlEntry, reading: Reading): Value<boolean> {
  if (value.kind === 'scalar' && typeof value.value === 'boolean') return known(value.value);
  return malformed(
    reading,
    'syntax-error',
    `"${key}" cannot be ${written(value)}`,
    'Write true or false.',
    value.at,
  );
}

/** One value or a list of them. Whether they exist is not for the format to say. */
function readStated(entry: YamlEntry | undefined, reading: Reading): readonly Stated[] {
  if (entry === undefined) return [];
  return itemsOf(entry.value).flatMap((item) => {
    if (item.kind === 'scalar' && item.text !== '') return [{ value: item.text, at: item.at }];
    malformed(reading, 'syntax-error', `"${entry.key}" cannot be ${written(item)}`, 'Write a name.', item.at);
    return [];
  });
}

/** The comments above the firewall and at its name, each once. */
function commentsAt(comments: readonly Remark[], places: readonly Location[]): readonly Remark[] {
  return [...new Set(places.flatMap(({ file, span }) => remarksAt(file, comments, span.start)))];
}
