import type { CheckId } from '../deployment/check-ids';
import type { Diagnostic } from '../checks/diagnostic';
import type { Unit } from '../formats/format';
import { reach } from '../policies/reach';
import type { Direction, Policy } from '../policies/policy';
import type { SourceFile } from '../text/source';
import { editFiles } from '../text/edits';
import type { Examine, Examined } from './attempt';
import type { EditFix } from './fix';

/** A way out of a finding other than to let more through, not tried yet. */
export interface Idea extends Omit<EditFix, 'kind'> {
  /** Findings that it may bring and that are no reason against it. */
  readonly mayBring: ReadonlySet<CheckId> | 'what the role asks for';
  /** Commands that do the same to what the file is an export of. */
  readonly commands?: readonly string[];
}

export const NOTHING_ELSE: ReadonlySet<CheckId> = new Set();

/** Whether, when it is carried out in memory, the finding is gone, nothing else is wrong and nothing is opened. */
export function isSound(
  idea: Idea,
  finding: Diagnostic,
  unit: Unit,
  before: Examined,
  examine: Examine,
  mayEdit: (file: SourceFile) => boolean,
): boolean {
  const isAllowed = (file: SourceFile): boolean => !unit.files.includes(file) || mayEdit(file);
  if (!idea.edits.every(({ file }) => isAllowed(file))) return false;
  const edited = editFiles(idea.edits);
  const after = edited && examine(unit, edited);
  if (after === undefined) return false;
  const known = new Set(before.diagnostics.map(({ fingerprint }) => fingerprint));
  const isWrong = ({ rule, fingerprint }: Diagnostic): boolean =>
    fingerprint === finding.fingerprint || (!known.has(fingerprint) && !isNoReason(rule, idea));
  return !after.diagnostics.some(isWrong) && opensNothing(before.unit.policies, after.unit.policies);
}

/** What a policy with a role lacks is told as soon as it has one; that a role or a comment is wrong must not be. */
function isNoReason(rule: CheckId, { mayBring }: Idea): boolean {
  return mayBring === 'what the role asks for' ? !SLIPS.has(rule) : mayBring.has(rule);
}

const SLIPS: ReadonlySet<CheckId> = new Set([
  'syntax-error',
  'limit-exceeded',
  'invalid-directive',
  'unused-suppression',
  'unsupported-region',
]);

function opensNothing(old: readonly Policy[], now: readonly Policy[]): boolean {
  return (
    old.length === now.length &&
    old.every((policy, index) => {
      const changed = now[index];
      return changed !== undefined && DIRECTIONS.every((direction) => isWithin(changed, policy, direction));
    })
  );
}

const DIRECTIONS: readonly Direction[] = ['inbound', 'outbound'];

function isWithin(now: Policy, old: Policy, direction: Direction): boolean {
  const [before, after] = [reach(old, direction), reach(now, direction)];
  return after.may.isSubsetOf(before.may) && after.must.isSubsetOf(before.must);
}
