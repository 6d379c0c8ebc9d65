import type { Algebra, IntervalMap, Segment } from './interval-map';
import { intervalMaps, mapValues, unionInPairs, unionOfSorted } from './interval-map';
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

/** Makes a level of the map of those of the sorted boxes that stand from `start` up to `end`. */
type Level<V> = (boxes: readonly PacketBox[], start: number, end: number) => V;

function level<V>(
  rangeOf: (box: PacketBox) => PortRange,
  values: Algebra<V>,
  maps: Algebra<IntervalMap<V>>,
  valueOf: Level<V>,
): Level<IntervalMap<V>> {
  return (boxes, start, end) => {
    const segments: Segment<V>[] = [];
    for (let at = start; at < end;) {
      const box = boxes[at];
      if (box === undefined) break;
      const range = rangeOf(box);
      let next = at + 1;
      for (let same = boxes[next]; next < end && same !== undefined; same = boxes[++next]) {
        if (compareRanges(rangeOf(same), range) !== 0) break;
      }
      segments.push({ start: range.from, end: range.to + 1, value: valueOf(boxes, at, next) });
      at = next;
    }
    return unionOfSorted(segments, values, maps);
  };
}

const bySourcePort = level(
  (box) => box.sourcePorts,
  ofPeers,
  ofSourcePorts,
  (boxes, start, end) => peerSets.unionAll(boxes.slice(start, end).map((box) => box.peers)),
);
const byPort = level((box) => box.ports, ofSourcePorts, ofPorts, bySourcePort);
const byProtocol = level((box) => box.protocols, ofPorts, ofProtocols, byPort);

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
    const sorted = [...boxes].sort(byRanges);
    return new PacketSet(byProtocol(sorted, 0, sorted.length));
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
    return peerSets.unionAll(
      this.segments.flatMap(({ value: byPort }) =>
        byPort.flatMap(({ value: bySourcePort }) => bySourcePort.map(({ value }) => value)),
      ),
    );
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

/** In the order of the map: boxes of one range stand together at every level. */
function byRanges(a: PacketBox, b: PacketBox): number {
  return (
    compareRanges(a.protocols, b.protocols) ||
    compareRanges(a.ports, b.ports) ||
    compareRanges(a.sourcePorts, b.sourcePorts)
  );
}

function compareRanges(a: PortRange, b: PortRange): number {
  return a.from - b.from || a.to - b.to;
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

/** A range of whole numbers for people: `443`, `1024-65535`. */
export function rangeText({ from, to }: PortRange): string {
  return from === to ? String(from) : `${from}-${to}`;
}

function isAllPorts(ports: PortRange): boolean {
  return ports.from === ALL_PORTS.from && ports.to === ALL_PORTS.to;
}
