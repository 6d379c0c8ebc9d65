import type { Diagnostic } from '../checks/diagnostic';
import type { CheckId } from '../deployment/check-ids';
import { directiveAbove } from './directive';
import { NOTHING_ELSE, type Idea } from './idea';

/** What stands for the reason until somebody gives one. */
const REASON = 'not needed here';

/** Findings about the text or about directives themselves are to be mended. */
const TO_BE_MENDED: ReadonlySet<CheckId> = new Set([
  'syntax-error',
  'limit-exceeded',
  'invalid-directive',
  'unused-suppression',
  'expired-suppression',
]);

/** A comment above the policy that silences the finding and says why. */
export function suppress({ rule, requirement, policy }: Diagnostic): readonly Idea[] {
  if (policy === undefined || TO_BE_MENDED.has(rule)) return [];
  const about = requirement === undefined ? '' : ` requirement=${requirement}`;
  const edit = directiveAbove(policy, `disable=${rule}${about} reason="${REASON}"`);
  if (edit === undefined) return [];
  const what = requirement === undefined ? rule : `${rule} ${requirement}`;
  return [
    {
      title: `Suppress ${what} on ${policy.name}, with a reason`,
      edits: [edit],
      preferred: false,
      placeholder: REASON,
      mayBring: NOTHING_ELSE,
    },
  ];
}
