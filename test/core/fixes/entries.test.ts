import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { terraform } from '../../../server/src/core/formats/terraform';
import { addressPeers } from '../../../server/src/core/packets/peer-set';
import { parseAddresses } from '../../../server/src/core/packets/cidr';
import { TCP } from '../../../server/src/core/packets/packet-set';
import { editFiles } from '../../../server/src/core/text/edits';
import type { SourceFile } from '../../../server/src/core/text/source';

const GROUP = `variable "rules" {
  default = {}
}

resource "aws_security_group" "clients" {
  dynamic "egress" {
    for_each = var.rules
    content {
      from_port   = egress.value.port
      to_port     = egress.value.port
      protocol    = "tcp"
      cidr_blocks = egress.value.cidrs
    }
  }
}
`;

/** The texts that change when TCP 4195 to 10.0.0.0/8 is added to the only policy. */
function withRule(files: readonly SourceFile[], apart = false): ReadonlyMap<string, string> {
  const unit = terraform.read(files, {});
  const [policy] = unit.policies;
  const range = parseAddresses('10.0.0.0/8');
  assert.ok(policy !== undefined && !('error' in range));
  const rule = {
    direction: 'outbound' as const,
    protocols: [{ from: TCP, to: TCP }],
    ports: [{ from: 4195, to: 4195 }],
    peers: addressPeers(range),
    words: ['client', 'streaming'],
    purpose: 'client.streaming',
  };
  const edits = terraform.write?.({ kind: 'add-rules', policy, rules: [rule], apart }, unit) ?? [];
  return new Map([...(editFiles(edits) ?? [])].map(([, { path, text }]) => [path, text]));
}

describe('entries of lists and maps that rules come from', () => {
  it('stand where the value of the variable stands: in a file of variables', () => {
    const values = 'rules = {\n  web = { port = 443, cidrs = ["10.0.0.0/8"] }\n}\n';
    const changed = withRule([
      { path: 'main.tf', text: GROUP },
      { path: 'terraform.tfvars', text: values },
    ]);
    assert.deepEqual(
      [...changed],
      [
        [
          'terraform.tfvars',
          'rules = {\n  web = { port = 443, cidrs = ["10.0.0.0/8"] }\n  client_streaming = { port = 4195, cidrs = ["10.0.0.0/8"] }\n}\n',
        ],
      ],
    );
  });

  it('never stand in the folder of another module', () => {
    const changed = withRule([
      { path: 'net/main.tf', text: GROUP.replace('var.rules', 'local.rules') },
      { path: 'other/main.tf', text: 'locals {\n  rules = {}\n}\n' },
    ]);
    assert.ok(!changed.has('other/main.tf'));
  });

  it('give way to blocks where these are asked for', () => {
    const text = GROUP.replace('{}', '{ web = { port = 443, cidrs = ["10.0.0.0/8"] } }');
    const changed = withRule([{ path: 'main.tf', text }], true);
    assert.match(changed.get('main.tf') ?? '', /\n {2}egress \{\n/);
    assert.ok(!changed.get('main.tf')?.includes('client_streaming'));
  });
});
