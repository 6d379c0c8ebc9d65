import { findMatch } from './match';
import { parsePattern } from './parse';
import { compile } from './program';
import type { PatternError } from './syntax';

export interface Match {
  /** The whole match, then the groups; undefined = the group took no part. */
  readonly texts: readonly (string | undefined)[];
  /** In code points. */
  readonly start: number;
  readonly end: number;
}

export interface Matches {
  readonly kind: 'matches';
  readonly groups: readonly (string | undefined)[];
  readonly matches: readonly Match[];
  /** The text in code points, which the places are counted in. */
  readonly characters: readonly string[];
  /** What it took, in steps of the machine. */
  readonly effort: number;
}

/** A pattern and a text that are too long for each other. */
export interface TooMuch {
  readonly kind: 'too-much';
}

const MOST_INSTRUCTIONS = 5_000;
/** Steps of the machine in one call: about a tenth of a second. */
const MOST_EFFORT = 3_000_000;

/** The matches of a pattern in RE2's syntax that do not overlap, from left to right; at most `most`. */
export function matchAll(pattern: string, text: string, most: number): Matches | TooMuch | PatternError {
  const parsed = parsePattern(pattern);
  if (parsed.kind !== 'pattern') return parsed;
  const program = compile(parsed, MOST_INSTRUCTIONS);
  const characters = Array.from(text);
  if (program === undefined || program.length * (characters.length + 1) > MOST_EFFORT)
    return { kind: 'too-much' };
  const codes = characters.map((character) => character.codePointAt(0) ?? 0);
  const slots = (parsed.groups.length + 1) * 2;
  const matches: Match[] = [];
  let effort = program.length;
  let lastEnd = -1;
  for (let from = 0; from <= codes.length && matches.length < most;) {
    const saved = findMatch(program, codes, from, slots);
    const [start = -1, end = -1] = saved ?? [];
    effort += program.length * ((saved === undefined ? codes.length : end) - from + 1);
    if (effort > MOST_EFFORT) return { kind: 'too-much' };
    if (saved === undefined) break;
    // An empty match right behind the one before is none.
    if (end > start || start !== lastEnd) matches.push({ texts: textsOf(saved, characters), start, end });
    lastEnd = end;
    from = end > start ? end : end + 1;
  }
  return { kind: 'matches', groups: parsed.groups, matches, characters, effort };
}

function textsOf(saved: readonly number[], characters: readonly string[]): (string | undefined)[] {
  const texts: (string | undefined)[] = [];
  for (let slot = 0; slot < saved.length; slot += 2) {
    const [start = -1, end = -1] = saved.slice(slot, slot + 2);
    texts.push(start < 0 || end < 0 ? undefined : characters.slice(start, end).join(''));
  }
  return texts;
}
