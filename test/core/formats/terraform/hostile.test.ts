import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { formatOf } from '../../../../server/src/core/formats';
import { terraform } from '../../../../server/src/core/formats/terraform';
import type { Location } from '../../../../server/src/core/text/source';
import { problemsOf, read } from './read';

const FOLDER = {
  'main.tf': `# workspaces-netlint: role=workspace
resource "aws_security_group" "web" {
  for_each = local.groups
  name     = "web-\${each.key}"
  dynamic "ingress" {
    for_each = { for rule in var.rules : "\${rule.port}" => rule if rule.port != 0 }
    iterator = it
    content {
      from_port   = it.value.port
      to_port     = try(it.value.to, it.value.port)
      protocol    = lookup(it.value, "protocol", "tcp")
      cidr_blocks = concat(local.blocks, [cidrsubnet("10.0.0.0/8", 8, it.value.port)])
      self        = true
    }
  }
  egress = [{ from_port = 0, to_port = 0, protocol = "-1", cidr_blocks = ["0.0.0.0/0"] }]
  lifecycle {
    ignore_changes = [tags]
  }
  tags = merge({ Name = upper("web") }, var.tags)
}
resource "aws_security_group_rule" "more" {
  count             = length(var.rules)
  type              = "egress"
  security_group_id = aws_security_group.web["a"].id
  protocol          = "udp"
  from_port         = var.rules[count.index].port
  to_port           = var.rules[count.index].port
  prefix_list_ids   = [aws_ec2_managed_prefix_list.all.id]
}
`,
  'acl.tf': `resource "aws_network_acl" "main" {
  ingress {
    rule_no    = 100
    action     = "allow"
    protocol   = "icmp"
    icmp_type  = -1
    icmp_code  = -1
    from_port  = 0
    to_port    = 0
    cidr_block = trimspace(<<-EOT
      10.0.0.0/8
    EOT
    )
  }
}
resource "aws_ec2_managed_prefix_list" "all" {
  entry {
    cidr = "10.0.0.0/8"
  }
}
`,
  'values.tf': `locals {
  groups = { a = 1, b = 2 }
  blocks = [for index in range(2) : cidrsubnet("10.0.0.0/8", 8, index)]
}
variable "rules" {
  type = list(object({ port = number, to = optional(number) }))
  default = [{ port = 80 }, { port = 443, to = 444 }]
}
variable "tags" {
  default = {}
}
provider "aws" {
  region = "eu-west-1"
}
`,
  'terraform.tfvars': 'tags = { Team = "one" }\n',
};

describe('hostile Terraform', () => {
  it('never throws, whatever is cut out of or put into a file, and every place lies in its file', () => {
    const piece = fc.constantFrom(
      ...[
        '',
        '\0',
        '{',
        '}',
        '[',
        ']',
        '(',
        ')',
        '"',
        ',',
        '=',
        '${',
        '%{ for x in y }',
        '<<A\n',
        '\n',
        '\r\n',
        '#',
        '/*',
      ],
      ...[
        '...',
        '*',
        '.',
        'null',
        '99999999999',
        'each.value',
        'var.rules',
        'local.blocks',
        'range(0, 1e9)',
        '🙂',
      ],
      ...[
        'dynamic "ingress" {\n',
        'count = 2\n',
        'for_each = var.tags\n',
        'aws_security_group.web',
        'data.x.y',
      ],
    );
    const edit = fc.tuple(fc.constantFrom(...Object.keys(FOLDER)), fc.nat(), fc.nat(40), piece);
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 5 }), (edits) => {
        const files = new Map(Object.entries(FOLDER));
        for (const [name, at, length, put] of edits) {
          const old = files.get(name) ?? '';
          const start = at % (old.length + 1);
          files.set(name, old.slice(0, start) + put + old.slice(start + length));
        }
        const { policies, problems, strayComments } = read(Object.fromEntries(files));
        const places: Location[] = [...problems, ...strayComments].map(({ at }) => at);
        for (const { at, rules, comments, tags, incomplete } of policies) {
          places.push(
            at,
            ...[...comments, ...tags].map((item) => item.at),
            ...(incomplete ? [incomplete.at] : []),
          );
          for (const rule of rules) {
            places.push(
              rule.at,
              ...rule.peers.map((peer) => peer.at),
              ...(rule.doubt ? [rule.doubt.at] : []),
            );
          }
        }
        for (const { file, span } of places) {
          assert.ok(span.start >= 0 && span.start <= span.end && span.end <= file.text.length);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('reads the folder above without complaint', () => {
    const unit = read(FOLDER);
    assert.deepEqual(problemsOf(unit), []);
    assert.deepEqual(
      unit.policies.map(({ name, rules }) => `${name} ${rules.length}`),
      ['aws_security_group.web["a"] 5', 'aws_security_group.web["b"] 3', 'aws_network_acl.main 1'],
    );
  });

  it('ends on ranges, nesting and chains without end', () => {
    const group = (blocks: string): string => `resource "aws_security_group" "web" {
      egress {
        from_port   = 1
        to_port     = 1
        protocol    = "tcp"
        cidr_blocks = ${blocks}
      }
    }\n`;
    const kinds = (text: string): readonly string[] => read(text).problems.map(({ kind }) => kind);
    assert.deepEqual(kinds(group('[for i in range(0, 1000000000) : "10.0.0.0/8"]')), ['limit-exceeded']);
    assert.deepEqual(kinds(group(`${'('.repeat(5000)}[]${')'.repeat(5000)}`)), ['limit-exceeded']);
    const chain = Array.from({ length: 2000 }, (_, index) => `l${index} = local.l${index + 1}`).join('\n');
    assert.deepEqual(kinds(`${group('local.l0')}locals {\n${chain}\nl2000 = []\n}\n`), ['limit-exceeded']);
    const bomb = Array.from(
      { length: 30 },
      (_, i) => `b${i} = [for x in [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] : local.b${i + 1}]`,
    );
    assert.deepEqual(kinds(`${group('local.b0')}locals {\n${bomb.join('\n')}\nb30 = ["x"]\n}\n`), [
      'limit-exceeded',
    ]);
    assert.deepEqual(kinds(group(`["${'x'.repeat(100_000)}"]`)), ['invalid-cidr']);
    assert.deepEqual(kinds(`${group('[]')}locals {\n  text = <<A\n${'long '.repeat(200_000)}\nA\n}\n`), []);
  });

  it('tells once that a unit takes too many steps', () => {
    const text = `resource "aws_security_group" "web" {
      count = 2000
      egress {
        from_port   = 1
        to_port     = 1
        protocol    = "tcp"
        cidr_blocks = [for index in range(1000) : "10.0.\${count.index}.0/24" if index < 1]
      }
    }`;
    assert.deepEqual(read(text).problems.filter(({ kind }) => kind === 'limit-exceeded').length, 1);
  });
});

describe('the Terraform format', () => {
  it('takes .tf and .tfvars files, and the same in JSON', () => {
    const taken = ['a.tf', 'x/b.tf', 'prod.auto.tfvars', 'c.tf.json', 'tf', 'd.tfx'].filter(
      (path) => formatOf({ path, text: '' }) === terraform,
    );
    assert.deepEqual(taken, ['a.tf', 'x/b.tf', 'prod.auto.tfvars', 'c.tf.json']);
  });

  it('reads each folder by itself', () => {
    const files = ['a/x.tf', 'b/x.tf', 'a/terraform.tfvars', 'x.tf'].map((path) => ({ path, text: '' }));
    assert.deepEqual(
      terraform.divide?.(files).map((group) => group.map(({ path }) => path)),
      [['a/x.tf', 'a/terraform.tfvars'], ['b/x.tf'], ['x.tf']],
    );
  });
});
