import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { policiesOf } from '../read';
import { configured, planText, policiesIn, refs, type Configured, type Planned } from './plan';

/** The same configuration as files and as the plan that Terraform makes of it. */

const GROUP = { unknown: { id: true, arn: true, ingress: true, egress: true } };

/** `aws_security_group_rule` with what AWS decides left unknown, as the provider does it. */
function rule(address: string, port: number, given: Partial<Planned> = {}): Planned {
  return {
    address,
    values: {
      type: 'egress',
      protocol: 'tcp',
      from_port: port,
      to_port: port,
      cidr_blocks: ['10.0.0.0/8'],
      ipv6_cidr_blocks: null,
      self: false,
      ...given.values,
    },
    unknown: { id: true, security_group_id: true, source_security_group_id: true, ...given.unknown },
  };
}

const RULE = `
  type        = "egress"
  protocol    = "tcp"
  from_port   = 443
  to_port     = 443
  cidr_blocks = ["10.0.0.0/8"]`;

function bothSay(hcl: string, resources: readonly Planned[], configuration: Configured): void {
  assert.deepEqual(policiesIn(planText(resources, configured(configuration))), policiesOf(hcl));
}

describe('what is known after apply leads to its group', () => {
  it('by its id', () => {
    bothSay(
      `resource "aws_security_group" "a" {}
       resource "aws_security_group" "b" {}
       resource "aws_security_group_rule" "r" {
         security_group_id = aws_security_group.a.id
         ${RULE}
       }`,
      [
        { address: 'aws_security_group.a', ...GROUP },
        { address: 'aws_security_group.b', ...GROUP },
        rule('aws_security_group_rule.r', 443),
      ],
      {
        resources: {
          'aws_security_group.a': {},
          'aws_security_group.b': {},
          'aws_security_group_rule.r': { security_group_id: refs('aws_security_group.a.id') },
        },
      },
    );
  });

  it('as Terraform 0.12 wrote references, without the attribute', () => {
    const text = planText(
      [{ address: 'aws_security_group.a', ...GROUP }, rule('aws_security_group_rule.r', 443)],
      configured({
        resources: {
          'aws_security_group.a': {},
          'aws_security_group_rule.r': { security_group_id: { references: ['aws_security_group.a'] } },
        },
      }),
      { format_version: '0.1' },
    );
    // Such plans cannot tell that there are no inbound ones.
    const own = policiesIn(text)['aws_security_group.a'] ?? [];
    assert.deepEqual(
      own.filter((rule) => !rule.includes('inbound')),
      ['allow outbound 6 443 → 10.0.0.0/8'],
    );
  });

  it('by the key that both have, and by a number', () => {
    bothSay(
      `resource "aws_security_group" "web" {
         for_each = toset(["a", "b"])
       }
       resource "aws_security_group_rule" "own" {
         for_each          = toset(["a", "b"])
         security_group_id = aws_security_group.web[each.key].id
         ${RULE}
       }
       resource "aws_security_group" "one" {
         count = 2
       }
       resource "aws_security_group_rule" "one" {
         count             = 2
         security_group_id = aws_security_group.one[count.index].id
         ${RULE}
       }
       resource "aws_security_group_rule" "last" {
         security_group_id = aws_security_group.one[1].id
         ${RULE}
       }`,
      [
        ...['a', 'b'].map((key) => ({ address: `aws_security_group.web["${key}"]`, ...GROUP })),
        ...[0, 1].map((key) => ({ address: `aws_security_group.one[${key}]`, ...GROUP })),
        ...['a', 'b'].map((key) => rule(`aws_security_group_rule.own["${key}"]`, 443)),
        ...[0, 1].map((key) => rule(`aws_security_group_rule.one[${key}]`, 443)),
        rule('aws_security_group_rule.last', 443),
      ],
      {
        resources: {
          'aws_security_group.web': {},
          'aws_security_group.one': {},
          'aws_security_group_rule.own': {
            security_group_id: { references: ['aws_security_group.web', 'each.key'] },
          },
          'aws_security_group_rule.one': {
            security_group_id: { references: ['aws_security_group.one', 'count.index'] },
          },
          'aws_security_group_rule.last': { security_group_id: refs('aws_security_group.one[1].id') },
        },
      },
    );
  });

  it('through the variables and outputs of modules, with their keys', () => {
    const text = planText(
      [
        ...['x', 'y'].map((key) => ({
          address: `module.net["${key}"].aws_security_group.this[0]`,
          ...GROUP,
        })),
        ...['x', 'y'].map((key) => rule(`module.rules["${key}"].module.one.aws_security_group_rule.r`, 443)),
      ],
      configured({
        calls: {
          net: {
            for_each_expression: refs('var.names'),
            module: configured({
              resources: { 'aws_security_group.this': {} },
              outputs: { id: { expression: { references: ['aws_security_group.this'] } } },
            }),
          },
          rules: {
            for_each_expression: refs('var.names'),
            expressions: { group: { references: ['module.net', 'each.key'] } },
            module: configured({
              calls: {
                one: {
                  expressions: { group_id: refs('var.group') },
                  module: configured({
                    resources: { 'aws_security_group_rule.r': { security_group_id: refs('var.group_id') } },
                  }),
                },
              },
            }),
          },
        },
      }),
    );
    // `module.net[each.key].id` is listed without its output: the one that leads to a group is meant.
    assert.deepEqual(policiesIn(text), {
      'module.net["x"].aws_security_group.this[0]': ['allow outbound 6 443 → 10.0.0.0/8'],
      'module.net["y"].aws_security_group.this[0]': ['allow outbound 6 443 → 10.0.0.0/8'],
    });
  });

  it('through a local, where only one group can be meant', () => {
    const resources = (names: readonly string[]): string =>
      planText(
        [
          ...names.map((name) => ({ address: `aws_security_group.${name}`, ...GROUP })),
          { address: 'aws_vpc.main', unknown: { id: true, arn: true } },
          rule('aws_security_group_rule.r', 443),
        ],
        configured({
          resources: {
            ...Object.fromEntries(names.map((name) => [`aws_security_group.${name}`, {}])),
            'aws_security_group_rule.r': { security_group_id: refs('local.id') },
          },
        }),
      );
    assert.deepEqual(policiesIn(resources(['a'])), {
      'aws_security_group.a': ['allow outbound 6 443 → 10.0.0.0/8'],
    });
    const doubt = ' if ?aws_security_group_rule.r.security_group_id is known after apply';
    assert.deepEqual(policiesIn(resources(['a', 'b'])), {
      'aws_security_group.a': [`allow outbound 6 443 → 10.0.0.0/8${doubt}`],
      'aws_security_group.b': [`allow outbound 6 443 → 10.0.0.0/8${doubt}`],
    });
  });

  it('nowhere in a plan without its configuration: it may be of any group', () => {
    const text = planText(
      [
        { address: 'aws_security_group.a', ...GROUP, unknown: { id: true } },
        rule('aws_security_group_rule.r', 443),
      ],
      {},
    );
    const [line = ''] = policiesIn(text)['aws_security_group.a'] ?? [];
    assert.match(line, /if \?aws_security_group_rule\.r\.security_group_id is known after apply/);
  });
});

describe('peers that are known after apply', () => {
  it('are groups by their references, in lists too', () => {
    bothSay(
      `resource "aws_security_group" "a" {}
       resource "aws_security_group" "b" {}
       resource "aws_security_group" "own" {
         egress = [{
           from_port = 443, to_port = 443, protocol = "tcp", description = "", self = false,
           cidr_blocks = [], ipv6_cidr_blocks = [], prefix_list_ids = [],
           security_groups = [aws_security_group.a.id, aws_security_group.b.id]
         }]
       }
       resource "aws_security_group_rule" "r" {
         security_group_id        = aws_security_group.a.id
         source_security_group_id = aws_security_group.b.id
         type                     = "ingress"
         protocol                 = "udp"
         from_port                = 53
         to_port                  = 53
       }`,
      [
        { address: 'aws_security_group.a', ...GROUP },
        { address: 'aws_security_group.b', ...GROUP },
        {
          address: 'aws_security_group.own',
          values: {
            egress: [
              {
                from_port: 443,
                to_port: 443,
                protocol: 'tcp',
                self: false,
                cidr_blocks: [],
                security_groups: [null, null],
              },
            ],
          },
          unknown: { id: true, ingress: true, egress: [{ cidr_blocks: [], security_groups: [true, true] }] },
        },
        rule('aws_security_group_rule.r', 53, {
          values: { type: 'ingress', protocol: 'udp', cidr_blocks: null },
        }),
      ],
      {
        resources: {
          'aws_security_group.a': {},
          'aws_security_group.b': {},
          'aws_security_group.own': { egress: refs('aws_security_group.a.id', 'aws_security_group.b.id') },
          'aws_security_group_rule.r': {
            security_group_id: refs('aws_security_group.a.id'),
            source_security_group_id: refs('aws_security_group.b.id'),
          },
        },
      },
    );
  });

  it('are unknown where the plan tells nothing of them', () => {
    const text = planText(
      [
        {
          address: 'aws_security_group.a',
          values: {
            egress: [{ from_port: 443, to_port: 443, protocol: 'tcp', self: false, cidr_blocks: [null] }],
          },
          unknown: { id: true, ingress: true, egress: [{ cidr_blocks: [true] }] },
        },
      ],
      configured({ resources: { 'aws_security_group.a': {} } }),
    );
    assert.deepEqual(policiesIn(text), {
      'aws_security_group.a': [
        'allow outbound 6 443 → ?aws_security_group.a.egress.0.cidr_blocks.0 is known after apply',
      ],
    });
  });
});
