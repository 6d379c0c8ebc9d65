import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lineSpan, offsetAt, onFirstLine, positionAt } from '../../../server/src/core/text/lines';

const file = { path: 'a', text: 'one\r\ntwo 😀 x\n\nfour' };

describe('lines', () => {
  it('count from 1, columns in UTF-16 units', () => {
    assert.deepEqual(positionAt(file, 0), { line: 1, column: 1 });
    assert.deepEqual(positionAt(file, file.text.indexOf('x')), { line: 2, column: 8 });
    assert.deepEqual(positionAt(file, 999), { line: 4, column: 5 });
  });

  it('go back to offsets, within their line', () => {
    for (const offset of [0, 3, 5, 9, file.text.length]) {
      assert.equal(offsetAt(file, positionAt(file, offset)), offset);
    }
    assert.equal(offsetAt(file, { line: 1, column: 99 }), 3);
  });

  it('leave out their ends', () => {
    const texts = [1, 2, 3, 4, 5].map((line) => {
      const { start, end } = lineSpan(file, line);
      return file.text.slice(start, end);
    });
    assert.deepEqual(texts, ['one', 'two 😀 x', '', 'four', '']);
  });

  it('cut what goes beyond the first', () => {
    assert.deepEqual(onFirstLine(file, { start: 1, end: 9 }), { start: 1, end: 3 });
    assert.deepEqual(onFirstLine(file, { start: 1, end: 2 }), { start: 1, end: 2 });
    assert.deepEqual(onFirstLine(file, { start: 4, end: 9 }), { start: 4, end: 4 });
  });
});
