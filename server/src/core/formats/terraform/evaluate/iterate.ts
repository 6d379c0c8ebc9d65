import type { Location } from '../../../text/source';
import type { Unknown } from '../../../values/value';
import { number, string, unknownValue } from '../values/make';
import { NUMBER, STRING, type TfType } from '../values/type';
import type { TfUnknown, TfValue } from '../values/value';
import { openSequence } from '../values/open';
import { fail, withNames } from './report';
import type { Scope } from './scope';

/** The rounds of a `for`, each as the scope in which its body is evaluated. */
export interface Rounds {
  readonly kind: 'rounds';
  /** One for each element that is there for certain, in order. */
  readonly certain: readonly Scope[];
  /** So many of the first ones surely have nothing before them but those that are shown. */
  readonly head: number;
  /** Set when there may be more rounds. */
  readonly open?: Omit<Unknown, 'kind'>;
  /** What those are like. */
  readonly possible: readonly Scope[];
}

interface Names {
  readonly key: string | undefined;
  readonly value: string;
}

/** Goes through a collection as `for` does. */
export function iterate(collection: TfValue, names: Names, at: Location, scope: Scope): Rounds | TfUnknown {
  const bind = (key: TfValue, value: TfValue): Scope => {
    const bound = new Map([[names.value, value]]);
    if (names.key !== undefined) bound.set(names.key, key);
    return withNames(scope, bound);
  };
  switch (collection.kind) {
    case 'unknown':
      if (isPrimitive(collection.type)) {
        return fail(`a ${collection.type.kind} has no elements to go through`, at, scope);
      }
      return iterateUnknown(collection, bind);
    case 'null':
      return fail('null has no elements to go through', at, scope);
    case 'list':
    case 'tuple':
    case 'set': {
      const open = openSequence(collection);
      const head = open?.head ?? collection.elements.length;
      const certain = collection.elements.map((element, index) => {
        if (collection.kind === 'set') return bind(element, element);
        const key =
          open === undefined || index < head ? number(index, element.at) : unknownValue(open, NUMBER);
        return bind(key, element);
      });
      if (open === undefined) return { kind: 'rounds', certain, head, possible: [] };
      const possible = (open.among ?? [unknownValue(open)]).map((element) =>
        bind(collection.kind === 'set' ? element : unknownValue(open, NUMBER), element),
      );
      return { kind: 'rounds', certain, head, open, possible };
    }
    case 'map':
    case 'object': {
      const certain = [...collection.entries].map(([key, value]) => bind(string(key, value.at), value));
      const { open } = collection;
      if (open === undefined) return { kind: 'rounds', certain, head: certain.length, possible: [] };
      const possible = (open.among ?? [{ value: unknownValue(open) }]).map(({ key, value }) =>
        bind(key === undefined ? unknownValue(open, STRING) : string(key, value.at), value),
      );
      return { kind: 'rounds', certain, head: 0, open, possible };
    }
    case 'string':
    case 'number':
    case 'bool':
      return fail(`a ${collection.kind} has no elements to go through`, at, scope);
  }
}

function isPrimitive(type: TfType | undefined): type is TfType {
  return type?.kind === 'string' || type?.kind === 'number' || type?.kind === 'bool';
}

function iterateUnknown(collection: TfUnknown, bind: (key: TfValue, value: TfValue) => Scope): Rounds {
  const { type } = collection;
  const element = unknownValue(
    collection,
    type !== undefined && 'element' in type ? type.element : undefined,
  );
  const key = type?.kind === 'set' ? element : unknownValue(collection);
  const possible = [bind(key, element)];
  return { kind: 'rounds', certain: [], head: 0, open: collection, possible };
}
