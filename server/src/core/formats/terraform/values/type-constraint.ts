import type { Span } from '../../../text/source';
import type { Expression, ObjectExpression } from '../../../syntax/hcl/ast';
import type { AttributeType, TfType } from './type';
import type { TfValue } from './value';

/** What is written is no type. */
export interface TypeError {
  readonly kind: 'failure';
  /** A full sentence. */
  readonly reason: string;
  readonly span: Span;
}

/** Works out the default in `optional(type, default)`. */
export type Evaluate = (expression: Expression) => TfValue;

/** Reads the `type` of a variable: `string`, `list(object({ port = number, note = optional(string) }))`. */
export function readTypeConstraint(expression: Expression, evaluate: Evaluate): TfType | TypeError {
  if (expression.kind === 'parentheses') return readTypeConstraint(expression.inner, evaluate);
  if (expression.kind === 'variable') return readKeyword(expression.name, expression.span);
  if (expression.kind === 'literal') return readKeyword(expression.value, expression.span);
  if (expression.kind === 'call') return readConstructor(expression, evaluate);
  return wrong('A type is a keyword such as string, or a constructor such as list(string).', expression.span);
}

function wrong(reason: string, span: Span): TypeError {
  return { kind: 'failure', reason, span };
}

/** In old files the keyword stands in quotes, and list and map go without their element. */
function readKeyword(name: unknown, span: Span): TfType | TypeError {
  switch (name) {
    case 'string':
    case 'number':
    case 'bool':
    case 'any':
      return { kind: name };
    case 'list':
    case 'set':
    case 'map':
      return { kind: name, element: { kind: 'any' } };
    default:
      return wrong(`${typeof name === 'string' ? name : 'This'} is not a type.`, span);
  }
}

function readConstructor(
  call: Extract<Expression, { kind: 'call' }>,
  evaluate: Evaluate,
): TfType | TypeError {
  const [argument, ...more] = call.args;
  if (argument === undefined || more.length > 0)
    return wrong(`${call.name}() takes one argument.`, call.span);
  switch (call.name) {
    case 'list':
    case 'set':
    case 'map': {
      const element = readTypeConstraint(argument, evaluate);
      return element.kind === 'failure' ? element : { kind: call.name, element };
    }
    case 'tuple':
      return readTuple(argument, evaluate);
    case 'object':
      if (argument.kind !== 'object') return wrong('object() takes its attributes in braces.', argument.span);
      return readObject(argument, evaluate);
    case 'optional':
      return wrong('optional() stands only before an attribute of an object type.', call.span);
    default:
      return wrong(`There is no type constructor ${call.name}().`, call.nameSpan);
  }
}

function readTuple(argument: Expression, evaluate: Evaluate): TfType | TypeError {
  if (argument.kind !== 'tuple') return wrong('tuple() takes its element types in brackets.', argument.span);
  const elements: TfType[] = [];
  for (const written of argument.elements) {
    const element = readTypeConstraint(written, evaluate);
    if (element.kind === 'failure') return element;
    elements.push(element);
  }
  return { kind: 'tuple', elements };
}

function readObject(written: ObjectExpression, evaluate: Evaluate): TfType | TypeError {
  const attributes = new Map<string, AttributeType>();
  for (const { key, value } of written.entries) {
    const name = key.kind === 'name' ? key.name : key.kind === 'literal' ? key.value : undefined;
    if (typeof name !== 'string') return wrong('An attribute of an object type has a plain name.', key.span);
    const attribute = readAttribute(value, evaluate);
    if ('kind' in attribute) return attribute;
    attributes.set(name, attribute);
  }
  return { kind: 'object', attributes };
}

function readAttribute(written: Expression, evaluate: Evaluate): AttributeType | TypeError {
  if (written.kind !== 'call' || written.name !== 'optional') {
    const type = readTypeConstraint(written, evaluate);
    return type.kind === 'failure' ? type : { type };
  }
  const [argument, fallback, ...more] = written.args;
  if (argument === undefined || more.length > 0) {
    return wrong('optional() takes a type and perhaps a default.', written.span);
  }
  const type = readTypeConstraint(argument, evaluate);
  if (type.kind === 'failure') return type;
  if (fallback === undefined) return { type, optional: true };
  return { type, optional: true, default: evaluate(fallback) };
}
