import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { groupBy } from '../../../server/src/core/text/group-by';

describe('groupBy', () => {
  it('keeps the order of the items, among the groups and in them', () => {
    assert.deepEqual(
      [...groupBy(['b1', 'a1', 'b2', 'c1', 'a2'], (text) => text.charAt(0))],
      [
        ['b', ['b1', 'b2']],
        ['a', ['a1', 'a2']],
        ['c', ['c1']],
      ],
    );
    assert.deepEqual([...groupBy([], String)], []);
  });
});
