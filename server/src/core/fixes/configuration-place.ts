import type { SourceFile } from '../text/source';

/** Where the configuration of a file stands, or would stand. */
export interface ConfigurationPlace {
  readonly file: SourceFile;
  /** The path of the file that it governs, relative to the configuration's folder, with `/`. */
  readonly path: string;
  readonly isNew: boolean;
}
