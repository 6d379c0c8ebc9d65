import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createKnownGroups } from '../../../server/src/core/deployment/known-groups';
import { createPlacer } from '../../../server/src/core/deployment/placement';
import { known } from '../../../server/src/core/values/value';
import { directory, group, line, service, subnet, unit, use } from '../../support/networks';

const ws = (name: string) =>
  group(name, [], { comments: [{ text: 'workspaces-netlint: role=workspace', at: line(1) }] });

describe('the groups that stand for WorkSpaces and controllers', () => {
  const groupsOf = (...units: readonly ReturnType<typeof unit>[]) => {
    const place = createPlacer({ roles: [], facts: {} });
    const placements = units.flatMap((of) => of.policies.map((policy) => place(policy, of, undefined)));
    return placements.map(createKnownGroups(placements));
  };

  it('are those of the whole run where names are not taken by others', () => {
    const [first, second] = groupsOf(unit([ws('sg-1')]), unit([ws('sg-2')]));
    assert.deepEqual(first, { workspaces: ['sg:sg-1', 'sg:sg-2'], controllers: [] });
    assert.equal(first, second);
  });

  it('are not those of another part where the same name means another group', () => {
    const [, other] = groupsOf(unit([ws('aws_security_group.x')]), unit([group('aws_security_group.x')]));
    assert.deepEqual(other, { workspaces: [], controllers: [] });
  });

  it('are told apart in a unit of several parts', () => {
    const parts = [unit([ws('x'), group('y')]), unit([group('x'), ws('y')])] as const;
    const whole = { ...unit(parts.flatMap(({ policies }) => policies)), parts };
    assert.deepEqual(
      groupsOf(whole).map(({ workspaces }) => workspaces),
      [['sg:x'], ['sg:x'], ['sg:y'], ['sg:y']],
    );
  });

  it('hold the group that AWS made for the controllers of the directory', () => {
    const [custom] = groupsOf(
      unit(
        [group('custom')],
        directory('d', { group: use('custom'), service: use('ad') }),
        service('ad', { subnets: [use('s')] }),
        subnet('s', '10.0.1.0/24'),
      ),
    );
    assert.deepEqual(custom, { workspaces: ['sg:custom'], controllers: ['sg:ad.group'] });
  });

  it('hold what AWS made for any directory service beside a policy that belongs to no directory', () => {
    const [one] = groupsOf(
      unit([ws('x')], service('ad'), service('far', { hostsControllers: known(false) })),
    );
    assert.deepEqual(one, { workspaces: ['sg:x'], controllers: ['sg:ad.group'] });
    const [custom] = groupsOf(
      unit(
        [group('custom')],
        directory('d', { group: use('custom'), service: use('ad') }),
        service('ad', { subnets: [use('s')] }),
        service('other', { subnets: [use('s')] }),
        subnet('s', '10.0.1.0/24'),
      ),
    );
    assert.deepEqual(custom?.controllers, ['sg:ad.group']);
  });
});
