import type { Binary, Expression, Unary } from '../../../syntax/hcl/ast';
import type { Location } from '../../../text/source';
import type { Unknown } from '../../../values/value';
import { equal } from '../values/equal';
import { bool, number, unknownValue } from '../values/make';
import { asBool, asNumber } from '../values/primitive';
import { BOOL, NUMBER } from '../values/type';
import type { TfValue } from '../values/value';
import { attempt, fail, placeOf } from './report';
import type { Evaluate, Scope } from './scope';

export function evaluateUnary(written: Unary, scope: Scope, evaluate: Evaluate): TfValue {
  const at = placeOf(written, scope);
  if (written.operator === '-') {
    const operand = toNumber(written.operand, scope, evaluate);
    return typeof operand === 'number' ? number(-operand, at) : unknownValue(operand, NUMBER);
  }
  const operand = toBool(written.operand, scope, evaluate);
  return typeof operand === 'boolean' ? bool(!operand, at) : unknownValue(operand, BOOL);
}

export function evaluateBinary(written: Binary, scope: Scope, evaluate: Evaluate): TfValue {
  const at = placeOf(written, scope);
  switch (written.operator) {
    case '==':
    case '!=': {
      const answer = evaluateEqual(written, scope, evaluate);
      if (typeof answer !== 'boolean') return unknownValue(answer, BOOL);
      return bool(answer === (written.operator === '=='), at);
    }
    case '&&':
    case '||': {
      const left = toBool(written.left, scope, evaluate);
      const right = toBool(written.right, scope, evaluate);
      return evaluateLogic(written.operator === '||', left, right, at);
    }
    case '<':
    case '<=':
    case '>':
    case '>=':
    case '+':
    case '-':
    case '*':
    case '/':
    case '%': {
      const left = toNumber(written.left, scope, evaluate);
      const right = toNumber(written.right, scope, evaluate);
      if (typeof left !== 'number') return unknownValue(left, resultType(written.operator));
      if (typeof right !== 'number') return unknownValue(right, resultType(written.operator));
      return evaluateNumbers(written.operator, left, right, at);
    }
  }
}

/**
 * A list and a tuple are never equal, nor are a map and an object; which of the two a value is can depend on
 * something unknown that does not show in the value.
 */
function evaluateEqual(written: Binary, scope: Scope, evaluate: Evaluate): boolean | Unknown {
  const left = attempt(scope, (apart) => evaluate(written.left, apart));
  const right = attempt(scope, (apart) => evaluate(written.right, apart));
  scope.errors?.push(...left.errors, ...right.errors);
  const unknown = left.unknown ?? right.unknown;
  const structural = [left, right].every(({ value }) => 'elements' in value || 'entries' in value);
  return structural && unknown !== undefined ? unknown : equal(left.value, right.value);
}

/** One side that decides is enough: `decisive` is true for `||` and false for `&&`. */
function evaluateLogic(
  decisive: boolean,
  left: boolean | Unknown,
  right: boolean | Unknown,
  at: Location,
): TfValue {
  if (left === decisive || right === decisive) return bool(decisive, at);
  if (typeof left !== 'boolean') return unknownValue(left, BOOL);
  return typeof right === 'boolean' ? bool(!decisive, at) : unknownValue(right, BOOL);
}

type Numeric = '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | '/' | '%';

function resultType(operator: Numeric): typeof BOOL {
  return operator.startsWith('<') || operator.startsWith('>') ? BOOL : NUMBER;
}

function evaluateNumbers(operator: Numeric, left: number, right: number, at: Location): TfValue {
  switch (operator) {
    case '<':
      return bool(left < right, at);
    case '<=':
      return bool(left <= right, at);
    case '>':
      return bool(left > right, at);
    case '>=':
      return bool(left >= right, at);
    case '+':
      return finite(rounded(left + right), at);
    case '-':
      return finite(rounded(left - right), at);
    case '*':
      return finite(rounded(left * right), at);
    case '/':
      return finite(left / right, at);
    case '%':
      return finite(left % right, at);
  }
}

/** Drops the digits that only a double makes: 0.1 + 0.2 is 0.3. */
function rounded(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(15));
}

/** Terraform divides by zero and goes on with infinity, which is of no use to anybody. */
function finite(value: number, at: Location): TfValue {
  return Number.isFinite(value)
    ? number(value, at)
    : unknownValue({ reason: 'the result is no number', at }, NUMBER);
}

function toNumber(operand: Expression, scope: Scope, evaluate: Evaluate): number | Unknown {
  const value = asNumber(evaluate(operand, scope));
  if (typeof value === 'number' || value.kind === 'unknown') return value;
  return fail(value.reason, placeOf(operand, scope), scope);
}

function toBool(operand: Expression, scope: Scope, evaluate: Evaluate): boolean | Unknown {
  const value = asBool(evaluate(operand, scope));
  if (typeof value === 'boolean' || value.kind === 'unknown') return value;
  return fail(value.reason, placeOf(operand, scope), scope);
}
