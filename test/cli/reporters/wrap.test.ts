import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { wrap } from '../../../server/src/cli/reporters/wrap';

describe('wrap', () => {
  it('breaks at spaces', () => {
    assert.deepEqual(wrap('one two three', 7), ['one two', 'three']);
    assert.deepEqual(wrap('one two three', 7, 4), ['one', 'two', 'three']);
    assert.deepEqual(wrap('averylongword x', 5), ['averylongword', 'x']);
    assert.deepEqual(wrap('', 5), ['']);
  });

  it('loses nothing and keeps to the width where words allow it', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1 });
    fc.assert(
      fc.property(words, fc.integer({ min: 1, max: 20 }), (all, width) => {
        const lines = wrap(all.join(' '), width);
        assert.equal(lines.join(' '), all.join(' '));
        for (const line of lines) assert.ok(line.length <= width || !line.includes(' '));
      }),
    );
  });
});
