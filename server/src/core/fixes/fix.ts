import type { Edit } from '../text/edits';
import type { SourceFile } from '../text/source';

/** A way to mend a finding, tried before it is offered. */
export type Fix = EditFix | CommandFix;

/** An edit of the files: all of its edits or none. */
export interface EditFix {
  readonly kind: 'edit';
  /** What happens: "Allow UDP 4195 to the WSP gateways of us-west-2 (1 range)". */
  readonly title: string;
  readonly edits: readonly Edit[];
  /** It changes what is not wrong: editors offer it apart from what mends. */
  readonly refactoring?: true;
  /** At most one of a finding. */
  readonly preferred: boolean;
  /** A file among those edited that is not there yet and is to be made. */
  readonly creates?: SourceFile;
  /** Words within what is inserted that a person should replace; once in all edits. */
  readonly placeholder?: string;
}

/** Commands that change what a file is an export of. Nobody runs them but the reader. */
export interface CommandFix {
  readonly kind: 'command';
  readonly title: string;
  readonly refactoring?: true;
  readonly commands: readonly string[];
}
