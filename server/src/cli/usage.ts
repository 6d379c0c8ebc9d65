import { nearestOf } from '../core/text/nearest';

/** The command line asks for something that cannot be: exit status 2, and nothing on standard output. */
export class WrongUsage extends Error {}

/** One of the known words, or wrong usage that names the nearest of them: `what` is "role", "edition" … */
export function oneOf<T extends string>(what: string, word: string, known: readonly T[]): T {
  const found = known.find((candidate) => candidate === word);
  if (found === undefined) throw unknownWord(what, word, known);
  return found;
}

export function unknownWord(what: string, word: string, known: readonly string[]): WrongUsage {
  const all = known.length <= 8 ? ` Known: ${known.join(', ')}.` : '';
  return new WrongUsage(`There is no ${what} "${word}". Did you mean "${nearestOf(word, known)}"?${all}`);
}
