import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { policiesOf, problemsOf, read } from './read';

/** An inline rule with some arguments other than usual. */
function group(changes: Readonly<Record<string, string>>): string {
  const usual = { from_port: '443', to_port: '443', protocol: '"tcp"', cidr_blocks: '["10.0.0.0/8"]' };
  const lines = Object.entries({ ...usual, ...changes }).map(([name, value]) => `    ${name} = ${value}`);
  return `resource "aws_security_group" "web" {\n  egress {\n${lines.join('\n')}\n  }\n}\n`;
}

/** The problems of such a rule. */
function told(changes: Readonly<Record<string, string>>): readonly string[] {
  return problemsOf(read(group(changes)));
}

describe('malformed values', () => {
  it('are told where they are written', () => {
    assert.deepEqual(told({ from_port: '70000' }), [
      'invalid-port main.tf:3:17 70000: 70000 is not a port. Write a whole number from 0 to 65535 for from_port.',
    ]);
    assert.deepEqual(told({ to_port: '"https"' }), [
      'invalid-port main.tf:4:15 "https": "https" is not a port. Write a whole number from 0 to 65535 for to_port.',
    ]);
    assert.deepEqual(told({ from_port: '444' }), [
      'invalid-port main.tf:3:17 444: The port range 444-443 ends before it starts. Swap from_port and to_port.',
    ]);
    assert.deepEqual(told({ from_port: '[443]' }), [
      'invalid-port main.tf:3:17 [443]: A tuple is not a port. Write a whole number from 0 to 65535 for from_port.',
    ]);
    assert.deepEqual(told({ protocol: '"tpc"' }), [
      'invalid-protocol main.tf:5:16 "tpc": "tpc" is not a protocol. Write tcp, udp, icmp, icmpv6, a protocol number, ' +
        'or "-1" for all. Did you mean "tcp"?',
    ]);
    assert.deepEqual(told({ protocol: '"icmp"', from_port: '256' }), [
      'invalid-port main.tf:3:17 256: 256 is not an ICMP type. Write a whole number from 0 to 255 for from_port.',
    ]);
    assert.deepEqual(told({ cidr_blocks: '["10.0.0.0/40"]' }), [
      'invalid-cidr main.tf:6:20 "10.0.0.0/40": "10.0.0.0/40" is not a CIDR block: the prefix length goes to 32. ' +
        'Correct it; until then nobody can say what the rule matches.',
    ]);
    assert.deepEqual(told({ cidr_blocks: '["10.0.0.1"]' }), [
      'invalid-cidr main.tf:6:20 "10.0.0.1": "10.0.0.1" is not a CIDR block: the prefix length is missing. ' +
        'For the one address write "10.0.0.1/32".',
    ]);
    assert.deepEqual(told({ cidr_blocks: '["::/0"]' }), [
      'invalid-cidr main.tf:6:20 "::/0": "::/0" is not an IPv4 block. IPv6 blocks have an argument of their own.',
    ]);
    assert.deepEqual(told({ cidr_blocks: '"10.0.0.0/8"' }), [
      'invalid-cidr main.tf:6:19 "10.0.0.0/8": "10.0.0.0/8" is a single text, and cidr_blocks takes a list. ' +
        'Write ["10.0.0.0/8"].',
    ]);
    assert.deepEqual(
      told({ cidr_blocks: '["10.0.0.7/8"]' }).map((line) => line.split(':', 1)[0]),
      ['host-bits-set main.tf'],
    );
  });

  it('count columns in UTF-16 units, behind a byte order mark and carriage returns too', () => {
    const text = group({ cidr_blocks: '[/* 🙂 */ "x"]' }).replaceAll('\n', '\r\n');
    assert.match(problemsOf(read(text))[0] ?? '', /^invalid-cidr main\.tf:6:29 "x":/);
  });

  it('make unknown what they stand in, and nothing else', () => {
    assert.deepEqual(policiesOf(group({ cidr_blocks: '["10.0.0.0/40", "10.0.0.0/8"]', protocol: '"all"' })), {
      'aws_security_group.web': [
        'allow outbound all all → ?"10.0.0.0/40" is not a CIDR block: the prefix length goes to 32 + 10.0.0.0/8',
      ],
    });
  });

  it('are told once, however many rules use them', () => {
    const text = `variable "blocks" {
        default = ["10.0.0.0/40"]
      }
      resource "aws_security_group" "web" {
        count = 3
        dynamic "ingress" {
          for_each = [80, 443]
          content {
            from_port   = ingress.value
            to_port     = ingress.value
            protocol    = "tcp"
            cidr_blocks = var.blocks
          }
        }
      }`;
    const unit = read(text);
    assert.deepEqual(
      unit.policies.map(({ rules }) => rules.length),
      [2, 2, 2],
    );
    assert.deepEqual(
      problemsOf(unit).map((line) => line.slice(0, 46)),
      ['invalid-cidr main.tf:2:20 "10.0.0.0/40": "10.0'],
    );
  });

  it('of things that are missing are none', () => {
    const text =
      'resource "aws_security_group" "web" {\n  ingress {\n  }\n}\nresource "aws_security_group_rule" "lost" {}';
    assert.deepEqual(problemsOf(read(text)), []);
    assert.deepEqual(policiesOf(text), {
      'aws_security_group.web': ['allow inbound ?protocol is missing all →'],
    });
  });

  it('of types that nobody knows here are none', () => {
    assert.deepEqual(
      problemsOf(read('resource "google_compute_firewall" "x" {\n  ports = ["99999"]\n}')),
      [],
    );
  });
});

const BROKEN = { reason: 'a part of the text that it stands in cannot be read', silent: true };

/** Each policy with what it is incomplete for. */
function incomplete(text: string): readonly unknown[] {
  return read(text).policies.map(({ name, incomplete: why, rules }) => [
    name.replace('aws_security_group.', ''),
    rules.length,
    why && { reason: why.reason, silent: why.silent },
  ]);
}

describe('text that does not parse', () => {
  const rule = (body: string): string => `resource "aws_vpc_security_group_egress_rule" "r" {
  ip_protocol = "tcp"
  from_port   = 443
  to_port     = 443
  cidr_ipv4   = "10.0.0.0/8"
  ${body}
}
`;
  const groups = 'resource "aws_security_group" "a" {\n}\nresource "aws_security_group" "b" {\n}\n';

  it('is told once a file', () => {
    const unit = read({
      'a.tf': 'resource "x" "y" {\n  a = \n  b = ]\n}\n',
      'b.tf': 'x = = 1\n',
      'c.tf': '',
    });
    assert.deepEqual(
      problemsOf(unit).map((line) => line.split(':', 2).join(':')),
      ['syntax-error a.tf:2', 'syntax-error b.tf:1'],
    );
    assert.deepEqual(
      problemsOf(read({ 'terraform.tfvars': 'a = \n', 'other.tfvars': 'a = \n' })).map(
        (line) => line.split(':')[0],
      ),
      ['syntax-error terraform.tfvars'],
    );
  });

  it('makes its own policy incomplete without a word, and no other', () => {
    const text = `resource "aws_security_group" "a" {
  ingress {
    from_port   = 1
    to_port     = 1
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8"]
  }
  ingress {
    from_port =
    to_port   = 2
  }
}
resource "aws_security_group" "b" {
}
`;
    assert.deepEqual(incomplete(text), [
      ['a', 1, BROKEN],
      ['b', 0, undefined],
    ]);
  });

  it('of a rule belongs to the group that it names, or to any', () => {
    assert.deepEqual(
      incomplete(groups + rule('security_group_id = aws_security_group.a.id\n  description =')),
      [
        ['a', 0, BROKEN],
        ['b', 0, undefined],
      ],
    );
    assert.deepEqual(incomplete(groups + rule('security_group_id = aws_security_group.')), [
      ['a', 0, BROKEN],
      ['b', 0, BROKEN],
    ]);
  });

  it('in a local makes the policies that use it incomplete', () => {
    const text = `locals {
  blocks = ["10.0.0.0/8"
}
resource "aws_security_group" "a" {
  egress {
    from_port   = 1
    to_port     = 1
    protocol    = "tcp"
    cidr_blocks = local.blocks
  }
}
resource "aws_security_group" "b" {
}
`;
    assert.deepEqual(incomplete(text), [
      ['a', 0, BROKEN],
      ['b', 0, undefined],
    ]);
  });

  it('of a network ACL leaves nothing of it', () => {
    const entry = (action: string): string =>
      `  egress {\n    rule_no = 1\n    action = ${action}\n    protocol = "all"\n    cidr_block = "10.0.0.0/8"\n  }\n`;
    const text = `resource "aws_network_acl" "a" {\n${entry('"allow"')}${entry('')}}\n`;
    assert.deepEqual(incomplete(text), [['aws_network_acl.a', 0, BROKEN]]);
  });
});

describe('comments for the linter', () => {
  it('that stand at no policy and no module call are strays', () => {
    const text = `# workspaces-netlint: role=workspace
resource "aws_security_group" "web" { # workspaces-netlint: region=eu-west-1
  # workspaces-netlint: role=directory
  # something else
}

# workspaces-netlint: role=client-network

# workspaces-netlint: role=vpc
module "vpc" {
  source = "./vpc" # workspaces-netlint: region=eu-west-2
}
# workspaces-netlint: protocols=wsp
variable "x" {}
`;
    const unit = read({ 'main.tf': text, 'other.tf': '/* workspaces-netlint: role=management */' });
    assert.deepEqual(
      unit.strayComments.map((comment) => comment.text.replace('workspaces-netlint: ', '')),
      ['role=directory', 'role=client-network', 'region=eu-west-2', 'protocols=wsp', 'role=management'],
    );
    assert.deepEqual(
      unit.policies[0]?.comments.map((comment) => comment.text),
      ['workspaces-netlint: role=workspace', 'workspaces-netlint: region=eu-west-1'],
    );
  });
});
