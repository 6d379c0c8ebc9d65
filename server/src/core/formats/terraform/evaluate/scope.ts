import type { Location, SourceFile } from '../../../text/source';
import type { Unknown } from '../../../values/value';
import type { Expression } from '../../../syntax/hcl/ast';
import type { TfFunction } from '../functions/function';
import type { TfValue } from '../values/value';

/** What an expression sees from where it stands. */
export interface Scope {
  /** The file of the expression; every span in it belongs to this file. */
  readonly file: SourceFile;
  /**
   * What a reference means: `root` is its first name (`var`, `local`, `aws_security_group`, `each`, …), `path` the
   * steps behind it up to the first splat. `undefined` = there is no such thing, which is an error. Finding
   * cycles is up to the resolver: it answers with an unknown. `at` is the whole reference.
   */
  resolve(root: string, path: readonly ResolvedStep[], at: Location): Resolved | undefined;
  readonly functions: ReadonlyMap<string, TfFunction>;
  /** One for all that is evaluated together, however many scopes that takes. */
  readonly budget: Budget;
  /** Collects what Terraform would refuse; where it happens the value is an unknown with the same reason. */
  readonly errors?: EvaluationError[];
  /** Collects what evaluation met that is not known, whether it shows in the value or not. For try() and can(). */
  readonly unknowns?: Unknown[];
  /** Collects values that were too big to work out. */
  readonly limits?: LimitExceeded[];
  /** The text files that the expression may ask for: file(), templatefile(), fileset(). Left out: none. */
  readonly files?: FileAccess;
  /** Where everything in the expression stands, when its text is part of no configuration: a template's caller. */
  readonly at?: Location;
}

/** Text files beside the configuration. Paths are written with `/` and as `SourceFile.path` has them. */
export interface FileAccess {
  /** The folder of the module, as path.module says it: relative paths in calls start where Terraform runs. */
  readonly folder: string;
  /** Where Terraform runs: the folder of the root module. Relative paths are taken from here. */
  readonly root: string;
  /** The text at a path, relative or as path.module makes it; undefined = not there, or not read (yet). */
  read(path: string): string | undefined;
  /** The files in a folder and below it, relative to it and in order; undefined = not there, or not read (yet). */
  list(folder: string): readonly string[] | undefined;
}

/** A step whose key has been worked out; it may be unknown. */
export type ResolvedStep =
  | { readonly kind: 'attribute'; readonly name: string; readonly at: Location }
  | { readonly kind: 'index'; readonly key: TfValue; readonly at: Location };

export interface Resolved {
  readonly value: TfValue;
  /** So many steps of the path lead to the value; the others are still to be taken, from it. */
  readonly used: number;
}

/** Counts down while expressions are evaluated. Shared and changed in place. */
export interface Budget {
  /** Steps that are left. */
  steps: number;
  /** Expressions that are being evaluated inside each other, through references too. */
  depth: number;
}

export interface EvaluationError {
  /** As the reason of an unknown: the end of a sentence. */
  readonly reason: string;
  readonly at: Location;
}

export interface LimitExceeded {
  /** As the reason of an unknown: the end of a sentence. */
  readonly reason: string;
  readonly at: Location;
}

/** Steps for everything that is evaluated together. */
export const MAX_STEPS = 1_000_000;

export { MAX_ELEMENTS } from '../values/limits';

/** Expressions inside each other, through references too, and values inside each other. */
export const MAX_DEPTH = 500;

/** How the forms of expressions evaluate what is inside them. */
export type Evaluate = (expression: Expression, scope: Scope) => TfValue;

export function newBudget(): Budget {
  return { steps: MAX_STEPS, depth: 0 };
}
