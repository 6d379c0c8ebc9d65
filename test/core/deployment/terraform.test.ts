import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Analysis } from '../../../server/src/core/analysis';
import { analyze } from '../../../server/src/core/analyze';
import { hoverAt } from '../../../server/src/core/reports/hover';

/** What follows from Terraform text without anybody having said what is WorkSpaces. */
function lint(files: Readonly<Record<string, string>>): Analysis {
  const analysis = analyze({
    files: Object.entries(files).map(([path, text]) => ({ path, text })),
    configurationOf: () => undefined,
    coversFolderOf: () => true,
    stated: { roles: [], facts: { internetAccess: false } },
    today: '2026-11-22',
    inlineSuppressions: true,
    named: () => true,
    hostProblems: [],
  });
  assert.ok(!('usage' in analysis));
  return analysis;
}

const verdictsOn = ({ coverage }: Analysis, requirement: string): string[] =>
  coverage
    .filter((entry) => entry.requirement === requirement)
    .map(({ policy, role, verdict }) => `${policy} as ${role}: ${verdict}`);
const rulesOf = ({ diagnostics }: Analysis): string[] =>
  diagnostics.map(({ rule, policy }) => `${rule} ${policy?.name ?? ''}`);

const NETWORK = `
resource "aws_vpc" "main" {
  cidr_block = "10.20.0.0/16"
}
resource "aws_subnet" "desktops" {
  count             = 2
  vpc_id            = aws_vpc.main.id
  cidr_block        = cidrsubnet(aws_vpc.main.cidr_block, 8, count.index + 1)
  availability_zone = "us-west-2\${count.index == 0 ? "a" : "b"}"
}
resource "aws_directory_service_directory" "ad" {
  name = "corp.example.com"
  type = "MicrosoftAD"
  vpc_settings {
    vpc_id     = aws_vpc.main.id
    subnet_ids = aws_subnet.desktops[*].id
  }
}
`;
const DIRECTORY = `
resource "aws_workspaces_directory" "main" {
  directory_id = aws_directory_service_directory.ad.id
  subnet_ids   = aws_subnet.desktops[*].id
  workspace_creation_properties {
    custom_security_group_id = aws_security_group.desktops.id
  }
}
`;
const group = (peers: string): string => `
resource "aws_security_group" "desktops" {
  vpc_id = aws_vpc.main.id
  egress {
    from_port = 0
    to_port   = 0
    protocol  = "-1"
    ${peers}
  }
}
`;

describe('a directory in Terraform', () => {
  it('gives its custom group a role, and its subnets say where the controllers are', () => {
    const verdict = (peers: string): string[] =>
      verdictsOn(lint({ 'main.tf': NETWORK + DIRECTORY + group(peers) }), 'directory.ldap');
    const met = 'aws_security_group.desktops as workspace: met';
    const undetermined = 'aws_security_group.desktops as workspace: undetermined';
    assert.deepEqual(verdict('cidr_blocks = [aws_vpc.main.cidr_block]'), [met]);
    assert.deepEqual(verdict('cidr_blocks = aws_subnet.desktops[*].cidr_block'), [met]);
    assert.deepEqual(verdict('security_groups = [aws_directory_service_directory.ad.security_group_id]'), [
      met,
    ]);
    // The members group may let it out.
    assert.deepEqual(verdict('cidr_blocks = ["192.168.0.0/16"]'), [undetermined]);
  });

  it('names the members group in one finding, at the place where the group is used', () => {
    const { diagnostics } = lint({
      'main.tf': NETWORK + DIRECTORY + group('cidr_blocks = ["192.168.0.0/16"]'),
    });
    const [finding, ...others] = diagnostics;
    assert.deepEqual([finding?.rule, others], ['undetermined-flow', []]);
    assert.equal(finding?.requirements?.length, 11);
    assert.match(finding.message, /members group of aws_workspaces_directory\.main/);
    assert.deepEqual(
      finding.related.map(({ at: { file, span } }) => file.text.slice(span.start, span.end)),
      ['aws_security_group.desktops.id'],
    );
  });

  it('makes the network ACL in front of its subnets one to judge', () => {
    const acl = `
resource "aws_network_acl" "front" {
  vpc_id     = aws_vpc.main.id
  subnet_ids = aws_subnet.desktops[*].id
}
`;
    const analysis = lint({ 'main.tf': NETWORK + DIRECTORY + group('cidr_blocks = ["0.0.0.0/0"]') + acl });
    assert.deepEqual(verdictsOn(analysis, 'directory.ldap'), [
      'aws_security_group.desktops as workspace: met',
      'aws_network_acl.front as workspace: missing',
      'aws_network_acl.front as directory: missing',
    ]);
  });

  it('uses a group of another module', () => {
    const files = {
      'main.tf': `${NETWORK}
module "groups" {
  source = "./groups"
  vpc_id = aws_vpc.main.id
}
${DIRECTORY.replace('aws_security_group.desktops.id', 'module.groups.id')}`,
      'groups/main.tf': `
variable "vpc_id" {}
${group('cidr_blocks = ["0.0.0.0/0"]').replace('aws_vpc.main.id', 'var.vpc_id')}
output "id" {
  value = aws_security_group.desktops.id
}
`,
    };
    assert.deepEqual(verdictsOn(lint(files), 'directory.ldap'), [
      'module.groups.aws_security_group.desktops as workspace: met',
    ]);
  });

  it('has what it shows in the hover of its group', () => {
    const analysis = lint({ 'main.tf': NETWORK + DIRECTORY + group('cidr_blocks = ["0.0.0.0/0"]') });
    const policy = analysis.placements[0]?.policy;
    assert.ok(policy !== undefined);
    const { text = '' } = hoverAt(analysis, policy.at.file, policy.at.span.start) ?? {};
    assert.match(
      text,
      /\*\*workspace\*\*, because aws\\_workspaces\\_directory\.main uses it \(main\.tf:\d+\)/,
    );
    assert.match(
      text,
      /- vpcCidrs: 10\.20\.0\.0\/16, because aws\\_workspaces\\_directory\.main is in aws\\_vpc\.main/,
    );
    assert.match(text, /- workspaceSubnets: 10\.20\.1\.0\/24, 10\.20\.2\.0\/24, because/);
  });
});

describe('unknown variables', () => {
  it('are told what to do about', () => {
    const variable = '\nvariable "peers" {\n  type = list(string)\n}\n';
    const { diagnostics } = lint({
      'main.tf': NETWORK + DIRECTORY + group('cidr_blocks = var.peers') + variable,
    });
    const [finding] = diagnostics;
    assert.match(
      finding?.message ?? '',
      /variable peers has no value\. Give variable peers a value in terraform\.tfvars/,
    );
    const places = finding?.related.map(({ at: { file, span } }) => file.text.slice(span.start, span.end));
    assert.ok(places?.includes('variable "peers"'), 'the way to the variable');
  });
});

describe('groups on one interface', () => {
  it('are a union: what one of them allows is not missing', () => {
    const groups = ['web', 'all'].map(
      (name) => `
# workspaces-netlint: role=workspace
resource "aws_security_group" "${name}" {
  ${name === 'all' ? 'egress {\n from_port = 0\n to_port = 0\n protocol = "-1"\n cidr_blocks = ["0.0.0.0/0"]\n }' : ''}
}
`,
    );
    const instance = `
resource "aws_instance" "desktop" {
  vpc_security_group_ids = [aws_security_group.all.id, aws_security_group.web.id]
}
`;
    const alone = lint({ 'main.tf': groups.join('') });
    assert.equal(rulesOf(alone).length, 11);
    assert.deepEqual(rulesOf(lint({ 'main.tf': groups.join('') + instance })), []);
  });
});
