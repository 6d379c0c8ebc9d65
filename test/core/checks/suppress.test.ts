import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Finding } from '../../../server/src/core/checks/diagnostic';
import { suppress } from '../../../server/src/core/checks/suppress';
import type { CheckId } from '../../../server/src/core/deployment/check-ids';
import { createPlacer, type Placement } from '../../../server/src/core/deployment/placement';
import { unitOf } from '../../support/judging';
import { AT, policy } from '../../support/policies';

const here = (text: string): Placement => {
  const of = policy([], { comments: [{ text: `workspaces-netlint: ${text}`, at: AT }] });
  return createPlacer({ roles: [], facts: {} })(of, unitOf(of), undefined);
};
const finding = (
  on: Placement,
  rule: CheckId,
  parts: Partial<Finding> = {},
): Finding & { rule: CheckId } => ({
  rule,
  message: '',
  at: AT,
  policy: on.policy,
  related: [],
  ...parts,
});

describe('suppress', () => {
  it('takes out what it names, on its policy only', () => {
    const one = here('disable=missing-flow requirement=directory.ntp reason=x');
    const other = here('role=workspace');
    const hit = finding(one, 'missing-flow', { requirement: 'directory.ntp' });
    const kept = [
      finding(one, 'missing-flow', { requirement: 'directory.dns' }),
      finding(one, 'blocked-flow', { requirement: 'directory.ntp' }),
      finding(other, 'missing-flow', { requirement: 'directory.ntp' }),
    ];
    const result = suppress([hit, ...kept], [one, other], '2026-11-22');
    assert.deepEqual(result.kept, kept);
    assert.equal(result.suppressed.size, 1);
    assert.deepEqual(
      result.uses.map(({ state }) => state),
      ['used'],
    );
  });

  it('holds on its last day and not after', () => {
    const until = here('disable=missing-flow until=2027-01-31 reason=x');
    const hit = finding(until, 'missing-flow', { requirement: 'directory.ntp' });
    assert.equal(suppress([hit], [until], '2027-01-31').suppressed.size, 1);
    const late = suppress([hit], [until], '2027-02-01');
    assert.equal(late.suppressed.size, 0);
    assert.deepEqual(
      late.uses.map(({ state }) => state),
      ['expired'],
    );
  });

  it('is unused when it hits nothing', () => {
    const idle = here('disable=missing-flow reason=x');
    assert.deepEqual(
      suppress([], [idle], '2026-11-22').uses.map(({ state }) => state),
      ['unused'],
    );
  });

  it('silences a finding about several requirements only when it speaks of all', () => {
    const one = here('disable=undetermined-flow requirement=directory.ntp reason=x');
    const several = finding(one, 'undetermined-flow', { requirements: ['directory.dns', 'directory.ntp'] });
    const alone = finding(one, 'undetermined-flow', { requirements: ['directory.ntp'] });
    assert.deepEqual(suppress([several, alone], [one], '2026-11-22').kept, [several]);
  });
});
