import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type HclFile, parseHcl } from '../../../../server/src/core/syntax/hcl/index';
import { NESTING_LIMIT } from '../../../../server/src/core/syntax/hcl/scanner';
import { dumpItem } from './dump';
import { Random, generateFile } from './generate';
import { bodyNode, height } from './nodes';

const SNIPPETS = [
  '{',
  '}',
  '"',
  '(',
  ')',
  '[',
  ']',
  '=',
  '\n',
  ',',
  '.',
  '${',
  '%{',
  '~}',
  '<<E\n',
  'E\n',
  'a',
  '*',
  '/*',
  '#',
];
const MORE = [
  '?',
  ':',
  '\\',
  '\0',
  '\r',
  '\ud83d',
  'resource "a" "b" {\n',
  '\n}\n',
  'for ',
  ' in ',
  '...',
  '::',
  '%{ if x }',
  '=',
];

/** The text after a few changes of the kind that typing, merging and broken disks make. */
function mutate(random: Random, text: string): string {
  let mutated = text;
  for (let change = 1 + random.below(6); change > 0; change--) {
    const at = random.below(mutated.length + 1);
    const to = Math.min(mutated.length, at + random.below(20));
    const rest = mutated.slice(random.chance(50) ? at : to);
    const inserted = random.chance(20)
      ? mutated.slice(at, to).repeat(2)
      : random.pick([...SNIPPETS, ...MORE]);
    mutated = mutated.slice(0, at) + inserted + rest;
  }
  return mutated;
}

describe('HCL that is broken', () => {
  it('never throws, always ends, and keeps its spans within the text', () => {
    const random = new Random(1);
    for (let run = 0; run < 5000; run++) {
      const text = mutate(random, generateFile(random));
      const file = parseHcl(text);
      const root = bodyNode(file.body);
      assert.ok(height(root) < 10 * NESTING_LIMIT);
      for (const { span } of [...file.comments, ...file.errors])
        assertWithin(span, { start: 0, end: text.length });
      assertNested(root);
      assertCompleteBlocksStandAlone(file);
    }
  });

  it('is read in full when nothing is wrong with it', () => {
    const random = new Random(2);
    for (let run = 0; run < 1000; run++) {
      const text = generateFile(random);
      assert.deepEqual(parseHcl(text).errors, [], text);
    }
  });
});

/** A block that is called complete means the same when nothing is around it. */
function assertCompleteBlocksStandAlone(file: HclFile): void {
  for (const block of file.body.blocks) {
    if (!block.complete) continue;
    const alone = parseHcl(file.text.slice(block.span.start, block.span.end));
    assert.deepEqual(alone.errors, []);
    assert.deepEqual(
      alone.body.blocks.map((own) => dumpItem(own)),
      [dumpItem(block)],
    );
  }
}

interface Placed {
  readonly span: { readonly start: number; readonly end: number };
  readonly children: readonly Placed[];
}

function assertNested(root: Placed): void {
  for (const child of root.children) {
    assertWithin(child.span, root.span);
    assertNested(child);
  }
}

function assertWithin(inner: Placed['span'], outer: Placed['span']): void {
  assert.ok(inner.start <= inner.end && inner.start >= outer.start && inner.end <= outer.end);
}

describe('HCL that is nested too deeply', () => {
  const many = 20_000;
  for (const [name, text] of [
    ['parentheses', `a = ${'('.repeat(many)}${')'.repeat(many)}\nb = 1\n`],
    ['lists', `a = ${'['.repeat(many)}\nb = 1\n`],
    ['objects', `a = ${'{x='.repeat(many)}1${'}'.repeat(many)}\nb = 1\n`],
    ['signs', `a = ${'-'.repeat(many)}1\nb = 1\n`],
    ['sums', `a = 1${' + 1'.repeat(many)}\nb = 1\n`],
    ['sums in parentheses', `a = ${'('.repeat(400)}1${`${' + 1'.repeat(400)})`.repeat(400)}\nb = 1\n`],
    ['conditions', `a = ${'x ? 1 : '.repeat(many)}1\nb = 1\n`],
    ['calls', `a = ${'f('.repeat(many)}\nb = 1\n`],
    ['indexes', `a = ${'x['.repeat(many)}\nb = 1\n`],
    ['splats', `a = x${'[*]'.repeat(many)}\nb = 1\n`],
    ['templates', `a = ${'"${'.repeat(many)}\nb = 1\n`],
    ['directives', `a = "${'%{ if x }'.repeat(many)}${'%{ endif }'.repeat(many)}"\nb = 1\n`],
    ['blocks', `${'a {\n'.repeat(many)}${'}\n'.repeat(many)}b = 1\n`],
    ['unclosed blocks', `${'a "b" {\n  '.repeat(many)}\n`],
  ] as const) {
    it(`${name}: an error, and nothing else is lost`, () => {
      const file = parseHcl(text);
      assert.ok(file.errors.some(({ kind }) => kind === 'limit'));
      assert.ok(height(bodyNode(file.body)) < 4 * NESTING_LIMIT);
      if (name !== 'unclosed blocks') assert.equal(file.body.attributes.at(-1)?.name, 'b');
    });
  }

  it('a nesting just within the limit is read', () => {
    const depth = NESTING_LIMIT - 2;
    assert.deepEqual(parseHcl(`a = ${'('.repeat(depth)}1${')'.repeat(depth)}\n`).errors, []);
    assert.deepEqual(parseHcl(`a = 1${' + 1'.repeat(depth)}\n`).errors, []);
  });
});
