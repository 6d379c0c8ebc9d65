import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseAllDocuments, stringify } from 'yaml';
import { MAX_TEXT } from '../../../server/src/core/syntax/limits';
import { remarksAt } from '../../../server/src/core/syntax/remarks';
import { entryOf, itemsOf, readYaml, type YamlNode } from '../../../server/src/core/syntax/yaml';
import type { Location } from '../../../server/src/core/text/source';

const read = (text: string) => readYaml({ path: 'a.yaml', text });
const textAt = ({ file, span }: Location) => file.text.slice(span.start, span.end);
const messages = (text: string) => read(text).problems.map(({ message }) => message);

function plain(node: YamlNode | undefined): unknown {
  if (node?.kind === 'map')
    return Object.fromEntries(node.entries.map(({ key, value }) => [key, plain(value)]));
  return node?.kind === 'list' ? node.items.map(plain) : node?.value;
}

function only(text: string): unknown {
  const { documents, problems } = read(text);
  assert.deepEqual(problems, []);
  return plain(documents[0]?.root);
}

describe('readYaml', () => {
  it('reads what the library reads', () => {
    const scalar = fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.boolean(), fc.constant(null));
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        scalar,
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(fc.stringMatching(/^[a-zA-Z][a-z ]{0,5}[a-z]$/), tie('value'), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(value, fc.boolean(), (expected, flow) => {
        const text = stringify(expected, { collectionStyle: flow ? 'flow' : 'any' });
        const document: unknown = parseAllDocuments(text)[0]?.toJS();
        assert.deepEqual(only(text), document);
      }),
      { numRuns: 200 },
    );
  });

  it('has places for keys, values and entries', () => {
    const text =
      '# c\r\nfirewall:\r\n  name: "x y" # side\r\n  list: [1, "b"]\r\n  none:\r\n  block: |\r\n    a\r\n';
    const root = read(text).documents[0]?.root;
    assert.ok(root?.kind === 'map');
    const firewall = entryOf(root, 'firewall');
    assert.ok(firewall?.value.kind === 'map');
    assert.equal(textAt(firewall.keyAt), 'firewall');
    const [name, list, none] = firewall.value.entries;
    assert.equal(name && textAt(name.at), 'name: "x y"');
    assert.equal(name && textAt(name.value.at), '"x y"');
    assert.deepEqual(list && itemsOf(list.value).map(({ at }) => textAt(at)), ['1', '"b"']);
    assert.equal(none && textAt(none.value.at), '');
    assert.equal(none && textAt(none.at), 'none:');
    assert.equal(entryOf(firewall.value, 'nobody'), undefined);
  });

  it('keeps how a scalar was written', () => {
    const root = read('[0x10, "4172", 8201-8250, 1.50]').documents[0]?.root;
    assert.deepEqual(root && itemsOf(root).map((item) => item.kind === 'scalar' && [item.value, item.text]), [
      [16, '0x10'],
      ['4172', '4172'],
      ['8201-8250', '8201-8250'],
      [1.5, '1.50'],
    ]);
  });

  it('resolves aliases and merge keys, and anchors that are given twice', () => {
    assert.deepEqual(only('a: &x {p: 1, q: 2}\nb: {<<: *x, q: 3}\nc:\n  - <<: [*x, {r: 4}]\n    p: 0\n'), {
      a: { p: 1, q: 2 },
      b: { q: 3, p: 1 },
      c: [{ p: 0, q: 2, r: 4 }],
    });
    assert.deepEqual(only('a: &x 1\nb: &y [*x]\nc: &x 2\nd: *y\ne: *x\n'), {
      a: 1,
      b: [1],
      c: 2,
      d: [1],
      e: 2,
    });
    assert.deepEqual(only('"<<": 1'), { '<<': 1 });
  });

  it('reads every document, and tells of the mistakes in each', () => {
    const { documents } = read('a: 1\n---\nb: [\n---\nc: 3\n');
    assert.deepEqual(
      documents.map(({ problems }) => problems.length > 0),
      [false, true, false],
    );
    assert.deepEqual([plain(documents[0]?.root), plain(documents[2]?.root)], [{ a: 1 }, { c: 3 }]);
  });

  it('says what is wrong and where', () => {
    const cases: readonly [text: string, message: RegExp, at: string][] = [
      ['a: 1\na: 2\n', /^The key "a" is here twice\./, 'a'],
      ['a: *b\n', /^There is no anchor "&b"/, '*b'],
      ['a:\n\t- b\n', /^The YAML cannot be read: /, '\t'],
      ['a: b: c\n', /^The YAML cannot be read: /, 'b'],
    ];
    for (const [text, message, at] of cases) {
      const [problem] = read(text).problems;
      assert.ok(problem, text);
      assert.equal(problem.kind, 'syntax-error');
      assert.match(problem.message, message);
      assert.ok(textAt(problem.at).startsWith(at), `${text}: ${textAt(problem.at)}`);
    }
  });

  it('ignores tags that it does not know', () => {
    assert.deepEqual(only('a: !Ref b\nc: !Sub [x, {y: 1}]\n'), { a: 'b', c: ['x', { y: 1 }] });
  });

  it('has the comments with their places, and only comments', () => {
    const { comments } = read('# one\na: "# no" ## two\nb: | # three\n  # no\nc: x#no\n---\n- 1 # four\n');
    assert.deepEqual(
      comments.map(({ text, at }) => [text, textAt(at)]),
      [
        ['one', '# one'],
        ['two', '## two'],
        ['three', '# three'],
        ['four', '# four'],
      ],
    );
  });

  it('gives comments to the line that they stand above or on', () => {
    const { comments, documents, file } = read('# a\n\n# b\nx: 1 # c\n# d\ny: 2\n');
    const root = documents[0]?.root;
    assert.ok(root?.kind === 'map');
    const of = (key: string) =>
      remarksAt(file, comments, entryOf(root, key)?.keyAt.span.start ?? 0).map(({ text }) => text);
    assert.deepEqual([of('x'), of('y')], [['a', 'b', 'c'], ['d']]);
  });

  it('stops at the limits', () => {
    const bomb = Array.from(
      { length: 9 },
      (_, i) =>
        `a${i}: &a${i} [${Array(10)
          .fill(i === 0 ? 'x' : `*a${i - 1}`)
          .join()}]`,
    );
    const over: readonly string[] = [
      '['.repeat(50_000),
      `${'['.repeat(50_000)}${']'.repeat(50_000)}`,
      '- '.repeat(50_000),
      '? '.repeat(50_000),
      '{a: '.repeat(5_000),
      Array.from({ length: 600 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
      'a: &a [*a]',
      bomb.join('\n'),
      'x'.repeat(MAX_TEXT + 1),
    ];
    for (const text of over) {
      const { documents, problems } = read(text);
      assert.deepEqual(
        problems.map(({ kind }) => kind),
        ['limit-exceeded'],
        text.slice(0, 20),
      );
      assert.ok(documents.every(({ root }) => root === undefined));
    }
    assert.deepEqual(messages(`${'['.repeat(500)}${']'.repeat(500)}`), []);
  });

  it('leaves the other documents alone when one is over a limit', () => {
    const { documents } = read('a: 1\n---\na: &a [*a]\n---\nb: 2\n');
    assert.deepEqual(
      documents.map(({ root }) => plain(root)),
      [{ a: 1 }, undefined, { b: 2 }],
    );
  });

  it('does not take quadratic time for many keys', () => {
    assert.deepEqual(messages(Array.from({ length: 20_000 }, (_, i) => `k${i}: ${i}`).join('\n')), []);
  });

  it('never throws, whatever is cut out of or put into a text', () => {
    const text =
      'a: &x [1, "b", {c: d}]\n# e\nf:\n  - g: *x\n    h: |\n      i\n  - <<: {j: k}\n---\n? l\n: m\n';
    const piece = fc.constantFrom(
      '',
      '\0',
      '\t',
      '\x02',
      '\x18',
      '\x1f',
      '\uFEFF',
      '{',
      ']',
      '"',
      "'",
      ': ',
      '- ',
      '*x',
      '&x',
      '!!',
      '%',
      '---',
      '<<: ',
      '\r',
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(text.length), fc.nat(5), piece), { minLength: 1, maxLength: 4 }),
        (edits) => {
          const changed = edits.reduce(
            (old, [at, length, put]) => old.slice(0, at) + put + old.slice(at + length),
            text,
          );
          for (const { at } of read(changed).problems) {
            assert.ok(at.span.start <= at.span.end && at.span.end <= changed.length, JSON.stringify(changed));
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
