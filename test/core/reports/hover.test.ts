import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Analysis } from '../../../server/src/core/analysis';
import { analyze } from '../../../server/src/core/analyze';
import { hoverAt } from '../../../server/src/core/reports/hover';
import type { SourceFile } from '../../../server/src/core/text/source';

const TERRAFORM = `# workspaces-netlint: role=client-network region=us-west-2 protocols=pcoip
resource "aws_security_group" "clients" {
  name = "clients"

  egress {
    from_port   = 4172
    to_port     = 4172
    protocol    = "tcp"
    cidr_blocks = concat(local.gateways, [var.office])
  }
  egress {
    from_port   = 8080
    to_port     = 8080
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8"]
  }
}

locals {
  gateways = ["54.244.46.0/23"] # not 52.19.124.0/23
}
`;

const YAML = `firewall:
  name: edge
  rules:
    - name: streaming
      action: allow
      direction: outbound
      protocol: [tcp, udp]
      ports: [4172, "4195", 22]
      destinations: [34.223.96.0-34.223.99.255, 52.59.191.224/30, sites.example.com]
`;

const JSON_EXPORT = `{"SecurityGroups": [{"GroupId": "sg-1", "GroupName": "x",
  "Tags": [{"Key": "workspaces-netlint:role", "Value": "workspace"}], "IpPermissions": [],
  "IpPermissionsEgress": [
    {"IpProtocol": "udp", "FromPort": 53, "ToPort": 53, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]}]}
`;

const NETWORK = `# workspaces-netlint: role=vpc region=eu-central-1 protocols=wsp
resource "aws_vpc" "desktops" {
  cidr_block = "10.20.0.0/16"
}

resource "aws_vpc" "other" {
  cidr_block = "10.21.0.0/16"
}
`;

describe('hover', () => {
  it('says which management ranges a VPC leaves, and nothing of other VPCs', () => {
    assert.equal(
      hover('main.tf', NETWORK, 'aws_vpc'),
      [
        '`aws_vpc.desktops`, a VPC with 10.20.0.0/16',
        '',
        'Role:',
        '',
        '- **vpc**, because main.tf:1 says so',
        '',
        'WorkSpaces vpc, eu-central-1: 1 of 1 requirements met',
        '',
        '- eu-central-1: 198.19.0.0/16 is free; 10.0.0.0/8 is partly taken by the CIDR 10.20.0.0/16',
      ].join('\n'),
    );
    assert.equal(hover('main.tf', NETWORK, 'aws_vpc" "other'), '');
  });

  it('says what a rule admits and which requirements it serves', () => {
    const text = hover('main.tf', TERRAFORM, 'egress');
    assert.match(text, /^This rule allows outbound TCP 4172 to 54\.244\.46\.0\/23, /);
    assert.match(text, /\(not known: /);
    assert.match(text, /\n- `client\.streaming\.pcoip`: .* \(us-west-2\), in part\n/);
    assert.equal(
      hover('main.tf', TERRAFORM, '"10.0.0.0/8"', 'tcp"\n    cidr_blocks = ['),
      '`10.0.0.0/8`, 16,777,216 addresses\n\nNo WorkSpaces gateway or health check server that is known here has all of these addresses.',
    );
    assert.match(
      hover('main.tf', TERRAFORM, 'cidr_blocks = ["10'),
      /^This rule .*\n\nNo requirement of `aws_security_group\.clients` needs it\.$/,
    );
  });

  it('says whose an address is, since when, wherever it is written', () => {
    assert.equal(
      hover('main.tf', TERRAFORM, '54.244.46.0/23'),
      '`54.244.46.0/23`, 512 addresses\n\n- **PCoIP gateways of us-west-2**, since the edition of 2022-09-02',
    );
    assert.match(hover('main.tf', TERRAFORM, '52.19.124.0/23'), /\*\*PCoIP gateways of eu-west-1\*\*/);
    assert.match(
      hover('edge.yaml', YAML, '34.223.96.0-'),
      /^`34\.223\.96\.0-34\.223\.99\.255` = 34\.223\.96\.0\/22, 1,024 addresses\n\n- \*\*WSP \(DCV\) gateways of us-west-2\*\*/,
    );
    assert.match(hover('edge.yaml', YAML, '52.59.191.224'), /\*\*health check servers of eu-central-1\*\*/);
  });

  it('says of a name what it stands for, or why nobody knows', () => {
    assert.match(hover('main.tf', TERRAFORM, 'var.office'), /^Who this is cannot be known from the files: /);
    assert.match(
      hover('edge.yaml', YAML, 'sites.example.com'),
      /^`sites\.example\.com` = domain:sites\.example\.com/,
    );
  });

  it('says what a port is for in the roles of the policy', () => {
    assert.match(
      hover('main.tf', TERRAFORM, '4172'),
      /^Port \*\*4172\*\*, outbound, is for\n\n- `client\.streaming\.pcoip`: /,
    );
    assert.match(
      hover('groups.json', JSON_EXPORT, '53'),
      /^Port \*\*53\*\*, outbound, is for\n\n- `directory\.dns`: /,
    );
    // Nothing needs it: then the rule is what there is to tell of.
    assert.match(
      hover('main.tf', TERRAFORM, '8080'),
      /^This rule allows outbound TCP 8080 to 10\.0\.0\.0\/8\./,
    );
    assert.match(
      hover('edge.yaml', YAML, '4195'),
      /^This rule allows .*\n\n`edge` has no role, so nothing is asked of it\.$/,
    );
  });

  it('says why a policy has its role, and how it stands', () => {
    assert.match(
      hover('main.tf', TERRAFORM, 'resource'),
      /^`aws_security_group\.clients`, a security group with 2 rules\n\nRole:\n\n- \*\*client-network\*\*, because main\.tf:1 says so\n\nWorkSpaces client-network, us-west-2: 0 of 5 requirements met/,
    );
    assert.match(hover('edge.yaml', YAML, 'name: edge'), /has no role, so it is not judged/);
  });

  it('has nothing to say elsewhere', () => {
    assert.equal(hover('main.tf', TERRAFORM, 'locals'), '');
    assert.equal(hover('edge.yaml', YAML, 'firewall:'), '');
  });
});

/** What is said at the start of a text, the first one behind `behind`. */
function hover(path: string, text: string, at: string, behind = ''): string {
  const file: SourceFile = { path, text };
  const offset = text.indexOf(at, text.indexOf(behind) + behind.length);
  assert.notEqual(offset, -1, at);
  return hoverAt(analysisOf(file), file, offset + 1)?.text ?? '';
}

function analysisOf(file: SourceFile): Analysis {
  const analysis = analyze({
    files: [file],
    configurationOf: () => undefined,
    coversFolderOf: () => false,
    stated: { roles: [], facts: {} },
    today: '2026-09-01',
    inlineSuppressions: true,
    named: () => false,
    hostProblems: [],
  });
  if ('usage' in analysis) throw new Error(analysis.usage);
  return analysis;
}
