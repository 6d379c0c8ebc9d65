import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { terraform } from '../../../../../server/src/core/formats/terraform';
import {
  NAMED_RULES,
  SERVICES,
} from '../../../../../server/src/core/formats/terraform/modules/known/security-group-data';
import { positionAt } from '../../../../../server/src/core/text/lines';
import type { SourceFile } from '../../../../../server/src/core/text/source';
import { showRules } from '../../../../support/show-policy';
import { showAttachments } from '../../../../support/show-attachments';
import { place, policiesOf, read } from '../read';
import { found, lint } from './repository';

const REGISTRY = 'terraform-aws-modules/security-group/aws';

/** A call of the module for groups, named `clients`. */
function call(inputs: string, version = '5.3.1', source = REGISTRY): string {
  const stated = version === '' ? '' : `  version = "${version}"\n`;
  return `module "clients" {\n  source = "${source}"\n${stated}  name = "clients"\n${inputs}\n}\n`;
}

/** An address block of everything stands for named peers too. */
const V4 = '0.0.0.0/0, every named peer';
const EVERYBODY = `${V4} + ::/0`;
const GROUP = 'module.clients.aws_security_group.this_name_prefix[0]';

function rules(inputs: string, version?: string, source?: string): readonly string[] | undefined {
  return policiesOf(call(inputs, version, source))[GROUP];
}

describe('terraform-aws-modules/security-group without terraform init', () => {
  it('rules by name, to the addresses of the call or to everybody', () => {
    assert.deepEqual(rules('egress_rules = ["https-443-tcp", "dns-udp", "all-icmp"]'), [
      `allow outbound 6 443 → ${EVERYBODY}`,
      `allow outbound 17 53 → ${EVERYBODY}`,
      `allow outbound 1 all → ${EVERYBODY}`,
    ]);
    assert.deepEqual(rules('ingress_rules = ["rdp-tcp"]\ningress_cidr_blocks = ["10.0.0.0/8"]'), [
      'allow inbound 6 3389 → 10.0.0.0/8',
    ]);
    assert.deepEqual(rules('ingress_rules = ["rdp-tcp"]'), ['allow inbound 6 3389 →']);
  });

  it('elements of every kind', () => {
    assert.deepEqual(
      rules(`ingress_cidr_blocks = ["10.1.0.0/16"]
  ingress_with_cidr_blocks = [
    { from_port = 1, to_port = 2, protocol = "tcp", cidr_blocks = "10.2.0.0/16,10.3.0.0/16" },
    { rule = "ssh-tcp" },
    { rule = "ssh-tcp", to_port = 23 },
  ]
  egress_with_ipv6_cidr_blocks = [{ rule = "ntp-udp", ipv6_cidr_blocks = "2001:db8::/32" }, { rule = "ntp-udp" }]
  egress_with_source_security_group_id = [{ rule = "ldap-tcp", source_security_group_id = "sg-0abc" }]
  ingress_with_self = [{ rule = "all-all" }, { rule = "ssh-tcp", self = false }]
  egress_with_prefix_list_ids = [{ rule = "https-443-tcp", prefix_list_ids = "pl-1,pl-2" }]`),
      [
        'allow inbound 6 1-2 → 10.2.0.0/16 + 10.3.0.0/16',
        'allow inbound 6 22 → 10.1.0.0/16',
        'allow inbound 6 22-23 → 10.1.0.0/16',
        `allow inbound all all → sg:${GROUP}`,
        'allow inbound 6 22 →',
        'allow outbound 17 123 → 2001:db8::/32',
        'allow outbound 17 123 → ::/0',
        'allow outbound 6 389 → sg:sg-0abc',
        'allow outbound 6 443 → ?the entries of prefix list pl-1 are not in the files ≥ prefix-list:pl-1 + ?the entries of prefix list pl-2 are not in the files ≥ prefix-list:pl-2',
      ],
    );
  });

  it('as many computed ones as the call says', () => {
    const inputs = `computed_egress_with_cidr_blocks = [
    { rule = "ssh-tcp", cidr_blocks = "10.0.0.0/8" },
    { rule = "rdp-tcp", cidr_blocks = "10.0.0.0/8" },
  ]`;
    assert.deepEqual(rules(inputs), []);
    assert.deepEqual(rules(`${inputs}\nnumber_of_computed_egress_with_cidr_blocks = 1`), [
      'allow outbound 6 22 → 10.0.0.0/8',
    ]);
  });

  it('names of the call’s own', () => {
    const own = 'rules = { desk = [4172, 4195, "udp", "streams"] }\negress_rules = ["desk"]';
    assert.deepEqual(rules(own), [`allow outbound 17 4172-4195 → ${EVERYBODY}`]);
    const [rule] = rules('egress_rules = ["desk"]') ?? [];
    assert.match(rule ?? '', /^allow outbound \?/);
  });

  it('the group under the name that it gets, or none', () => {
    const names = (inputs: string): readonly string[] => Object.keys(policiesOf(call(inputs)));
    assert.deepEqual(names(''), [GROUP]);
    assert.deepEqual(names('use_name_prefix = false'), ['module.clients.aws_security_group.this[0]']);
    assert.deepEqual(names('create = false'), []);
    assert.deepEqual(names('create_sg = false'), []);
  });

  it('rules for a group of the caller', () => {
    const policies = policiesOf(`resource "aws_security_group" "mine" {}
${call('create_sg = false\nsecurity_group_id = aws_security_group.mine.id\negress_rules = ["ssh-tcp"]')}`);
    assert.deepEqual(policies, {
      'aws_security_group.mine': [`allow outbound 6 22 → ${EVERYBODY}`],
    });
  });

  it('the modules for one service add its ports, the group itself and everything outbound', () => {
    const name = 'module.clients.module.sg.aws_security_group.this_name_prefix[0]';
    const source = `${REGISTRY}//modules/https-443`;
    assert.deepEqual(policiesOf(call('ingress_cidr_blocks = ["10.0.0.0/8"]', '5.3.1', source)), {
      [name]: [
        'allow inbound 6 443 → 10.0.0.0/8',
        `allow inbound all all → sg:${name}`,
        `allow outbound all all → ${EVERYBODY}`,
      ],
    });
  });

  it('its outputs name the group', () => {
    const unit = read(`${call('')}
resource "aws_security_group" "other" {
  egress {
    from_port       = 1
    to_port         = 1
    protocol        = "tcp"
    security_groups = [module.clients.security_group_id]
  }
}
resource "aws_workspaces_directory" "main" {
  directory_id = "d-1"
  workspace_creation_properties {
    custom_security_group_id = module.clients.security_group_id
  }
}
`);
    const [directory] = unit.attachments.filter(({ kind }) => kind === 'workspaces-directory');
    assert.ok(directory?.kind === 'workspaces-directory' && directory.group?.to.kind === 'known');
    assert.equal(directory.group.to.value, GROUP);
    const [other] = unit.policies;
    assert.deepEqual(other && showRules(other), [`allow outbound 6 1 → sg:${GROUP}`]);
    assert.deepEqual(
      unit.policies.map(({ name }) => name),
      ['aws_security_group.other', GROUP],
    );
  });

  it('every name and every service is understood', () => {
    const names = [...NAMED_RULES.matchAll(/^([\w-]+) /gm)].map(([, name]) => name);
    const all = rules(`egress_rules = ${JSON.stringify(names)}`) ?? [];
    assert.equal(all.length, names.length);
    assert.ok(names.length > 150);
    assert.deepEqual(
      all.filter((rule) => rule.includes('?')),
      [],
    );
    const services = [...SERVICES.matchAll(/^([\w-]+)/gm)].map(([, name]) => name);
    for (const service of services) {
      const policies = policiesOf(call('', '5.3.1', `${REGISTRY}//modules/${service ?? ''}`));
      const own = Object.values(policies).flat();
      assert.ok(own.length > 2 && own.every((rule) => !rule.includes('?')), service);
    }
  });
});

describe('which release of a public module is meant', () => {
  const inputs = 'egress_prefix_list_ids = ["pl-1"]\negress_with_cidr_blocks = [{ rule = "ssh-tcp" }]';
  const peers = (version: string, source?: string): string =>
    (rules(inputs, version, source)?.[0] ?? 'none').replace(/^.* → /, '');

  it('counts where releases differ, and is not guessed', () => {
    const own = V4;
    const more = `${own} + ?the entries of prefix list pl-1 are not in the files ≥ prefix-list:pl-1`;
    assert.equal(peers('5.2.0'), own);
    assert.equal(peers('~> 5.2'), own);
    assert.equal(peers('>= 5.3, < 6'), own);
    assert.equal(peers('5.1.2'), more);
    assert.equal(peers('~> 4.0'), more);
    const unsure = `${own} + ?the call does not say whether release 5.2.0 or an older one is meant, which differ in this`;
    for (const version of ['', '~> 5.0', '>= 4.0', '> 4.1, != 5.0.0', '< 6', '<= 5.2.0', '~> 5', 'new']) {
      assert.equal(peers(version), unsure, version);
    }
  });

  it('may be said by the source', () => {
    const git = 'git::https://github.com/terraform-aws-modules/terraform-aws-security-group.git';
    assert.equal(peers('', `${git}?ref=v5.2.0`), V4);
    assert.match(peers('', `${git}?ref=v4.0.0&depth=1`), /prefix-list:pl-1$/);
    assert.match(peers('', `${git}?ref=main`), /does not say/);
    for (const source of [
      `registry.terraform.io/${REGISTRY}`,
      `registry.opentofu.org/${REGISTRY}`,
      'github.com/terraform-aws-modules/terraform-aws-security-group',
      'git@github.com:terraform-aws-modules/terraform-aws-security-group.git',
    ]) {
      assert.match(peers('', source), /does not say/, source);
    }
  });

  it('is not known here: then nothing is known of the call', () => {
    assert.equal(rules(inputs, '~> 3.0 , < 3.6'), undefined);
    assert.equal(rules(inputs, '~> 6.0'), undefined);
    assert.equal(rules(inputs, '', 'github.com/somebody/terraform-aws-security-group'), undefined);
    assert.equal(rules('ingress_from_mars = []'), undefined);
    const unsure = (version: string): readonly string[] =>
      Object.keys(policiesOf(call('', version, `${REGISTRY}//modules/kafka`)));
    assert.deepEqual([unsure('4.12.0'), unsure('~> 4.0'), unsure('4.13.0').length], [[], [], 1]);
  });

  it('does not matter where terraform init has put the module', () => {
    const manifest = JSON.stringify({ Modules: [{ Key: 'clients', Source: REGISTRY, Dir: 'own' }] });
    const files: readonly SourceFile[] = [
      { path: 'main.tf', text: call('egress_rules = ["ssh-tcp"]') },
      { path: '.terraform/modules/modules.json', text: manifest },
    ];
    const module = { path: 'own/main.tf', text: 'resource "aws_security_group" "real" {}\n' };
    const names = (all: readonly SourceFile[]): readonly string[] =>
      lint(all, {
        find: (want) =>
          want.path.endsWith('modules.json')
            ? { kind: 'file', file: { path: want.path, text: manifest } }
            : 'absent',
      }).placements.map(({ policy }) => policy.name);
    assert.deepEqual(names([...files, module]), ['module.clients.aws_security_group.real']);
    // It was put there, and is gone.
    assert.deepEqual(names(files), [GROUP]);
  });
});

describe('a finding about a public module', () => {
  const text = `provider "aws" {
  region = "us-west-2"
}
locals {
  gateways = "54.244.46.0/23,35.80.88.0/22"
}
# workspaces-netlint: role=client-network
${call(`  egress_with_cidr_blocks = [
    { from_port = 4172, to_port = 4172, protocol = "tcp", cidr_blocks = local.gateways },
    { from_port = 53, to_port = 53, protocol = "sctp9", cidr_blocks = "10.0.0.300/8" },
  ]`)}`;

  it('stands at the call, its rules in their elements', () => {
    const analysis = lint({ 'main.tf': text });
    const places = found(analysis).map((line) => line.replace(/ .*/, ''));
    assert.deepEqual([...new Set(places)], ['main.tf:8:1+16', 'main.tf:14:5+82', 'main.tf:14:48+7']);
    const [first] = lint({ 'main.tf': text }).placements.flatMap(({ policy }) => policy.rules);
    assert.ok(first !== undefined);
    assert.equal(positionAt(first.at.file, first.at.span.start).line, 13);
    const related = analysis.diagnostics.flatMap((finding) => finding.related.map(({ at }) => at.file.path));
    assert.deepEqual([...new Set(related)], ['main.tf']);
  });

  it('names no place in what stands in', () => {
    const unit = read(
      `${call('egress_rules = ["nobody"]\ningress_with_self = [{}]\negress_with_cidr_blocks = var.more', '')}
variable "more" {}
module "vpc" {
  source = "terraform-aws-modules/vpc/aws"
  cidr = var.more
  private_subnets = var.more
  private_dedicated_network_acl = var.more
}
`,
    );
    const files = new Set<string>();
    const visit = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      if ('path' in value && 'text' in value) files.add(String(value.path));
      else Object.values(value).forEach(visit);
    };
    unit.policies.forEach(visit);
    unit.attachments.forEach(visit);
    assert.deepEqual([...files], ['net/main.tf']);
  });
});

describe('terraform-aws-modules/vpc without terraform init', () => {
  const vpc = (inputs: string, version = '6.6.0'): string => `module "net" {
  source = "terraform-aws-modules/vpc/aws"
  version = "${version}"
  name = "desks"
  cidr = "10.20.0.0/16"
  azs = ["us-west-2a", "us-west-2b"]
  private_subnets = ["10.20.1.0/24", "10.20.2.0/24"]
${inputs}
}
`;

  it('network ACLs with the rules that the call gives, or with those that let everything pass', () => {
    const policies = policiesOf(
      vpc(`manage_default_network_acl = false
  manage_default_security_group = false
  private_dedicated_network_acl = true
  private_outbound_acl_rules = [
    { rule_number = 100, rule_action = "deny", from_port = 4172, to_port = 4172, protocol = "tcp", cidr_block = "0.0.0.0/0" },
    { rule_number = 200, rule_action = "allow", protocol = "icmp", icmp_type = 8, icmp_code = 0, ipv6_cidr_block = "::/0" },
  ]`),
    );
    assert.deepEqual(policies, {
      'module.net.aws_network_acl.private[0]': [
        `#100 allow inbound all all → ${V4}`,
        `#100 deny outbound 6 4172 → ${V4}`,
        '#200 allow outbound 1 8 → ::/0',
      ],
    });
  });

  it('what AWS makes by default, which older releases leave alone', () => {
    const names = (version: string): readonly string[] => Object.keys(policiesOf(vpc('', version)));
    const adopted = ['module.net.aws_default_security_group.this', 'module.net.aws_default_network_acl.this'];
    assert.deepEqual(
      names('~> 5.0'),
      adopted.map((name) => `${name}[0]`),
    );
    assert.deepEqual(names('~> 3.0'), []);
    assert.deepEqual(names('>= 3.0'), adopted);
  });

  it('who uses what', () => {
    const unit = read(
      `${vpc(`secondary_cidr_blocks = ["100.64.0.0/16"]
  private_dedicated_network_acl = true
  enable_nat_gateway = true
  single_nat_gateway = true
  nat_gateway_destination_cidr_block = "198.19.0.0/16"`)}
resource "aws_workspaces_directory" "main" {
  directory_id = "d-1"
  subnet_ids   = module.net.private_subnets
}
`,
    );
    assert.deepEqual(showAttachments(unit.attachments), [
      `workspaces-directory aws_workspaces_directory.main :15
  members aws_workspaces_directory.main.workspace_security_group_id
  subnets module.net.aws_subnet.private[0] :17, module.net.aws_subnet.private[1] :17
  service d-1 :16`,
      `subnet module.net.aws_subnet.private[0] :7
  vpc module.net.aws_vpc.this[0] :7
  cidrs 10.20.1.0/24
  zone us-west-2a`,
      `subnet module.net.aws_subnet.private[1] :7
  vpc module.net.aws_vpc.this[0] :7
  cidrs 10.20.2.0/24
  zone us-west-2b`,
      `network-acl :1
  acl module.net.aws_network_acl.private[0] :1
  subnets module.net.aws_subnet.private[0] :1, module.net.aws_subnet.private[1] :1`,
      `route module.net.aws_route.private_nat_gateway[0] :1
  vpc module.net.aws_vpc.this[0] :1
  to 198.19.0.0/16`,
      `network-acl :1
  acl module.net.aws_default_network_acl.this[0] :1
  default of module.net.aws_vpc.this[0] :1`,
      `vpc module.net.aws_vpc.this[0] :1
  cidr 10.20.0.0/16 :5
  cidr 100.64.0.0/16 :8`,
    ]);
    assert.ok(
      unit.attachments.every(
        (attachment) => !('at' in attachment) || attachment.at.file.path === 'net/main.tf',
      ),
    );
  });

  it('a subnet stands where its addresses are given', () => {
    const subnets = read(vpc('')).attachments.filter(({ kind }) => kind === 'subnet');
    assert.deepEqual(
      subnets.map((subnet) => ('at' in subnet ? place(subnet.at) : '')),
      ['main.tf:7:22 "10.20.1.0/24"', 'main.tf:7:38 "10.20.2.0/24"'],
    );
  });

  it('an output that is not known says so and keeps its identity', () => {
    const [rule] =
      policiesOf(`${vpc('manage_default_network_acl = false\n  manage_default_security_group = false')}
resource "aws_security_group" "x" {
  egress {
    from_port   = 1
    to_port     = 1
    protocol    = "tcp"
    cidr_blocks = module.net.nat_public_ips
  }
}
`)['aws_security_group.x'] ?? [];
    assert.equal(
      rule,
      'allow outbound 6 1 → ?module.net.nat_public_ips is known after terraform init at the earliest',
    );
  });
});

it('formats keep the files that people have', () => {
  const files = [{ path: 'main.tf', text: call('') }];
  assert.deepEqual(terraform.read(files, {}).files, files);
});
