import { isSubset, NO_PEERS, unionAll } from '../packets/peer-set';
import type { Peer } from '../policies/policy';
import type { Edition } from '../requirements/edition';
import { ownersOf } from '../requirements/owners';
import type { Check } from './check';
import { namedRanges, outboundAllows } from './gateway-rules';
import { aboutPolicy, judgedPolicies, relatedPlaces } from './judged';
import { shorten } from './messages';

/** A gateway range of a Region that the policy is not for: a slip, or a Region that nobody stated. */
export const foreignRegionRange: Check = {
  id: 'foreign-region-range',
  *run(context) {
    const { edition } = context;
    for (const placement of judgedPolicies(context, 'client-network')) {
      // Regions that were concluded from the ranges themselves judge no range.
      const { regions = [] } = placement.facts;
      if (regions.length === 0 || !regions.every((region) => edition.hasRegion(region))) continue;
      const found = namedRanges(
        outboundAllows(placement.policy),
        (peer) => foreignRegion(peer, regions, edition),
        (region) => region,
      );
      for (const {
        said: [region],
        peers,
      } of found) {
        const [first, ...others] = peers;
        const one = others.length === 0;
        yield {
          message: `${shorten(peers.map(({ text }) => text))} ${one ? 'is a range' : 'are ranges'} of the streaming gateways of ${region}, and this policy is for ${regions.join(' and ')}. WorkSpaces of ${regions.join(' and ')} are never reached there. Remove ${one ? 'it' : 'them'}, or state ${region} among the Regions.`,
          at: first.at,
          ...aboutPolicy(placement, 'client-network'),
          ...(regions[0] !== undefined && regions.length === 1 && { region: regions[0] }),
          related: relatedPlaces(
            others.map(({ at }) => at),
            `a range of ${region}, too`,
          ),
        };
      }
    }
  },
};

/** The Region of a gateway range that is in none of these Regions, by no edition. */
function foreignRegion({ set }: Peer, regions: readonly string[], edition: Edition): string | undefined {
  if (set.kind === 'unknown') return undefined;
  const owners = ownersOf(set.value, edition.ipRanges);
  if (owners.length === 0 || owners.some(({ region }) => regions.includes(region))) return undefined;
  if (isSubset(set.value, unassigned(edition))) return undefined;
  return owners.find(
    (owner) =>
      owner.kind !== 'health-check' &&
      (owner.edition === edition.date || owner.edition === edition.ipRangesDate),
  )?.region;
}

/** Gateways of no known protocol: nobody can say who needs them. */
function unassigned(edition: Edition) {
  return unionAll(edition.regions.map(({ code }) => edition.table('gateways.unassigned', code) ?? NO_PEERS));
}
