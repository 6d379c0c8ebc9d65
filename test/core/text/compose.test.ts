import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { compose } from '../../../server/src/core/text/compose';
import { applyEdits, type Edit } from '../../../server/src/core/text/edits';
import type { SourceFile } from '../../../server/src/core/text/source';

const WORDS = fc.string({ maxLength: 4 });

/** Edits of a text that do not overlap. */
function editsOf(file: SourceFile): fc.Arbitrary<readonly Edit[]> {
  const place = fc.nat(file.text.length);
  return fc.array(fc.tuple(place, place, WORDS), { maxLength: 4 }).map((drawn) => {
    const places = drawn.flatMap(([from, to]) => [from, to]).sort((a, b) => a - b);
    return drawn.map(([, , newText], index) => {
      const [start = 0, end = 0] = places.slice(2 * index, 2 * index + 2);
      return { file, span: { start, end }, newText };
    });
  });
}

function applied(file: SourceFile, edits: readonly Edit[]): SourceFile {
  const text = applyEdits(file.text, edits);
  assert.ok(text !== undefined);
  return { path: file.path, text };
}

it('edits in two rounds are edits in one', () => {
  const rounds = fc
    .string({ maxLength: 20 })
    .map((text): SourceFile => ({ path: 'a', text }))
    .chain((file) => editsOf(file).map((first) => ({ file, first, middle: applied(file, first) })))
    .chain((drawn) => editsOf(drawn.middle).map((second) => ({ ...drawn, second })));
  fc.assert(
    fc.property(rounds, ({ file, first, middle, second }) => {
      const both = compose(file, first, second);
      assert.equal(applyEdits(file.text, both), applied(middle, second).text);
      assert.ok(both.every((edit) => edit.file === file));
    }),
  );
});

it('what neither round changes is not edited', () => {
  const file = { path: 'a', text: 'one two three' };
  const first = [{ file, span: { start: 3, end: 3 }, newText: ' and' }];
  const middle = applied(file, first);
  const second = [{ file: middle, span: { start: 12, end: 12 }, newText: '!' }];
  assert.equal(middle.text, 'one and two three');
  assert.deepEqual(compose(file, first, second), [
    { file, span: { start: 3, end: 3 }, newText: ' and' },
    { file, span: { start: 8, end: 8 }, newText: '!' },
  ]);
});
