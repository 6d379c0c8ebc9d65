import type { SourceFile } from '../text/source';
import { attemptBeside, type Attempt, type Examine, type Examined } from './attempt';
import type { EditFix } from './fix';
import type { Proposal } from './propose';
import { quotaPassed } from './quota-passed';
import { allowText } from './title';

/**
 * A second choice where a group would pass its quota: the rules go into another group on the same interfaces, because
 * AWS counts each group for itself.
 */
export function secondGroupFix(
  proposal: Proposal,
  { changes }: Attempt,
  before: Examined,
  examine: Examine,
  mayEdit: (file: SourceFile) => boolean,
): EditFix | undefined {
  const { judgement } = proposal.finding;
  if (judgement === undefined || quotaPassed(changes, judgement) === '') return undefined;
  const found = attemptBeside(proposal, before, examine, mayEdit);
  return (
    found && {
      kind: 'edit',
      title: `${allowText(proposal, found.changes)}, in a second group ${found.added.name} on the same interfaces`,
      edits: found.edits,
      preferred: false,
    }
  );
}
