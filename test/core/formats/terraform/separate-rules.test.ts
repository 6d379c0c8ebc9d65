import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { place, policiesOf, read } from './read';

const WEB = 'resource "aws_security_group" "web" {}\n';

/** An outbound rule for TCP 443 of the group with this id. */
function rule(id: string, more = '', name = 'r'): string {
  return `resource "aws_security_group_rule" "${name}" {
    security_group_id = ${id}
    type        = "egress"
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["10.0.0.0/8"]
    ${more}
  }\n`;
}

const ALLOW = 'allow outbound 6 443 → 10.0.0.0/8';

describe('rules that are resources', () => {
  it('belong to the group they name, however they name it', () => {
    const ids = [
      'aws_security_group.web.id',
      '"${aws_security_group.web.id}"',
      'local.id',
      'var.ids[0]',
      'element(local.ids, 0)',
      'aws_security_group.web.*.id[0]',
      'one(aws_security_group.web[*].id)',
      'try(aws_security_group.web.id, "")',
      'try(aws_security_group.other[0].id, aws_security_group.web.id)',
      'false ? "sg-1" : aws_security_group.web.id',
      'concat([aws_security_group.web.id], [])[0]',
      'merge({}, { id = aws_security_group.web.id }).id',
      '{ for k, v in { web = aws_security_group.web } : k => v.id }["web"]',
      'flatten([[aws_security_group.web.id]])[0]',
      'join("", aws_security_group.web[*].id)',
      'compact(["", aws_security_group.web.id])[0]',
      'coalesce("", aws_security_group.web.id, var.late)',
      'aws_security_group.web.id != "" ? aws_security_group.web.id : "sg-9"',
      'var.late == 1 ? aws_security_group.web.id : local.id',
      'lookup({ a = aws_security_group.web.id }, "a", "")',
    ];
    const more = `
      locals {
        id  = aws_security_group.web.id
        ids = [local.id, "sg-2"]
      }
      resource "aws_security_group" "other" {
        count = 0
      }
      variable "late" {}
      variable "ids" {
        default = ["sg-3"]
      }`;
    for (const id of ids) {
      const expected =
        id === 'var.ids[0]'
          ? { 'aws_security_group.web': [], 'sg-3': [ALLOW] }
          : { 'aws_security_group.web': [ALLOW] };
      assert.deepEqual(policiesOf(WEB + rule(id) + more), expected, id);
    }
  });

  it('are read in both notations', () => {
    const policies = policiesOf(`${WEB}
      resource "aws_security_group_rule" "all" {
        security_group_id        = aws_security_group.web.id
        type                     = "ingress"
        protocol                 = "-1"
        from_port                = 0
        to_port                  = 0
        cidr_blocks              = ["10.0.0.0/8"]
        ipv6_cidr_blocks         = ["2001:db8::/32"]
        source_security_group_id = "sg-1"
        prefix_list_ids          = ["pl-1"]
        self                     = true
      }
      resource "aws_vpc_security_group_ingress_rule" "v4" {
        security_group_id = aws_security_group.web.id
        ip_protocol       = "tcp"
        from_port         = 1
        to_port           = 2
        cidr_ipv4         = "10.0.0.0/8"
      }
      resource "aws_vpc_security_group_egress_rule" "v6" {
        security_group_id = aws_security_group.web.id
        ip_protocol       = "-1"
        cidr_ipv6         = "::/0"
      }
      resource "aws_vpc_security_group_egress_rule" "group" {
        security_group_id            = aws_security_group.web.id
        ip_protocol                  = "icmp"
        from_port                    = 8
        to_port                      = -1
        referenced_security_group_id = aws_security_group.web.id
      }
      resource "aws_vpc_security_group_egress_rule" "list" {
        security_group_id = aws_security_group.web.id
        ip_protocol       = "17"
        from_port         = 53
        to_port           = 53
        prefix_list_id    = data.aws_ec2_managed_prefix_list.s3.id
      }
      data "aws_ec2_managed_prefix_list" "s3" {
        name = "com.amazonaws.eu-west-1.s3"
      }`);
    const list = 'data.aws_ec2_managed_prefix_list.s3.id';
    assert.deepEqual(policies, {
      'aws_security_group.web': [
        'allow inbound all all → 10.0.0.0/8 + 2001:db8::/32 + sg:sg-1 + ' +
          '?the entries of prefix list pl-1 are not in the files ≥ prefix-list:pl-1 + sg:aws_security_group.web',
        'allow inbound 6 1-2 → 10.0.0.0/8',
        'allow outbound all all → ::/0',
        'allow outbound 1 8 → sg:aws_security_group.web',
        `allow outbound 17 53 → ?the entries of prefix list ${list} are not in the files ≥ prefix-list:${list}`,
      ],
    });
  });

  it('stand at their headers and carry their addresses', () => {
    const [policy] = read(WEB + rule('aws_security_group.web.id', 'count = 2')).policies;
    assert.deepEqual(
      policy?.rules.map(({ at, name }) => `${name ?? ''} ${place(at)}`),
      [0, 1].map(
        (index) => `aws_security_group_rule.r[${index}] main.tf:2:1 resource "aws_security_group_rule" "r"`,
      ),
    );
  });

  it('of a group that is not in the files form an incomplete policy with the name of its id', () => {
    const names = (text: string): readonly (readonly (string | undefined)[])[] =>
      read(text).policies.map(({ name, symbol, incomplete }) => [
        name,
        symbol,
        incomplete?.reason,
        incomplete && place(incomplete.at),
      ]);
    const reason = (id: string, why = ''): string =>
      `group ${id} is not in the files${why}, so it may have rules besides these`;
    assert.deepEqual(names(rule('"sg-0abc"')), [
      ['sg-0abc', 'sg:sg-0abc', reason('sg-0abc'), 'main.tf:2:5 security_group_id = "sg-0abc"'],
    ]);
    const made = (id: string): string =>
      `AWS makes group ${id} with its directory, so it has rules besides these`;
    const members = 'aws_workspaces_directory.d.workspace_security_group_id';
    for (const [id, why] of [
      ['var.group_id', reason('var.group_id')],
      ['module.vpc.group_id', reason('module.vpc.group_id', ' (module.vpc is not declared)')],
      ['data.aws_security_group.x.id', reason('data.aws_security_group.x.id')],
      ['aws_vpc.main.default_security_group_id', reason('aws_vpc.main.default_security_group_id')],
      [members, made(members)],
    ] as const) {
      const text = `${rule(id)}${rule(`local.id`, '', 's')}
        locals {\nid = ${id}\n}
        variable "group_id" {}
        data "aws_security_group" "x" {}
        resource "aws_workspaces_directory" "d" {}
        resource "aws_vpc" "main" {}`;
      assert.deepEqual(names(text), [[id, `sg:${id}`, why, `main.tf:2:5 security_group_id = ${id}`]]);
    }
  });

  it('of different unknown groups are not thrown together', () => {
    const policies = policiesOf(`${rule('each.value.id', 'for_each = { a = var.a, b = var.b }')}
      variable "a" {}\nvariable "b" {}`);
    assert.deepEqual(policies, { 'each.value.id["a"]': [ALLOW], 'each.value.id["b"]': [ALLOW] });
  });

  it('may belong to every group that an unknown id leads to', () => {
    const text = `${WEB}
      resource "aws_security_group" "apart" {}
      locals {
        id = var.create ? aws_security_group.web.id : var.id
      }
      variable "create" {}
      variable "id" {}`;
    assert.deepEqual(policiesOf(text + rule('local.id')), {
      'aws_security_group.web': [`${ALLOW} if ?variable create has no value`],
      'aws_security_group.apart': [],
    });
  });

  it('fight inline rules of the same direction', () => {
    const inline = (type: string): string => `resource "aws_security_group" "web" {
      ${type} {
        from_port   = 80
        to_port     = 80
        protocol    = "tcp"
        cidr_blocks = ["10.0.0.0/8"]
      }
    }\n`;
    const fight =
      'aws_security_group.web has egress rules of its own, and Terraform takes away a rule that is not among them';
    const separate = rule('aws_security_group.web.id');
    assert.deepEqual(policiesOf(inline('egress') + separate)['aws_security_group.web'], [
      'allow outbound 6 80 → 10.0.0.0/8',
      `${ALLOW} if ?${fight}`,
    ]);
    assert.deepEqual(policiesOf(inline('ingress') + separate)['aws_security_group.web'], [
      'allow inbound 6 80 → 10.0.0.0/8',
      ALLOW,
    ]);
    const none = 'resource "aws_security_group" "web" {\negress = []\n}\n';
    assert.deepEqual(policiesOf(none + separate)['aws_security_group.web'], [`${ALLOW} if ?${fight}`]);
  });

  it('are in doubt where Terraform ignores changes of them', () => {
    const ignoring = (what: string): unknown =>
      policiesOf(WEB + rule('aws_security_group.web.id', `lifecycle {\nignore_changes = [${what}]\n}`))[
        'aws_security_group.web'
      ];
    assert.deepEqual(ignoring('cidr_blocks'), [
      `${ALLOW} if ?Terraform ignores changes of cidr_blocks, so the rule may be another by now`,
    ]);
    assert.deepEqual(ignoring('description'), [ALLOW]);
  });

  it('are left out where they may be of so many groups that their copies would fill the memory', () => {
    const many = (count: number): string => `variable "late" {}
      resource "aws_security_group" "many" {
        count = ${count}
      }
      ${rule('aws_security_group.many[var.late].id', `count = ${count}`)}`;
    const some = read(many(20));
    assert.deepEqual(some.problems, []);
    assert.deepEqual(
      some.policies.map(({ rules }) => rules.length),
      Array.from({ length: 20 }, () => 20),
    );
    const all = read(many(2000));
    assert.deepEqual(
      all.problems.map(({ kind }) => kind),
      ['limit-exceeded'],
    );
    assert.ok(
      all.policies.every(({ rules, incomplete }) => rules.length < 26 && incomplete?.silent === true),
    );
  });
});
