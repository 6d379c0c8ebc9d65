import type { RoleClaim } from '../deployment/roles';
import type { Policy } from '../policies/policy';
import type { Target } from '../policies/target';
import type { Related } from './diagnostic';

/** Why something is judged in a role that nobody stated, where that shows elsewhere than in itself. */
export function roleReason(
  { role, from, why, at }: RoleClaim,
  { rules = [], at: own }: Target & Partial<Pick<Policy, 'rules'>>,
): readonly Related[] {
  if (from !== 'inferred' || at === undefined || at === own) return [];
  return rules.some((rule) => rule.at === at) ? [] : [{ message: `role ${role} because ${why}`, at }];
}
