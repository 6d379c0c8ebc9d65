import type { Policy } from '../policies/policy';
import { MAX_PIECES, pieces } from '../policies/size';
import type { Attachment, Part, Problem, Unit } from './format';

/** The unit with the rules of policies left out that nobody could judge in reasonable time, and a word on each. */
export function withinLimits(unit: Unit): Unit {
  const replaced = new Map<Policy, Policy>();
  const problems: Problem[] = [];
  let left = MAX_PIECES;
  for (const policy of unit.policies) {
    const size = pieces(policy);
    if (size <= left) {
      left -= size;
      continue;
    }
    replaced.set(policy, {
      ...policy,
      rules: [],
      incomplete: { reason: 'its rules were left out', at: policy.at, silent: true },
    });
    problems.push({
      kind: 'limit-exceeded',
      message: `The ${policy.rules.length} rules of ${policy.name} cut each other into so many pieces of ports and addresses (over ${MAX_PIECES} in what is read together) that they were left out of the judgement. Put together rules that say the same of several ports or addresses, or lint it apart.`,
      at: policy.at,
      policy: policy.name,
    });
  }
  if (replaced.size === 0) return unit;
  const kept = (policy: Policy): Policy => replaced.get(policy) ?? policy;
  const limited = ({ policies, attachments }: Part): Part => ({
    policies: policies.map(kept),
    attachments: attachments.map((attachment) => withPolicies(attachment, kept)),
  });
  return {
    ...unit,
    ...limited(unit),
    ...(unit.parts !== undefined && { parts: unit.parts.map(limited) }),
    problems: [...unit.problems, ...problems],
  };
}

/** The attachment with other policies in the place of its own. */
function withPolicies(attachment: Attachment, kept: (policy: Policy) => Policy): Attachment {
  if (attachment.kind === 'interface') return { ...attachment, groups: attachment.groups.map(kept) };
  if (attachment.kind === 'directory-controllers') return { ...attachment, group: kept(attachment.group) };
  if (attachment.kind === 'mention') return { ...attachment, policy: kept(attachment.policy) };
  return attachment;
}
