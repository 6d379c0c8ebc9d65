import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseHcl } from '../../../../server/src/core/syntax/hcl/index';
import { Random, generateFile } from './generate';
import { bodyNode, type Node } from './nodes';

describe('HCL spans', () => {
  it('are exactly what is written', () => {
    const shown = spans(
      [
        '# 😀',
        'resource "a" b { # c',
        '  x = [ 1 , "two", f( y... ) ] # tail',
        '  z = "é${ v.w[0].*.u }" ',
        '}',
        'o = { (k) = -1, n : (2 + 3) }',
        'h = <<-EOF',
        '  t',
        '  EOF',
        'c = p ? q : !r',
        'g = {for i, e in l : e => s...}',
      ].join('\n'),
    );
    assert.deepEqual(shown, [
      'block: resource "a" b { # c\n  x = [ 1 , "two", f( y... ) ] # tail\n  z = "é${ v.w[0].*.u }" \n}',
      'header: resource "a" b',
      'type: resource',
      'label: "a"',
      'label: b',
      'brace: {',
      'body:  # c\n  x = [ 1 , "two", f( y... ) ] # tail\n  z = "é${ v.w[0].*.u }" \n',
      'attribute: x = [ 1 , "two", f( y... ) ]',
      'attribute name: x',
      'tuple: [ 1 , "two", f( y... ) ]',
      'literal: 1',
      'literal: "two"',
      'call: f( y... )',
      'function: f',
      'variable: y',
      'attribute: z = "é${ v.w[0].*.u }"',
      'attribute name: z',
      'template: "é${ v.w[0].*.u }"',
      'text: é',
      'interpolation: ${ v.w[0].*.u }',
      'traversal: v.w[0].*.u',
      'variable: v',
      'attribute step: .w',
      'index step: [0]',
      'literal: 0',
      'splat step: .*.u',
      'attribute step: .u',
      'brace: }',
      'attribute: o = { (k) = -1, n : (2 + 3) }',
      'attribute name: o',
      'object: { (k) = -1, n : (2 + 3) }',
      'entry: (k) = -1',
      'parentheses: (k)',
      'variable: k',
      'unary: -1',
      'literal: 1',
      'entry: n : (2 + 3)',
      'key: n',
      'parentheses: (2 + 3)',
      'binary: 2 + 3',
      'literal: 2',
      'literal: 3',
      'attribute: h = <<-EOF\n  t\n  EOF',
      'attribute name: h',
      'template: <<-EOF\n  t\n  EOF',
      'text:   t\n',
      'attribute: c = p ? q : !r',
      'attribute name: c',
      'conditional: p ? q : !r',
      'variable: p',
      'variable: q',
      'unary: !r',
      'variable: r',
      'attribute: g = {for i, e in l : e => s...}',
      'attribute name: g',
      'for: {for i, e in l : e => s...}',
      'name: i',
      'name: e',
      'variable: l',
      'variable: e',
      'variable: s',
    ]);
  });

  it('of what is missing are empty, behind the equals sign', () => {
    assert.deepEqual(spans('a =  \nb = # none\nc = [1\n'), [
      'attribute: a =',
      'attribute name: a',
      'missing: ',
      'attribute: b =',
      'attribute name: b',
      'missing: ',
      'attribute: c = [1',
      'attribute name: c',
      'missing: [1',
    ]);
    assert.deepEqual(parseHcl('a =  \n').body.attributes[0]?.expr.span, { start: 3, end: 3 });
  });

  it('of a block that is not closed end with the last thing in it', () => {
    const { body } = parseHcl('a "x" {\n  b = 1 # tail\n\na "y" {\n}\n');
    assert.deepEqual(
      body.blocks.map(({ span, closeBrace, complete }) => [span, closeBrace, complete]),
      [
        [{ start: 0, end: 15 }, undefined, false],
        [{ start: 24, end: 33 }, { start: 32, end: 33 }, true],
      ],
    );
  });

  it('lie within one another and in order, whatever the text', () => {
    const random = new Random(3);
    for (let run = 0; run < 1000; run++) {
      const text = generateFile(random);
      const file = parseHcl(text);
      assert.deepEqual(file.errors, []);
      check(text, bodyNode(file.body));
      check(text, { kind: 'comments', span: file.body.span, children: file.comments.map(comment) });
    }
  });
});

function comment({ span }: { span: Node['span'] }): Node {
  return { kind: 'comment', span, children: [] };
}

function spans(text: string): string[] {
  const shown: string[] = [];
  const visit = (node: Node): void => {
    shown.push(`${node.kind}: ${text.slice(node.span.start, node.span.end)}`);
    node.children.forEach(visit);
  };
  bodyNode(parseHcl(text).body).children.forEach(visit);
  return shown;
}

const EMPTY = new Set(['body', 'text', 'missing', 'comments']);

function check(text: string, node: Node): void {
  const { start, end } = node.span;
  if (!EMPTY.has(node.kind)) {
    assert.ok(start < end, node.kind);
    if (node.kind !== 'text') assert.equal(text.slice(start, end).trim(), text.slice(start, end), node.kind);
  }
  let at = start;
  for (const child of node.children) {
    assert.ok(child.span.start >= at && child.span.end <= end, `${child.kind} in ${node.kind}`);
    at = child.span.end;
    check(text, child);
  }
}
