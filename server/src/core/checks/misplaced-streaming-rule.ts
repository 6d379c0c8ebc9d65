import { opensOnlyStreaming } from '../deployment/roles';
import { eachOnce } from '../verdicts/evidence';
import type { Check } from './check';
import { aboutPolicy, judgedPolicies, ruleName } from './judged';
import { roleReason } from './role-reason';

/** The streaming ports are opened towards WorkSpaces on the interface that no stream ever arrives on. */
export const misplacedStreamingRule: Check = {
  id: 'misplaced-streaming-rule',
  *run(context) {
    for (const placement of judgedPolicies(context, 'workspace')) {
      const { policy, roles } = placement;
      const claim = roles.find(({ role }) => role === 'workspace');
      const rules = policy.rules.filter(
        (rule) =>
          rule.action === 'allow' &&
          rule.direction.kind === 'known' &&
          rule.direction.value === 'inbound' &&
          opensOnlyStreaming(rule),
      );
      // Instances of one resource are many rules at one place.
      for (const at of eachOnce(rules.map((rule) => rule.at))) {
        const rule = rules.find((candidate) => candidate.at === at);
        if (rule === undefined) continue;
        yield {
          message: `In ${policy.name}, ${ruleName(rule)} opens ${portsOf(rule)} inbound, which does nothing: streams arrive on the management interface of a WorkSpace, which AWS controls, and never on the one that this policy stands in front of. Remove the rule; what the users need is these ports outbound in the network where they sit.`,
          at,
          ...aboutPolicy(placement, 'workspace'),
          related: claim === undefined ? [] : roleReason(claim, policy),
        };
      }
    }
  },
};

function portsOf({ ports }: Parameters<typeof opensOnlyStreaming>[0]): string {
  const numbers = ports.kind === 'known' ? ports.value.map(({ from }) => from) : [];
  return [...new Set(numbers)].sort((a, b) => a - b).join(' and ');
}
