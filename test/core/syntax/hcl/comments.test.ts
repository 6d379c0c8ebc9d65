import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type Item,
  commentText,
  commentsAbove,
  commentsOnLine,
  parseHcl,
} from '../../../../server/src/core/syntax/hcl/index';

const file = parseHcl(
  [
    '# far',
    '',
    '# one',
    '// two',
    '  /* three',
    '     lines */ # four',
    'a "b" { # head',
    '  c = 1 # tail',
    '  d = 2',
    '  # own',
    '  /* x */ e /* y */ = 3 // z',
    '}',
    '# not the last of a, but above f',
    'f = [ # open',
    '  # within',
    ']',
    'g = 1',
  ].join('\n'),
);

function above(item: Item | undefined): string[] {
  assert.ok(item);
  return commentsAbove(file, item).map((comment) => commentText(file, comment));
}

function beside(item: Item | undefined): string[] {
  assert.ok(item);
  return commentsOnLine(file, item).map((comment) => commentText(file, comment));
}

describe('HCL comments', () => {
  const [a, f, g] = file.body.items;
  const inside = a?.kind === 'block' ? a.body.items : [];

  it('are all there, in order, without the line end', () => {
    const source = file.comments.map(({ span }) => file.text.slice(span.start, span.end));
    assert.deepEqual(source.slice(0, 4), ['# far', '# one', '// two', '/* three\n     lines */']);
    assert.equal(source.length, 14);
    assert.deepEqual(
      file.comments.slice(0, 4).map(({ style }) => style),
      ['#', '#', '//', '/*'],
    );
  });

  it('directly above an item: any number of lines, up to a blank one', () => {
    assert.deepEqual(above(a), [' one', ' two', ' three\n     lines ', ' four']);
    assert.deepEqual(above(f), [' not the last of a, but above f']);
  });

  it('behind the item above belong to that', () => {
    assert.deepEqual(above(inside[0]), []);
    assert.deepEqual(above(inside[1]), []);
    assert.deepEqual(above(g), []);
  });

  it('above an item in a block', () => {
    assert.deepEqual(above(inside[2]), [' own']);
  });

  it('on the line where an item starts', () => {
    assert.deepEqual(beside(a), [' head']);
    assert.deepEqual(beside(inside[0]), [' tail']);
    assert.deepEqual(beside(inside[1]), []);
    assert.deepEqual(beside(inside[2]), [' x ', ' y ', ' z']);
    assert.deepEqual(beside(f), [' open']);
  });

  it('end where the line does with CRLF', () => {
    const windows = parseHcl('# a\r\nb = 1\r\n');
    const [item] = windows.body.items;
    assert.ok(item);
    assert.deepEqual(
      commentsAbove(windows, item).map((comment) => commentText(windows, comment)),
      [' a'],
    );
  });
});
