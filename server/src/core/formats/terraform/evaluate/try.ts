import type { Call, Expression } from '../../../syntax/hcl/ast';
import type { Unknown } from '../../../values/value';
import { bool, unknownValue } from '../values/make';
import { BOOL } from '../values/type';
import type { TfValue } from '../values/value';
import { isPlainReference } from './plain-reference';
import { either } from './either';
import { type Attempt, attempt, fail, placeOf } from './report';
import type { Evaluate, Scope } from './scope';

/**
 * `try(a, b, …)`: the first that works. An unknown is no failure, but what depends on it may turn out to be one:
 * then the result is one of the values from there on.
 */
export function evaluateTry(written: Call, scope: Scope, evaluate: Evaluate): TfValue {
  const at = placeOf(written, scope);
  const doubtful: { readonly value: TfValue; readonly why: Unknown }[] = [];
  let result: TfValue | undefined;
  for (const expression of written.args) {
    const tried = attempt(scope, (apart) => evaluate(expression, apart));
    if (tried.errors.length > 0) continue;
    const { value } = tried;
    const why = doubt(tried, expression);
    if (why === undefined) {
      result = value;
      break;
    }
    doubtful.push({ value, why });
  }
  result ??= doubtful.pop()?.value;
  if (result === undefined) return fail('none of the expressions in try() works', at, scope);
  return doubtful.reduceRight((rest, { value, why }) => either(value, rest, why), result);
}

/** Why it may yet turn out that the expression does not work. */
function doubt({ value, unknown }: Attempt, expression: Expression): Unknown | undefined {
  const isThere = value.kind !== 'unknown' || value.reference !== undefined;
  return isThere && isPlainReference(expression) ? undefined : unknown;
}

/** `can(a)`: whether it works. */
export function evaluateCan(written: Call, scope: Scope, evaluate: Evaluate): TfValue {
  const at = placeOf(written, scope);
  const [expression, ...more] = written.args;
  if (expression === undefined || more.length > 0) return fail('can() takes one argument', at, scope);
  const tried = attempt(scope, (apart) => evaluate(expression, apart));
  if (tried.errors.length > 0) return bool(false, at);
  const unknown = doubt(tried, expression);
  return unknown === undefined ? bool(true, at) : unknownValue(unknown, BOOL);
}
