import { isList, type JsonPlace } from '../../../syntax/json';
import { isObject } from '../../../values/json-object';
import { bool, nullAt, number, object, string } from '../values/make';
import type { TfValue } from '../values/value';
import { list, record } from './plan';

/** A value that is known after apply. */
export interface Hole {
  /** The way to it from the argument. */
  readonly path: readonly (string | number)[];
  /** Of the values in a list that are not known, which one it is and how many there are. */
  readonly number: number;
  readonly count: number;
}

/**
 * A value of a plan. `unknowns` has the shape of the value, with `true` where the plan cannot know; in objects such
 * values are left out, and in lists they are null.
 */
export function toValue(
  value: unknown,
  unknowns: unknown,
  place: JsonPlace,
  fill: (hole: Hole) => TfValue,
  hole: Hole = WHOLE,
): TfValue {
  const { path } = hole;
  if (unknowns === true) return fill(hole);
  if (typeof value === 'string') return string(value, place);
  if (typeof value === 'number') return number(value, place);
  if (typeof value === 'boolean') return bool(value, place);
  if (isList(value)) {
    if (!hasHole(unknowns)) {
      const elements = value.map((element, index) =>
        toValue(element, undefined, place.at(index), fill, hole),
      );
      return { kind: 'list', at: place, elements };
    }
    const inner = list(unknowns);
    const count = inner.filter((element) => element === true).length;
    let before = 0;
    const elements = value.map((element, index) => {
      const own = { path: [...path, index], number: before, count: Math.max(count, 1) };
      if (inner[index] === true) before += 1;
      return toValue(element, inner[index], place.at(index), fill, own);
    });
    return { kind: 'list', at: place, elements };
  }
  if (isObject(value)) {
    const inner = record(unknowns);
    const names = new Set([...Object.keys(value), ...Object.keys(inner)]);
    const entries = [...names].map((name) => {
      const own = { path: [...path, name], number: 0, count: 1 };
      return [name, toValue(value[name], inner[name], place.at(name), fill, own)] as const;
    });
    return object(entries, place);
  }
  return nullAt(place);
}

const WHOLE: Hole = { path: [], number: 0, count: 1 };

/** Whether anything in a shape of unknowns is unknown. Mostly nothing is. */
function hasHole(unknowns: unknown): boolean {
  if (isList(unknowns)) return unknowns.some(hasHole);
  return isObject(unknowns) ? Object.values(unknowns).some(hasHole) : unknowns === true;
}
