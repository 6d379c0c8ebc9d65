import { closest, distance } from 'fastest-levenshtein';

/** ` Did you mean "x"?` when one of the known words is near enough to be a slip, else the empty string. */
export function didYouMean(word: string, known: readonly string[]): string {
  if (known.length === 0 || word === '') return '';
  const near = closest(word.toLowerCase(), known);
  const slips = distance(word.toLowerCase(), near);
  return slips <= Math.max(2, Math.floor(near.length / 3)) ? ` Did you mean "${near}"?` : '';
}

/**
 * The known word that was cut short, else the one that is the fewest slips away, however far that is; empty
 * when none is known.
 */
export function nearestOf(word: string, known: readonly string[]): string {
  if (known.length === 0) return '';
  const lower = word.toLowerCase();
  return known.find((candidate) => lower !== '' && candidate.startsWith(lower)) ?? closest(lower, known);
}
