import type fc from 'fast-check';

/** A part of the program, inputs for it, and what must hold for each of them. */
export interface Target {
  readonly name: string;
  readonly inputs: fc.Arbitrary<Input>;
  /** How many inputs are tried in every `npm test`: a second or two. */
  readonly fewInputs: number;
  /** The most seconds of processor time that an input may take; 5 unless it is analysed many times. */
  readonly patience?: number;
  /** Throws when something does not hold. Must leave nothing behind that the next input could notice. */
  check(input: Input): void | Promise<void>;
}

/** Plain data, so that an input which found something can be kept as a file. */
export interface Input {
  /** Texts by their paths. */
  readonly files: Readonly<Record<string, string>>;
  /** Roles that everything is judged in, as `--role` would. */
  readonly roles?: readonly string[];
  /** Changes made one after the other. */
  readonly edits?: readonly TextEdit[];
  /** For whatever else a check decides by chance. */
  readonly seed?: number;
}

/** Numbers are taken modulo what there is, so that every edit can be made in every text. */
export interface TextEdit {
  /** Which file, in the order of their names. */
  readonly file: number;
  /** UTF-16 offset. */
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
}

/** The text after an edit. */
export function edited(text: string, { at, remove, insert }: TextEdit): string {
  const start = at % (text.length + 1);
  return text.slice(0, start) + insert + text.slice(start + remove);
}
