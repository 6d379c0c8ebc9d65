import type { Location } from '../text/source';
import type { Policy } from './policy';

/** What was read from one text in spite of its mistakes. */
export interface ReadPolicies<P> {
  readonly policies: readonly Policy[];
  readonly problems: readonly P[];
}

/**
 * Marks the policies that a mistake in the text belongs to: the one in which it stands, or behind which.
 * What such a policy lacks or has malformed may only be the mistake's doing, and that has a finding already.
 * `found` are the policies of one text in its order, each with the offset at which it starts.
 */
export function blameBrokenText<P extends { readonly policy?: string }>(
  found: readonly { readonly policy: Policy; readonly start: number }[],
  problems: readonly P[],
  mistakes: readonly { readonly at: Location }[],
): ReadPolicies<P> {
  const broken = new Set<string>();
  const policies = found.map(({ policy, start }, index) => {
    const end = found[index + 1]?.start ?? Infinity;
    const mistake = mistakes.find(({ at }) => at.span.start >= start && at.span.start < end);
    if (mistake === undefined) return policy;
    broken.add(policy.name);
    const reason = 'a part of the text that it stands in cannot be read';
    return { ...policy, incomplete: { reason, at: mistake.at, silent: true } };
  });
  return { policies, problems: problems.filter(({ policy }) => policy === undefined || !broken.has(policy)) };
}
