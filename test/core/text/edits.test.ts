import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyEdits, editFiles, type Edit } from '../../../server/src/core/text/edits';
import { appendToList, orderedLike } from '../../../server/src/core/text/layout';
import type { SourceFile } from '../../../server/src/core/text/source';

function edit(file: SourceFile, start: number, end: number, newText: string): Edit {
  return { file, span: { start, end }, newText };
}

describe('edits', () => {
  const file = { path: 'a', text: 'abcdef' };

  it('are applied by place, those of one place in the order given', () => {
    const edits = [
      edit(file, 4, 5, 'E'),
      edit(file, 1, 1, '1'),
      edit(file, 1, 1, '2'),
      edit(file, 6, 6, '!'),
    ];
    assert.equal(applyEdits(file.text, edits), 'a12bcdEf!');
  });

  it('are refused where they overlap or leave the text', () => {
    assert.equal(applyEdits(file.text, [edit(file, 1, 3, ''), edit(file, 2, 4, '')]), undefined);
    assert.equal(applyEdits(file.text, [edit(file, 6, 7, '')]), undefined);
  });

  it('belong to their files', () => {
    const other = { path: 'b', text: 'b' };
    const edited = editFiles([edit(file, 0, 1, 'A'), edit(other, 1, 1, '!')]);
    assert.deepEqual(
      [...(edited?.values() ?? [])],
      [
        { path: 'a', text: 'Abcdef' },
        { path: 'b', text: 'b!' },
      ],
    );
  });
});

describe('a list in brackets grows', () => {
  for (const [text, expected] of [
    ['[]', '[x, y]'],
    ['[a]', '[a, x, y]'],
    ['[a,b]', '[a,b,x,y]'],
    ['[a, b ]', '[a, b, x, y ]'],
    ['[\n  a,\n  b\n]', '[\n  a,\n  b,\n  x,\n  y\n]'],
    ['[\n  a,\n  b,\n]', '[\n  a,\n  b,\n  x,\n  y,\n]'],
    ['[\n  a, # one\n  b # two\n]', '[\n  a, # one\n  b, # two\n  x,\n  y\n]'],
    ['[\n  a, # one\n]', '[\n  a, # one\n  x,\n  y,\n]'],
    ['[\r\n  a\r\n]', '[\r\n  a,\r\n  x,\r\n  y\r\n]'],
    ['[\n  a, b\n]', '[\n  a, b, x, y\n]'],
  ] as const) {
    it(JSON.stringify(text), () => {
      const file = { path: 'a', text };
      const items = [...text.matchAll(/\b[ab]\b/g)].map(({ index }) => ({ start: index, end: index + 1 }));
      const edits = appendToList(file, { start: 0, end: text.length }, items, ['x', 'y']);
      assert.equal(applyEdits(text, edits), expected);
    });
  }
});

it('what a neighbour has comes in its order, the rest behind what it usually follows', () => {
  const usual = ['a', 'b', 'c', 'd'];
  const like = (...neighbour: string[]): string => orderedLike(usual, (item) => item, neighbour).join('');
  assert.equal(like(), 'abcd');
  assert.equal(like('d', 'c', 'b', 'a'), 'dcba');
  assert.equal(like('c', 'a'), 'cdab');
});
