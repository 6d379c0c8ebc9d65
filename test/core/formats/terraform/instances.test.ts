import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { policiesOf, problemsOf, read } from './read';

/** A group with one rule, made under a condition. */
function group(meta: string, port = '443'): string {
  return `resource "aws_security_group" "web" {
    ${meta}
    egress {
      from_port   = ${port}
      to_port     = ${port}
      protocol    = "tcp"
      cidr_blocks = ["10.0.0.0/8"]
    }
  }\n`;
}

function allow(port: number | string): string {
  return `allow outbound 6 ${port} → 10.0.0.0/8`;
}

describe('instances', () => {
  it('of count are policies by their index', () => {
    assert.deepEqual(policiesOf(group('count = 2', '100 + count.index')), {
      'aws_security_group.web[0]': [allow(100)],
      'aws_security_group.web[1]': [allow(101)],
    });
    assert.deepEqual(policiesOf(group('count = 0')), {});
    assert.deepEqual(policiesOf(group('count = "1"')), { 'aws_security_group.web[0]': [allow(443)] });
  });

  it('of for_each are policies by their key', () => {
    assert.deepEqual(policiesOf(group('for_each = { b = 1, "a c" = 2 }', 'each.value')), {
      'aws_security_group.web["a c"]': [allow(2)],
      'aws_security_group.web["b"]': [allow(1)],
    });
    assert.deepEqual(policiesOf(group('for_each = toset(["1", "2"])', 'each.key')), {
      'aws_security_group.web["1"]': [allow(1)],
      'aws_security_group.web["2"]': [allow(2)],
    });
  });

  it('that nobody can count are one policy', () => {
    const late = '\nvariable "late" {}';
    assert.deepEqual(policiesOf(group('count = var.late ? 1 : 0') + late), {
      'aws_security_group.web': [allow(443)],
    });
    assert.deepEqual(policiesOf(group('for_each = var.late', 'each.value') + late), {
      'aws_security_group.web': [allow('?variable late has no value')],
    });
    assert.deepEqual(policiesOf(group('count = -1')), { 'aws_security_group.web': [allow(443)] });
    assert.deepEqual(policiesOf(group('for_each = ["a"]')), { 'aws_security_group.web': [allow(443)] });
  });

  it('are known one by one where only some of them are unknown', () => {
    const text = `${group('for_each = merge({ a = 1 }, var.late ? { b = 2 } : {})', 'each.value')}variable "late" {}`;
    assert.deepEqual(policiesOf(text), {
      'aws_security_group.web["a"]': [allow(1)],
      'aws_security_group.web["b"]': [allow(2)],
    });
  });

  it('of rules are in doubt unless their group is made under the same condition', () => {
    const rule = (meta: string, id: string): string => `resource "aws_vpc_security_group_egress_rule" "r" {
      ${meta}
      security_group_id = ${id}
      ip_protocol       = "-1"
      cidr_ipv4         = "10.0.0.0/8"
    }
    variable "late" {}`;
    const web = (meta: string): string => `resource "aws_security_group" "web" {\n${meta}\n}\n`;
    const all = 'allow outbound all all → 10.0.0.0/8';
    const condition = 'count = var.late ? 1 : 0';
    const doubt = `${all} if ?variable late has no value`;
    const id = 'aws_security_group.web.id';
    assert.deepEqual(policiesOf(web('') + rule(condition, id)), { 'aws_security_group.web': [doubt] });
    assert.deepEqual(policiesOf(web('') + rule('for_each = var.late', id)), {
      'aws_security_group.web': [doubt],
    });
    assert.deepEqual(policiesOf(web(condition) + rule(condition, 'aws_security_group.web[0].id')), {
      'aws_security_group.web': [all],
    });
    assert.deepEqual(
      policiesOf(web(condition) + rule('count = var.late ? 0 : 1', 'aws_security_group.web[0].id')),
      {
        'aws_security_group.web': [doubt],
      },
    );
    assert.deepEqual(policiesOf(web('') + rule('for_each = toset([])', id)), {
      'aws_security_group.web': [],
    });
  });

  it('beyond the limit are not made', () => {
    const unit = read(group('count = 1000000000'));
    assert.deepEqual(
      unit.policies.map(({ name }) => name),
      ['aws_security_group.web'],
    );
    assert.deepEqual(problemsOf(unit), [
      'limit-exceeded main.tf:2:5 count = 1000000000: Count makes more than 100,000 instances. It is left out of the judgement.',
    ]);
  });
});
