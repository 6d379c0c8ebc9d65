import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseAddresses } from '../../../server/src/core/packets/cidr';
import type { PacketBox, PortRange } from '../../../server/src/core/packets/packet-set';
import {
  ALL_PORTS,
  ALL_PROTOCOLS,
  ICMP,
  PacketSet,
  TCP,
  UDP,
} from '../../../server/src/core/packets/packet-set';
import type { PeerSet } from '../../../server/src/core/packets/peer-set';
import {
  addressPeers,
  ANY_PEER,
  ANY_V4,
  equals,
  isSubset,
  NO_PEERS,
  subtract,
  symbolPeers,
  union,
} from '../../../server/src/core/packets/peer-set';
import type { Model } from './universe';
import {
  atomsOf,
  boxesAndModel,
  modelIntersect,
  modelOf,
  modelSubtract,
  modelUnion,
  WORLD,
} from './universe';

const sets = boxesAndModel.map(({ boxes }) => PacketSet.unionOf(boxes));
const world = PacketSet.of(WORLD);
const complement = (set: PacketSet) => world.subtract(set);

function assertSame(actual: PacketSet, expected: PacketSet): void {
  assert.equal(actual.toString(), expected.toString());
  assert.ok(actual.equals(expected));
  assert.deepEqual(actual.boxes(), expected.boxes());
}

function assertHolds(set: PacketSet, model: Model): void {
  assert.deepEqual([...modelOf(set)].sort(), [...model].sort());
}

describe('packet set against brute force', () => {
  it('computes what sets of packets compute', () => {
    fc.assert(
      fc.property(boxesAndModel, boxesAndModel, (a, b) => {
        const setA = PacketSet.unionOf(a.boxes);
        const setB = PacketSet.unionOf(b.boxes);
        const onlyInA = modelSubtract(a.model, b.model);
        const inBoth = modelIntersect(a.model, b.model);
        assertHolds(setA, a.model);
        assertHolds(setA.union(setB), modelUnion(a.model, b.model));
        assertHolds(setA.intersect(setB), inBoth);
        assertHolds(setA.subtract(setB), onlyInA);
        assert.equal(setA.isSubsetOf(setB), onlyInA.size === 0);
        assert.equal(setA.overlaps(setB), inBoth.size > 0);
        assert.equal(setA.equals(setB), onlyInA.size === 0 && a.model.size === b.model.size);
        assert.equal(setA.isEmpty(), a.model.size === 0);
      }),
      { numRuns: 200 },
    );
  });

  it('knows all the peers of a set', () => {
    fc.assert(
      fc.property(boxesAndModel, ({ boxes, model }) => {
        const peers = new Set([...model].map((packet) => packet.split(' ').slice(3).join(' ')));
        assert.deepEqual([...atomsOf(PacketSet.unionOf(boxes).peers())].sort(), [...peers].sort());
      }),
    );
  });
});

describe('packet set as an algebra', () => {
  it('is commutative, associative and distributive', () => {
    fc.assert(
      fc.property(sets, sets, sets, (a, b, c) => {
        assertSame(a.union(b), b.union(a));
        assertSame(a.intersect(b), b.intersect(a));
        assertSame(a.union(b).union(c), a.union(b.union(c)));
        assertSame(a.intersect(b).intersect(c), a.intersect(b.intersect(c)));
        assertSame(a.intersect(b.union(c)), a.intersect(b).union(a.intersect(c)));
        assertSame(a.union(b.intersect(c)), a.union(b).intersect(a.union(c)));
        assertSame(a.subtract(b).subtract(c), a.subtract(b.union(c)));
      }),
    );
  });

  it('obeys De Morgan', () => {
    fc.assert(
      fc.property(sets, sets, (a, b) => {
        assertSame(complement(a.union(b)), complement(a).intersect(complement(b)));
        assertSame(complement(a.intersect(b)), complement(a).union(complement(b)));
        assertSame(complement(complement(a)), a);
      }),
    );
  });

  it('splits a set into what another has and what it has not', () => {
    fc.assert(
      fc.property(sets, sets, (a, b) => {
        const rest = a.subtract(b);
        assert.ok(!rest.overlaps(b));
        assert.ok(rest.intersect(b).isEmpty());
        assert.ok(rest.isSubsetOf(a));
        assertSame(a.intersect(b).union(rest), a);
        assert.equal(a.isSubsetOf(b), rest.isEmpty());
        assert.equal(a.overlaps(b), !a.intersect(b).isEmpty());
        assert.equal(a.isSubsetOf(b), a.union(b).equals(b));
      }),
    );
  });

  it('has neutral elements', () => {
    fc.assert(
      fc.property(sets, (a) => {
        assertSame(a.union(PacketSet.none), a);
        assertSame(a.intersect(PacketSet.all), a);
        assertSame(a.union(a), a);
        assert.ok(a.subtract(a).isEmpty());
        assert.ok(a.subtract(PacketSet.all).isEmpty());
        assert.ok(a.isSubsetOf(PacketSet.all));
        assert.ok(PacketSet.none.isSubsetOf(a));
        assertSame(PacketSet.all.subtract(PacketSet.all.subtract(a)), a);
      }),
    );
  });

  it('has one form and one text for equal sets, however they came about', () => {
    fc.assert(
      fc.property(boxesAndModel, sets, ({ boxes }, other) => {
        const set = PacketSet.unionOf(boxes);
        assertSame(PacketSet.unionOf([...boxes].reverse()), set);
        assertSame(PacketSet.unionOf(set.boxes()), set);
        assertSame(set.subtract(other).union(set.intersect(other)), set);
        assert.equal(set.toString() === other.toString(), set.equals(other));
      }),
    );
  });

  it('lists disjoint boxes in order of protocol, port and source port', () => {
    fc.assert(
      fc.property(sets, (set) => {
        const boxes = set.boxes();
        const places = boxes.map(({ protocols, ports, sourcePorts }) => [protocols, ports, sourcePorts]);
        const inOrder = [...places].sort((x, y) => {
          const differing = x.findIndex((range, index) => range.from !== y[index]?.from);
          return (x[differing]?.from ?? 0) - (y[differing]?.from ?? 0);
        });
        assert.deepEqual(places, inOrder);
        boxes.forEach((box, index) => {
          assert.ok(!isEmptyPeers(box.peers));
          for (const later of boxes.slice(index + 1)) {
            assert.ok(!PacketSet.of(box).overlaps(PacketSet.of(later)));
          }
        });
      }),
    );
  });
});

describe('packet set from many boxes', () => {
  it('is the same in bulk as one by one', () => {
    fc.assert(
      fc.property(fc.array(boxesAndModel, { maxLength: 6 }), (list) => {
        const boxes = list.flatMap((item) => item.boxes);
        const oneByOne = boxes.reduce((set, box) => set.union(PacketSet.of(box)), PacketSet.none);
        assertSame(PacketSet.unionOf(boxes), oneByOne);
        assertSame(PacketSet.unionAll(list.map((item) => PacketSet.unionOf(item.boxes))), oneByOne);
      }),
    );
  });

  it('is the same in bulk as one by one for a thousand rules over the whole space', () => {
    const ports = fc
      .tuple(fc.nat(300), fc.nat(40))
      .map(([from, more]) => ({ from: from * 200, to: from * 200 + more }));
    const networks = fc
      .tuple(fc.nat(0xffffffff), fc.integer({ min: 20, max: 32 }))
      .map(([address, length]) => {
        const size = 2 ** (32 - length);
        const start = address - (address % size);
        return addressPeers({ family: 4, start, end: start + size });
      });
    const rules = fc.array(
      fc.record({ protocol: fc.constantFrom(TCP, UDP), ports, peers: networks }).map((rule) => box(rule)),
      { minLength: 1000, maxLength: 1000 },
    );
    fc.assert(
      fc.property(rules, (boxes) => {
        const oneByOne = boxes.reduce((set, next) => set.union(PacketSet.of(next)), PacketSet.none);
        const bulk = PacketSet.unionOf(boxes);
        assert.ok(bulk.equals(oneByOne));
        assert.ok(boxes.every((next) => PacketSet.of(next).isSubsetOf(bulk)));
      }),
      { numRuns: 3 },
    );
  });

  it('takes a range that ends before it starts for empty', () => {
    assert.ok(PacketSet.of(box({ ports: { from: 5, to: 4 } })).isEmpty());
    assert.ok(PacketSet.of(box({ peers: NO_PEERS })).isEmpty());
    assert.ok(PacketSet.of().isEmpty());
  });
});

describe('packet set by its peers', () => {
  const web = PacketSet.of(
    box({ ports: { from: 443, to: 443 }, peers: ANY_V4 }),
    box({ ports: { from: 80, to: 80 }, peers: network('10.0.0.0/8') }),
  );

  it('tells the ports whose peers satisfy a condition', () => {
    const toAny = web.where((peers) => isSubset(ANY_V4, peers));
    assertSame(toAny, PacketSet.of(box({ ports: { from: 443, to: 443 } })));
    assert.ok(web.where(() => false).isEmpty());
  });

  it('does not ask about ports that nobody may use', () => {
    const asked: PeerSet[] = [];
    web.where((peers) => {
      asked.push(peers);
      return true;
    });
    assert.equal(asked.length, 2);
    assert.ok(PacketSet.none.where(() => true).isEmpty());
  });

  it('changes peers and stays canonical', () => {
    const opened = PacketSet.of(
      box({ ports: { from: 1, to: 5 }, peers: network('10.0.0.0/9') }),
      box({ ports: { from: 6, to: 9 }, peers: network('10.128.0.0/9') }),
    ).mapPeers((peers) => union(peers, network('10.0.0.0/8')));
    assertSame(opened, PacketSet.of(box({ ports: { from: 1, to: 9 }, peers: network('10.0.0.0/8') })));
    const narrowed = web.mapPeers((peers) => subtract(peers, network('10.0.0.0/8')));
    assert.deepEqual(
      narrowed.boxes().map((left) => left.ports),
      [{ from: 443, to: 443 }],
    );
  });

  it('collects the peers of all its packets', () => {
    assert.ok(equals(web.peers(), ANY_V4));
    assert.ok(equals(PacketSet.none.peers(), NO_PEERS));
  });
});

describe('packet set as text', () => {
  it('names protocols, ports, source ports and peers', () => {
    const answers = { sourcePorts: { from: 443, to: 443 }, ports: { from: 1024, to: 65535 } };
    const set = PacketSet.of(
      box({ protocol: UDP, ports: { from: 4195, to: 4195 }, peers: network('10.0.0.0/8') }),
      box({ ...answers, peers: symbolPeers('sg:a', 'prefix-list:pl-1') }),
      box({ protocol: ICMP }),
    );
    assert.equal(
      set.toString(),
      'icmp all with 0.0.0.0/0, ::/0, every named peer; ' +
        'tcp 1024-65535 from 443 with prefix-list:pl-1, sg:a; ' +
        'udp 4195 with 10.0.0.0/8',
    );
    assert.equal(PacketSet.none.toString(), 'nothing');
    assert.equal(
      PacketSet.of({ ...box({ peers: ANY_V4 }), protocols: ALL_PROTOCOLS }).toString(),
      'all all with 0.0.0.0/0, every named peer',
    );
    assert.equal(
      PacketSet.of({ ...box({ peers: ANY_V4 }), protocols: { from: 3, to: 4 } }).toString(),
      '3-4 all with 0.0.0.0/0, every named peer',
    );
  });
});

interface Rule {
  readonly protocol?: number;
  readonly ports?: PortRange;
  readonly sourcePorts?: PortRange;
  readonly peers?: PeerSet;
}

function box({
  protocol = TCP,
  ports = ALL_PORTS,
  sourcePorts = ALL_PORTS,
  peers = ANY_PEER,
}: Rule): PacketBox {
  return { protocols: { from: protocol, to: protocol }, ports, sourcePorts, peers };
}

function network(text: string): PeerSet {
  const range = parseAddresses(text);
  if ('error' in range) assert.fail(range.error);
  return addressPeers(range);
}

function isEmptyPeers(peers: PeerSet): boolean {
  return equals(peers, NO_PEERS);
}
