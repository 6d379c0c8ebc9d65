/** A regular expression of RE2 as a tree. */
export type Node =
  | { readonly kind: 'empty' }
  | { readonly kind: 'character'; readonly matches: Matcher }
  | { readonly kind: 'assertion'; readonly what: Assertion }
  | { readonly kind: 'group'; readonly inner: Node; readonly index: number }
  | { readonly kind: 'sequence' | 'alternatives'; readonly nodes: readonly Node[] }
  | {
      readonly kind: 'repeat';
      readonly inner: Node;
      readonly min: number;
      readonly max: number;
      readonly greedy: boolean;
    };

/** Whether a code point is one of those meant. */
export type Matcher = (codePoint: number) => boolean;

export type Assertion = 'text-start' | 'text-end' | 'line-start' | 'line-end' | 'word' | 'no-word';

export interface Pattern {
  readonly kind: 'pattern';
  readonly root: Node;
  /** One for each capturing group; undefined = it has no name. */
  readonly groups: readonly (string | undefined)[];
}

/** `unsupported`: RE2 may know it, but it is not read here. */
export interface PatternError {
  readonly kind: 'invalid' | 'unsupported';
  readonly reason: string;
}
