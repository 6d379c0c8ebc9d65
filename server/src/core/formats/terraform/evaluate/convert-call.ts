import type { Call } from '../../../syntax/hcl/ast';
import { convert } from '../values/convert';
import { readTypeConstraint } from '../values/type-constraint';
import type { TfValue } from '../values/value';
import { fail, placeOf } from './report';
import type { Evaluate, Scope } from './scope';

/** `convert(value, list(string))`: the second argument is a type as variables have it, not a value. */
export function evaluateConvert(written: Call, scope: Scope, evaluate: Evaluate): TfValue {
  const [expression, asked, ...more] = written.args;
  const at = placeOf(written, scope);
  if (expression === undefined || asked === undefined || more.length > 0) {
    return fail('convert() takes a value and a type', at, scope);
  }
  const value = evaluate(expression, scope);
  const type = readTypeConstraint(asked, (fallback) => evaluate(fallback, scope));
  if (type.kind === 'failure') {
    const reason = type.reason.charAt(0).toLowerCase() + type.reason.slice(1, -1);
    return fail(`convert(): ${reason}`, placeOf(type, scope), scope);
  }
  const converted = convert(value, type);
  if (converted.kind !== 'failure') return converted;
  return fail(`convert(): ${converted.reason}`, placeOf(expression, scope), scope);
}
