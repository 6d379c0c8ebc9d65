import type { Edit } from '../text/edits';

/** A way to mend a finding, tried before it is offered. */
export type Fix = EditFix | CommandFix;

/** An edit of the files: all of its edits or none. */
export interface EditFix {
  readonly kind: 'edit';
  /** What happens: "Allow UDP 4195 to the WSP gateways of us-west-2 (1 range)". */
  readonly title: string;
  readonly edits: readonly Edit[];
  /** At most one of a finding. */
  readonly preferred: boolean;
}

/** Commands that change what a file is an export of. Nobody runs them but the reader. */
export interface CommandFix {
  readonly kind: 'command';
  readonly title: string;
  readonly commands: readonly string[];
}
