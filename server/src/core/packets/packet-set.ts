import type { Algebra, IntervalMap, Segment } from './interval-map';
import { intervalMaps, mapValues, unionInPairs, unionOfSegments } from './interval-map';
import type { PeerSet } from './peer-set';
import * as peerSets from './peer-set';

/** Ports from 0 to 65535, both ends included. */
export interface PortRange {
  readonly from: number;
  readonly to: number;
}

/** IP protocol numbers from 0 to 255, both ends included. */
export interface ProtocolRange {
  readonly from: number;
  readonly to: number;
}

export const ALL_PORTS: PortRange = { from: 0, to: 65535 };
export const ALL_PROTOCOLS: ProtocolRange = { from: 0, to: 255 };
export const ICMP = 1;
export const TCP = 6;
export const UDP = 17;
export const ICMPV6 = 58;

/** Every packet of these protocols, ports, source ports and peers. A range that ends before it starts is empty. */
export interface PacketBox {
  readonly protocols: ProtocolRange;
  /** Destination ports. */
  readonly ports: PortRange;
  readonly sourcePorts: PortRange;
  readonly peers: PeerSet;
}

type BySourcePort = IntervalMap<PeerSet>;
type ByPort = IntervalMap<BySourcePort>;
type ByProtocol = IntervalMap<ByPort>;

const ofPeers: Algebra<PeerSet> = {
  none: peerSets.NO_PEERS,
  isEmpty: peerSets.isEmpty,
  equals: peerSets.equals,
  isSubset: peerSets.isSubset,
  overlaps: peerSets.overlaps,
  union: peerSets.union,
  intersect: peerSets.intersect,
  subtract: peerSets.subtract,
};
const ofSourcePorts = intervalMaps(ofPeers);
const ofPorts = intervalMaps(ofSourcePorts);
const ofProtocols = intervalMaps(ofPorts);

const PROTOCOL_NAMES: ReadonlyMap<number, string> = new Map([
  [ICMP, 'icmp'],
  [TCP, 'tcp'],
  [UDP, 'udp'],
  [ICMPV6, 'icmpv6'],
]);

/**
 * A set of packets, immutable and canonical: protocol → destination port → source port → peers, each level
 * with the fewest segments that say it. Equal sets have equal shapes and the same text.
 */
export class PacketSet {
  static readonly none = new PacketSet(ofProtocols.none);
  static readonly all = PacketSet.of({
    protocols: ALL_PROTOCOLS,
    ports: ALL_PORTS,
    sourcePorts: ALL_PORTS,
    peers: peerSets.ANY_PEER,
  });

  private constructor(private readonly segments: ByProtocol) {}

  static of(...boxes: readonly PacketBox[]): PacketSet {
    return PacketSet.unionOf(boxes);
  }

  /**
   * The union of many boxes. Most boxes differ from others in their peers only, so those are put together
   * first, where that takes one sort.
   */
  static unionOf(boxes: Iterable<PacketBox>): PacketSet {
    return new PacketSet(
      collect(
        [...boxes],
        (box) => box.protocols,
        ofPorts,
        ofProtocols,
        (ofSameProtocols) =>
          collect(
            ofSameProtocols,
            (box) => box.ports,
            ofSourcePorts,
            ofPorts,
            (ofSamePorts) =>
              collect(
                ofSamePorts,
                (box) => box.sourcePorts,
                ofPeers,
                ofSourcePorts,
                (ofSameSourcePorts) => peerSets.unionAll(ofSameSourcePorts.map((box) => box.peers)),
              ),
          ),
      ),
    );
  }

  static unionAll(sets: readonly PacketSet[]): PacketSet {
    return new PacketSet(
      unionInPairs(
        sets.map((set) => set.segments),
        ofProtocols,
      ),
    );
  }

  isEmpty(): boolean {
    return this.segments.length === 0;
  }

  union(other: PacketSet): PacketSet {
    return new PacketSet(ofProtocols.union(this.segments, other.segments));
  }

  intersect(other: PacketSet): PacketSet {
    return new PacketSet(ofProtocols.intersect(this.segments, other.segments));
  }

  subtract(other: PacketSet): PacketSet {
    return new PacketSet(ofProtocols.subtract(this.segments, other.segments));
  }

  equals(other: PacketSet): boolean {
    return ofProtocols.equals(this.segments, other.segments);
  }

  isSubsetOf(other: PacketSet): boolean {
    return ofProtocols.isSubset(this.segments, other.segments);
  }

  /** Whether the sets have a packet in common. */
  overlaps(other: PacketSet): boolean {
    return ofProtocols.overlaps(this.segments, other.segments);
  }

  /** Whether some packet of the set is in the box. */
  overlapsBox({ protocols, ports, sourcePorts, peers }: PacketBox): boolean {
    for (const protocol of this.segments) {
      if (!touches(protocol, protocols)) continue;
      for (const port of protocol.value) {
        if (!touches(port, ports)) continue;
        for (const sourcePort of port.value) {
          if (touches(sourcePort, sourcePorts) && peerSets.overlaps(sourcePort.value, peers)) return true;
        }
      }
    }
    return false;
  }

  /**
   * The protocols, ports and source ports for whose peers the condition holds, with any peer. It is not asked
   * about what nobody may use.
   */
  where(holds: (peers: PeerSet) => boolean): PacketSet {
    return this.mapPeers((peers) => (holds(peers) ? peerSets.ANY_PEER : peerSets.NO_PEERS));
  }

  /** The same protocols, ports and source ports with other peers; where that leaves nobody they fall away. */
  mapPeers(change: (peers: PeerSet) => PeerSet): PacketSet {
    return new PacketSet(
      mapValues(
        this.segments,
        (byPort) =>
          mapValues(byPort, (bySourcePort) => mapValues(bySourcePort, change, ofPeers), ofSourcePorts),
        ofPorts,
      ),
    );
  }

  /** Everybody who may be the peer of some packet of the set. */
  peers(): PeerSet {
    return peerSets.unionAll(this.boxes().map((box) => box.peers));
  }

  /** The set as disjoint boxes, ordered by protocol, then port, then source port. Equal sets give equal boxes. */
  boxes(): PacketBox[] {
    const boxes: PacketBox[] = [];
    for (const protocol of this.segments) {
      for (const port of protocol.value) {
        for (const sourcePort of port.value) {
          boxes.push({
            protocols: range(protocol),
            ports: range(port),
            sourcePorts: range(sourcePort),
            peers: sourcePort.value,
          });
        }
      }
    }
    return boxes;
  }

  /** One line that tells sets apart: `tcp 443 with 10.0.0.0/8; udp 53 from 1024-65535 with sg:a`. */
  toString(): string {
    return this.isEmpty() ? 'nothing' : this.boxes().map(boxText).join('; ');
  }
}

/** One level of the map of many boxes: all those of one range together make the value there. */
function collect<V>(
  boxes: readonly PacketBox[],
  rangeOf: (box: PacketBox) => PortRange,
  values: Algebra<V>,
  maps: Algebra<IntervalMap<V>>,
  valueOf: (boxes: readonly PacketBox[]) => V,
): IntervalMap<V> {
  const segments: Segment<V>[] = [];
  for (const group of groupsOf(boxes, rangeOf)) {
    const [first] = group;
    if (first === undefined) continue;
    const { from, to } = rangeOf(first);
    segments.push({ start: from, end: to + 1, value: valueOf(group) });
  }
  return unionOfSegments(segments, values, maps);
}

/** The boxes by their range. */
function groupsOf(
  boxes: readonly PacketBox[],
  rangeOf: (box: PacketBox) => PortRange,
): Iterable<readonly PacketBox[]> {
  const [first] = boxes;
  if (first === undefined) return [];
  const { from, to } = rangeOf(first);
  const isSame = (box: PacketBox): boolean => rangeOf(box).from === from && rangeOf(box).to === to;
  // Hardly any rule names source ports: there is nothing to divide then.
  if (boxes.every(isSame)) return [boxes];
  const groups = new Map<number, PacketBox[]>();
  for (const box of boxes) {
    const range = rangeOf(box);
    const key = range.from * 2 ** 16 + range.to;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [box]);
    else group.push(box);
  }
  return groups.values();
}

function touches(segment: Segment<unknown>, { from, to }: PortRange): boolean {
  return segment.start <= to && from < segment.end;
}

/** The range of whole numbers, both ends included, that a half-open segment stands for. */
function range(segment: Segment<unknown>): PortRange {
  return { from: segment.start, to: segment.end - 1 };
}

function boxText({ protocols, ports, sourcePorts, peers }: PacketBox): string {
  const source = isAllPorts(sourcePorts) ? '' : ` from ${rangeText(sourcePorts)}`;
  return `${protocolText(protocols)} ${isAllPorts(ports) ? 'all' : rangeText(ports)}${source} with ${peerSets.peersText(peers)}`;
}

function protocolText(protocols: ProtocolRange): string {
  if (protocols.from === ALL_PROTOCOLS.from && protocols.to === ALL_PROTOCOLS.to) return 'all';
  const name = protocols.from === protocols.to ? PROTOCOL_NAMES.get(protocols.from) : undefined;
  return name ?? rangeText(protocols);
}

function rangeText({ from, to }: PortRange): string {
  return from === to ? String(from) : `${from}-${to}`;
}

function isAllPorts(ports: PortRange): boolean {
  return ports.from === ALL_PORTS.from && ports.to === ALL_PORTS.to;
}
