/** Rule numbers of a network ACL that people may use. */
const LARGEST = 32766;

/**
 * Free rule numbers, ascending: behind what is there, in steps as people number, and all of them below `before`
 * where that is given. Undefined when there is not enough room.
 */
export function freeNumbers(
  taken: readonly number[],
  before: number | undefined,
  count: number,
): readonly number[] | undefined {
  const used = new Set(taken);
  const limit = Math.min(before ?? LARGEST + 1, LARGEST + 1);
  const below = taken.filter((number) => number < limit).sort((a, b) => a - b);
  const highest = below.at(-1) ?? 0;
  for (const step of [stepOf(below), 10, 5, 2, 1]) {
    const first = (Math.floor(highest / step) + 1) * step;
    if (first + (count - 1) * step < limit)
      return Array.from({ length: count }, (_, at) => first + at * step);
  }
  // No room behind the others: wherever there is some.
  const free: number[] = [];
  for (let number = limit - 1; number > 0 && free.length < count; number--) {
    if (!used.has(number)) free.unshift(number);
  }
  return free.length < count ? undefined : free;
}

/** The distance that people keep, which leaves room for later. */
function stepOf(ascending: readonly number[]): number {
  const [last = 0, previous = 0] = [ascending.at(-1), ascending.at(-2)];
  const step = ascending.length < 2 ? (last === 0 ? 100 : 10) : last - previous;
  return step >= 1 && step <= 100 ? step : 10;
}
