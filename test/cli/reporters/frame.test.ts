import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { codeFrame } from '../../../server/src/cli/reporters/frame';
import { plain } from '../../../server/src/cli/reporters/paint';
import { widthOf } from '../../../server/src/cli/reporters/printable';
import { placeOf } from './analysis';

const frame = (text: string, marked: string) => codeFrame(placeOf({ path: 'a', text }, marked), plain);

describe('codeFrame', () => {
  it('underlines the place below its line', () => {
    assert.deepEqual(frame('one\r\n  two three\r\nfour', 'two'), ['2 |   two three', '  |   ^^^']);
  });

  it('underlines to the end of the line when the place goes on', () => {
    assert.deepEqual(frame('a: [\n1]', '[\n1]'), ['1 | a: [', '  |    ^']);
  });

  it('has one caret for an empty place and at the end of a line', () => {
    assert.deepEqual(codeFrame({ file: { path: 'a', text: 'ab' }, span: { start: 1, end: 1 } }, plain), [
      '1 | ab',
      '  |  ^',
    ]);
    assert.deepEqual(codeFrame({ file: { path: 'a', text: 'ab' }, span: { start: 9, end: 9 } }, plain), [
      '1 | ab',
      '  |   ^',
    ]);
  });

  it('shows nothing of an empty line', () => {
    assert.deepEqual(frame('\n\nx', '\n'), []);
  });

  it('stands below tabs, wide characters, marks and emoji', () => {
    assert.deepEqual(frame('\tx: y', 'x'), ['1 |     x: y', '  |     ^']);
    assert.deepEqual(frame('東京: tokyo', 'tokyo'), ['1 | 東京: tokyo', '  |       ^^^^^']);
    assert.deepEqual(frame('a: 東京', '東京'), ['1 | a: 東京', '  |    ^^^^']);
    assert.deepEqual(frame('e\u0301: x', 'x'), ['1 | e\u0301: x', '  |    ^']);
    assert.deepEqual(frame('\u{1F600} x', 'x'), ['1 | \u{1F600} x', '  |    ^']);
  });

  it('shows what would drive a terminal as a dot', () => {
    assert.deepEqual(frame('\x1b[31m\u202Ex\0', 'x'), ['1 | ·[31m·x·', '  |       ^']);
  });

  it('cuts a long line around the place', () => {
    const [line = '', carets = ''] = frame(`${'a'.repeat(5000)}HERE${'b'.repeat(5000)}`, 'HERE');
    assert.equal(line, `1 | …${'a'.repeat(40)}HERE${'b'.repeat(56)}…`);
    assert.equal(carets.indexOf('^'), line.indexOf('HERE'));
    assert.equal(carets.trimEnd().length, line.indexOf('HERE') + 4);
  });

  it('cuts no character in two', () => {
    const [line = ''] = frame(`${'\u{1F600}'.repeat(500)}x${'\u{1F600}'.repeat(500)}`, 'x');
    assert.doesNotMatch(line, /\p{Surrogate}/u);
  });

  it('looks at no more than it shows', () => {
    const [line = ''] = frame(`{"x":"${'a'.repeat(16_000_000)}"}`, '"x"');
    assert.equal(widthOf(line), 4 + 100 + 1);
  });
});
