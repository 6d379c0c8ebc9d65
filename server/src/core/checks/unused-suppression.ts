import type { Check } from './check';

/** A suppression that silences nothing: what it was for is mended, or it names the wrong thing. */
export const unusedSuppression: Check = {
  id: 'unused-suppression',
  *run({ suppressions }) {
    for (const { suppression, placement, state } of suppressions) {
      if (state !== 'unused') continue;
      const of = suppression.requirement === undefined ? '' : ` for ${suppression.requirement}`;
      yield {
        message: `${suppression.rules.join(', ')} has nothing to say${of} on ${placement.policy.name}. Remove the suppression.`,
        at: suppression.at,
        policy: placement.policy,
        related: [],
      };
    }
  },
};
