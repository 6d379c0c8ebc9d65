import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  ALL_SYMBOLS,
  complement,
  equals,
  intersect,
  isAll,
  isEmpty,
  isSubset,
  NO_SYMBOLS,
  overlaps,
  subtract,
  symbols,
  union,
  unionAll,
} from '../../../server/src/core/packets/symbol-set';

const a = symbols(['a']);
const ab = symbols(['b', 'a', 'b']);
const allButA = complement(a);

describe('symbol set', () => {
  it('sorts its names and keeps each once', () => {
    assert.deepEqual(ab, { allBut: false, names: ['a', 'b'] });
    assert.equal(symbols([]), NO_SYMBOLS);
  });

  it('can hold all names but some', () => {
    assert.deepEqual(subtract(ALL_SYMBOLS, a), { allBut: true, names: ['a'] });
    assert.deepEqual(subtract(ALL_SYMBOLS, ALL_SYMBOLS), NO_SYMBOLS);
    assert.deepEqual(subtract(allButA, ab), complement(ab));
    assert.deepEqual(intersect(allButA, ab), symbols(['b']));
    assert.deepEqual(intersect(allButA, complement(symbols(['b']))), complement(ab));
    assert.deepEqual(union(allButA, ab), ALL_SYMBOLS);
    assert.deepEqual(union(complement(ab), symbols(['b'])), allButA);
    assert.deepEqual(unionAll([a, complement(ab), symbols(['c'])]), complement(symbols(['b'])));
  });

  it('compares finite sets with those of all but some', () => {
    assert.ok(isSubset(symbols(['b']), allButA));
    assert.ok(!isSubset(ab, allButA));
    assert.ok(isSubset(complement(ab), allButA));
    assert.ok(!isSubset(allButA, complement(ab)));
    assert.ok(!isSubset(allButA, ab));
    assert.ok(!overlaps(a, allButA));
    assert.ok(overlaps(ab, allButA));
    assert.ok(overlaps(allButA, complement(symbols(['b']))));
    assert.ok(!equals(a, allButA));
    assert.ok(equals(complement(complement(ab)), ab));
  });

  it('knows nothing and everything', () => {
    assert.ok(isEmpty(NO_SYMBOLS) && !isAll(NO_SYMBOLS));
    assert.ok(isAll(ALL_SYMBOLS) && !isEmpty(ALL_SYMBOLS));
    assert.ok(!isEmpty(allButA) && !isAll(allButA));
    assert.ok(isSubset(NO_SYMBOLS, NO_SYMBOLS) && !overlaps(NO_SYMBOLS, ALL_SYMBOLS));
  });
});
