import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { reasonsFor, regionsFor, type Placement } from '../../../../server/src/core/deployment/placement';
import { placeVpcs } from '../../../../server/src/core/deployment/vpcs';
import { known, unknown } from '../../../../server/src/core/values/value';
import {
  acl,
  aclUse,
  cidrs,
  directory,
  group,
  line,
  placementsOf,
  service,
  SOMETHING,
  subnet,
  unit,
  use,
  vpc,
  workspace,
} from '../../../support/networks';

const rolesOf = ({ roles }: Placement): string[] => roles.map(({ role, why }) => `${role}: ${why}`);
const allRoles = (placements: readonly Placement[]): string[][] => placements.map(rolesOf);
const first = (placements: readonly Placement[]): Placement => {
  const [placement] = placements;
  assert.ok(placement !== undefined);
  return placement;
};

describe('the roles that a directory gives', () => {
  it('are those of its custom group, the members group and the group of its controllers', () => {
    const placements = placementsOf(
      unit(
        [group('custom'), group('d.members'), group('ad.group'), group('other')],
        directory('d', { group: use('custom'), service: use('ad') }),
        service('ad'),
      ),
    );
    assert.deepEqual(allRoles(placements), [
      ['workspace: d uses it (main.tf:41)'],
      ['workspace: AWS attaches it to every WorkSpace of d (main.tf:40)'],
      ['directory: AWS made it for the controllers of ad (main.tf:30)'],
      [],
    ]);
  });

  it('are none where the group is not known, and where no directory is registered with WorkSpaces', () => {
    const groups = [group('custom'), group('ad.group')];
    assert.deepEqual(allRoles(placementsOf(unit(groups, directory('d', { group: SOMETHING })))), [[], []]);
    assert.deepEqual(allRoles(placementsOf(unit(groups, service('ad')))), [[], []]);
  });

  it('name every directory that uses a policy', () => {
    const shared = unit(
      [group('custom')],
      directory('d', { group: use('custom') }),
      directory('e', { group: use('custom', line(43)) }),
    );
    assert.deepEqual(allRoles(placementsOf(shared)), [
      ['workspace: d uses it (main.tf:41) and e uses it (main.tf:43)'],
    ]);
  });

  it('are those of the network ACL in front of its subnets, and of the controllers that stand there', () => {
    const network = [
      directory('d', { subnets: [use('a')], service: use('ad') }),
      service('ad', { subnets: [use('b')] }),
      aclUse('front', ['a']),
      aclUse('both', ['a', 'b']),
      aclUse('elsewhere', ['c']),
    ];
    const placements = placementsOf(unit([acl('front'), acl('both'), acl('elsewhere')], ...network));
    assert.deepEqual(allRoles(placements), [
      ['workspace: d has WorkSpaces in a, behind it (main.tf:61)'],
      [
        'workspace: d has WorkSpaces in a, behind it (main.tf:61)',
        'directory: ad stands in b, behind it (main.tf:61)',
      ],
      [],
    ]);
  });

  it('hold for the subnets of the directory service where none are registered, but not for a connector', () => {
    const front = [acl('front')];
    const roles = (hosts: boolean): string[] =>
      placementsOf(
        unit(
          front,
          directory('d', { service: use('ad') }),
          service('ad', { subnets: [use('a')], hostsControllers: known(hosts) }),
          aclUse('front', ['a']),
        ),
      ).flatMap((placement) => placement.roles.map(({ role }) => role));
    assert.deepEqual(roles(true), ['workspace', 'directory']);
    assert.deepEqual(roles(false), ['workspace']);
  });

  it('hold for the default ACL of the VPC in front of subnets that no other is set for', () => {
    const subnets = [
      subnet('a', '10.0.1.0/24', { vpc: use('v') }),
      subnet('b', '10.0.2.0/24', { vpc: use('v') }),
    ];
    const found = (...uses: readonly ReturnType<typeof aclUse>[]): string[] =>
      placementsOf(
        unit([acl('default'), acl('own')], directory('d', { subnets: [use('a')] }), ...subnets, ...uses),
      ).flatMap(({ policy, roles }) => (roles.length > 0 ? [policy.name] : []));
    const byDefault = aclUse('default', [], 'v');
    assert.deepEqual(found(byDefault), ['default']);
    assert.deepEqual(found(byDefault, aclUse('own', ['b'])), ['default']);
    assert.deepEqual(found(byDefault, aclUse('own', ['a'])), ['own']);
    assert.deepEqual(found(aclUse('default', [], 'another')), []);
    assert.deepEqual(found(byDefault, { ...aclUse('own', []), subnets: [SOMETHING] }), []);
  });
});

describe('the facts that a directory shows', () => {
  const network = [
    vpc('v', '10.0.0.0/16', '10.1.0.0/16'),
    subnet('a', '10.0.1.0/24', { vpc: use('v'), zone: known('us-west-2a') }),
    subnet('b', '10.0.2.0/24', { vpc: use('v') }),
    subnet('c', '10.0.3.0/24', { vpc: use('v') }),
    service('ad', { subnets: [use('b'), use('c')] }),
  ];
  const custom = directory('d', { group: use('custom'), subnets: [use('a'), use('b')], service: use('ad') });

  it('are its VPC, its subnets, its controllers and the Region, each with its reason', () => {
    const placement = first(placementsOf(unit([group('custom')], custom, ...network)));
    assert.deepEqual(placement.facts, {
      vpcCidrs: cidrs('10.0.0.0/16', '10.1.0.0/16'),
      workspaceSubnets: cidrs('10.0.1.0/24', '10.0.2.0/24'),
      controllerSubnets: cidrs('10.0.2.0/24', '10.0.3.0/24'),
    });
    assert.deepEqual(regionsFor(placement, 'workspace'), ['us-west-2']);
    assert.deepEqual(
      reasonsFor(placement).map(({ fact, text, why }) => `${fact}: ${text}: ${why}`),
      [
        'regions: us-west-2: a is in us-west-2a (main.tf:20)',
        'vpcCidrs: 10.0.0.0/15: d is in v (main.tf:10)',
        'workspaceSubnets: 10.0.1.0/24, 10.0.2.0/24: d has its WorkSpaces in a and b (main.tf:41)',
        'controllerSubnets: 10.0.2.0/23: ad stands in b and c (main.tf:41)',
      ],
    );
  });

  it('give way to what is stated, fact by fact', () => {
    const stated = { vpcCidrs: cidrs('10.0.0.0/8'), regions: ['eu-west-1'] };
    const placement = first(placementsOf(unit([group('custom')], custom, ...network), stated));
    assert.equal(placement.facts.vpcCidrs, stated.vpcCidrs);
    assert.deepEqual(placement.facts.workspaceSubnets, cidrs('10.0.1.0/24', '10.0.2.0/24'));
    assert.deepEqual(regionsFor(placement, 'workspace'), ['eu-west-1']);
    assert.deepEqual(
      reasonsFor(placement).map(({ fact }) => fact),
      ['workspaceSubnets', 'controllerSubnets'],
    );
  });

  it('are left out where only a part is known', () => {
    const unclear = unknown('var.cidr has no value', line(9));
    const placement = first(
      placementsOf(
        unit(
          [group('custom')],
          directory('d', { group: use('custom'), subnets: [use('a'), use('gone')] }),
          { ...vpc('v', '10.0.0.0/16'), cidrs: [{ set: unclear, at: line(9) }] },
          subnet('a', '10.0.1.0/24', { vpc: use('v') }),
        ),
      ),
    );
    assert.deepEqual(placement.facts, {});
    assert.deepEqual(placement.inferred.reasons, []);
  });

  it('are the addresses that a connector forwards to', () => {
    const dns = cidrs('192.168.1.10/32', '192.168.1.11/32');
    const connector = service('ad', { hostsControllers: known(false), subnets: [use('b')], dns: known(dns) });
    const placement = first(
      placementsOf(
        unit([group('custom')], directory('d', { group: use('custom'), service: use('ad') }), connector),
      ),
    );
    assert.deepEqual(placement.facts, { directoryControllers: dns });
  });

  it('are the protocols and the licensing of its WorkSpaces, where all of them say so', () => {
    const of = (...workspaces: readonly ReturnType<typeof workspace>[]) =>
      first(placementsOf(unit([group('custom')], directory('d', { group: use('custom') }), ...workspaces)))
        .facts;
    const pcoip = workspace('w', { directory: use('d'), protocols: known(['PCOIP']) });
    const dcv = workspace('x', { directory: use('d'), protocols: known(['DCV', 'WSP']) });
    const silent = workspace('y', { directory: use('d') });
    assert.deepEqual(of(pcoip), { protocols: ['pcoip'] });
    assert.deepEqual(of(pcoip, dcv), { protocols: ['pcoip', 'wsp'] });
    assert.deepEqual(of(pcoip, silent), {});
    assert.deepEqual(of(pcoip, { ...silent, directory: SOMETHING }), {});
    assert.deepEqual(of(pcoip, { ...silent, directory: use('another') }), { protocols: ['pcoip'] });
    const byol = { words: ['wsb-1', 'Windows 11 BYOL'], at: line(51) };
    assert.deepEqual(of({ ...pcoip, bundle: byol }), { protocols: ['pcoip'], licensing: 'byol' });
    assert.deepEqual(of({ ...pcoip, bundle: { ...byol, words: ['Standard'] } }), { protocols: ['pcoip'] });
  });

  it('belong to the directories that use a policy, and are joined where several do', () => {
    const two = unit(
      [group('mine'), group('shared'), group('nobody')],
      directory('d', { group: use('mine'), subnets: [use('a')], region: known('us-west-2') }),
      directory('e', { group: use('shared'), subnets: [use('b')], region: known('eu-west-1') }),
      directory('f', { group: use('shared'), subnets: [use('c')], region: known('us-east-1') }),
      ...network,
    );
    const placements = placementsOf(two);
    assert.deepEqual(
      placements.map(({ facts }) => facts.workspaceSubnets),
      [cidrs('10.0.1.0/24'), cidrs('10.0.2.0/24', '10.0.3.0/24'), undefined],
    );
    assert.deepEqual(
      placements.map((placement) => regionsFor(placement, 'workspace')),
      [['us-west-2'], ['eu-west-1', 'us-east-1'], []],
    );
  });

  it('hold for a policy that no directory uses where there is only one', () => {
    const placement = first(placementsOf(unit([group('stated')], custom, ...network)));
    assert.deepEqual(placement.facts.workspaceSubnets, cidrs('10.0.1.0/24', '10.0.2.0/24'));
  });
});

describe('a VPC', () => {
  it('has the role vpc because a directory is in it, with its Region, facts and routes', () => {
    const route = {
      kind: 'route',
      name: 'r',
      vpc: use('v'),
      destination: known(cidrs('198.19.0.0/16')),
      at: line(70),
    } as const;
    const of = unit(
      [],
      vpc('v', '10.0.0.0/16'),
      vpc('w', '10.1.0.0/16'),
      subnet('a', '10.0.1.0/24', { vpc: use('v'), zone: known('use1-az2') }),
      directory('d', { subnets: [use('a')] }),
      workspace('x', { directory: use('d'), protocols: known(['WSP']) }),
      route,
      { ...route, name: 's', vpc: use('w') },
    );
    const [found, ...others] = placeVpcs(of, { roles: [], facts: {} }, () => undefined);
    assert.ok(found !== undefined);
    assert.deepEqual(
      others.map(({ policy, roles }) => [policy.name, ...roles]),
      [['w']],
    );
    assert.equal(found.policy.name, 'v');
    assert.deepEqual(
      found.roles.map(({ role, why }) => [role, why]),
      [['vpc', 'd is in it (main.tf:40)']],
    );
    assert.deepEqual(regionsFor(found, 'vpc'), ['us-east-1']);
    assert.deepEqual(found.facts.protocols, ['wsp']);
    assert.deepEqual(found.routes, [route]);
    const flagged = placeVpcs(of, { roles: ['vpc'], facts: { regions: ['eu-west-1'] } }, () => undefined);
    assert.deepEqual(
      flagged.map((each) => [each.policy.name, each.roles[0]?.from, ...regionsFor(each, 'vpc')]),
      [
        ['v', 'flag', 'eu-west-1'],
        ['w', 'flag', 'eu-west-1'],
      ],
    );
  });
});
