import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Configuration, PolicyEntry } from '../../../server/src/core/deployment/configuration';
import { createPlacer, regionsFor, type Placement } from '../../../server/src/core/deployment/placement';
import { roleHint } from '../../../server/src/core/deployment/roles';
import type { Facts, Stated } from '../../../server/src/core/deployment/facts';
import type { Policy } from '../../../server/src/core/policies/policy';
import { known } from '../../../server/src/core/values/value';
import { unitOf } from '../../support/judging';
import { AT, FILE, peer, policy, ports, rule } from '../../support/policies';

const NOTHING: Stated = { roles: [], facts: {} };

function configuration(facts: Facts, ...policies: readonly Omit<PolicyEntry, 'at'>[]): Configuration {
  return {
    file: FILE,
    folder: '',
    facts,
    quotas: { securityGroupRules: 60, networkAclEntries: 20 },
    policies: policies.map((entry) => ({ ...entry, at: AT })),
    ignore: [],
    checks: {},
    proxyAt: AT,
  };
}

function placed(
  of: Policy,
  stated: Stated = NOTHING,
  configured?: Configuration,
  path = 'net/sg.json',
): Placement {
  return createPlacer(stated)(
    of,
    unitOf(of),
    configured === undefined ? undefined : { configuration: configured, path },
  );
}

const rolesOf = ({ roles }: Placement): string[] => roles.map(({ role, from }) => `${role} (${from})`);
const comment = (text: string): Policy['comments'][number] => ({
  text: `workspaces-netlint: ${text}`,
  at: AT,
});
const group: Partial<Policy> = { kind: 'security-group', stateful: true, evaluation: 'any-allow' };
const streaming = rule({ ports: ports({ from: 4195, to: 4195 }), peers: [peer('34.223.96.0/22')] });

describe('a role', () => {
  it('comes from the flag before the directive, the configuration and the rules', () => {
    const entry = { match: 'te*', roles: ['directory'] as const, facts: {} };
    const shown = policy([streaming], { ...group, comments: [comment('role=workspace')] });
    const silent = policy([streaming], group);
    assert.deepEqual(
      rolesOf(placed(shown, { roles: ['client-network'], facts: {} }, configuration({}, entry))),
      ['client-network (flag)'],
    );
    assert.deepEqual(rolesOf(placed(shown, NOTHING, configuration({}, entry))), ['workspace (directive)']);
    assert.deepEqual(rolesOf(placed(silent, NOTHING, configuration({}, entry))), [
      'directory (configuration)',
    ]);
    assert.deepEqual(rolesOf(placed(silent)), ['client-network (inferred)']);
  });

  it('is taken from the first configuration entry that matches file and name', () => {
    const entries = [
      { files: 'other/**', roles: ['directory'] as const, facts: {} },
      { files: 'net/*.json', match: 'nothing', roles: ['directory'] as const, facts: {} },
      {
        files: 'net/*.json',
        match: 't?st',
        roles: ['workspace'] as const,
        facts: { regions: ['eu-west-1'] },
      },
      { roles: ['client-network'] as const, facts: {} },
    ];
    const found = placed(policy([], group), NOTHING, configuration({ regions: ['us-east-1'] }, ...entries));
    assert.deepEqual(rolesOf(found), ['workspace (configuration)']);
    assert.deepEqual(regionsFor(found, 'workspace'), ['eu-west-1']);
  });

  it('matches names that hold brackets and quotes to the letter', () => {
    const name = 'module.net.aws_security_group.x["a"]';
    const found = placed(
      policy([], { ...group, name }),
      NOTHING,
      configuration({}, { match: 'module.net.*["a"]', roles: ['workspace'], facts: {} }),
    );
    assert.deepEqual(rolesOf(found), ['workspace (configuration)']);
  });

  it('that a policy cannot have is told and does nothing', () => {
    const found = placed(policy([], { ...group, comments: [comment('role=management region=eu-west-1')] }));
    assert.deepEqual(found.roles, []);
    assert.match(found.invalid[0]?.message ?? '', /security group cannot have the role "management"/);
    assert.deepEqual(rolesOf(placed(policy([], { comments: [comment('role=management')] }))), [
      'management (directive)',
    ]);
  });

  it('is inferred from gateway ranges on the streaming ports alone', () => {
    const inferred = (parts: Partial<Policy['rules'][number]>): string[] =>
      rolesOf(placed(policy([{ ...streaming, ...parts }])));
    assert.deepEqual(inferred({}), ['client-network (inferred)']);
    assert.deepEqual(inferred({ peers: [peer('34.223.97.0/24')] }), ['client-network (inferred)']);
    // A health check server.
    assert.deepEqual(inferred({ peers: [peer('54.188.171.18/32')] }), ['client-network (inferred)']);
    assert.deepEqual(inferred({ peers: [peer('0.0.0.0/0')] }), []);
    assert.deepEqual(inferred({ ports: ports({ from: 4172, to: 4195 }) }), []);
    assert.deepEqual(inferred({ direction: known('inbound') }), []);
    assert.deepEqual(inferred({ action: 'deny' }), []);
  });

  it('is inferred for the group that AWS names for the controllers', () => {
    const controllers = { ...group, words: ['d-926722edaf_controllers'] };
    assert.deepEqual(rolesOf(placed(policy([], controllers))), ['directory (inferred)']);
    assert.deepEqual(rolesOf(placed(policy([], { ...group, words: ['my_controllers'] }))), []);
  });
});

describe('a Region', () => {
  const regions = (
    found: Placement,
    role: 'client-network' | 'workspace' = 'client-network',
  ): readonly string[] => regionsFor(found, role);

  it('is what is stated, then what the gateway ranges show, then what the format says', () => {
    const parts = { ...group, region: known('sa-east-1') };
    const shown = policy([streaming], { ...parts, comments: [comment('region=eu-west-2')] });
    assert.deepEqual(regions(placed(shown, { roles: [], facts: { regions: ['eu-west-1'] } })), ['eu-west-1']);
    assert.deepEqual(regions(placed(shown, NOTHING, configuration({ regions: ['us-east-1'] }))), [
      'eu-west-2',
    ]);
    assert.deepEqual(regions(placed(policy([streaming], parts))), ['us-west-2']);
    assert.deepEqual(regions(placed(policy([streaming], parts)), 'workspace'), ['sa-east-1']);
    assert.deepEqual(regions(placed(policy([]))), []);
  });
});

describe('a hint', () => {
  for (const [name, expected] of [
    ['corp-workspaces-sg', true],
    ['aws_security_group.workspaces', true],
    ['WSP clients', true],
    ['pcoip_out', true],
    ['my workspace', false],
    ['workspacesMembers', false],
    ['wspace', false],
  ] as const) {
    it(`${expected ? 'is' : 'is not'} given by the name "${name}"`, () => {
      assert.equal(roleHint(policy([], { ...group, name: 'sg-1', words: [name] })) !== undefined, expected);
    });
  }

  it('is given by streaming ports, and never by the name of a firewall', () => {
    assert.notEqual(roleHint(policy([{ ...streaming, peers: [peer('0.0.0.0/0')] }])), undefined);
    assert.equal(roleHint(policy([], { name: 'workspaces' })), undefined);
  });
});
