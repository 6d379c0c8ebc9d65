/**
 * A set of points on a discrete line as sorted boundaries `[start0, end0, start1, end1, …)`: half-open,
 * strictly increasing. Neighbours are thereby merged, and equal sets have equal boundaries.
 */
export type IntervalSet<N extends number | bigint> = readonly N[];

export function union<N extends number | bigint>(a: IntervalSet<N>, b: IntervalSet<N>): IntervalSet<N> {
  if (a === b || b.length === 0) return a;
  if (a.length === 0) return b;
  return sweep(a, b, IN_EITHER);
}

export function intersect<N extends number | bigint>(a: IntervalSet<N>, b: IntervalSet<N>): IntervalSet<N> {
  if (a === b || a.length === 0) return a;
  if (b.length === 0) return b;
  return sweep(near(a, b), near(b, a), IN_BOTH);
}

export function subtract<N extends number | bigint>(a: IntervalSet<N>, b: IntervalSet<N>): IntervalSet<N> {
  if (a === b) return [];
  if (a.length === 0 || b.length === 0) return a;
  const close = near(b, a);
  return close.length === 0 ? a : sweep(a, close, IN_FIRST_ONLY);
}

/** The union of any `[start, end)` pairs; those that end where they start, or before, hold nothing. */
export function fromIntervals<N extends number | bigint>(
  intervals: Iterable<readonly [start: N, end: N]>,
): IntervalSet<N> {
  const byStart = [...intervals].sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
  const result: N[] = [];
  let lastEnd: N | undefined;
  for (const [start, end] of byStart) {
    if (start >= end) continue;
    if (lastEnd === undefined || start > lastEnd) {
      result.push(start, end);
      lastEnd = end;
    } else if (end > lastEnd) {
      result[result.length - 1] = end;
      lastEnd = end;
    }
  }
  return result;
}

/** The union of many sets at the cost of one sort. */
export function unionAll<N extends number | bigint>(sets: readonly IntervalSet<N>[]): IntervalSet<N> {
  const filled = sets.filter((set) => set.length > 0);
  const [first, second] = filled;
  if (first === undefined) return [];
  if (second === undefined) return first;
  if (filled.length === 2) return union(first, second);
  return fromIntervals(filled.flatMap(intervals));
}

export function isEmpty(set: IntervalSet<number | bigint>): boolean {
  return set.length === 0;
}

export function equals<N extends number | bigint>(a: IntervalSet<N>, b: IntervalSet<N>): boolean {
  return a === b || (a.length === b.length && a.every((boundary, index) => boundary === b[index]));
}

/** Whether all of `a` lies in `b`. */
export function isSubset<N extends number | bigint>(a: IntervalSet<N>, b: IntervalSet<N>): boolean {
  if (a === b) return true;
  for (let at = 0; at < a.length; at += 2) {
    const start = a[at];
    const end = a[at + 1];
    if (start === undefined || end === undefined) break;
    const index = boundariesUpTo(b, start);
    const closing = b[index];
    if (index % 2 === 0 || closing === undefined || closing < end) return false;
  }
  return true;
}

/** Whether the sets have a point in common. */
export function overlaps<N extends number | bigint>(a: IntervalSet<N>, b: IntervalSet<N>): boolean {
  if (a.length > b.length) return overlaps(b, a);
  for (let at = 0; at < a.length; at += 2) {
    const start = a[at];
    const end = a[at + 1];
    if (start === undefined || end === undefined) break;
    const index = boundariesUpTo(b, start);
    const next = b[index];
    if (index % 2 === 1 || (next !== undefined && next < end)) return true;
  }
  return false;
}

/** How many points the set holds, exactly. */
export function size(set: IntervalSet<number> | IntervalSet<bigint>): bigint {
  let count = 0n;
  for (const [start, end] of intervals<number | bigint>(set)) count += BigInt(end) - BigInt(start);
  return count;
}

/** The set's intervals as `[start, end)` pairs, ascending. */
export function intervals<N extends number | bigint>(set: IntervalSet<N>): (readonly [start: N, end: N])[] {
  const pairs: (readonly [N, N])[] = [];
  for (let index = 0; index < set.length; index += 2) {
    const start = set[index];
    const end = set[index + 1];
    if (start !== undefined && end !== undefined) pairs.push([start, end]);
  }
  return pairs;
}

// Truth tables for `sweep`: bit 2·(in the first) + (in the second).
const IN_EITHER = 0b1110;
const IN_BOTH = 0b1000;
const IN_FIRST_ONLY = 0b0100;

/**
 * Every Boolean operation is one walk over both boundary lists: the parity of the boundaries passed says
 * which sets we are in, the truth table whether the result holds that stretch.
 */
function sweep<N extends number | bigint>(
  a: IntervalSet<N>,
  b: IntervalSet<N>,
  table: number,
): IntervalSet<N> {
  const result: N[] = [];
  let i = 0;
  let j = 0;
  let inside = 0;
  for (;;) {
    const x = a[i];
    const y = b[j];
    let boundary: N;
    if (x !== undefined && (y === undefined || x <= y)) {
      boundary = x;
      i++;
      if (x === y) j++;
    } else if (y !== undefined) {
      boundary = y;
      j++;
    } else {
      return result;
    }
    const now = (table >> (((i & 1) << 1) | (j & 1))) & 1;
    if (now !== inside) result.push(boundary);
    inside = now;
  }
}

/** The intervals of `set` within the span of `other`, so that a small operand costs little beside a big one. */
function near<N extends number | bigint>(set: IntervalSet<N>, other: IntervalSet<N>): IntervalSet<N> {
  const first = other[0];
  const last = other[other.length - 1];
  if (first === undefined || last === undefined) return [];
  const from = boundariesUpTo(set, first) & ~1;
  const to = (boundariesUpTo(set, last) + 1) & ~1;
  return from === 0 && to >= set.length ? set : set.slice(from, to);
}

/** How many boundaries are at or before a point. An odd count means that the point is in the set. */
function boundariesUpTo<N extends number | bigint>(set: IntervalSet<N>, point: N): number {
  let low = 0;
  let high = set.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const boundary = set[middle];
    if (boundary !== undefined && boundary <= point) low = middle + 1;
    else high = middle;
  }
  return low;
}
