import type { Problem } from '../formats/format';
import type { Check } from './check';

/** The check for one kind of malformed text: formats see these while they read, the check reports them. */
export function problemCheck(kind: Problem['kind']): Check {
  return {
    id: kind,
    *run({ problems, placements }) {
      for (const problem of problems) {
        if (problem.kind !== kind) continue;
        const placement = placements.find(
          ({ policy }) => policy.name === problem.policy && policy.at.file === problem.at.file,
        );
        yield {
          message: problem.message,
          at: problem.at,
          ...(placement !== undefined && { policy: placement.policy }),
          related: [],
        };
      }
    },
  };
}
