import type { Location } from '../text/source';

/**
 * What a place in a file says, as far as it can be known without running anything.
 * An unknown is neither an error nor a pass: it widens what a policy may let through and nothing else.
 */
export type Value<T> = Known<T> | Unknown;

export interface Known<T> {
  readonly kind: 'known';
  readonly value: T;
}

export interface Unknown {
  readonly kind: 'unknown';
  /** Why, as the end of a sentence: "the entries of prefix list pl-1 are not in the files". */
  readonly reason: string;
  /** The expression that is to blame. */
  readonly at: Location;
}

export function known<T>(value: T): Known<T> {
  return { kind: 'known', value };
}

export function unknown(reason: string, at: Location): Unknown {
  return { kind: 'unknown', reason, at };
}
