import assert from 'node:assert/strict';
import { it } from 'node:test';
import { grouped } from '../../../server/src/core/text/grouped';

it('numbers are grouped by three digits', () => {
  for (const [value, text] of [
    [0, '0'],
    [999, '999'],
    [1000, '1,000'],
    [4194304, '4,194,304'],
    [2n ** 32n, '4,294,967,296'],
  ] as const) {
    assert.equal(grouped(value), text);
  }
});
