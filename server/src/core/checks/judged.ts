import type { Placement } from '../deployment/placement';
import type { Rule } from '../policies/policy';
import type { Role } from '../requirements/requirement';
import type { Location } from '../text/source';
import { eachOnce } from '../verdicts/evidence';
import type { CheckContext } from './check';
import type { Finding, Related } from './diagnostic';
import { MOST_RELATED } from './losses';

/**
 * The policies that have a role, or this one. Not those that a text belongs to which cannot be read: while somebody
 * types there, their rules come and go.
 */
export function judgedPolicies({ placements }: CheckContext, role?: Role): readonly Placement[] {
  return placements.filter(
    ({ policy, roles }) =>
      policy.incomplete?.silent !== true && roles.some((claim) => role === undefined || claim.role === role),
  );
}

/** What a finding about a policy says of it. */
export function aboutPolicy(
  { policy, roles }: Placement,
  role = roles[0]?.role,
): Pick<Finding, 'policy' | 'role'> {
  return { policy, ...(role !== undefined && { role }) };
}

/** Places with what they are to the finding, each once and not too many. */
export function relatedPlaces(places: readonly Location[], message: string): readonly Related[] {
  return eachOnce(places)
    .slice(0, MOST_RELATED)
    .map((at) => ({ message, at }));
}

/** How a rule is called in the middle of a sentence: `the rule "web"`, `entry 110`, `the rule`. */
export function ruleName({ name, order }: Rule): string {
  if (name !== undefined) return `the rule "${name}"`;
  return order?.kind === 'known' ? `entry ${order.value}` : 'the rule';
}
