import type { Expression } from '../../../syntax/hcl';
import type { Location, SourceFile } from '../../../text/source';
import { unknown, type Unknown } from '../../../values/value';
import { plain, roundsOf } from '../rounds';
import { unknownValue } from '../values/make';
import type { TfValue } from '../values/value';

/** The arguments of one thing: of a resource, of a block in it, or of an object that stands for one. */
export interface Section {
  /** The header of the block, or the object. */
  readonly at: Location;
  /** The value of an argument; `undefined` when it is not set or null. */
  get(name: string): TfValue | undefined;
  /** How an argument is written, as far as it is an expression of its own. */
  written(name: string): Expression | undefined;
  readonly file: SourceFile;
  /** The blocks in it of a type, or the objects that stand for them. */
  sections?(type: string): readonly Section[] | undefined;
  /** Why it may not be there. */
  readonly doubt?: Unknown;
  /** Set when nothing is known of it: it may stand for any number of things. */
  readonly anything?: Unknown;
}

/** The things that a value stands for which may be one object or many. `at` is where it is given. */
export function objectSections(value: TfValue, at: Location): readonly Section[] {
  if (value.kind === 'null') return [];
  if (value.kind === 'unknown') return [anything(plain(value), at)];
  if ('entries' in value) return [objectSection(value, at)];
  return roundsOf(value, value.at).map((round) => objectSection(round.value, at, round.doubt));
}

function objectSection(value: TfValue, at: Location, doubt?: Unknown): Section {
  if (!('entries' in value)) {
    const why = value.kind === 'unknown' ? plain(value) : unknown('this is no object', value.at);
    return anything(why, at);
  }
  return {
    at: value.at,
    get(name) {
      const entry = value.entries.get(name);
      if (entry === undefined && value.open !== undefined) return unknownValue(value.open);
      return entry?.kind === 'null' ? undefined : entry;
    },
    written: () => undefined,
    file: value.at.file,
    sections(type) {
      const inner = value.entries.get(type);
      return inner && objectSections(inner, value.at);
    },
    ...(doubt !== undefined && { doubt }),
  };
}

/** Something, or nothing, or many things: nobody can tell. */
export function anything(why: Unknown, at: Location): Section {
  return {
    at,
    get: () => unknownValue(why),
    written: () => undefined,
    file: at.file,
    sections: () => [anything(why, at)],
    doubt: why,
    anything: why,
  };
}
