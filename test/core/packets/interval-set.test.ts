import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { IntervalSet } from '../../../server/src/core/packets/interval-set';
import {
  equals,
  fromIntervals,
  intersect,
  intervals,
  isEmpty,
  isSubset,
  overlaps,
  size,
  subtract,
  union,
  unionAll,
} from '../../../server/src/core/packets/interval-set';

const LINE = 40;

/** Start and length, so that pairs overlap, touch and are empty about as often as not. */
const pairs = fc.array(
  fc.tuple(fc.nat(LINE - 10), fc.nat(9)).map(([start, length]) => [start, start + length] as const),
  { maxLength: 8 },
);
const sets = pairs.map((list) => fromIntervals(list));

function points(set: IntervalSet<number>): number[] {
  return Array.from({ length: LINE }, (_, point) => point).filter((point) =>
    [...intervals(set)].some(([start, end]) => start <= point && point < end),
  );
}

function assertCanonical(set: IntervalSet<number>): void {
  assert.equal(set.length % 2, 0);
  set.forEach((boundary, index) => {
    assert.ok(index === 0 || boundary > (set[index - 1] ?? Infinity), `boundaries ascend: ${set.join()}`);
  });
}

describe('interval set', () => {
  it('merges what overlaps or touches and drops what is empty', () => {
    assert.deepEqual(
      fromIntervals([
        [5, 7],
        [1, 3],
        [3, 4],
        [9, 9],
        [6, 8],
        [12, 11],
      ]),
      [1, 4, 5, 8],
    );
    assert.deepEqual(fromIntervals<number>([]), []);
  });

  it('holds the points of its intervals', () => {
    fc.assert(
      fc.property(pairs, (list) => {
        const set = fromIntervals(list);
        assertCanonical(set);
        const expected = new Set<number>();
        for (const [start, end] of list) for (let point = start; point < end; point++) expected.add(point);
        assert.deepEqual(
          points(set),
          [...expected].sort((a, b) => a - b),
        );
        assert.equal(size(set), BigInt(expected.size));
        assert.equal(isEmpty(set), expected.size === 0);
      }),
    );
  });

  it('computes what sets of points compute', () => {
    fc.assert(
      fc.property(sets, sets, (a, b) => {
        const inA = new Set(points(a));
        const inB = new Set(points(b));
        const all = Array.from({ length: LINE }, (_, point) => point);
        for (const result of [union(a, b), intersect(a, b), subtract(a, b)]) assertCanonical(result);
        assert.deepEqual(
          points(union(a, b)),
          all.filter((point) => inA.has(point) || inB.has(point)),
        );
        assert.deepEqual(
          points(intersect(a, b)),
          all.filter((point) => inA.has(point) && inB.has(point)),
        );
        assert.deepEqual(
          points(subtract(a, b)),
          all.filter((point) => inA.has(point) && !inB.has(point)),
        );
        assert.equal(
          isSubset(a, b),
          [...inA].every((point) => inB.has(point)),
        );
        assert.equal(
          overlaps(a, b),
          [...inA].some((point) => inB.has(point)),
        );
        assert.equal(equals(a, b), points(a).join() === points(b).join());
      }),
      { numRuns: 500 },
    );
  });

  it('unites many sets as it unites two after two', () => {
    fc.assert(
      fc.property(fc.array(sets, { maxLength: 6 }), (list) => {
        assert.deepEqual(unionAll(list), list.reduce(union, []));
      }),
    );
  });

  it('works the same beyond the exact range of numbers', () => {
    const high = 1n << 127n;
    const shift = (set: IntervalSet<number>): IntervalSet<bigint> => set.map((point) => high + BigInt(point));
    fc.assert(
      fc.property(sets, sets, (a, b) => {
        assert.deepEqual(union(shift(a), shift(b)), shift(union(a, b)));
        assert.deepEqual(subtract(shift(a), shift(b)), shift(subtract(a, b)));
        assert.equal(isSubset(shift(a), shift(b)), isSubset(a, b));
        assert.equal(size(shift(a)), size(a));
      }),
    );
  });
});
