import type { Location } from '../../text/source';
import { unknown, type Unknown } from '../../values/value';
import { openSequence } from './values/open';
import { number, string, unknownValue } from './values/make';
import { NUMBER, STRING } from './values/type';
import type { PossibleEntry, TfUnknown, TfValue } from './values/value';

/** One turn of a `for_each`. */
export interface Round {
  readonly key: TfValue;
  readonly value: TfValue;
  /** Why it may not be taken. */
  readonly doubt?: Unknown;
}

/** Goes through the value of a `for_each`. Of what cannot be counted there is one round for each kind it may be of. */
export function roundsOf(collection: TfValue, at: Location): readonly Round[] {
  switch (collection.kind) {
    case 'unknown':
      return [unknownRound(collection)];
    case 'list':
    case 'tuple':
    case 'set': {
      const open = openSequence(collection);
      const head = open?.head ?? collection.elements.length;
      const isSet = collection.kind === 'set';
      const certain = collection.elements.map((value, index): Round => {
        if (isSet) return { key: value, value };
        return {
          key: open === undefined || index < head ? number(index, at) : unknownValue(open, NUMBER),
          value,
        };
      });
      if (open === undefined) return certain;
      const possible = (open.among ?? [unknownValue(open)]).map((value): Round => ({
        key: isSet ? value : unknownValue(open, NUMBER),
        value,
        doubt: plain(open),
      }));
      return [...certain, ...possible];
    }
    case 'map':
    case 'object': {
      const certain = [...collection.entries].map(([key, value]): Round => ({ key: string(key, at), value }));
      const { open } = collection;
      if (open === undefined) return certain;
      const among: readonly PossibleEntry[] = open.among ?? [{ value: unknownValue(open) }];
      const possible = among.map(({ key, value }): Round => ({
        key: key === undefined ? unknownValue(open, STRING) : string(key, at),
        value,
        doubt: plain(open),
      }));
      return [...certain, ...possible];
    }
    case 'null':
    case 'string':
    case 'number':
    case 'bool':
      return [unknownRound(unknownValue({ reason: 'for_each takes a map, a set or a list', at }))];
  }
}

function unknownRound(collection: TfUnknown): Round {
  const { type } = collection;
  const value = unknownValue(collection, type !== undefined && 'element' in type ? type.element : undefined);
  const key = type?.kind === 'set' ? value : unknownValue(collection);
  return { key, value, doubt: plain(collection) };
}

/** Without what only values of Terraform carry. */
export function plain({ reason, at }: Omit<Unknown, 'kind'>): Unknown {
  return unknown(reason, at);
}
