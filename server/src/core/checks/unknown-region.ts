import { regionsFor } from '../deployment/placement';
import { isRegional } from '../verdicts/demand';
import type { Check } from './check';

/** What a policy must let through differs by Region, and nothing says which Region it is for. */
export const unknownRegion: Check = {
  id: 'unknown-region',
  *run({ placements, vpcs, edition }) {
    for (const placement of [...placements, ...vpcs]) {
      const claim = placement.roles.find(
        ({ role }) =>
          regionsFor(placement, role).length === 0 &&
          edition.requirements.some((requirement) => requirement.role === role && isRegional(requirement)),
      );
      if (claim === undefined) continue;
      const { policy } = placement;
      yield {
        message: `The Region of ${policy.name} is not known, so what depends on it was not judged. Say it: --region, regions: in .workspaces-netlint.yaml, or a comment "workspaces-netlint: region=us-west-2" above the policy.`,
        at: policy.at,
        policy,
        role: claim.role,
        related: [],
      };
    }
  },
};
