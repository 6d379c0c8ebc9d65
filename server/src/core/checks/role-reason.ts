import type { RoleClaim } from '../deployment/roles';
import type { Related } from './diagnostic';

/** Why a policy is judged in a role that nobody stated, and where that shows. */
export function roleReason({ role, from, why, at }: RoleClaim): readonly Related[] {
  return from === 'inferred' && at !== undefined ? [{ message: `role ${role} because ${why}`, at }] : [];
}
