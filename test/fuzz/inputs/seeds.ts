import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WRITERS } from '../../support/writers';
import { planText, configured, refs, stateText } from '../../core/formats/terraform/plan/plan';

const TESTS = join(__dirname, '..', '..');

/** Texts of the tests' own fixtures with this ending, markers and all: they are comments. */
function fixtures(folder: string, ending: string): readonly string[] {
  return readdirSync(join(TESTS, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => readFileSync(join(TESTS, folder, name), 'utf8'));
}

export const TERRAFORM_SEEDS = [
  ...fixtures('checks', '.tf'),
  ...fixtures('core/formats/terraform/attachments/idioms', '.tf'),
  ...fixtures('core/formats/terraform/modules/repository', '.tf'),
  ...fixtures('core/syntax/hcl', '.tf'),
];

const written = (path: string): readonly string[] =>
  WRITERS.filter((writer) => writer.path.endsWith(path)).map((writer) =>
    writer.write(
      {
        rules: [
          {
            name: 'rule-1',
            action: 'allow',
            direction: 'outbound',
            protocols: ['tcp', 'udp'],
            ports: [{ from: 4172, to: 4172 }],
            peers: [{ from: 0x36_f4_2e_00, to: 0x36_f4_2f_ff }],
          },
        ],
      },
      'outbound',
    ),
  );

export const EXPORT_SEEDS = [
  ...fixtures('checks', '.json'),
  ...fixtures('checks', '.jsonc'),
  ...fixtures('fixtures/aws-json', '.json'),
  ...written('.json'),
];

export const YAML_SEEDS = [...fixtures('checks', '.yaml'), ...written('.yaml')];

const GROUP = {
  name: 'workspaces',
  egress: [{ from_port: 443, to_port: 443, protocol: 'tcp', cidr_blocks: ['0.0.0.0/0'], self: false }],
};
const RULE = { type: 'egress', from_port: 4172, to_port: 4172, protocol: 'udp' };
const ACL = {
  ingress: [
    { rule_no: 100, action: 'allow', protocol: '6', from_port: 1, to_port: 9, cidr_block: '10.0.0.0/8' },
  ],
};
const RESOURCES = [
  {
    address: 'aws_security_group.a',
    values: GROUP,
    unknown: { id: true, egress: [{ cidr_blocks: [true] }] },
  },
  {
    address: 'module.m["x"].aws_security_group_rule.r[0]',
    values: { ...RULE, cidr_blocks: ['54.244.46.0/23'] },
    unknown: { security_group_id: true },
  },
  { address: 'aws_network_acl.n', values: ACL, before: ACL },
  {
    address: 'aws_workspaces_directory.d',
    values: { directory_id: 'd-1', workspace_creation_properties: [{}] },
    unknown: { workspace_creation_properties: [{ custom_security_group_id: true }] },
  },
];

export const PLAN_SEEDS = [
  planText(
    RESOURCES,
    configured({
      resources: {
        'aws_security_group.a': { egress: refs('var.rules') },
        'aws_network_acl.n': {},
        'aws_workspaces_directory.d': {
          workspace_creation_properties: [{ custom_security_group_id: refs('aws_security_group.a.id') }],
        },
      },
      calls: {
        m: {
          source: './m',
          for_each_expression: refs('local.each'),
          expressions: { group: refs('aws_security_group.a.id', 'aws_security_group.a') },
          module: configured({
            resources: { 'aws_security_group_rule.r': { security_group_id: refs('var.group') } },
            loops: { 'aws_security_group_rule.r': { count_expression: { constant_value: 1 } } },
          }),
        },
      },
    }),
  ),
  stateText(RESOURCES),
];

export const CONFIGURATION_SEEDS = [
  ...fixtures('cli/fixtures', '.workspaces-netlint.yaml'),
  `regions: [us-west-2]
protocols: [pcoip, wsp]
webAccess: false
internetAccess: true
licensing: byol
byolManagementCidr: 10.200.0.0/16
kmsServers: [10.20.1.20]
ipFamilies: [ipv4, ipv6]
vpcCidrs: [10.20.0.0/16]
workspaceSubnets: [10.20.4.0/22]
directoryControllers: [10.20.1.10/32]
dnsServers: []
clientCidrs: [192.168.0.0/16]
membersGroup: restricted
proxy: {client: https, host: true, exclusions: [169.254.169.254, .amazonaws.com]}
ephemeralPorts: 1024-65535
edition: latest
quotas: {securityGroupRules: 60, networkAclEntries: 20}
policies:
  - files: "egress/**"
    match: "sg-0abc*"
    role: [client-network, workspace]
    regions: [eu-west-1]
ignore: ["examples/**"]
checks: { broad-streaming-rule: off, stale-range: error }
`,
];

export const DIRECTIVES = [
  'workspaces-netlint: role=client-network region=us-west-2 protocols=pcoip,wsp',
  'workspaces-netlint: disable=missing-flow requirement=directory.ntp until=2027-01-31 reason="NTP is inside"',
  'workspaces-netlint: role=workspace,directory disable=all reason=none direction=outbound',
  'workspaces-netlint: region="us-east-1" until=2020-02-30 reason="\\"',
];
