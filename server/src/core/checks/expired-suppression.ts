import type { Check } from './check';

/** A suppression past its date: it does nothing any more. */
export const expiredSuppression: Check = {
  id: 'expired-suppression',
  *run({ suppressions }) {
    for (const { suppression, placement, state } of suppressions) {
      if (state !== 'expired') continue;
      yield {
        message: `This suppression ended with ${suppression.until ?? 'its date'} (reason: ${suppression.reason}). Mend what it hides, or give it a new date.`,
        at: suppression.at,
        policy: placement.policy,
        related: [],
      };
    }
  },
};
