import type { Location, Span } from '../../../text/source';
import type { Unknown } from '../../../values/value';
import { firstUnknown } from '../values/known';
import { unknownValue } from '../values/make';
import type { TfUnknown, TfValue } from '../values/value';
import type { EvaluationError, Scope } from './scope';

/** A node's place. */
export function placeOf(node: { readonly span: Span }, scope: Scope): Location {
  return scope.at ?? { file: scope.file, span: node.span };
}

/** Terraform would refuse this: the value is unknown for that reason, and the error is on record. */
export function fail(reason: string, at: Location, scope: Scope): TfUnknown {
  scope.errors?.push({ reason, at });
  return unknownValue({ reason, at });
}

/** Right or wrong, this is too big to work out. */
export function exceed(reason: string, at: Location, scope: Scope): TfUnknown {
  scope.limits?.push({ reason, at });
  return unknownValue({ reason, at });
}

/** Puts on record that something about a value is not known. */
export function noteUnknown(value: TfValue, scope: Scope): void {
  const unknown = scope.unknowns === undefined ? undefined : firstUnknown(value);
  if (unknown !== undefined) scope.unknowns?.push(unknown);
}

export interface Attempt {
  readonly value: TfValue;
  readonly errors: readonly EvaluationError[];
  /** Something that is not known and that the value, or whether there is one, depends on. */
  readonly unknown: Unknown | undefined;
}

/** Evaluates apart: the errors come back with the value and nobody else hears of them. */
export function attempt(scope: Scope, work: (apart: Scope) => TfValue): Attempt {
  const errors: EvaluationError[] = [];
  const unknowns: Unknown[] = [];
  const value = work({ ...scope, errors, unknowns });
  // An error stays one, whatever the unknowns turn out to be.
  const unknown = errors.length > 0 ? undefined : (unknowns[0] ?? firstUnknown(value));
  if (unknown !== undefined) scope.unknowns?.push(unknown);
  return { value, errors, unknown };
}

/** A scope in which some more names mean something; they hide outer ones. */
export function withNames(scope: Scope, names: ReadonlyMap<string, TfValue>): Scope {
  return {
    ...scope,
    resolve(root, path, at) {
      const value = names.get(root);
      return value === undefined ? scope.resolve(root, path, at) : { value, used: 0 };
    },
  };
}
