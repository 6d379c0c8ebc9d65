import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { place, policiesOf, policyOf, read, rulesOf } from './read';

/** A group with these lines in it. */
function group(body: string): string {
  return `resource "aws_security_group" "web" {\n${body}\n}\n`;
}

describe('aws_security_group', () => {
  it('without rules lets nothing in and nothing out, and that is all there is', () => {
    const policy = policyOf(group('name = "web"'));
    assert.deepEqual(policy.rules, []);
    assert.deepEqual(policy.defaults, { inbound: 'deny', outbound: 'deny' });
    assert.equal(policy.incomplete, undefined);
    assert.equal(policy.name, 'aws_security_group.web');
    assert.equal(policy.symbol, 'sg:aws_security_group.web');
    assert.equal(place(policy.at), 'main.tf:1:1 resource "aws_security_group" "web"');
  });

  it('has blocks, whose place is their header', () => {
    const policy = policyOf(
      group(
        '  egress {\n    from_port = 443\n    to_port = 444\n    protocol = "tcp"\n    cidr_blocks = ["10.0.0.0/8"]\n  }',
      ),
    );
    assert.deepEqual(
      policy.rules.map(({ at }) => place(at)),
      ['main.tf:2:3 egress'],
    );
    assert.deepEqual(
      policy.rules.map(({ peers }) => peers.map(({ at }) => place(at))),
      [['main.tf:6:20 "10.0.0.0/8"']],
    );
  });

  it('names everybody that a rule can name', () => {
    const rules = rulesOf(
      group(`ingress {
        from_port        = 22
        to_port          = 22
        protocol         = "tcp"
        cidr_blocks      = ["10.0.0.0/8", "192.0.2.0/24"]
        ipv6_cidr_blocks = ["2001:db8::/32"]
        security_groups  = ["sg-0abc", aws_security_group.web.id]
        prefix_list_ids  = ["pl-1"]
        self             = true
      }`),
    );
    assert.deepEqual(rules, [
      'allow inbound 6 22 → 10.0.0.0/8 + 192.0.2.0/24 + 2001:db8::/32 + sg:sg-0abc + sg:aws_security_group.web + ' +
        '?the entries of prefix list pl-1 are not in the files ≥ prefix-list:pl-1 + sg:aws_security_group.web',
    ]);
  });

  it('takes protocols by name and number in any case, and ports as texts', () => {
    const rule = (protocol: string, from: string, to: string): string =>
      `ingress {\nprotocol = ${protocol}\nfrom_port = ${from}\nto_port = ${to}\ncidr_blocks = ["10.0.0.0/8"]\n}`;
    const rules = rulesOf(
      group(
        [
          rule('"TCP"', '"443"', '443'),
          rule('"17"', '53', '53'),
          rule('6', '1', '2'),
          rule('"-1"', '0', '0'),
          rule('-1', '0', '65535'),
          rule('"All"', '0', '0'),
          rule('"icmp"', '8', '-1'),
          rule('"ICMPv6"', '-1', '-1'),
          rule('"esp"', '0', '0'),
          rule('"tcp"', '0', '0'),
        ].join('\n'),
      ),
    );
    assert.deepEqual(
      rules.map((line) => line.replace('allow inbound ', '').replace(' → 10.0.0.0/8', '')),
      ['6 443', '17 53', '6 1-2', 'all all', 'all all', 'all all', '1 8', '58 all', '50 all', '6 0'],
    );
  });

  it('takes a list of objects in place of blocks', () => {
    const text = group(`
      ingress = [
        { from_port = 1, to_port = 1, protocol = "tcp", cidr_blocks = ["10.0.0.0/8"], self = false, security_groups = null },
        { from_port = 2, to_port = 2, protocol = "tcp", cidr_blocks = [], self = true },
      ]
      egress = []`);
    assert.deepEqual(rulesOf(text), [
      'allow inbound 6 1 → 10.0.0.0/8',
      'allow inbound 6 2 → sg:aws_security_group.web',
    ]);
    assert.match(place(policyOf(text).rules[0]?.at ?? assert.fail()), /^main\.tf:4:9 \{ from_port = 1,/);
  });

  it('opens what it cannot see in that direction only', () => {
    assert.deepEqual(rulesOf(group('egress = var.rules') + 'variable "rules" {}'), [
      'allow outbound ?variable rules has no value all → ?variable rules has no value if ?variable rules has no value',
    ]);
  });

  it('makes blocks of dynamic ones', () => {
    const dynamic = (forEach: string, value: string, more = ''): string =>
      group(`dynamic "ingress" {
        for_each = ${forEach}
        ${more}
        content {
          from_port   = ${value}
          to_port     = ${value}
          protocol    = "tcp"
          cidr_blocks = ["10.0.0.0/8"]
        }
      }`);
    const port = (number: number): string => `allow inbound 6 ${number} → 10.0.0.0/8`;
    assert.deepEqual(rulesOf(dynamic('[80, 443]', 'ingress.value')), [port(80), port(443)]);
    assert.deepEqual(rulesOf(dynamic('toset(["80", "443"])', 'ingress.key')), [port(443), port(80)]);
    assert.deepEqual(rulesOf(dynamic('{ a = { port = 80 } }', 'it.value.port', 'iterator = it')), [port(80)]);
    assert.deepEqual(rulesOf(dynamic('["x"]', 'ingress.key')), [port(0)]);
    assert.deepEqual(rulesOf(dynamic('[]', 'ingress.value')), []);
    assert.deepEqual(rulesOf(dynamic('var.on ? [1] : []', '443') + 'variable "on" {}'), [
      `${port(443)} if ?variable on has no value`,
    ]);
    assert.deepEqual(rulesOf(dynamic('concat([80], var.more)', 'ingress.value') + 'variable "more" {}'), [
      port(80),
      'allow inbound 6 ?variable more has no value → 10.0.0.0/8 if ?variable more has no value',
    ]);
  });

  it('is incomplete where Terraform ignores changes of its rules', () => {
    const ignoring = (what: string): string => group(`lifecycle {\nignore_changes = ${what}\n}`);
    const reasons = ['[ingress]', '["egress"]', 'all', '["*"]', '[tags]', '[]'].map(
      (what) => policyOf(ignoring(what)).incomplete?.reason,
    );
    assert.deepEqual(reasons, [
      'Terraform ignores changes of ingress, so the rules may be others by now',
      'Terraform ignores changes of egress, so the rules may be others by now',
      'Terraform ignores changes of all arguments, so the rules may be others by now',
      'Terraform ignores changes of all arguments, so the rules may be others by now',
      undefined,
      undefined,
    ]);
  });

  it('has tags, words, comments and a Region', () => {
    const policy = policyOf(`
      provider "aws" {
        region = "eu-west-1"
      }
      # above
      // workspaces-netlint: role=workspace
      resource "aws_security_group" "web" { # beside
        name        = "web"
        description = "for \${upper("people")}"
        tags        = merge({ Name = "Web" }, { Team = var.team })
      }
      variable "team" {}`);
    assert.deepEqual(
      policy.tags.map(({ key, value, at }) => [key, value, place(at)]),
      [['Name', 'Web', 'main.tf:10:38 "Web"']],
    );
    assert.deepEqual(policy.words, ['web', 'for PEOPLE', 'Web']);
    assert.deepEqual(
      policy.comments.map(({ text }) => text),
      ['above', 'workspaces-netlint: role=workspace', 'beside'],
    );
    assert.deepEqual(policy.region, { kind: 'known', value: 'eu-west-1' });
  });

  it('stands in the Region of its provider', () => {
    const units = read(`
      provider "aws" {
        region = local.region
      }
      provider "aws" {
        alias  = "west"
        region = "us-west-2"
      }
      provider "aws" {
        alias  = "open"
        region = var.region
      }
      variable "region" {}
      locals {
        region = "eu-west-1"
      }
      resource "aws_security_group" "a" {}
      resource "aws_security_group" "b" {
        provider = aws.west
      }
      resource "aws_security_group" "c" {
        provider = "aws.open"
      }
      resource "aws_security_group" "d" {
        provider = aws.missing
      }
      resource "aws_security_group" "e" {
        region = data.aws_region.west.name
      }
      data "aws_region" "west" {
        provider = aws.west
      }`);
    const regions = units.policies.map(({ region }) =>
      region?.kind === 'known' ? region.value : region?.reason,
    );
    assert.deepEqual(regions, [
      'eu-west-1',
      'us-west-2',
      'variable region has no value',
      undefined,
      'us-west-2',
    ]);
  });
});

describe('aws_default_security_group', () => {
  it('goes by both of its names', () => {
    const policies = policiesOf(`
      resource "aws_vpc" "main" {}
      resource "aws_default_security_group" "this" {
        vpc_id = aws_vpc.main.id
      }
      resource "aws_vpc_security_group_egress_rule" "out" {
        security_group_id = aws_vpc.main.default_security_group_id
        ip_protocol       = "-1"
        referenced_security_group_id = aws_default_security_group.this.id
      }`);
    assert.deepEqual(policies, {
      'aws_default_security_group.this': ['allow outbound all all → sg:aws_default_security_group.this'],
    });
  });
});
