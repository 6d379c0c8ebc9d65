import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { findNodeAtLocation, getNodeValue, parseTree, type Node } from 'jsonc-parser';
import { isList, readJson, type JsonPlace } from '../../../server/src/core/syntax/json';
import { MAX_TEXT } from '../../../server/src/core/syntax/limits';
import { remarksAt } from '../../../server/src/core/syntax/remarks';
import type { Location } from '../../../server/src/core/text/source';
import { isObject } from '../../../server/src/core/values/json-object';

const read = (text: string) => readJson({ path: 'a.json', text });
const textAt = ({ file, span }: Location) => file.text.slice(span.start, span.end);

/** Every value with the way to it. */
function* waysIn(
  value: unknown,
  place: JsonPlace,
  way: (string | number)[] = [],
): Generator<[JsonPlace, (string | number)[]]> {
  yield [place, way];
  if (isList(value))
    for (const [index, item] of value.entries()) yield* waysIn(item, place.at(index), [...way, index]);
  else if (isObject(value))
    for (const key of Object.keys(value)) yield* waysIn(value[key], place.at(key), [...way, key]);
}

/** JSON as people and tools write it: spacing and escapes vary, and names repeat. */
const jsonText = fc.letrec<{ value: string }>((tie) => {
  const space = fc.constantFrom('', ' ', '\n', '\r\n    ', '\t');
  const name = fc.constantFrom(
    '"a"',
    '"b c"',
    '"\\u0041"',
    '"q\\"[{"',
    '"\\\\"',
    '"Ä"',
    '"__proto__"',
    '"0"',
  );
  return {
    value: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(
        '0',
        '-1.5e3',
        'true',
        'false',
        'null',
        '""',
        '"x"',
        '"a\\\\"',
        '"[{,:}]"',
        '"\\""',
        '"// no"',
      ),
      fc
        .array(fc.tuple(space, tie('value'), space), { maxLength: 4 })
        .map((items) => `[${items.map((item) => item.join('')).join(',')}]`),
      fc
        .array(fc.tuple(space, name, space, fc.constant(':'), space, tie('value'), space), { maxLength: 4 })
        .map((items) => `{${items.map((item) => item.join('')).join(',')}}`),
    ),
  };
}).value;

/** What jsonc-parser finds, but of equal names the last one, as JSON.parse has it. */
function nodeAt(root: Node, way: readonly (string | number)[]): Node | undefined {
  let node: Node | undefined = root;
  for (const key of way) {
    if (typeof key === 'number') node = node && findNodeAtLocation(node, [key]);
    else node = node?.children?.filter(({ children }) => children?.[0]?.value === key).at(-1)?.children?.[1];
  }
  return node;
}

describe('readJson', () => {
  it('finds every place where jsonc-parser finds it', () => {
    fc.assert(
      fc.property(jsonText, (text) => {
        const { value, root, problems } = read(text);
        assert.deepEqual(problems, []);
        assert.deepEqual(value, JSON.parse(text));
        const tree = parseTree(text);
        assert.ok(tree);
        for (const [place, way] of waysIn(value, root)) {
          const node = nodeAt(tree, way);
          assert.ok(node, JSON.stringify(way));
          assert.deepEqual(place.span, { start: node.offset, end: node.offset + node.length });
          assert.equal(place.opening.span.start, node.offset);
          const name = node.parent?.type === 'property' ? node.parent.children?.[0] : node;
          assert.equal(place.name.span.start, name?.offset);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('finds the same in a text with comments and trailing commas', () => {
    const comment = fc.constantFrom('/* { */', '// ]\n', '/**/');
    fc.assert(
      fc.property(jsonText, comment, comment, (inner, before, after) => {
        const text = `${before}[${inner}${after},${inner},${before}]${after}`;
        const { value, root, problems } = read(text);
        assert.deepEqual(problems, []);
        const expected: unknown = JSON.parse(`[${inner},${inner}]`);
        assert.deepEqual(value, expected);
        const tree = parseTree(text, [], { allowTrailingComma: true });
        assert.ok(tree);
        for (const [place, way] of waysIn(value, root)) {
          const node = nodeAt(tree, way);
          assert.deepEqual(place.span, {
            start: node?.offset,
            end: (node?.offset ?? 0) + (node?.length ?? 0),
          });
        }
      }),
      { numRuns: 200 },
    );
  });

  it('never throws, whatever is cut out of or put into a text', () => {
    fc.assert(
      fc.property(
        jsonText,
        fc.nat(),
        fc.nat(6),
        fc.constantFrom('', '{', ']', '"', ',', ':', '\0', '\\', '/*', '\uFEFF', '[}'),
        (json, at, length, piece) => {
          const start = at % (json.length + 1);
          const text = json.slice(0, start) + piece + json.slice(start + length);
          const { value, root, problems } = read(text);
          for (const [place] of waysIn(value, root)) {
            assert.ok(place.span.start <= place.span.end && place.span.end <= text.length, text);
          }
          for (const { at: where } of problems)
            assert.ok(where.span.start <= where.span.end && where.span.end <= text.length);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('takes the last of equal names, and its place', () => {
    for (const text of ['{"a": 1, "a": 2}', '{"a": 1, "a": 2} // c']) {
      const { value, root } = read(text);
      assert.deepEqual(value, { a: 2 });
      assert.deepEqual(root.at('a').span, { start: 14, end: 15 });
    }
  });

  it('stands at the innermost value that is there when the way leads nowhere', () => {
    const { root } = read('{"a": [1, 2]}');
    assert.equal(textAt(root.at('a', 7, 'x')), '[1, 2]');
    assert.equal(textAt(root.at('b')), '{"a": [1, 2]}');
    assert.equal(textAt(root.at('a', 1)), '2');
  });

  it('says where a text stops being JSON and what is expected there', () => {
    const cases: readonly [text: string, expected: RegExp, at: string][] = [
      ['{"a": 1 "b": 2}', /a comma is expected/, '"b"'],
      ['{"a" 1}', /a colon is expected/, '1'],
      ['{"a": }', /a value is expected/, '}'],
      ['{a: 1}', /a name in double quotes|no JSON/, 'a'],
      ['{"a": [1, 2}', /closing "\]"|comma/, '}'],
      ['{"a": "x', /not closed/, '"x'],
      ['[1] [2]', /nothing is expected behind/, '['],
      ['{"a": \'x\'}', /no JSON/, "'x'"],
    ];
    for (const [text, expected, at] of cases) {
      const [problem] = read(text).problems;
      assert.ok(problem, text);
      assert.equal(problem.kind, 'syntax-error');
      assert.match(problem.message, expected, text);
      assert.equal(textAt(problem.at).slice(0, at.length), at, text);
    }
  });

  it('reads around a mistake', () => {
    const { value } = read('{"a": [1, 2], "b": , "c": {"d": 3}}');
    assert.deepEqual(value, { a: [1, 2], c: { d: 3 } });
  });

  it('is silent about a text without anything in it', () => {
    for (const text of ['', ' \r\n\t', '// nothing\n']) {
      const { value, problems } = read(text);
      assert.deepEqual([value, problems], [undefined, []], JSON.stringify(text));
    }
  });

  it('stops at the limits with a problem and nothing else', () => {
    const deep = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
    assert.deepEqual(read(deep(500)).problems, []);
    assert.deepEqual(read(`${deep(500)} // c`).problems, []);
    const over: readonly string[] = [
      deep(501),
      deep(50_000),
      `${deep(501)} // c`,
      '['.repeat(50_000),
      '{"a":'.repeat(50_000),
      '[}'.repeat(50_000),
      '// c\r[" \n'.repeat(2_000),
      `["${'x'.repeat(MAX_TEXT)}"]`,
    ];
    for (const text of over) {
      const { value, problems, root } = read(text);
      assert.equal(value, undefined);
      assert.deepEqual(
        problems.map(({ kind }) => kind),
        ['limit-exceeded'],
        text.slice(0, 20),
      );
      assert.deepEqual(root.span, { start: 0, end: 0 });
    }
    assert.equal(read(deep(501)).problems[0]?.at.span.start, 500);
  });

  it('reads one line of many megabytes', () => {
    const text = `{"a":"${'x'.repeat(12_000_000)}","b":[${'1,'.repeat(1_000_000)}2]}`;
    const { problems, root } = read(text);
    assert.deepEqual(problems, []);
    assert.equal(textAt(root.at('b', 1_000_000)), '2');
  });

  it('has the comments, without their marks and with their places', () => {
    const { comments } = read('// one\n{ /* two\n */ "a": 1 } //// three');
    assert.deepEqual(
      comments.map(({ text, at }) => [text, textAt(at)]),
      [
        ['one', '// one'],
        ['two', '/* two\n */'],
        ['three', '//// three'],
      ],
    );
  });

  it('gives comments to what they stand above or beside', () => {
    const text = [
      '// file',
      '[ // list',
      '  // one',
      '',
      '  /* two */',
      '  { "n": 1 }, // three',
      '  { // four',
      '    // inner',
      '    "n": 2 },',
      '  // five',
      '  { "n": 3 }',
      '  // end',
      ']',
    ].join('\n');
    const { comments, root, file } = read(text);
    const at = (place: Location) => remarksAt(file, comments, place.span.start).map((remark) => remark.text);
    assert.deepEqual(at(root), ['file', 'list']);
    assert.deepEqual(at(root.at(0)), ['one', 'two', 'three']);
    assert.deepEqual(at(root.at(1)), ['four']);
    assert.deepEqual(at(root.at(2)), ['five']);
  });

  it('agrees with jsonc-parser about the value of a text with mistakes', () => {
    for (const text of ['{"a": {"b": [1, {"c": 2}', '[1, 2, , 3]', '{"a": tru, "b": 1}']) {
      const tree = parseTree(text);
      assert.ok(tree);
      const expected: unknown = getNodeValue(tree);
      assert.equal(JSON.stringify(read(text).value), JSON.stringify(expected), text);
    }
  });
});
