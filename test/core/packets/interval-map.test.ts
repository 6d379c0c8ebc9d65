import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Algebra } from '../../../server/src/core/packets/interval-map';
import { intervalMaps, mapValues, singleSegment } from '../../../server/src/core/packets/interval-map';

/** Sets of the numbers 0 to 31 as bits: the smallest algebra there is. */
const bits: Algebra<number> = {
  none: 0,
  isEmpty: (a) => a === 0,
  equals: (a, b) => a === b,
  isSubset: (a, b) => (a & ~b) === 0,
  overlaps: (a, b) => (a & b) !== 0,
  union: (a, b) => a | b,
  intersect: (a, b) => a & b,
  subtract: (a, b) => a & ~b,
};
const maps = intervalMaps(bits);
const on = (start: number, end: number, value: number) => singleSegment(start, end, value, bits);

describe('interval map', () => {
  it('has no segment without points or without value', () => {
    assert.deepEqual(on(4, 4, 1), []);
    assert.deepEqual(on(0, 4, 0), []);
  });

  it('splits where values differ and merges where they are equal', () => {
    const both = maps.union(on(0, 10, 0b01), on(5, 20, 0b10));
    assert.deepEqual(both, [
      { start: 0, end: 5, value: 0b01 },
      { start: 5, end: 10, value: 0b11 },
      { start: 10, end: 20, value: 0b10 },
    ]);
    assert.deepEqual(maps.union(on(0, 5, 1), on(5, 9, 1)), on(0, 9, 1));
    assert.deepEqual(maps.subtract(both, on(0, 20, 0b01)), on(5, 20, 0b10));
    assert.deepEqual(maps.intersect(both, on(3, 7, 0b01)), on(3, 7, 0b01));
  });

  it('compares without regard to how a map came about', () => {
    const inPieces = maps.union(maps.union(on(0, 5, 1), on(9, 12, 1)), on(5, 9, 1));
    assert.ok(maps.equals(inPieces, on(0, 12, 1)));
    assert.ok(maps.isSubset(on(3, 10, 1), inPieces));
    assert.ok(!maps.isSubset(on(3, 13, 1), inPieces));
    assert.ok(!maps.isSubset(on(3, 10, 3), inPieces));
    assert.ok(maps.overlaps(on(11, 30, 3), inPieces));
    assert.ok(!maps.overlaps(on(12, 30, 3), inPieces));
    assert.ok(!maps.overlaps(on(0, 12, 2), inPieces));
  });

  it('merges neighbours that a change of values makes equal', () => {
    const map = maps.union(on(0, 5, 1), on(5, 9, 2));
    assert.deepEqual(
      mapValues(map, () => 4, bits),
      on(0, 9, 4),
    );
    assert.deepEqual(
      mapValues(map, (value) => value & 2, bits),
      on(5, 9, 2),
    );
  });

  it('nests', () => {
    const nested = intervalMaps(maps);
    const box = (x: number, y: number, value: number) => singleSegment(x, x + 2, on(y, y + 2, value), maps);
    const cross = nested.union(box(0, 0, 1), box(1, 1, 1));
    assert.deepEqual(cross, [
      { start: 0, end: 1, value: on(0, 2, 1) },
      { start: 1, end: 2, value: on(0, 3, 1) },
      { start: 2, end: 3, value: on(1, 3, 1) },
    ]);
    assert.deepEqual(nested.subtract(cross, box(1, 1, 1)), [
      { start: 0, end: 1, value: on(0, 2, 1) },
      { start: 1, end: 2, value: on(0, 1, 1) },
    ]);
  });
});
