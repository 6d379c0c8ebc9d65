import { didYouMean } from '../text/nearest';
import { regionsFor } from '../deployment/placement';
import { isRegionCode, REGION_CODES } from '../requirements/regions';
import { isRegional } from '../verdicts/demand';
import type { Check } from './check';

/** The edition says nothing about a Region, or there is no such Region. */
export const unsupportedRegion: Check = {
  id: 'unsupported-region',
  *run({ placements, vpcs, edition }) {
    for (const placement of [...placements, ...vpcs]) {
      const { policy } = placement;
      for (const { role } of placement.roles) {
        if (!edition.requirements.some((requirement) => requirement.role === role && isRegional(requirement)))
          continue;
        for (const region of regionsFor(placement, role)) {
          if (edition.hasRegion(region)) continue;
          yield {
            message: isRegionCode(region)
              ? `Edition ${edition.date} has no WorkSpaces data for ${region}, so what depends on the Region was not judged. It knows ${edition.regions.map(({ code }) => code).join(', ')}.`
              : `There is no Region "${region}", so what depends on the Region was not judged.${didYouMean(region, REGION_CODES)}`,
            at: policy.at,
            policy,
            role,
            region,
            related: [],
          };
        }
      }
    }
  },
};
