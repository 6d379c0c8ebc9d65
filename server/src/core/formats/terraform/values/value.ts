import type { Location } from '../../../text/source';
import type { Unknown } from '../../../values/value';
import type { TfType } from './type';

/**
 * A Terraform value as far as the files tell. `at` is where the value itself was written, and it stays so while
 * the value travels through variables, locals and functions: that place is shown to people and edited by fixes.
 *
 * Only the part that is unknown is unknown: a list with one unknown element is a list of known length. What is
 * shown is certain, whatever the unknowns turn out to be.
 */
export type TfValue =
  TfNull | TfString | TfNumber | TfBool | TfList | TfTuple | TfSet | TfMap | TfObject | TfUnknown;

export interface TfNull {
  readonly kind: 'null';
  readonly at: Location;
}

export interface TfString {
  readonly kind: 'string';
  /** In Unicode normal form C, as in Terraform. */
  readonly value: string;
  readonly at: Location;
}

export interface TfNumber {
  readonly kind: 'number';
  /**
   * A double, where Terraform computes with 512 bits. Whole numbers are exact up to 2⁵³, and ports, counts, prefix
   * lengths and IPv4 addresses are small; beyond that, and behind the 15th digit, the last digits may differ.
   */
  readonly value: number;
  readonly at: Location;
}

export interface TfBool {
  readonly kind: 'bool';
  readonly value: boolean;
  readonly at: Location;
}

export interface TfList extends Sequence {
  readonly kind: 'list';
}

export interface TfTuple extends Sequence {
  readonly kind: 'tuple';
}

interface Sequence {
  readonly at: Location;
  readonly elements: readonly TfValue[];
  readonly open?: OpenSequence;
}

export interface TfSet {
  readonly kind: 'set';
  readonly at: Location;
  /** In Terraform's order, without duplicates. Elements that are partly unknown may turn out to be the same one. */
  readonly elements: readonly TfValue[];
  readonly open?: Open;
}

export interface TfMap extends Entries {
  readonly kind: 'map';
}

export interface TfObject extends Entries {
  readonly kind: 'object';
}

interface Entries {
  readonly at: Location;
  /** In the order of the keys (by code point), which is the order Terraform iterates in. */
  readonly entries: ReadonlyMap<string, TfValue>;
  readonly open?: OpenEntries;
}

export interface TfUnknown extends Unknown {
  /** Left out = any. The value may be null all the same. */
  readonly type?: TfType;
  /**
   * What it stands for: `aws_security_group.web.id`, `var.group_id`. Two unknowns with the same reference are the
   * same value. It is lost as soon as anything is made of the value.
   */
  readonly reference?: string;
  /** Surely neither null nor the empty text, as ids are. It goes with `reference` and is lost with it. */
  readonly present?: true;
}

/** The shown elements exist for certain, and there may be more. The reason is one of an unknown. */
export interface Open extends Omit<Unknown, 'kind'> {
  /** Each further element is like one of these or like one that is shown; left out = like anything. */
  readonly among?: readonly TfValue[];
}

export interface OpenSequence extends Open {
  /** So many of the first elements stand where they are shown; the others come somewhere behind them. */
  readonly head: number;
}

export interface OpenEntries extends Omit<Unknown, 'kind'> {
  /** Each further entry is like one of these; left out = like anything. Without a key: under any key. */
  readonly among?: readonly PossibleEntry[];
}

export interface PossibleEntry {
  readonly key?: string;
  readonly value: TfValue;
}
