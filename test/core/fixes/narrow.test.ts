import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyEdits } from '../../../server/src/core/text/edits';
import { lintFixture, readFixture } from '../../support/fixture';

const FLAGS = '? --role client-network --region us-west-2 --protocols wsp';
const CIDRS = [
  '34.217.248.177/32',
  '34.223.96.0/22',
  '52.34.160.80/32',
  '54.68.150.54/32',
  '54.185.4.125/32',
  '54.188.171.18/32',
  '54.244.158.140/32',
];
const TITLE = 'Narrow to the gateways and health check servers of us-west-2 (7 ranges)';

/** What becomes of the text when its first broad rule is narrowed; undefined where that is not offered. */
function narrowed(name: string, text: string): string | undefined {
  const sign = name.endsWith('.jsonc') ? '//' : '#';
  const fixture = readFixture(name, `${sign}${FLAGS}\n${text}`);
  const { diagnostics, fixesOf } = lintFixture(fixture);
  const finding = diagnostics.find(({ rule }) => rule === 'broad-streaming-rule');
  assert.ok(finding !== undefined);
  const fix = fixesOf?.(finding).find(({ title }) => title.startsWith(TITLE));
  return fix?.kind === 'edit' ? applyEdits(fixture.file.text, fix.edits) : undefined;
}

const quoted = CIDRS.map((cidr) => `"${cidr}"`);

describe('a broad streaming rule is narrowed', () => {
  const group = (lists: string): string =>
    `resource "aws_security_group" "a" {\n  egress {\n    from_port   = 4195\n    to_port     = 4195\n    protocol    = "tcp"\n${lists}  }\n}\n`;

  it('in Terraform, in the form of the list, and without IPv6 where nobody asks for it', () => {
    assert.equal(
      narrowed('a.tf', group('    cidr_blocks = ["0.0.0.0/0"]\n    ipv6_cidr_blocks = ["::/0"] # all\n')),
      group(`    cidr_blocks = [${quoted.join(', ')}]\n`),
    );
    assert.equal(
      narrowed('a.tf', group('    cidr_blocks = [\n      "0.0.0.0/0",\n    ]\n')),
      group(`    cidr_blocks = [\n${quoted.map((cidr) => `      ${cidr},\n`).join('')}    ]\n`),
    );
  });

  it('not in Terraform where the addresses come from elsewhere', () => {
    const text = `locals {\n  all = ["0.0.0.0/0"]\n}\n${group('    cidr_blocks = local.all\n')}`;
    assert.equal(narrowed('a.tf', text), undefined);
  });

  it('in JSON, and the export says so', () => {
    const egress = (ranges: string): string =>
      `{"SecurityGroups": [{"GroupId": "sg-01", "IpPermissionsEgress": [{"IpProtocol": "udp", "FromPort": 4195, "ToPort": 4195, "IpRanges": [${ranges}], "Ipv6Ranges": [{"CidrIpv6": "::/0"}]}]}]}`;
    assert.equal(
      narrowed('a.jsonc', egress('{"CidrIp": "0.0.0.0/1"}, {"CidrIp": "128.0.0.0/1"}')),
      egress(quoted.map((cidr) => `{"CidrIp": ${cidr}}`).join(', ')).replace('{"CidrIpv6": "::/0"}', ''),
    );
  });

  it('in YAML, in brackets, with dashes, and where the rule names nobody', () => {
    const firewall = (end: string): string =>
      `firewall:\n  name: a\n  rules:\n    - action: allow\n      direction: outbound\n      protocol: [tcp, udp]\n      ports: [4195]\n${end}`;
    const flow = firewall(`      destinations: [${CIDRS.join(', ')}]\n`);
    assert.equal(narrowed('a.yaml', firewall('      destinations: any\n')), flow);
    assert.equal(narrowed('a.yaml', firewall('      destinations: [any]\n')), flow);
    assert.equal(narrowed('a.yaml', firewall('')), flow);
    assert.equal(
      narrowed('a.yaml', firewall('      destinations:\n        - 0.0.0.0/0\n        - 10.0.0.0/8\n')),
      firewall(`      destinations:\n${CIDRS.map((cidr) => `        - ${cidr}\n`).join('')}`),
    );
  });
});
