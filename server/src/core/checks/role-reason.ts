import type { RoleClaim } from '../deployment/roles';
import type { Policy } from '../policies/policy';
import type { Related } from './diagnostic';

/** Why a policy is judged in a role that nobody stated, where that shows elsewhere than in the policy itself. */
export function roleReason(
  { role, from, why, at }: RoleClaim,
  { rules, at: own }: Policy,
): readonly Related[] {
  if (from !== 'inferred' || at === undefined || at === own) return [];
  return rules.some((rule) => rule.at === at) ? [] : [{ message: `role ${role} because ${why}`, at }];
}
