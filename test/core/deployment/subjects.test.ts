import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createPlacer } from '../../../server/src/core/deployment/placement';
import { findSubjects } from '../../../server/src/core/deployment/subjects';
import type { Attachment } from '../../../server/src/core/formats/attachment';
import type { Policy } from '../../../server/src/core/policies/policy';
import { unknown } from '../../../server/src/core/values/value';
import {
  acl,
  aclUse,
  directory,
  group,
  judgeUnit,
  line,
  placementsOf,
  subnet,
  unit,
  use,
  verdictsOn,
} from '../../support/networks';

const subjectsOf = (
  of: ReturnType<typeof unit>,
  roles: readonly ('workspace' | 'directory')[] = [],
): string[] => {
  const place = createPlacer({ roles, facts: {} });
  return findSubjects(of.policies.map((policy) => place(policy, of, undefined))).map(
    ({ placements, claim }) => `${claim.role}: ${placements.map(({ policy }) => policy.name).join(' + ')}`,
  );
};
const on = (...groups: readonly Policy[]) => ({ kind: 'interface', groups, at: line(80) }) as const;

const role = { comments: [{ text: 'workspaces-netlint: role=workspace', at: line(1) }] };

describe('what is judged', () => {
  const [a, b, c] = [group('a'), group('b'), group('c')] as const;

  it('is each policy alone where nothing is known of what it stands in front of', () => {
    assert.deepEqual(subjectsOf(unit([a, b]), ['workspace', 'directory']), [
      'workspace: a',
      'directory: a',
      'workspace: b',
      'directory: b',
    ]);
  });

  it('is the union of the groups on one interface, once, on the first of them', () => {
    assert.deepEqual(subjectsOf(unit([a, b, c], on(b, a), on(a, b)), ['workspace']), [
      'workspace: a + b',
      'workspace: c',
    ]);
  });

  it('is every group on its own policy where it stands with others as well as without', () => {
    assert.deepEqual(subjectsOf(unit([a, b], on(a, b), on(a)), ['workspace']), [
      'workspace: a',
      'workspace: b + a',
    ]);
    assert.deepEqual(subjectsOf(unit([a, b, c], on(a, b), on(a, c)), ['workspace']), [
      'workspace: a + b',
      'workspace: c + a',
    ]);
    assert.deepEqual(subjectsOf(unit([a, b, c], on(a, b), on(a, b, c)), ['workspace']), [
      'workspace: a + b',
      'workspace: c + a + b',
    ]);
  });

  it('is in doubt where further groups may stand there, but not where they do not stand as well', () => {
    const unseen = { ...on(a, b), more: unknown('var.groups has no value', line(81)) };
    const doubts = (...attachments: readonly Attachment[]): string[] => {
      const of = unit([a, b], ...attachments);
      const place = createPlacer({ roles: ['workspace'], facts: {} });
      return findSubjects(of.policies.map((policy) => place(policy, of, undefined))).map(
        ({ placements, more }) =>
          `${placements.map(({ policy }) => policy.name).join(' + ')}: ${more?.reason ?? 'none'}`,
      );
    };
    assert.deepEqual(doubts(unseen), ['a + b: var.groups has no value']);
    assert.deepEqual(doubts(unseen, on(a, b)), ['a + b: none']);
    const verdicts = judgeUnit(unit([group('stated', [], role)], { ...unseen, groups: [] }));
    assert.deepEqual(verdictsOn(verdicts, 'directory.ntp'), ['stated as workspace: missing']);
    const stated = group('stated', [], role);
    assert.deepEqual(
      verdictsOn(judgeUnit(unit([stated], { ...unseen, groups: [stated] })), 'directory.ntp'),
      ['stated as workspace: undetermined'],
    );
  });

  it('counts a group without a role where it stands beside one that has it', () => {
    const stated = group('stated', [], role);
    assert.deepEqual(subjectsOf(unit([a, stated], on(a, stated))), ['workspace: stated + a']);
    assert.deepEqual(subjectsOf(unit([a, stated], on(a, stated), on(stated))), ['workspace: stated']);
  });

  it('is the custom group with the members group whose rules are there, and the network ACL for itself', () => {
    const of = unit(
      [group('custom'), group('d.members'), acl('front')],
      directory('d', { group: use('custom'), subnets: [use('s')] }),
      subnet('s', '10.0.1.0/24'),
      aclUse('front', ['s']),
    );
    assert.deepEqual(subjectsOf(of), ['workspace: custom + d.members', 'workspace: front']);
    assert.equal(placementsOf(of)[0]?.roles[0]?.membersGroup, undefined);
  });
});
