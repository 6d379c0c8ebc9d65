import { regionsFor, type Placement } from '../deployment/placement';
import {
  ANY_PEER,
  intersect,
  isSubset,
  NO_PEERS,
  peerTexts,
  unionAll,
  type PeerSet,
} from '../packets/peer-set';
import type { Rule } from '../policies/policy';
import type { Edition } from '../requirements/edition';
import { areStreamingPorts, streamingPeers } from '../requirements/streaming';
import type { Check } from './check';
import { outboundAllows } from './gateway-rules';
import { aboutPolicy, judgedPolicies } from './judged';
import { shorten } from './messages';
import { portText } from './missing-flows';

/** A rule for the streaming ports alone that opens them to everybody, where AWS says whom clients stream from. */
export const broadStreamingRule: Check = {
  id: 'broad-streaming-rule',
  *run(context) {
    const { edition } = context;
    for (const placement of judgedPolicies(context, 'client-network')) {
      const regions = regionsFor(placement, 'client-network');
      for (const rule of outboundAllows(placement.policy)) {
        const peers = peersThatSuffice(rule, regions, placement, edition);
        if (peers === undefined || rule.ports.kind === 'unknown') continue;
        yield {
          message: `This rule opens ${rule.ports.value.map(portText).join(' and ')} to every address. All that clients reach there are the gateways and health check servers of ${regions.join(' and ')}: ${shorten(peerTexts(peers))}. Name these instead.`,
          at: rule.at,
          ...aboutPolicy(placement, 'client-network'),
          ...(regions[0] !== undefined && regions.length === 1 && { region: regions[0] }),
          narrowing: { rule, peers },
          related: [],
        };
      }
    }
  },
};

/** Undefined where the rule is not broad, or nobody knows what would suffice. */
function peersThatSuffice(
  { ports, protocols, peers }: Rule,
  regions: readonly string[],
  { facts }: Placement,
  edition: Edition,
): PeerSet | undefined {
  if (ports.kind === 'unknown' || protocols.kind === 'unknown' || regions.length === 0) return undefined;
  if (!areStreamingPorts(ports.value, edition)) return undefined;
  const named = unionAll(peers.map(({ set }) => (set.kind === 'known' ? set.value : NO_PEERS)));
  if (!isSubset({ ...NO_PEERS, v4: ANY_PEER.v4 }, named)) return undefined;
  const families = (facts.ipFamilies ?? ['ipv4']).filter(
    (family) => family === 'ipv4' || named.v6.length > 0,
  );
  const enough = regions.map((region) => streamingPeers(ports.value, region, families, edition));
  const known = enough.filter((set) => set !== undefined);
  return known.length < enough.length ? undefined : intersect(unionAll(known), named);
}
