import type { Body, Expression, Step, TemplatePart } from '../../../../server/src/core/syntax/hcl/index';
import type { Span } from '../../../../server/src/core/text/source';

/** Anything with a place in the text, and what lies in it, in source order. */
export interface Node {
  readonly kind: string;
  readonly span: Span;
  readonly children: readonly Node[];
}

export function bodyNode(body: Body): Node {
  return {
    kind: 'body',
    span: body.span,
    children: body.items.map((item) => {
      if (item.kind === 'attribute') {
        return node('attribute', item.span, [
          leaf('attribute name', item.nameSpan),
          expressionNode(item.expr),
        ]);
      }
      const close = item.closeBrace === undefined ? [] : [leaf('brace', item.closeBrace)];
      return node('block', item.span, [
        node('header', item.headerSpan, [
          leaf('type', item.typeSpan),
          ...item.labels.map((label) => leaf('label', label.span)),
        ]),
        leaf('brace', item.openBrace),
        bodyNode(item.body),
        ...close,
      ]);
    }),
  };
}

function expressionNode(expr: Expression): Node {
  const { kind, span } = expr;
  switch (expr.kind) {
    case 'literal':
    case 'variable':
    case 'missing':
      return leaf(kind, span);
    case 'template':
      return node(kind, span, expr.parts.map(partNode));
    case 'traversal':
      return node(kind, span, [expressionNode(expr.root), ...expr.steps.map(stepNode)]);
    case 'call':
      return node(kind, span, [leaf('function', expr.nameSpan), ...expr.args.map(expressionNode)]);
    case 'tuple':
      return node(kind, span, expr.elements.map(expressionNode));
    case 'object':
      return node(
        kind,
        span,
        expr.entries.map((entry) =>
          node('entry', entry.span, [
            entry.key.kind === 'name' ? leaf('key', entry.key.span) : expressionNode(entry.key),
            expressionNode(entry.value),
          ]),
        ),
      );
    case 'for':
      return node(kind, span, [
        ...[expr.keyName, expr.valueName].flatMap((name) =>
          name === undefined ? [] : [leaf('name', name.span)],
        ),
        ...[expr.collection, expr.key, expr.value, expr.condition].flatMap((part) =>
          part === undefined ? [] : [expressionNode(part)],
        ),
      ]);
    case 'conditional':
      return node(kind, span, [expr.condition, expr.then, expr.else].map(expressionNode));
    case 'binary':
      return node(kind, span, [expr.left, expr.right].map(expressionNode));
    case 'unary':
      return node(kind, span, [expressionNode(expr.operand)]);
    case 'parentheses':
      return node(kind, span, [expressionNode(expr.inner)]);
  }
}

function stepNode(step: Step): Node {
  switch (step.kind) {
    case 'attribute':
      return leaf('attribute step', step.span);
    case 'index':
      return node('index step', step.span, [expressionNode(step.key)]);
    case 'splat':
      return node('splat step', step.span, step.steps.map(stepNode));
  }
}

function partNode(part: TemplatePart): Node {
  switch (part.kind) {
    case 'text':
      return leaf('text', part.span);
    case 'interpolation':
      return node('interpolation', part.span, [expressionNode(part.expr)]);
    case 'if':
      return node('if', part.span, [
        expressionNode(part.condition),
        ...[...part.then, ...part.else].map(partNode),
      ]);
    case 'for':
      return node('for directive', part.span, [expressionNode(part.collection), ...part.body.map(partNode)]);
  }
}

function node(kind: string, span: Span, children: readonly Node[]): Node {
  return { kind, span, children };
}

function leaf(kind: string, span: Span): Node {
  return { kind, span, children: [] };
}

/** The greatest number of nodes within one another. */
export function height(root: Node): number {
  let tallest = 0;
  const open = [{ node: root, depth: 1 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    tallest = Math.max(tallest, next.depth);
    for (const child of next.node.children) open.push({ node: child, depth: next.depth + 1 });
  }
  return tallest;
}
