import { isInvalid, readDirective } from '../deployment/directives';
import type { Check } from './check';

/** A comment or tag for the linter that it cannot follow. It does nothing but be reported. */
export const invalidDirective: Check = {
  id: 'invalid-directive',
  *run({ placements, vpcs, strayComments }) {
    for (const { policy, invalid } of [...placements, ...vpcs]) {
      for (const { message, at } of invalid) yield { message, at, policy, related: [] };
    }
    for (const comment of strayComments) {
      const directive = readDirective(comment);
      if (directive === undefined) continue;
      const message = isInvalid(directive)
        ? directive.message
        : 'This directive stands at no policy, so it does nothing. Put it on the line directly above one.';
      yield { message, at: comment.at, related: [] };
    }
  },
};
