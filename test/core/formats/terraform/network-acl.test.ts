import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { policiesOf, policyOf, read, rulesOf } from './read';

const ENTRY = `
    rule_no    = 100
    action     = "Allow"
    protocol   = "tcp"
    cidr_block = "10.0.0.0/8"
    from_port  = 443
    to_port    = 443`;

describe('aws_network_acl', () => {
  it('without entries lets nothing through', () => {
    const policy = policyOf('resource "aws_network_acl" "main" {}');
    assert.equal(policy.kind, 'network-acl');
    assert.equal(policy.evaluation, 'first-match');
    assert.equal(policy.stateful, false);
    assert.deepEqual(policy.defaults, { inbound: 'deny', outbound: 'deny' });
    assert.equal(policy.symbol, undefined);
    assert.equal(policy.incomplete, undefined);
  });

  it('has entries as blocks and as objects', () => {
    const rules = rulesOf(`resource "aws_network_acl" "main" {
      ingress {${ENTRY}
      }
      egress = [{
        rule_no = "200", action = "deny", protocol = -1, from_port = 0, to_port = 0,
        cidr_block = "", ipv6_cidr_block = "::/0", icmp_type = null, icmp_code = 0
      }]
      dynamic "ingress" {
        for_each = { a = 8 }
        content {
          rule_no    = 300 + ingress.value
          action     = "deny"
          protocol   = "icmp"
          icmp_type  = ingress.value
          icmp_code  = -1
          from_port  = 0
          to_port    = 0
          cidr_block = "0.0.0.0/0"
        }
      }
    }`);
    assert.deepEqual(rules, [
      '#100 allow inbound 6 443 → 10.0.0.0/8',
      '#308 deny inbound 1 8 → 0.0.0.0/0, every named peer',
      '#200 deny outbound all all → ::/0',
    ]);
  });

  it('has entries apart', () => {
    const entry = (more: string): string => `resource "aws_network_acl_rule" "r" {
      network_acl_id = aws_network_acl.main.id
      rule_number    = 100
      rule_action    = "allow"
      protocol       = "6"
      from_port      = 80
      to_port        = "81"
      cidr_block     = "10.0.0.0/8"
      ${more}
    }
    resource "aws_network_acl" "main" {}`;
    const inbound = '#100 allow inbound 6 80-81 → 10.0.0.0/8';
    assert.deepEqual(rulesOf(entry('')), [inbound]);
    assert.deepEqual(rulesOf(entry('egress = false')), [inbound]);
    assert.deepEqual(rulesOf(entry('egress = "true"')), ['#100 allow outbound 6 80-81 → 10.0.0.0/8']);
    assert.deepEqual(rulesOf(entry('egress = var.out') + '\nvariable "out" {}'), [
      '#100 allow ?variable out has no value 6 80-81 → 10.0.0.0/8',
    ]);
  });

  it('may allow and may deny where the action is not known', () => {
    const acl = (action: string): string => `resource "aws_network_acl" "main" {
      ingress {
        rule_no    = var.number
        action     = ${action}
        protocol   = "-1"
        from_port  = 0
        to_port    = 0
        cidr_block = "10.0.0.0/8"
      }
    }
    variable "number" {}`;
    const either = (why: string): readonly string[] =>
      ['deny', 'allow'].map(
        (action) => `#?variable number has no value ${action} inbound all all → 10.0.0.0/8 if ?${why}`,
      );
    assert.deepEqual(rulesOf(acl('var.number')), either('variable number has no value'));
    assert.deepEqual(rulesOf(acl('"permit"')), either('action is "permit", neither "allow" nor "deny"'));
  });

  it('fights entries apart of the same direction', () => {
    const [main] = read(`resource "aws_network_acl" "main" {
      ingress {${ENTRY}
      }
    }
    resource "aws_network_acl_rule" "in" {
      network_acl_id = aws_network_acl.main.id
      rule_number = 1
      rule_action = "deny"
      protocol    = "-1"
      cidr_block  = "10.0.0.0/8"
    }`).policies;
    assert.match(main?.rules[1]?.doubt?.reason ?? '', /^aws_network_acl\.main has ingress rules of its own/);
  });
});

describe('aws_default_network_acl', () => {
  it('goes by both of its names', () => {
    const rule = (name: string, id: string, number: number): string => `
      resource "aws_network_acl_rule" "${name}" {
        network_acl_id = ${id}
        rule_number    = ${number}
        rule_action    = "allow"
        protocol       = "all"
        cidr_block     = "10.0.0.0/8"
      }`;
    const policies = policiesOf(`
      resource "aws_vpc" "main" {}
      resource "aws_default_network_acl" "this" {
        default_network_acl_id = aws_vpc.main.default_network_acl_id
      }
      ${rule('a', 'aws_vpc.main.default_network_acl_id', 1)}
      ${rule('b', 'aws_default_network_acl.this.id', 2)}
      ${rule('c', 'var.acl', 3)}
      variable "acl" {}`);
    assert.deepEqual(policies, {
      'aws_default_network_acl.this': [
        '#1 allow inbound all all → 10.0.0.0/8',
        '#2 allow inbound all all → 10.0.0.0/8',
      ],
      'var.acl': ['#3 allow inbound all all → 10.0.0.0/8'],
    });
  });
});
