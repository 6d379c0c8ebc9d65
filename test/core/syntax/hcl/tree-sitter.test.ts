import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, it } from 'node:test';
import { Language, Parser, type Node } from 'web-tree-sitter';
import { type Body, parseHcl } from '../../../../server/src/core/syntax/hcl/index';
import { Random, generateFile } from './generate';
import { readTable } from './table';

// A second opinion on the place of every block and attribute, from a grammar that shares no code with ours.

const grammar = createRequire(import.meta.url).resolve(
  '@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-hcl.wasm',
);

/** Where blocks and attributes stand, by a parser of ours or theirs: `block 0-20`. */
type Places = string[];

function ours(text: string): Places {
  const places: Places = [];
  const visit = (body: Body): void => {
    for (const item of body.items) {
      places.push(`${item.kind} ${item.span.start}-${item.span.end}`);
      if (item.kind === 'block') visit(item.body);
    }
  };
  visit(parseHcl(text).body);
  return places;
}

function theirs(parser: Parser, text: string): Places | undefined {
  const tree = parser.parse(text);
  assert.ok(tree);
  const places: Places = [];
  const visit = (node: Node): void => {
    if (node.type === 'block' || node.type === 'attribute') {
      places.push(`${node.type} ${node.startIndex}-${node.endIndex}`);
    }
    for (const child of node.namedChildren) visit(child);
  };
  visit(tree.rootNode);
  const isBroken = tree.rootNode.hasError;
  tree.delete();
  return isBroken ? undefined : places;
}

const EXPONENT = /\b\de[+-]?\d+/gi;

/** What that grammar cannot read although it is correct. Only texts with one of these may fail there. */
const KNOWN_FAULTS = [
  { reason: 'an exponent needs a fraction in front of it: 1e3 is an error', pattern: EXPONENT },
  { reason: 'a sign in front of an escape: %%%{ is a % and an escaped %{', pattern: /([$%])\1\1\{/ },
  {
    reason: 'newlines are white space: `a = b`, then `(key) = c` in the next line, is a call of b',
    pattern: /\n\s*\(/,
  },
];

describe('HCL against tree-sitter-hcl', () => {
  const parser = loadParser();

  for (const table of ['expressions', 'templates', 'bodies']) {
    it(`agrees on every block and attribute of the table of ${table}`, async () => {
      const cases = readTable(readFileSync(new URL(`${table}.txt`, import.meta.url), 'utf8'));
      for (const { title, text } of cases) compare(await parser, text, title);
    });
  }

  it('agrees on every block and attribute of a generated corpus', async () => {
    const random = new Random(11);
    let compared = 0;
    for (let run = 0; run < 2000; run++) {
      // Without exponents: that grammar makes two items of `a = 1e3`, and often finds nothing wrong with them.
      const text = generateFile(random).replaceAll(EXPONENT, '13');
      if (compare(await parser, text, `file ${run}`)) compared++;
    }
    assert.ok(compared > 1900, `${compared} of 2000 compared`);
  });
});

async function loadParser(): Promise<Parser> {
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(await Language.load(grammar));
  return parser;
}

/** False when the text shows a known fault of the grammar. */
function compare(parser: Parser, text: string, name: string): boolean {
  const expected = theirs(parser, text);
  if (expected === undefined) {
    assert.ok(
      KNOWN_FAULTS.some(({ pattern }) => text.search(pattern) !== -1),
      `tree-sitter-hcl cannot read ${name}: ${text}`,
    );
    return false;
  }
  assert.deepEqual(ours(text), expected, name);
  return true;
}
