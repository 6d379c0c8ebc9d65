import type { Diagnostic } from '../checks/diagnostic';
import type { Placement } from '../deployment/placement';
import type { VpcPlacement } from '../deployment/vpcs';
import type { Unit } from '../formats/format';
import type { SourceFile } from '../text/source';
import type { Examine, Examined } from './attempt';
import type { ConfigurationPlace } from './configuration-place';
import type { Fix } from './fix';
import { correctHostBits } from './host-bits';
import { isSound, type Idea } from './idea';
import { narrow } from './narrow';
import { setRegion } from './set-region';
import { setRole } from './set-role';
import { suppress } from './suppress';

/** What is known around the findings of a run. */
export interface Surroundings {
  readonly placements: readonly (Placement | VpcPlacement)[];
  /** Undefined where there is none and the host cannot make one. */
  readonly configurationFor: (file: SourceFile) => ConfigurationPlace | undefined;
  /** Left out: all ideas are. */
  readonly isWanted?: (idea: Idea) => boolean;
}

/** Fixes that let nothing more through, the likeliest first; to be silent comes last. */
export function otherFixes(
  finding: Diagnostic,
  unit: Unit,
  before: Examined,
  examine: Examine,
  mayEdit: (file: SourceFile) => boolean,
  { placements, configurationFor, isWanted = () => true }: Surroundings,
): readonly Fix[] {
  const place = finding.policy && configurationFor(finding.policy.at.file);
  const ideas = [
    ...correctHostBits(finding),
    ...narrow(finding, unit),
    ...setRole(finding, place),
    ...setRegion(finding, placements, place),
    ...suppress(finding),
  ];
  return ideas
    .filter((idea) => isWanted(idea) && isSound(idea, finding, unit, before, examine, mayEdit))
    .flatMap(fixesOfIdea);
}

/** Whoever edits an export should know that nothing else changes by it. */
function fixesOfIdea(idea: Idea): readonly Fix[] {
  const { title, edits, preferred, creates, placeholder, commands } = idea;
  const kind = idea.refactoring === undefined ? {} : { refactoring: idea.refactoring };
  const edit: Fix = {
    kind: 'edit',
    ...kind,
    title: commands === undefined ? title : `${title}, in this export`,
    edits,
    preferred,
    ...(creates !== undefined && { creates }),
    ...(placeholder !== undefined && { placeholder }),
  };
  if (commands === undefined) return [edit];
  return [edit, { kind: 'command', ...kind, title: `Copy the AWS commands: ${title}`, commands }];
}
