import type { Location } from '../text/source';
import type { Policy } from './policy';

/**
 * Marks the policies that a mistake in the text belongs to: the one in which it stands, or behind which.
 * What such a policy lacks may only have been lost in the mistake, and that has a finding already.
 * `found` are the policies of one text in its order, each with the offset at which it starts.
 */
export function blameBrokenText(
  found: readonly { readonly policy: Policy; readonly start: number }[],
  errors: readonly Location[],
): readonly Policy[] {
  if (errors.length === 0) return found.map(({ policy }) => policy);
  return found.map(({ policy, start }, index) => {
    const end = found[index + 1]?.start ?? Infinity;
    const error = errors.find(({ span }) => span.start >= start && span.start < end);
    if (error === undefined) return policy;
    const reason = 'a part of the text that it stands in cannot be read';
    return { ...policy, incomplete: { reason, at: error, silent: true } };
  });
}
