import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { freeNumbers } from '../../../server/src/core/policies/rule-numbers';

describe('free rule numbers', () => {
  for (const [why, taken, before, count, expected] of [
    ['start at 100 where there are none', [], undefined, 2, [100, 200]],
    ['go on in steps of ten behind a single one', [100], undefined, 2, [110, 120]],
    ['keep the distance of those that are there', [100, 105], undefined, 2, [110, 115]],
    ['leave the numbers alone that nobody may use', [100, 32767], undefined, 1, [110]],
    ['stand below the deny', [100, 110, 200], 200, 3, [120, 130, 140]],
    ['move together where there is little room', [100, 110, 116], 116, 4, [111, 112, 113, 114]],
    ['stand further up where there is no room', [100, 101], 101, 2, [98, 99]],
    ['find the first gap', [1, 2, 4], 4, 1, [3]],
    ['are none when there is no room at all', [1, 2, 3], 3, 1, undefined],
    ['are none in front of the first number', [1], 1, 1, undefined],
  ] as const) {
    it(why, () => {
      assert.deepEqual(freeNumbers(taken, before, count), expected);
    });
  }
});
