import fc from 'fast-check';
import { fromIntervals } from '../../../server/src/core/packets/interval-set';
import type { PacketBox, PacketSet, PortRange } from '../../../server/src/core/packets/packet-set';
import { TCP, UDP } from '../../../server/src/core/packets/packet-set';
import type { PeerSet } from '../../../server/src/core/packets/peer-set';

/**
 * A world small enough to count every packet in it. A peer is an atom: an address, a symbol, or `*`, which
 * stands for all the symbols that nobody names.
 */
export const V4_COUNT = 16;
export const V6_COUNT = 4;
export const SYMBOLS = ['sg:a', 'sg:b'] as const;
/** TCP, UDP, and one that stands for all those between them: ranges hold these together or not at all. */
const PROTOCOLS = [TCP, 10, UDP] as const;
const PORT_COUNT = 16;
const SOURCE_PORT_COUNT = 4;

const atoms = [
  ...Array.from({ length: V4_COUNT }, (_, address) => `v4 ${address}`),
  ...Array.from({ length: V6_COUNT }, (_, address) => `v6 ${address}`),
  ...SYMBOLS,
  '*',
];

/** A set of packets or peers as the plain list of what is in it: the oracle that the algebra is held against. */
export type Model = ReadonlySet<string>;

/** Peers together with what is in them, worked out apart from the code under test. */
export interface PeersAndModel {
  readonly peers: PeerSet;
  readonly model: Model;
}

export interface BoxesAndModel {
  readonly boxes: readonly PacketBox[];
  readonly model: Model;
}

const intervalLists = (count: number): fc.Arbitrary<readonly (readonly [number, number])[]> =>
  fc.array(
    fc.tuple(fc.nat(count), fc.nat(count)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const),
    { maxLength: 3 },
  );

export const peersAndModel: fc.Arbitrary<PeersAndModel> = fc
  .record({
    v4: intervalLists(V4_COUNT),
    v6: intervalLists(V6_COUNT),
    names: fc.subarray([...SYMBOLS]),
    allBut: fc.boolean(),
  })
  .map(({ v4, v6, names, allBut }) => {
    const model = new Set<string>();
    for (const [start, end] of v4) for (let at = start; at < end; at++) model.add(`v4 ${at}`);
    for (const [start, end] of v6) for (let at = start; at < end; at++) model.add(`v6 ${at}`);
    for (const name of SYMBOLS) if (names.includes(name) !== allBut) model.add(name);
    if (allBut) model.add('*');
    const peers = {
      v4: fromIntervals(v4),
      v6: fromIntervals(v6.map(([start, end]) => [BigInt(start), BigInt(end)] as const)),
      symbols: { allBut, names },
    };
    return { peers, model };
  });

const rangeBelow = (count: number): fc.Arbitrary<PortRange> =>
  fc.oneof(
    { arbitrary: fc.constant({ from: 0, to: count - 1 }), weight: 2 },
    {
      arbitrary: fc
        .tuple(fc.nat(count - 1), fc.nat(count - 1))
        .map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) })),
      weight: 3,
    },
  );

const boxAndModel = fc
  .record({
    protocols: fc.constantFrom({ from: TCP, to: TCP }, { from: UDP, to: UDP }, { from: TCP, to: UDP }),
    ports: rangeBelow(PORT_COUNT),
    sourcePorts: rangeBelow(SOURCE_PORT_COUNT),
    peers: peersAndModel,
  })
  .map(({ peers: { peers, model: peerModel }, ...ranges }): BoxesAndModel => {
    const model = new Set<string>();
    for (const protocol of PROTOCOLS) {
      if (protocol < ranges.protocols.from || protocol > ranges.protocols.to) continue;
      for (let port = ranges.ports.from; port <= ranges.ports.to; port++) {
        for (let source = ranges.sourcePorts.from; source <= ranges.sourcePorts.to; source++) {
          for (const atom of peerModel) model.add(packet(protocol, port, source, atom));
        }
      }
    }
    return { boxes: [{ ...ranges, peers }], model };
  });

export const boxesAndModel: fc.Arbitrary<BoxesAndModel> = fc
  .array(boxAndModel, { maxLength: 4 })
  .map((list) => ({
    boxes: list.flatMap(({ boxes }) => boxes),
    model: new Set(list.flatMap(({ model }) => [...model])),
  }));

/** Every packet of the world, as a set. */
export const WORLD: PacketBox = {
  protocols: { from: TCP, to: UDP },
  ports: { from: 0, to: PORT_COUNT - 1 },
  sourcePorts: { from: 0, to: SOURCE_PORT_COUNT - 1 },
  peers: { v4: [0, V4_COUNT], v6: [0n, BigInt(V6_COUNT)], symbols: { allBut: true, names: [] } },
};

/** What is in a set of packets, read off its boxes. */
export function modelOf(set: PacketSet): Model {
  const model = new Set<string>();
  for (const { protocols, ports, sourcePorts, peers } of set.boxes()) {
    const inPeers = atomsOf(peers);
    for (const protocol of PROTOCOLS) {
      if (protocol < protocols.from || protocol > protocols.to) continue;
      for (let port = ports.from; port <= ports.to; port++) {
        for (let source = sourcePorts.from; source <= sourcePorts.to; source++) {
          for (const atom of inPeers) model.add(packet(protocol, port, source, atom));
        }
      }
    }
  }
  return model;
}

/** What is in a set of peers. */
export function atomsOf(peers: PeerSet): Model {
  const { v4, v6, symbols } = peers;
  return new Set(
    atoms.filter((atom) => {
      const [family, number] = atom.split(' ');
      if (family === 'v4') return isWithin(v4, Number(number));
      if (family === 'v6') return isWithin(v6.map(Number), Number(number));
      return symbols.names.includes(atom) !== symbols.allBut;
    }),
  );
}

export function modelUnion(a: Model, b: Model): Model {
  return new Set([...a, ...b]);
}

export function modelIntersect(a: Model, b: Model): Model {
  return new Set([...a].filter((item) => b.has(item)));
}

export function modelSubtract(a: Model, b: Model): Model {
  return new Set([...a].filter((item) => !b.has(item)));
}

function isWithin(boundaries: readonly number[], point: number): boolean {
  return boundaries.filter((boundary) => boundary <= point).length % 2 === 1;
}

function packet(protocol: number, port: number, source: number, atom: string): string {
  return `${protocol} ${port} ${source} ${atom}`;
}
