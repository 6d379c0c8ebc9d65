import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { PacketSet, type PortRange } from '../../../server/src/core/packets/packet-set';
import { ANY_PEER, type PeerSet } from '../../../server/src/core/packets/peer-set';
import type { Peer, Policy, Rule } from '../../../server/src/core/policies/policy';
import {
  closingDeny,
  reach,
  reachOfUnion,
  reachWithoutDenies,
} from '../../../server/src/core/policies/reach';
import { known, unknown, type Value } from '../../../server/src/core/values/value';
import { AT, peer, peersOf, policy, ports, rule } from '../../support/policies';

/** One packet of a universe that is small enough to try all of it. */
interface Packet {
  readonly protocol: number;
  readonly port: number;
  readonly sourcePort: number;
  readonly peer: number;
  readonly own: number;
}

const PROTOCOLS = [6, 17];
const SMALL = [0, 1, 2, 3];
const ADDRESSES = [0, 1, 2, 3, 4, 5, 6, 7];
const PACKETS: readonly Packet[] = PROTOCOLS.flatMap((protocol) =>
  SMALL.flatMap((port) =>
    [0, 1].flatMap((sourcePort) =>
      ADDRESSES.flatMap((peer) => [0, 1].map((own) => ({ protocol, port, sourcePort, peer, own }))),
    ),
  ),
);

/** A rule without unknowns, as plain data the oracle can run. */
interface Plain {
  readonly action: 'allow' | 'deny';
  readonly direction: 'inbound' | 'outbound';
  readonly protocols: readonly PortRange[];
  readonly ports: readonly PortRange[];
  readonly sourcePorts: readonly PortRange[];
  readonly peers: readonly PortRange[];
  readonly own: readonly PortRange[] | undefined;
  readonly order: number | undefined;
  readonly exists: boolean;
}

type Hidden = keyof Plain;

const range = (max: number): fc.Arbitrary<PortRange> =>
  fc
    .tuple(fc.integer({ min: 0, max }), fc.integer({ min: 0, max }))
    .map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));
const ranges = (max: number): fc.Arbitrary<PortRange[]> =>
  fc.array(range(max), { minLength: 1, maxLength: 2 });

const plain: fc.Arbitrary<Plain> = fc.record({
  action: fc.constantFrom('allow', 'deny'),
  direction: fc.constantFrom('inbound', 'outbound'),
  protocols: fc.constantFrom([{ from: 6, to: 6 }], [{ from: 17, to: 17 }], [{ from: 0, to: 255 }]),
  ports: ranges(3),
  sourcePorts: fc.oneof(fc.constant([{ from: 0, to: 65535 }]), ranges(1)),
  peers: fc.array(range(7), { maxLength: 2 }),
  own: fc.option(fc.array(range(1), { minLength: 1, maxLength: 1 }), { nil: undefined }),
  order: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
  exists: fc.boolean(),
});

const hiding = fc.uniqueArray(
  fc.constantFrom<Hidden>(
    'direction',
    'protocols',
    'ports',
    'sourcePorts',
    'peers',
    'own',
    'order',
    'exists',
  ),
  { maxLength: 2 },
);

const hide = <T>(hidden: readonly Hidden[], key: Hidden, value: T): Value<T> =>
  hidden.includes(key) ? unknown('it is hidden', AT) : known(value);

function peersFor(spans: readonly PortRange[], hidden: boolean): Peer[] {
  if (hidden) return [{ text: '?', at: AT, set: unknown('it is hidden', AT) }];
  return spans.map(({ from, to }) => peer(`0.0.0.${from}-0.0.0.${to}`));
}

function asRule(source: Plain, hidden: readonly Hidden[]): Rule | undefined {
  if (!source.exists && !hidden.includes('exists')) return undefined;
  return rule({
    action: source.action,
    direction: hide(hidden, 'direction', source.direction),
    protocols: hide(hidden, 'protocols', source.protocols),
    ports: hide(hidden, 'ports', source.ports),
    sourcePorts: hide(hidden, 'sourcePorts', source.sourcePorts),
    peers: peersFor(source.peers, hidden.includes('peers')),
    ...(source.own !== undefined && { own: peersFor(source.own, hidden.includes('own')) }),
    ...(source.order !== undefined && { order: hide(hidden, 'order', source.order) }),
    ...(hidden.includes('exists') && { doubt: unknown('it may not exist', AT) }),
  });
}

/** What really happens to a packet, by trying the rules one after the other. */
function passes(
  rules: readonly Plain[],
  packet: Packet,
  evaluation: Policy['evaluation'],
  fallback: boolean,
): boolean {
  const inside = (spans: readonly PortRange[], value: number): boolean =>
    spans.some(({ from, to }) => from <= value && value <= to);
  const numbered = rules.some((candidate) => candidate.order !== undefined);
  const tried = rules
    .filter((candidate) => candidate.exists && candidate.direction === 'outbound')
    .map((candidate, index) => ({ candidate, place: numbered ? (candidate.order ?? 100) : index, index }))
    .sort((a, b) => a.place - b.place || a.index - b.index)
    .map(({ candidate }) => candidate)
    .filter(
      (candidate) =>
        inside(candidate.protocols, packet.protocol) &&
        inside(candidate.ports, packet.port) &&
        inside(candidate.sourcePorts, packet.sourcePort) &&
        inside(candidate.peers, packet.peer) &&
        (candidate.own === undefined || inside(candidate.own, packet.own)),
    );
  if (evaluation === 'any-allow') {
    return tried.some(({ action }) => action === 'allow') || (fallback && tried.length === 0);
  }
  const [first] = tried;
  return first === undefined ? fallback : first.action === 'allow';
}

function holds(set: PacketSet, packet: Packet): boolean {
  return PacketSet.of({
    protocols: { from: packet.protocol, to: packet.protocol },
    ports: { from: packet.port, to: packet.port },
    sourcePorts: { from: packet.sourcePort, to: packet.sourcePort },
    peers: peersOf(`0.0.0.${packet.peer}`),
  }).isSubsetOf(set);
}

const cases = fc.record({
  rules: fc.array(fc.record({ source: plain, hidden: hiding }), { maxLength: 5 }),
  numbered: fc.boolean(),
  evaluation: fc.constantFrom<Policy['evaluation']>('first-match', 'any-allow'),
  fallback: fc.boolean(),
});

describe('reach', () => {
  it('keeps must ⊆ actual ⊆ may, whatever the unknowns turn out to be', () => {
    fc.assert(
      fc.property(cases, ({ rules, numbered, evaluation, fallback }) => {
        // Either all rules of a policy have a number, each its own, or none has.
        const sources = rules.map(({ source, hidden }, index) => ({
          source: { ...source, order: numbered ? (source.order ?? 0) * 10 + index : undefined },
          hidden,
        }));
        const shown = policy(
          sources.flatMap(({ source, hidden }) => asRule(source, hidden) ?? []),
          { evaluation, defaults: { inbound: 'deny', outbound: fallback ? 'allow' : 'deny' } },
        );
        const bounds = reach(shown, 'outbound', peersOf('0.0.0.0-0.0.0.1'));
        assert.ok(bounds.must.isSubsetOf(bounds.may), 'must ⊆ may');
        const actual = (packet: Packet): boolean =>
          passes(
            sources.map(({ source }) => source),
            packet,
            evaluation,
            fallback,
          );
        for (const packet of PACKETS) {
          // Everybody on the own end needs it: it passes when it passes for all of them.
          const really = [0, 1].every((own) => actual({ ...packet, own }));
          if (holds(bounds.must, packet)) assert.ok(really, `must: ${JSON.stringify(packet)}`);
          if (really) assert.ok(holds(bounds.may, packet), `may: ${JSON.stringify(packet)}`);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('is exact where nothing is unknown', () => {
    fc.assert(
      fc.property(cases, ({ rules, evaluation, fallback }) => {
        const sources = rules.map(({ source }) => ({ ...source, order: undefined, own: undefined }));
        const shown = policy(
          sources.flatMap((source) => asRule(source, []) ?? []),
          { evaluation, defaults: { inbound: 'deny', outbound: fallback ? 'allow' : 'deny' } },
        );
        const { must, may } = reach(shown, 'outbound');
        assert.ok(must.equals(may));
        for (const packet of PACKETS) {
          assert.equal(
            holds(must, packet),
            passes(sources, packet, evaluation, fallback),
            JSON.stringify(packet),
          );
        }
      }),
      { numRuns: 200 },
    );
  });

  const https = ports({ from: 443, to: 443 });

  it('lets an incomplete policy do anything, and promises only what it shows', () => {
    const shown = rule({ ports: https });
    const { must, may } = reach(
      policy([shown], { incomplete: { reason: 'AWS made it', at: AT } }),
      'outbound',
    );
    assert.ok(may.equals(PacketSet.all));
    assert.ok(must.equals(reach(policy([shown]), 'outbound').must));
  });

  it('takes an allow at its word and doubts a deny when nobody says who the own end is', () => {
    const own = [peer('10.1.0.0/16')];
    const allowed = reach(policy([rule({ own })]), 'outbound');
    assert.ok(allowed.must.equals(allowed.may) && !allowed.must.isEmpty());
    const denied = reach(policy([rule({ own, action: 'deny' }), rule()]), 'outbound');
    assert.ok(denied.must.isEmpty() && !denied.may.isEmpty());
  });

  it('needs every part of the own end to get through', () => {
    const halves = ['10.1.0.0/16', '10.2.0.0/16'].map((cidr) => rule({ own: [peer(cidr)], ports: https }));
    const both = peersOf('10.1.0.0-10.2.255.255');
    assert.ok(!reach(policy(halves), 'outbound', both).must.isEmpty());
    assert.ok(reach(policy(halves.slice(0, 1)), 'outbound', both).may.isEmpty());
  });

  it('unites what groups on one interface allow', () => {
    const groups = [443, 80].map((port) =>
      policy([rule({ ports: ports({ from: port, to: port }) })], { stateful: true }),
    );
    const together = reachOfUnion(groups, 'outbound').must;
    for (const group of groups) assert.ok(reach(group, 'outbound').must.isSubsetOf(together));
  });

  it('does not count a closing deny-everything among the denies that are in the way', () => {
    const everything = rule({ action: 'deny', protocols: known([{ from: 0, to: 255 }]) });
    const closed = policy([rule({ ports: https }), everything], {
      defaults: { inbound: 'deny', outbound: 'allow' },
    });
    assert.equal(closingDeny(closed, 'outbound'), everything);
    assert.ok(reachWithoutDenies(closed, 'outbound').equals(reach(closed, 'outbound').must));
    const inFront = policy([everything, rule({ ports: https })]);
    assert.equal(closingDeny(inFront, 'outbound'), undefined);
    assert.ok(!reachWithoutDenies(inFront, 'outbound').isEmpty());
  });

  it('lets an unknown peer be anybody, but keeps what is certain of it', () => {
    const list: Peer = {
      text: 'pl-1',
      at: AT,
      set: unknown('its entries are not in the files', AT),
      atLeast: peersOf('10.0.0.0/8'),
    };
    const { must, may } = reach(policy([rule({ peers: [list] })]), 'outbound');
    const peersIn = (set: PacketSet): PeerSet => set.peers();
    assert.deepEqual(peersIn(must), peersOf('10.0.0.0/8'));
    assert.deepEqual(peersIn(may), ANY_PEER);
  });

  it('puts a rule whose number is unknown where it promises least and could do most', () => {
    const deny = rule({ action: 'deny', order: known(10) });
    const allow = rule({ order: unknown('the number is a variable', AT) });
    const { must, may } = reach(policy([deny, allow]), 'outbound');
    assert.ok(must.isEmpty() && !may.isEmpty());
    const lateDeny = rule({ action: 'deny', order: unknown('the number is a variable', AT) });
    const doubtful = reach(policy([rule({ order: known(10) }), lateDeny]), 'outbound');
    assert.ok(doubtful.must.isEmpty() && !doubtful.may.isEmpty());
  });
});
