import type { Location } from '../../../text/source';
import type { Unknown } from '../../../values/value';
import { asBool } from '../values/primitive';
import type { TfValue } from '../values/value';
import { fail } from './report';
import type { Scope } from './scope';

/** A value as the answer to "if". */
export function toCondition(value: TfValue, at: Location, scope: Scope): boolean | Unknown {
  const condition = asBool(value);
  if (typeof condition === 'boolean' || condition.kind === 'unknown') return condition;
  return fail(`a condition is true or false: ${condition.reason}`, at, scope);
}
