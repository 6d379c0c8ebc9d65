import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyEdits } from '../../../../../server/src/core/text/edits';
import { lint } from './repository';

/** What becomes of a file by the first fix of the finding about a requirement. */
function fixed(files: Readonly<Record<string, string>>, requirement: string, path: string): string {
  const analysis = lint(files);
  const finding = analysis.diagnostics.find((each) => each.requirement === requirement);
  assert.ok(finding !== undefined, analysis.diagnostics.map((each) => each.requirement).join());
  const [fix] = (analysis.fixesOf?.(finding) ?? []).filter(({ kind }) => kind === 'edit');
  assert.ok(fix?.kind === 'edit');
  assert.ok(fix.edits.every(({ file }) => file.path === path));
  return applyEdits(files[path] ?? '', fix.edits) ?? '';
}

const ROLE = '# workspaces-netlint: role=client-network region=us-west-2 protocols=pcoip\n';

/** A call of the public module for groups. */
const call = (inputs: string): string => `${ROLE}module "clients" {
  source  = "terraform-aws-modules/security-group/aws"
  version = "~> 5.0"
  name    = "clients"
${inputs}}
`;

describe('fixes of groups in modules', () => {
  it('name the group as its own module does', () => {
    const files = {
      'main.tf': `module "net" {\n  source = "./net"\n}
resource "aws_security_group" "other" {}
resource "aws_security_group_rule" "other" {
  security_group_id = aws_security_group.other.id
  type              = "egress"
  from_port         = 1
  to_port           = 1
  protocol          = "tcp"
  cidr_blocks       = ["10.0.0.0/8"]
}
`,
      'net/main.tf': `${ROLE}resource "aws_security_group" "clients" {\n  name = "clients"\n}\n`,
    };
    const text = fixed(files, 'client.streaming.pcoip', 'net/main.tf');
    assert.match(
      text,
      /resource "aws_security_group_rule" ".*" \{\n {2}security_group_id = aws_security_group\.clients\.id\n/,
    );
    assert.doesNotMatch(text, /module\./);
  });

  it('add to the input of a public module, as its neighbours are written', () => {
    const text = fixed(
      {
        'main.tf': call(`  egress_with_cidr_blocks = [
    { protocol = "tcp", from_port = "443", to_port = "443", cidr_blocks = "10.0.0.0/8" },
  ]
`),
      },
      'client.streaming.pcoip',
      'main.tf',
    );
    assert.match(
      text,
      /"10\.0\.0\.0\/8" \},\n {4}\{ protocol = "tcp", from_port = "4172", to_port = "4172", cidr_blocks = "35\.80\.88\.0\/21,[\d./,]+" \},\n {4}\{ protocol = "udp", from_port = "4172"/,
    );
  });

  it('add the input where there is none', () => {
    assert.match(
      fixed({ 'main.tf': call('') }, 'client.streaming.pcoip', 'main.tf'),
      /\n {2}name {4}= "clients"\n\n {2}egress_with_cidr_blocks = \[\n {4}\{\n {6}from_port {3}= 4172\n {6}to_port {5}= 4172\n {6}protocol {4}= "tcp"\n {6}description = "client\.streaming\.pcoip"\n {6}cidr_blocks = "35.*"\n {4}\},\n/,
    );
  });

  it('add to the list that the input names', () => {
    const text = fixed(
      {
        'main.tf': `${call('  egress_with_cidr_blocks = local.rules\n')}locals {
  rules = [{ rule = "https-443-tcp" }]
}
`,
      },
      'client.streaming.pcoip',
      'main.tf',
    );
    assert.match(text, /rules = \[\{ rule = "https-443-tcp" \}, \{ .*from_port = 4172/);
  });

  it('add entries to the list of a network ACL of a public module', () => {
    const text = fixed(
      {
        'main.tf': `${ROLE.replace('client-network', 'workspace')}module "net" {
  source                        = "terraform-aws-modules/vpc/aws"
  version                       = "~> 5.0"
  cidr                          = "10.20.0.0/16"
  azs                           = ["us-west-2a"]
  private_subnets               = ["10.20.1.0/24"]
  manage_default_network_acl    = false
  manage_default_security_group = false
  private_dedicated_network_acl = true
  private_outbound_acl_rules = [
    {
      rule_number = 100
      rule_action = "allow"
      from_port   = 1024
      to_port     = 65535
      protocol    = "tcp"
      cidr_block  = "0.0.0.0/0"
    },
  ]
}
`,
      },
      'workspace.https.out',
      'main.tf',
    );
    assert.match(
      text,
      / {4}\},\n {4}\{\n {6}rule_number = \d+\n {6}rule_action = "allow"\n {6}from_port {3}= 443\n {6}to_port {5}= 443\n {6}protocol {4}= "tcp"\n {6}cidr_block {2}= "0\.0\.0\.0\/0"\n {4}\},\n {2}\]/,
    );
  });
});
