import type { Diagnostic } from '../checks/diagnostic';
import { CONFIGURATION_FILE } from '../deployment/configuration';
import { addRegions } from '../deployment/edit-configuration';
import { regionsFor, type Placement } from '../deployment/placement';
import type { VpcPlacement } from '../deployment/vpcs';
import type { ConfigurationPlace } from './configuration-place';
import { directiveAbove } from './directive';
import type { Idea } from './idea';

/** More would be a list of Regions rather than an advice. */
const MOST_REGIONS = 3;

type Placed = Placement | VpcPlacement;

/** Says which Region a policy or VPC is for: those that something else in the run is for. */
export function setRegion(
  { rule, policy }: Diagnostic,
  placements: readonly Placed[],
  place: ConfigurationPlace | undefined,
): readonly Idea[] {
  const placement = placements.find((candidate) => candidate.policy === policy);
  if (rule !== 'unknown-region' || policy === undefined || placement === undefined) return [];
  const regions = regionsBeside(placement, placements).slice(0, MOST_REGIONS);
  return regions.flatMap((region): Idea[] => {
    const comment = directiveAbove(policy, `region=${region}`);
    const edits = place && addRegions(place.file, region, placement.entry);
    const shared = { preferred: false, mayBring: 'what the role asks for' } as const;
    return [
      ...(comment === undefined
        ? []
        : [
            {
              ...shared,
              title: `Set the Region ${region}, in a comment above ${policy.name}`,
              edits: [comment],
            },
          ]),
      ...(edits === undefined
        ? []
        : [
            {
              ...shared,
              title: `Set the Region ${region} in ${place?.isNew === true ? 'a new ' : ''}${CONFIGURATION_FILE}${placement.entry === undefined ? ', for all policies that it speaks of' : ''}`,
              edits,
              ...(place?.isNew === true && { creates: place.file }),
            },
          ]),
    ];
  });
}

/** The Regions of what is beside it, then of all others, the commonest first. */
function regionsBeside(placement: Placed, placements: readonly Placed[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const other of placements) {
    const stated = other.roles.flatMap(({ role }) => regionsFor(other, role));
    const own = other.policy.region?.kind === 'known' ? [other.policy.region.value] : [];
    const weight = other.unit === placement.unit ? 1000 : 1;
    for (const region of new Set([...stated, ...own])) counts.set(region, (counts.get(region) ?? 0) + weight);
  }
  return [...counts].sort((a, b) => b[1] - a[1]).map(([region]) => region);
}
