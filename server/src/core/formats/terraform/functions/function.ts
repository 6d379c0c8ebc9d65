import type { Location } from '../../../text/source';
import type { FileAccess } from '../evaluate/scope';
import type { TfType } from '../values/type';
import type { TfMap, TfObject, TfValue } from '../values/value';

/** A function of the language: pure, and total over arguments that fit its parameters. */
export interface TfFunction {
  readonly parameters: readonly Parameter[];
  /** For any number of further arguments. */
  readonly rest?: Parameter;
  /** The type of the result, where it does not depend on the arguments: for results that are unknown. */
  readonly result?: TfType;
  call(args: readonly TfValue[], context: CallContext): TfValue | Failure;
}

export interface Parameter {
  readonly name: string;
  /** Arguments are converted to it beforehand. */
  readonly type: TfType;
  /** Takes null; otherwise null is an error. */
  readonly nullable?: boolean;
  /**
   * Takes values that are unknown, or open, or hold such values. Otherwise one of them makes the result unknown.
   * In `rest` an unknown argument may stand for any number of arguments, and the function must hold for all.
   */
  readonly partial?: boolean;
}

export interface CallContext {
  /** The call: the place of every value that the function makes anew. */
  readonly at: Location;
  /** For work that the size of the arguments does not show: takes steps off the budget. */
  readonly spend: (steps: number) => void;
  /** The files beside the configuration; left out = none can be read. */
  readonly files?: FileAccess;
  /** The value of a template, in which nothing but these names has a meaning. */
  readonly render: (template: string, names: TfMap | TfObject) => TfValue | Failure;
}

/** The function cannot take these arguments. */
export interface Failure {
  readonly kind: 'failure';
  /** The end of a sentence: "the list is empty". */
  readonly reason: string;
  /** The argument to blame, from 0; left out = the call. */
  readonly argument?: number;
  /** Set when the arguments are right, but the result would be too big. */
  readonly limit?: boolean;
}

export function failure(reason: string, argument?: number): Failure {
  return { kind: 'failure', reason, ...(argument !== undefined && { argument }) };
}
