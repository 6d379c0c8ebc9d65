import type { Policy } from '../../policies/policy';
import type { JsonDocument } from '../../syntax/json';

/**
 * Marks the policies that a mistake in the text belongs to: the one that it stands in or behind. What such
 * a policy lacks may only have been lost in the mistake, which has a finding already.
 */
export function blameBrokenText(policies: readonly Policy[], { problems }: JsonDocument): readonly Policy[] {
  const errors = problems.filter(({ kind }) => kind === 'syntax-error');
  if (errors.length === 0) return policies;
  return policies.map((policy, index) => {
    const start = policy.at.span.start;
    const end = policies[index + 1]?.at.span.start ?? Infinity;
    const error = errors.find(({ at }) => at.span.start >= start && at.span.start < end);
    if (error === undefined) return policy;
    const reason = 'the text that it stands in cannot be read';
    return { ...policy, incomplete: { reason, at: error.at, silent: true } };
  });
}
