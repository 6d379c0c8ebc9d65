/** One file as the linter sees it: its text is never trimmed or normalised, so offsets stay those of the disk. */
export interface SourceFile {
  /** Path relative to the working directory, with `/` on every platform. The file's identity everywhere. */
  readonly path: string;
  /** The whole text without a byte order mark. */
  readonly text: string;
}

/** A half-open range of UTF-16 offsets into a file's text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A span in a file. `span` may be computed on first use: finding a place costs more than most checks. */
export interface Location {
  readonly file: SourceFile;
  readonly span: Span;
}

/** A place for people: line and column count from 1, columns in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}
