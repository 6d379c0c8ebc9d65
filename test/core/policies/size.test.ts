import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { withinLimits } from '../../../server/src/core/formats/within-limits';
import { ALL_PORTS } from '../../../server/src/core/packets/packet-set';
import { reach } from '../../../server/src/core/policies/reach';
import { MAX_PIECES, pieces } from '../../../server/src/core/policies/size';
import type { Rule } from '../../../server/src/core/policies/policy';
import { known, unknown } from '../../../server/src/core/values/value';
import { unitOf } from '../../support/judging';
import { AT, peer, policy, ports, rule } from '../../support/policies';

describe('pieces', () => {
  const upTo = (from: number, block: number): Rule =>
    rule({ ports: ports({ from, to: 65535 }), peers: [peer(`10.${block}.0.0/24`)] });

  it('counts what rules cut out of each other', () => {
    assert.equal(pieces(policy([])), 0);
    assert.equal(pieces(policy([upTo(1, 0)])), 1);
    assert.equal(pieces(policy([upTo(1, 0), upTo(2, 2), upTo(3, 4)])), 3 + 2 + 1);
    assert.equal(pieces(policy([rule({ peers: [peer('10.0.0.0/8'), peer('172.16.0.0/12')] })])), 2);
    assert.equal(pieces(policy([rule(), rule({ ports: unknown('x', AT) })])), 1 + 3);
  });

  it('is never less than what comes out', () => {
    const port = fc.integer({ min: 0, max: 9 });
    const range = fc.tuple(port, port).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));
    const some = fc.record({
      protocols: fc.constantFrom({ from: 6, to: 6 }, { from: 17, to: 17 }, { from: 0, to: 255 }),
      ports: fc.oneof(range, fc.constant(ALL_PORTS)),
      sourcePorts: fc.oneof(fc.constant(ALL_PORTS), range),
      block: fc.integer({ min: 0, max: 20 }),
    });
    fc.assert(
      fc.property(fc.array(some, { maxLength: 12 }), (parts) => {
        const all = policy(
          parts.map(({ protocols, ports: destination, sourcePorts, block }) =>
            rule({
              protocols: known([protocols]),
              ports: ports(destination),
              sourcePorts: ports(sourcePorts),
              peers: [peer(`10.${2 * block}.0.0/16`)],
            }),
          ),
        );
        const out = reach(all, 'outbound').must.boxes();
        const count = out.reduce((sum, { peers }) => sum + peers.v4.length / 2, 0);
        assert.ok(count <= pieces(all), `${count} > ${pieces(all)}`);
      }),
    );
  });

  it('leaves the rules of a policy out that would take forever, and says so', () => {
    const rules = Array.from({ length: 5000 }, (_, index) => upTo(index, index % 250));
    const [huge, small] = [policy(rules, { name: 'huge' }), policy([rule()])];
    assert.ok(pieces(huge) > MAX_PIECES);
    const attachment = { kind: 'interface', groups: [huge, small], at: AT } as const;
    const limited = withinLimits({ ...unitOf(huge, small), attachments: [attachment] });
    const [left] = limited.policies;
    assert.deepEqual([left?.rules, left?.incomplete?.silent], [[], true]);
    assert.equal(limited.policies[1], small);
    assert.deepEqual(limited.attachments, [{ ...attachment, groups: [left, small] }]);
    assert.deepEqual(
      limited.problems.map(({ kind, policy: name }) => [kind, name]),
      [['limit-exceeded', 'huge']],
    );
  });
});
