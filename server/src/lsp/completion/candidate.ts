import type { Span } from '../../core/text/source';

/** Something that could stand at the cursor. */
export interface Candidate {
  readonly label: string;
  /** What is inserted where it is not the label. */
  readonly insert?: string;
  readonly kind: 'key' | 'value' | 'address' | 'port';
  /** In a few words beside the label. */
  readonly detail?: string;
  /** Plain text. */
  readonly documentation?: string;
  /** Those that are first in the list. */
  readonly isLikely?: boolean;
}

/** Candidates for what has been typed of a word. */
export interface Completion {
  /** From the start of the word to the cursor. */
  readonly word: Span;
  readonly candidates: readonly Candidate[];
}
