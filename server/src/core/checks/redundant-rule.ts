import { redundantRules } from '../policies/covering';
import type { Location } from '../text/source';
import type { Check } from './check';
import { aboutPolicy, judgedPolicies, relatedPlaces, ruleName } from './judged';

/** An allow whose traffic other rules of the policy let through anyway. */
export const redundantRule: Check = {
  id: 'redundant-rule',
  *run(context) {
    for (const placement of judgedPolicies(context)) {
      // Rules that one block makes stand at one place, and are one thing to look at.
      const told: Location[] = [];
      for (const { rule, by } of redundantRules(placement.policy)) {
        if (told.some((at) => at.file === rule.at.file && at.span.start === rule.at.span.start)) continue;
        told.push(rule.at);
        const [first, ...others] = by;
        yield {
          message: `All that this rule allows is allowed by ${others.length === 0 ? nameOfOther(first) : 'others'} as well, so it changes nothing and takes a place of the quota. Remove it, or narrow what is wider.`,
          at: rule.at,
          ...aboutPolicy(placement),
          related: relatedPlaces(
            by.map(({ at }) => at),
            'this rule allows it too',
          ),
        };
      }
    }
  },
};

function nameOfOther(rule: Parameters<typeof ruleName>[0]): string {
  return rule.name === undefined ? 'another' : ruleName(rule);
}
