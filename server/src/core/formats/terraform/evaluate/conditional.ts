import type { Conditional } from '../../../syntax/hcl/ast';
import { convert } from '../values/convert';
import { typeOf } from '../values/type-of';
import { unify } from '../values/unify';
import type { TfValue } from '../values/value';
import { toCondition } from './condition';
import { either } from './either';
import { attempt, fail, placeOf } from './report';
import type { Evaluate, Scope } from './scope';

/** `a ? b : c`. Both branches take part in the type of the result, and only the chosen one in the errors. */
export function evaluateConditional(written: Conditional, scope: Scope, evaluate: Evaluate): TfValue {
  const condition = toCondition(evaluate(written.condition, scope), placeOf(written.condition, scope), scope);
  const then = attempt(scope, (apart) => evaluate(written.then, apart));
  const otherwise = attempt(scope, (apart) => evaluate(written.else, apart));
  const type = unify([typeOf(then.value), typeOf(otherwise.value)]);
  if (type === undefined) {
    return fail('the two results of the conditional have no type in common', placeOf(written, scope), scope);
  }
  if (typeof condition !== 'boolean') return either(then.value, otherwise.value, condition);

  const chosen = condition ? then : otherwise;
  scope.errors?.push(...chosen.errors);
  const result = convert(chosen.value, type);
  if (result.kind !== 'failure') return result;
  return fail(`the result has the wrong type: ${result.reason}`, placeOf(written, scope), scope);
}
