import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readUnits } from '../../../server/src/core/formats';
import {
  ALL_PORTS,
  ALL_PROTOCOLS,
  PacketSet,
  type PacketBox,
} from '../../../server/src/core/packets/packet-set';
import { unionAll } from '../../../server/src/core/packets/peer-set';
import { reach } from '../../../server/src/core/policies/reach';
import { peersOf } from '../../support/policies';
import {
  cidrs,
  EVERY_PORT,
  NAME,
  WRITERS,
  type NeutralPolicy,
  type NeutralRule,
} from '../../support/writers';

const interval = (most: number) =>
  fc.tuple(fc.nat(most), fc.nat(most)).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));
const NUMBERS = { tcp: 6, udp: 17, icmp: 1 } as const;

const flow = fc.oneof(
  fc.record({
    protocols: fc.subarray(['tcp', 'udp'] as const, { minLength: 1 }),
    ports: fc.array(interval(65535), { minLength: 1, maxLength: 3 }),
  }),
  fc.constant({ protocols: ['icmp'] as const, ports: [EVERY_PORT] }),
  fc.constant({ protocols: ['any'] as const, ports: [EVERY_PORT] }),
);
const rule: fc.Arbitrary<NeutralRule> = fc
  .tuple(
    flow,
    fc.constantFrom('inbound', 'outbound'),
    fc.array(interval(2 ** 31), { minLength: 1, maxLength: 3 }),
  )
  .map(([{ protocols, ports }, direction, peers]) => ({
    name: 'r',
    action: 'allow',
    direction,
    protocols,
    ports,
    peers,
  }));
const policies: fc.Arbitrary<NeutralPolicy> = fc.record({ rules: fc.array(rule, { maxLength: 4 }) });

/** What a rule means, without any reader. */
function boxes({ protocols, ports, peers }: NeutralRule): readonly PacketBox[] {
  const set = unionAll(peers.flatMap(cidrs).map(peersOf));
  return protocols.flatMap((protocol) => {
    const range = protocol === 'any' ? ALL_PROTOCOLS : { from: NUMBERS[protocol], to: NUMBERS[protocol] };
    return ports.map((own) => ({ protocols: range, ports: own, sourcePorts: ALL_PORTS, peers: set }));
  });
}

describe('formats', () => {
  for (const writer of WRITERS) {
    it(`say what was meant: ${writer.name}`, () => {
      fc.assert(
        fc.property(policies, fc.constantFrom('inbound', 'outbound'), (policy, direction) => {
          const text = writer.write(policy, direction);
          // An empty list of permissions says nothing by which it could be known.
          if (writer.oneDirection && !policy.rules.some((own) => own.direction === direction)) return;
          const [unit] = readUnits([{ path: writer.path, text }], { direction });
          assert.ok(unit);
          assert.deepEqual(unit.problems, []);
          const [read, ...more] = unit.policies;
          assert.ok(read && more.length === 0);
          assert.equal(read.name, NAME);
          const expected = PacketSet.unionOf(
            policy.rules.filter((own) => own.direction === direction).flatMap(boxes),
          );
          const { must, may } = reach(read, direction);
          assert.equal(must.toString(), expected.toString());
          assert.ok(may.equals(must));
        }),
        { numRuns: 20 },
      );
    });
  }

  const texts = [
    ['a.json', readFileSync('test/fixtures/aws-json/describe-security-groups.json', 'utf8')],
    ['b.json', readFileSync('test/fixtures/aws-json/describe-network-acls.json', 'utf8')],
    ['c.json', readFileSync('test/fixtures/aws-json/describe-security-group-rules.json', 'utf8')],
    ['d.yaml', readFileSync('test/fixtures/firewall-yaml/branch.yaml', 'utf8')],
  ] as const;
  it('never throw, whatever is cut out of or put into a file, and every place lies in it', () => {
    const piece = fc.constantFrom(
      '',
      '\0',
      '\uFEFF',
      '{',
      '}',
      '[',
      ']',
      '"',
      ',',
      ':',
      'null',
      '1',
      '\n',
      '\r\n',
      '# ',
      '*a',
      '- ',
      '&a',
      '//',
      '<<',
    );
    const edit = fc.tuple(fc.nat(), fc.nat(30), piece);
    fc.assert(
      fc.property(
        fc.constantFrom(...texts),
        fc.array(edit, { minLength: 1, maxLength: 4 }),
        ([path, original], edits) => {
          const text = edits.reduce((old, [at, length, put]) => {
            const start = at % (old.length + 1);
            return old.slice(0, start) + put + old.slice(start + length);
          }, original);
          for (const { policies: read, problems } of readUnits([{ path, text }], {})) {
            const places = read.flatMap(({ at, rules }) => [
              at,
              ...rules.flatMap((own) => [own.at, ...own.peers.map((peer) => peer.at)]),
            ]);
            for (const { span } of [...places, ...problems.map(({ at }) => at)]) {
              assert.ok(
                span.start >= 0 && span.start <= span.end && span.end <= text.length,
                JSON.stringify(text),
              );
            }
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
