import { grouped } from '../../../text/grouped';
import type { Expression } from '../../../syntax/hcl/ast';
import { bool, nullAt, number, string } from '../values/make';
import { ELEMENTS_EXCEEDED, MAX_ELEMENTS, MAX_TEXT, TEXT_EXCEEDED } from '../values/limits';
import { measure } from '../values/measure';
import type { TfValue } from '../values/value';
import { evaluateCall } from './call';
import { evaluateConditional } from './conditional';
import { evaluateFor } from './for';
import { evaluateObject, evaluateTuple } from './literals';
import { evaluateBinary, evaluateUnary } from './operators';
import { exceed, fail, placeOf } from './report';
import { evaluateReference } from './reference';
import type { Scope } from './scope';
import { MAX_DEPTH, MAX_STEPS } from './scope';
import { evaluateTemplate } from './template';

/**
 * The value of an expression. Total: what Terraform would refuse is an unknown with that reason and place, and
 * so is what goes beyond a limit; both are reported through the scope.
 */
export function evaluate(expression: Expression, scope: Scope): TfValue {
  if (expression.kind === 'literal') return evaluateLiteral(expression, scope);
  const { budget } = scope;
  if (budget.steps <= 0) return outOfSteps(expression, scope);
  budget.steps--;
  if (budget.depth >= MAX_DEPTH) {
    return exceed(
      `expressions lead into each other more than ${MAX_DEPTH} deep`,
      placeOf(expression, scope),
      scope,
    );
  }
  budget.depth++;
  const value = evaluateForm(expression, scope);
  budget.depth--;
  return bounded(value, expression, scope);
}

/** Said once: everything after it is out of steps too. */
function outOfSteps(expression: Expression, scope: Scope): TfValue {
  const reason = `working it out takes more than ${grouped(MAX_STEPS)} steps`;
  const at = placeOf(expression, scope);
  const first = scope.budget.steps > -Infinity;
  scope.budget.steps = -Infinity;
  return exceed(reason, at, first ? scope : { ...scope, limits: [] });
}

function evaluateForm(expression: Exclude<Expression, { kind: 'literal' }>, scope: Scope): TfValue {
  switch (expression.kind) {
    case 'missing':
      return fail('nothing is written there', placeOf(expression, scope), scope);
    case 'parentheses':
      return evaluate(expression.inner, scope);
    case 'template':
      return evaluateTemplate(expression, scope, evaluate);
    case 'variable':
    case 'traversal':
      return evaluateReference(expression, scope, evaluate);
    case 'call':
      return evaluateCall(expression, scope, evaluate);
    case 'tuple':
      return evaluateTuple(expression, scope, evaluate);
    case 'object':
      return evaluateObject(expression, scope, evaluate);
    case 'for':
      return evaluateFor(expression, scope, evaluate);
    case 'conditional':
      return evaluateConditional(expression, scope, evaluate);
    case 'binary':
      return evaluateBinary(expression, scope, evaluate);
    case 'unary':
      return evaluateUnary(expression, scope, evaluate);
  }
}

function evaluateLiteral(literal: Extract<Expression, { kind: 'literal' }>, scope: Scope): TfValue {
  const at = placeOf(literal, scope);
  const { value } = literal;
  if (value === null) return nullAt(at);
  if (typeof value === 'string') return string(value, at);
  return typeof value === 'number' ? number(value, at) : bool(value, at);
}

function bounded(value: TfValue, expression: Expression, scope: Scope): TfValue {
  const excess = excessOf(value);
  return excess === undefined ? value : exceed(excess, placeOf(expression, scope), scope);
}

function excessOf(value: TfValue): string | undefined {
  const { size, depth, text } = measure(value);
  if (depth > MAX_DEPTH) return `the value is nested more than ${MAX_DEPTH} deep`;
  if (size > MAX_ELEMENTS) return ELEMENTS_EXCEEDED;
  return text > MAX_TEXT ? TEXT_EXCEEDED : undefined;
}
