import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { positionAt } from '../../../../../server/src/core/text/lines';
import { lint, type Run } from './repository';

type Files = Readonly<Record<string, string>>;

function peers(files: Files, run?: Run): readonly string[] {
  return lint(files, run).placements.flatMap(({ policy }) =>
    policy.rules.flatMap((rule) =>
      rule.peers.map(({ text, at, set }) => {
        const { line, column } = positionAt(at.file, at.span.start);
        return set.kind === 'known' ? `${text} ${at.file.path}:${line}:${column}` : `?${set.reason}`;
      }),
    ),
  );
}

const GROUP = `variable "cidr" {
  default = "10.0.0.0/16"
}
resource "aws_security_group" "x" {
  ingress {
    from_port   = 1
    to_port     = 1
    protocol    = "tcp"
    cidr_blocks = [var.cidr]
  }
}
`;
const give = (octet: number): string => `cidr = "10.${octet}.0.0/16"\n`;
const giveJson = (octet: number): string => `{ "cidr": "10.${octet}.0.0/16" }\n`;
const first = (files: Files, run?: Run): string => (peers(files, run)[0] ?? '').replace(/ .*/, '');

describe('values of variables', () => {
  it('win over each other in the order of Terraform', () => {
    let files: Files = { 'main.tf': GROUP };
    const environment = { cidr: '10.1.0.0/16', other: 'x' };
    assert.equal(first(files, { environment }), '10.1.0.0/16');
    const later = [
      ['terraform.tfvars', give(2), '10.2.0.0/16'],
      ['terraform.tfvars.json', giveJson(3), '10.3.0.0/16'],
      ['a.auto.tfvars.json', giveJson(4), '10.4.0.0/16'],
      ['b.auto.tfvars', give(5), '10.5.0.0/16'],
      ['a.auto.tfvars', give(6), '10.5.0.0/16'],
    ] as const;
    for (const [name, text, expected] of later) {
      files = { [name]: text, ...files };
      assert.equal(first(files, { environment }), expected, name);
    }
  });
});

describe('Terraform as JSON', () => {
  it('says what the same says as HCL, at its own places', () => {
    const json = `{
  "variable": { "cidr": { "type": "string", "default": "10.8.0.0/16" } },
  "locals": { "net": "\${cidrsubnet(var.cidr, 4, 1)}", "quoted": "\${format(\\"%s\\", var.cidr)}" },
  "resource": {
    "aws_security_group": {
      "x": [{
        "ingress": [{ "from_port": 1, "to_port": 1, "protocol": "tcp", "cidr_blocks": ["\${local.net}", "\${local.quoted}"] }],
        "dynamic": { "egress": { "for_each": [2], "content": {
          "from_port": "\${egress.value}", "to_port": 2, "protocol": "udp", "cidr_blocks": ["10.7.0.0/16"] } } }
      }]
    }
  }
}
`;
    assert.deepEqual(peers({ 'main.tf.json': json }), [
      '10.8.16.0/20 main.tf.json:3:25',
      '10.8.0.0/16 main.tf.json:3:68',
      '10.7.0.0/16 main.tf.json:9:92',
    ]);
    const [placement] = lint({ 'main.tf.json': json }).placements;
    assert.equal(placement?.policy.name, 'aws_security_group.x');
    assert.equal(positionAt(placement.policy.at.file, placement.policy.at.span.start).line, 6);
  });

  it('that is broken has one finding and says nothing else', () => {
    const { diagnostics } = lint({
      'main.tf.json': '{ "resource": { "aws_security_group": { "x": { "ingress": [',
    });
    assert.deepEqual(
      diagnostics.map(({ rule }) => rule),
      ['syntax-error'],
    );
  });

  it('survives anything', () => {
    for (const text of [
      '[]',
      '1',
      '{"resource": 1}',
      '{"resource": {"aws_security_group": []}}',
      '{"module": {"a": null}}',
      '{"variable": {"a": {"type": "list("}}}',
      '{"locals": {"a": "\${"}}',
      '{"locals": {"a": "%{ if }"}}',
      '""',
    ]) {
      assert.doesNotThrow(() => lint({ 'main.tf.json': text }), text);
    }
  });
});

describe('override files', () => {
  it('replace arguments and blocks of what other files declare, in their own places', () => {
    const override = `resource "aws_security_group" "x" {
  ingress {
    from_port   = 2
    to_port     = 2
    protocol    = "tcp"
    cidr_blocks = ["10.6.0.0/16", var.cidr]
  }
}
`;
    assert.deepEqual(peers({ 'main.tf': GROUP, 'main_override.tf': override }), [
      '10.6.0.0/16 main_override.tf:6:20',
      '10.0.0.0/16 main.tf:2:13',
    ]);
    const value = 'variable "cidr" {\n  default = "10.5.0.0/16"\n}\n';
    assert.deepEqual(peers({ 'main.tf': GROUP, 'override.tf': value }), ['10.5.0.0/16 override.tf:2:13']);
  });
});

describe('OpenTofu', () => {
  it('reads x.tofu in the place of x.tf', () => {
    const tofu = GROUP.replace('10.0', '10.4');
    assert.deepEqual(peers({ 'main.tf': GROUP, 'main.tofu': tofu }), ['10.4.0.0/16 main.tofu:2:13']);
  });
});

describe('blocks that say nothing about the network', () => {
  it('are left in peace', () => {
    const others = [
      'moved {\n  from = a.b\n  to = a.c\n}',
      'import {\n  to = a.b\n  id = "x"\n}',
      'removed {\n  from = a.b\n}',
      'check "x" {\n  assert {\n    condition = true\n    error_message = "x"\n  }\n}',
      'resource "unheard_of" "x" {\n  anything {\n  }\n}',
    ];
    const { diagnostics, placements } = lint({ 'main.tf': GROUP + others.join('\n') + '\n' });
    assert.deepEqual(diagnostics, []);
    assert.equal(placements.length, 1);
  });
});
