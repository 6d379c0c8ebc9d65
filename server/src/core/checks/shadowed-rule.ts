import { shadowedRules } from '../policies/covering';
import type { Check } from './check';
import { aboutPolicy, judgedPolicies, relatedPlaces, ruleName } from './judged';

/** A rule that can never match, because rules in front of it match all that it could. */
export const shadowedRule: Check = {
  id: 'shadowed-rule',
  *run(context) {
    for (const placement of judgedPolicies(context)) {
      for (const { rule, by } of shadowedRules(placement.policy)) {
        const [first, ...others] = by;
        const front = others.length === 0 ? ruleName(first) : 'rules';
        const verb = others.length === 0 ? 'matches' : 'match';
        const opposes = by.some(({ action }) => action !== rule.action);
        yield {
          message: `This rule can never match: ${front} in front of it ${verb} everything that it could. ${
            opposes
              ? `What it is meant to ${rule.action} is ${rule.action === 'allow' ? 'denied' : 'allowed'} there, at least in part. Move it in front, or remove it.`
              : 'Remove it.'
          }`,
          at: rule.at,
          ...aboutPolicy(placement),
          related: relatedPlaces(
            by.map(({ at }) => at),
            'this rule comes first',
          ),
        };
      }
    }
  },
};
