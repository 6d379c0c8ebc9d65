import type { Check } from './check';

/** An entry under `policies:` of the configuration that matches nothing, most often a name that has changed. */
export const unusedPolicyEntry: Check = {
  id: 'unused-policy-entry',
  *run({ placements, vpcs, configurations, covers }) {
    for (const configuration of configurations) {
      if (!covers(configuration)) continue;
      for (const entry of configuration.policies) {
        if ([...placements, ...vpcs].some((placement) => placement.entry === entry)) continue;
        const globs = [entry.files, entry.match].flatMap((glob) => (glob === undefined ? [] : [`"${glob}"`]));
        yield {
          message: `No policy matches ${globs.length === 0 ? 'this entry' : globs.join(' and ')}, so nothing is judged by it. Correct the globs or remove the entry.`,
          at: entry.at,
          related: [],
        };
      }
    }
  },
};
