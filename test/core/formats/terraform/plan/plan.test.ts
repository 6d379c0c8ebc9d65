import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formatOf } from '../../../../../server/src/core/formats';
import { positionAt } from '../../../../../server/src/core/text/lines';
import { configured, planText, policiesIn, readText, refs, stateText, value } from './plan';

const GROUP = { unknown: { id: true, arn: true, ingress: true, egress: true } };
const HTTPS = {
  from_port: 443,
  to_port: 443,
  protocol: 'tcp',
  self: false,
  cidr_blocks: ['10.0.0.0/8'],
  ipv6_cidr_blocks: [],
  prefix_list_ids: [],
  security_groups: [],
};
const SEPARATE = { ...HTTPS, type: 'egress', security_group_id: 'sg-1' };

describe('plans and state', () => {
  it('are told by their marks', () => {
    const claimed = (path: string, text: string): string | undefined => formatOf({ path, text })?.name;
    const state = stateText([]);
    assert.equal(claimed('plan.json', planText([], {})), 'terraform-plan');
    assert.equal(claimed('state.json', state), 'terraform-plan');
    assert.equal(claimed('state.txt', state), undefined);
    assert.equal(claimed('x.json', '{"format_version": "1.0", "valid": true}'), undefined);
    assert.equal(
      claimed('groups.json', '{"SecurityGroups": [{"IpPermissions": [], "Tags": []}]}'),
      'aws-json',
    );
    const withIp = planText([{ address: 'aws_iam_policy.p', values: { policy: '"IpPermissions"' } }], {});
    assert.equal(claimed('plan.json', withIp), 'terraform-plan');
  });

  it('that are broken off say where, and nothing else', () => {
    const text = planText([{ address: 'aws_security_group.a', ...GROUP }], {});
    const { policies, problems } = readText(text.slice(0, 200));
    assert.deepEqual(policies, []);
    assert.deepEqual(
      problems.map(({ kind }) => kind),
      ['syntax-error'],
    );
  });

  it('of any shape are read without a word', () => {
    for (const text of [
      '{"planned_values": 1}',
      '{"planned_values": {"root_module": {"resources": [1, null, {}], "child_modules": [{}, {"address": 1}]}}}',
      '{"planned_values": {}, "resource_changes": [null, {"change": []}], "configuration": []}',
      '{"format_version": "2.0", "terraform_version": "9", "values": null}',
      '[]',
    ]) {
      const { policies, problems } = readText(text);
      assert.deepEqual({ policies, problems }, { policies: [], problems: [] }, text);
    }
  });

  it('place a policy at the object of its resource, and a value at itself', () => {
    const text = JSON.stringify(
      JSON.parse(
        planText(
          [
            {
              address: 'module.a["x"].aws_security_group.web["k"]',
              values: {
                tags: { 'workspaces-netlint:role': 'workspace' },
                egress: [{ ...HTTPS, to_port: 99999 }],
              },
              unknown: { id: true },
            },
          ],
          {},
        ),
      ),
      null,
      2,
    );
    const unit = readText(text);
    const [policy] = unit.policies;
    assert.equal(policy?.name, 'module.a["x"].aws_security_group.web["k"]');
    const { line } = positionAt(policy.at.file, policy.at.span.start);
    assert.match(text.split('\n')[line] ?? '', /"address": "module\.a\[\\"x\\"\]\.aws_security_group/);
    assert.deepEqual(
      policy.tags.map(({ key, value: tag, at }) => [
        key,
        tag,
        at.file.text.slice(at.span.start, at.span.end),
      ]),
      [['workspaces-netlint:role', 'workspace', '"workspace"']],
    );
    assert.deepEqual(
      unit.problems.map(({ kind, at }) => [kind, text.slice(at.span.start, at.span.end)]),
      [['invalid-port', '99999']],
    );
  });

  it('leave out what is deleted, and what is put away', () => {
    const text = JSON.stringify({
      format_version: '1.2',
      planned_values: { root_module: {} },
      resource_changes: [
        {
          address: 'aws_security_group.gone',
          type: 'aws_security_group',
          change: { actions: ['delete'], before: { id: 'sg-1' }, after: null, after_unknown: {} },
        },
      ],
    });
    assert.deepEqual(policiesIn(text), {});
  });

  it('that are unfinished may have more', () => {
    const groups = [{ address: 'aws_security_group.a', ...GROUP }];
    const incomplete = (rest: object): unknown =>
      readText(planText(groups, configured({ resources: { 'aws_security_group.a': {} } }), { ...rest }))
        .policies[0]?.incomplete?.reason;
    assert.equal(incomplete({}), undefined);
    for (const rest of [{ errored: true }, { complete: false }]) {
      assert.equal(
        incomplete(rest),
        'Terraform did not finish the plan, so that there may be more than it shows',
      );
    }
  });
});

describe('rules of a group that exists', () => {
  const GROUP_CONFIGURED = configured({
    resources: {
      'aws_security_group.a': { name: value('a') },
      'aws_security_group_rule.r': { security_group_id: refs('aws_security_group.a.id') },
    },
  });
  const live = { id: 'sg-1', egress: [HTTPS], ingress: [] };

  it('are found by its id', () => {
    const text = stateText([
      { address: 'aws_security_group.a', values: { id: 'sg-1' } },
      {
        address: 'aws_security_group.b',
        values: { id: 'sg-2', ingress: [{ ...HTTPS, cidr_blocks: [], security_groups: ['sg-1', 'sg-9'] }] },
      },
      { address: 'aws_security_group_rule.r', values: SEPARATE },
    ]);
    assert.deepEqual(policiesIn(text), {
      'aws_security_group.a': ['allow outbound 6 443 → 10.0.0.0/8'],
      'aws_security_group.b': ['allow inbound 6 443 → sg:aws_security_group.a + sg:sg-9'],
    });
  });

  it('count once, where Terraform shows them in the group too', () => {
    const rules = [
      { address: 'aws_security_group.a', values: live, before: live },
      { address: 'aws_security_group_rule.r', values: SEPARATE, before: SEPARATE },
    ];
    const expected = { 'aws_security_group.a': ['allow outbound 6 443 → 10.0.0.0/8'] };
    assert.deepEqual(policiesIn(planText(rules, GROUP_CONFIGURED)), expected);
    assert.deepEqual(policiesIn(stateText(rules)), expected);
  });

  it('count where they were made by hand', () => {
    const group = [{ address: 'aws_security_group.a', values: live, before: live }];
    const expected = { 'aws_security_group.a': ['allow outbound 6 443 → 10.0.0.0/8'] };
    assert.deepEqual(policiesIn(planText(group, GROUP_CONFIGURED)), expected);
    assert.deepEqual(policiesIn(stateText(group)), expected);
  });

  it('are in doubt while the plan takes rules of the group away', () => {
    const deleted = {
      address: 'aws_security_group_rule.r',
      type: 'aws_security_group_rule',
      change: { actions: ['delete'], before: SEPARATE, after: null, after_unknown: {} },
    };
    const kept = {
      address: 'aws_security_group.a',
      type: 'aws_security_group',
      change: { actions: ['no-op'], before: live, after: live, after_unknown: {} },
    };
    const text = planText([{ address: 'aws_security_group.a', values: live }], GROUP_CONFIGURED, {
      resource_changes: [kept, deleted],
    });
    assert.deepEqual(policiesIn(text), {
      'aws_security_group.a': [
        'allow outbound 6 443 → 10.0.0.0/8 if ?rules of aws_security_group.a that are resources of their own change with this plan',
      ],
    });
  });
});

describe('the Region of a resource', () => {
  const regionOf = (providers: object, rest: object = {}, values: Record<string, unknown> = {}): unknown => {
    const configuration = configured({ resources: { 'aws_security_group.a': {} } });
    const text = planText(
      [{ address: 'aws_security_group.a', values, unknown: { id: true } }],
      {},
      {
        configuration: { provider_config: providers, root_module: configuration },
        ...rest,
      },
    );
    const region = readText(text).policies[0]?.region;
    return region?.kind === 'unknown' ? `?${region.reason}` : region?.value;
  };

  it('is that of its provider: a constant, or a variable of the root', () => {
    const provider = (region: unknown): object => ({ aws: { name: 'aws', expressions: { region } } });
    assert.equal(regionOf(provider({ constant_value: 'us-west-2' })), 'us-west-2');
    const variables = { region: { value: 'eu-west-1' } };
    assert.equal(regionOf(provider(refs('var.region')), { variables }), 'eu-west-1');
    assert.equal(
      regionOf(provider(refs('local.region'))),
      '?a plan does not show what local.region is, which the Region comes from',
    );
    assert.equal(regionOf({ aws: { name: 'aws' } }), undefined);
  });

  it('is told by the resource itself or its ARN', () => {
    assert.equal(regionOf({}, {}, { region: 'eu-central-1' }), 'eu-central-1');
    assert.equal(
      regionOf({}, {}, { arn: 'arn:aws:ec2:us-east-1:111122223333:security-group/sg-1' }),
      'us-east-1',
    );
  });

  it('comes by way of calls, where a module has its own provider', () => {
    const text = planText(
      [{ address: 'module.a["x"].aws_security_group.a', unknown: { id: true } }],
      {},
      {
        variables: { west: { value: 'us-west-2' } },
        configuration: {
          provider_config: {
            'module.a:aws': {
              name: 'aws',
              module_address: 'module.a',
              expressions: { region: refs('var.region') },
            },
          },
          root_module: {
            module_calls: {
              a: {
                expressions: { region: refs('var.west') },
                module: {
                  resources: [{ address: 'aws_security_group.a', provider_config_key: 'module.a:aws' }],
                },
              },
            },
          },
        },
      },
    );
    assert.deepEqual(readText(text).policies[0]?.region, { kind: 'known', value: 'us-west-2' });
  });
});
