import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Policy, Rule } from '../../../server/src/core/policies/policy';
import { redundantRules, shadowedRules } from '../../../server/src/core/policies/covering';
import { reach } from '../../../server/src/core/policies/reach';
import { known, unknown } from '../../../server/src/core/values/value';
import { AT, peer, policy, ports, rule } from '../../support/policies';

const DIRECTIONS = ['inbound', 'outbound'] as const;

/** Few ports and peers, so that rules often cover each other. */
const rules = fc.array(
  fc
    .record({
      action: fc.constantFrom('allow' as const, 'deny' as const),
      direction: fc.constantFrom(...DIRECTIONS),
      from: fc.integer({ min: 0, max: 4 }),
      length: fc.integer({ min: 0, max: 3 }),
      peers: fc.uniqueArray(
        fc.constantFrom('0.0.0.0/0', '10.0.0.0/8', '10.0.0.0/9', '10.128.0.0/9', '::/0', '2001:db8::/32'),
        { minLength: 1, maxLength: 2 },
      ),
      isKnown: fc.boolean(),
    })
    .map(({ action, direction, from, length, peers, isKnown }) =>
      rule({
        action,
        direction: known(direction),
        ports: isKnown || length > 0 ? ports({ from, to: from + length }) : unknown('who knows', AT),
        peers: peers.map(peer),
      }),
    ),
  { maxLength: 7 },
);

function assertSameReach(before: Policy, gone: readonly Rule[]): void {
  const after = { ...before, rules: before.rules.filter((each) => !gone.includes(each)) };
  for (const direction of DIRECTIONS) {
    const [old, now] = [reach(before, direction), reach(after, direction)];
    assert.ok(old.must.equals(now.must) && old.may.equals(now.may));
  }
}

describe('rules without effect', () => {
  it('may all be removed at once', () => {
    fc.assert(
      fc.property(rules, (drawn) => {
        const anyAllow = policy(drawn, { evaluation: 'any-allow', stateful: true });
        assertSameReach(
          anyAllow,
          redundantRules(anyAllow).map((covered) => covered.rule),
        );
        const firstMatch = policy(drawn);
        assertSameReach(
          firstMatch,
          shadowedRules(firstMatch).map((covered) => covered.rule),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('are found only where the evaluation makes them so', () => {
    const twice = [rule(), rule()];
    assert.equal(redundantRules(policy(twice)).length, 0);
    assert.equal(shadowedRules(policy(twice, { evaluation: 'any-allow' })).length, 0);
    assert.deepEqual(
      redundantRules(policy(twice, { evaluation: 'any-allow' })).map((covered) => covered.rule),
      [twice[1]],
    );
  });

  it('are none where the rule that covers is in doubt, or speaks of fewer on the own end', () => {
    const doubtful = [rule({ doubt: unknown('a count', AT) }), rule()];
    assert.equal(redundantRules(policy(doubtful, { evaluation: 'any-allow' })).length, 0);
    const ofSome = [rule({ own: [peer('10.0.0.0/8')] }), rule()];
    assert.equal(shadowedRules(policy(ofSome)).length, 0);
    assert.equal(shadowedRules(policy([...ofSome].reverse())).length, 1);
  });

  it('are no denies that close a policy, of either address family', () => {
    const closing = ['0.0.0.0/0', '::/0'].map((all) =>
      rule({ action: 'deny', protocols: known([{ from: 0, to: 255 }]), peers: [peer(all)] }),
    );
    assert.equal(shadowedRules(policy([...closing, ...closing])).length, 0);
    assert.equal(shadowedRules(policy([...closing, rule()])).length, 1);
  });
});
