/** A stretch of the line, half-open, and what holds there. */
export interface Segment<V> {
  readonly start: number;
  readonly end: number;
  readonly value: V;
}

/**
 * A function from the whole numbers to values: sorted disjoint segments, none of them empty, equal
 * neighbours merged. Equal maps thereby have equal segments.
 */
export type IntervalMap<V> = readonly Segment<V>[];

/** The operations of a Boolean algebra (without complement), over any representation that is canonical. */
export interface Algebra<V> {
  readonly none: V;
  readonly isEmpty: (a: V) => boolean;
  readonly equals: (a: V, b: V) => boolean;
  readonly isSubset: (a: V, b: V) => boolean;
  readonly overlaps: (a: V, b: V) => boolean;
  readonly union: (a: V, b: V) => V;
  readonly intersect: (a: V, b: V) => V;
  readonly subtract: (a: V, b: V) => V;
}

/** The algebra of interval maps over values of an algebra, which may be one of interval maps itself. */
export function intervalMaps<V>(values: Algebra<V>): Algebra<IntervalMap<V>> {
  const none: IntervalMap<V> = [];
  const union: Operation<V> = { first: true, second: true, both: values.union };
  const intersection: Operation<V> = { first: false, second: false, both: values.intersect };
  const difference: Operation<V> = { first: true, second: false, both: values.subtract };
  return {
    none,
    isEmpty: (a) => a.length === 0,
    equals: (a, b) =>
      a === b ||
      (a.length === b.length &&
        a.every((x, index) => {
          const y = b[index];
          return y !== undefined && sameStretch(x, y) && sameValue(values, x.value, y.value);
        })),

    isSubset(a, b) {
      if (a === b) return true;
      for (const x of a) {
        let covered = x.start;
        for (let j = firstEndingAfter(b, x.start); covered < x.end; j++) {
          const y = b[j];
          if (y === undefined || y.start > covered || !values.isSubset(x.value, y.value)) return false;
          covered = y.end;
        }
      }
      return true;
    },

    overlaps(a, b) {
      const [few, many] = a.length <= b.length ? [a, b] : [b, a];
      for (const x of few) {
        for (let j = firstEndingAfter(many, x.start); ; j++) {
          const y = many[j];
          if (y === undefined || y.start >= x.end) break;
          if (x.value === y.value || values.overlaps(x.value, y.value)) return true;
        }
      }
      return false;
    },

    union(a, b) {
      if (a === b || b.length === 0) return a;
      if (a.length === 0) return b;
      return combine(values, a, b, union);
    },

    intersect(a, b) {
      if (a === b || a.length === 0) return a;
      if (b.length === 0) return b;
      return combine(values, a, b, intersection);
    },

    subtract(a, b) {
      if (a === b) return none;
      if (a.length === 0 || b.length === 0) return a;
      return combine(values, a, b, difference);
    },
  };
}

/** The map that holds one value on `[start, end)` and nothing elsewhere. */
export function singleSegment<V>(start: number, end: number, value: V, values: Algebra<V>): IntervalMap<V> {
  return start >= end || values.isEmpty(value) ? [] : [{ start, end, value }];
}

/** The union of segments sorted by their start; those that end where they start, or before, hold nothing. */
export function unionOfSorted<V>(
  segments: readonly Segment<V>[],
  values: Algebra<V>,
  maps: Algebra<IntervalMap<V>>,
): IntervalMap<V> {
  const [first] = segments;
  if (first === undefined) return maps.none;
  if (segments.length === 1) return singleSegment(first.start, first.end, first.value, values);
  if (segments.some(({ end }, index) => end > (segments[index + 1]?.start ?? Infinity))) {
    return unionInPairs(
      segments.map(({ start, end, value }) => singleSegment(start, end, value, values)),
      maps,
    );
  }
  // Most ranges are single ports: one behind the other they are the map.
  const result: Segment<V>[] = [];
  for (const { start, end, value } of segments) if (start < end) append(values, result, start, end, value);
  return result;
}

/** The union in pairs and pairs of pairs, so that nothing is copied more than a logarithmic number of times. */
export function unionInPairs<V>(sets: readonly V[], algebra: Algebra<V>): V {
  let round = sets;
  while (round.length > 1) {
    const next: V[] = [];
    for (let index = 0; index < round.length; index += 2) {
      next.push(algebra.union(round[index] ?? algebra.none, round[index + 1] ?? algebra.none));
    }
    round = next;
  }
  return round[0] ?? algebra.none;
}

/** The map with every value changed; segments whose value becomes empty fall away. */
export function mapValues<V, W>(
  map: IntervalMap<V>,
  change: (value: V) => W,
  values: Algebra<W>,
): IntervalMap<W> {
  const result: Segment<W>[] = [];
  for (const { start, end, value } of map) append(values, result, start, end, change(value));
  return result;
}

/** What an operation does where only one of the maps has a segment, and where both have. */
interface Operation<V> {
  readonly first: boolean;
  readonly second: boolean;
  readonly both: (a: V, b: V) => V;
}

function combine<V>(
  values: Algebra<V>,
  a: IntervalMap<V>,
  b: IntervalMap<V>,
  operation: Operation<V>,
): IntervalMap<V> {
  const [x0] = a;
  const [y0] = b;
  // One and the same stretch on both sides is how a dimension looks that nobody narrows.
  if (a.length === 1 && b.length === 1 && x0 !== undefined && y0 !== undefined && sameStretch(x0, y0)) {
    const value = operation.both(x0.value, y0.value);
    if (value === x0.value) return a;
    if (value === y0.value) return b;
    return values.isEmpty(value) ? [] : [{ start: x0.start, end: x0.end, value }];
  }

  const result: Segment<V>[] = [];
  let i = operation.first || y0 === undefined ? 0 : firstEndingAfter(a, y0.start);
  let j = operation.second || x0 === undefined ? 0 : firstEndingAfter(b, x0.start);
  let at = Number.NEGATIVE_INFINITY;
  for (;;) {
    const x = a[i];
    const y = b[j];
    if (x === undefined && (y === undefined || !operation.second)) return result;
    if (y === undefined && !operation.first) return result;
    const xStart = x === undefined ? Number.POSITIVE_INFINITY : Math.max(x.start, at);
    const yStart = y === undefined ? Number.POSITIVE_INFINITY : Math.max(y.start, at);
    const start = Math.min(xStart, yStart);
    if (x !== undefined && y !== undefined && xStart === yStart) {
      at = Math.min(x.end, y.end);
      append(values, result, start, at, operation.both(x.value, y.value));
    } else if (x !== undefined && xStart < yStart) {
      at = Math.min(x.end, yStart);
      if (operation.first) append(values, result, start, at, x.value);
    } else if (y !== undefined) {
      at = Math.min(y.end, xStart);
      if (operation.second) append(values, result, start, at, y.value);
    }
    if (x !== undefined && x.end <= at) i++;
    if (y !== undefined && y.end <= at) j++;
  }
}

/** Adds a stretch behind the others and keeps the list canonical. */
function append<V>(values: Algebra<V>, result: Segment<V>[], start: number, end: number, value: V): void {
  if (values.isEmpty(value)) return;
  const last = result[result.length - 1];
  if (last?.end === start && sameValue(values, last.value, value)) {
    result[result.length - 1] = { start: last.start, end, value: last.value };
  } else {
    result.push({ start, end, value });
  }
}

function sameStretch(x: Segment<unknown>, y: Segment<unknown>): boolean {
  return x.start === y.start && x.end === y.end;
}

/** Values are shared a lot, and a reference is compared in no time. */
function sameValue<V>(values: Algebra<V>, a: V, b: V): boolean {
  return a === b || values.equals(a, b);
}

/** The index of the first segment that reaches beyond a point. */
function firstEndingAfter(map: IntervalMap<unknown>, point: number): number {
  let low = 0;
  let high = map.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const segment = map[middle];
    if (segment !== undefined && segment.end <= point) low = middle + 1;
    else high = middle;
  }
  return low;
}
