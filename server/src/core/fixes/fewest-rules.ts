import { parseAddresses, toCidrs } from '../packets/cidr';
import { PacketSet, type PacketBox } from '../packets/packet-set';
import { addressPeers, ANY_PEER, intersect, union, type PeerSet } from '../packets/peer-set';

/**
 * Packets that hold these and nothing that is not needed, so that they take the fewest rules: what is open already
 * need not be cut out of a rule, which would take sixteen of them in place of one for 0.0.0.0/0.
 */
export function withFewestRules(packets: PacketSet, needed: PacketSet): PacketSet {
  const own = countOf(packets);
  if (own <= 1) return packets;
  const rounded = PacketSet.unionOf(
    packets.boxes().map((box) => ({ ...box, peers: rounding(box.peers, neededPeers(box, needed)) })),
  );
  const all = countOf(needed);
  const best = countOf(rounded);
  if (all < best && all < own) return needed;
  return best < own ? rounded : packets;
}

/** How many rules for one protocol, span of ports and peer each. */
function countOf(packets: PacketSet): number {
  return packets.boxes().reduce((sum, { peers }) => {
    const symbols = peers.symbols.allBut ? 0 : peers.symbols.names.length;
    return sum + toCidrs(peers).length + symbols;
  }, 0);
}

/** Who is needed of everything in the box. */
function neededPeers(box: PacketBox, needed: PacketSet): PeerSet {
  return needed
    .intersect(PacketSet.of({ ...box, peers: ANY_PEER }))
    .boxes()
    .map(({ peers }) => peers)
    .reduce(intersect, ANY_PEER);
}

/** A CIDR of the whole takes the place of its parts where there are several. */
function rounding(some: PeerSet, whole: PeerSet): PeerSet {
  let result = some;
  for (const cidr of toCidrs(whole)) {
    const range = parseAddresses(cidr);
    if ('error' in range) continue;
    const block = addressPeers(range);
    // Whoever a symbol stands for is within all addresses.
    const isAll = cidr.endsWith('/0');
    if (toCidrs(intersect(some, block)).length > 1) result = union(result, isAll ? whole : block);
  }
  return result;
}
