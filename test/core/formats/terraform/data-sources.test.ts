import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { terraform } from '../../../../server/src/core/formats/terraform';
import { addressSet, isSubset, unionAll } from '../../../../server/src/core/packets/peer-set';
import { makeSnapshot, subset } from '../../../../server/src/core/requirements/ip-ranges';
import snapshot from '../../../../catalog/ip-ranges/2022-08-31-22-43-06.json';
import { blocksOf } from './blocks-of';
import { policiesOf, read } from './read';

const SNAPSHOT = snapshot.createDate;
/** Those of eu-west-1. */
const GATEWAYS = ['3.248.176.0/22', '3.249.28.0/23', '52.19.124.0/23'];
const PUBLISHED = { ipRanges: makeSnapshot(snapshot) };

function ranges(argumentLines: string): string {
  return `data "aws_ip_ranges" "aws" {\n  ${argumentLines}\n}\n`;
}

function ipRanges(argumentLines: string, others = ''): readonly string[] {
  return blocksOf('data.aws_ip_ranges.aws.cidr_blocks', ranges(argumentLines) + others, PUBLISHED);
}

describe('aws_ip_ranges', () => {
  it('has the published addresses, whatever the case of the letters, sorted as text', () => {
    const blocks = ipRanges('services = ["workspaces_gateways"]\n  regions = ["eu-WEST-1"]');
    assert.deepEqual(blocks, GATEWAYS);
    assert.deepEqual(
      ipRanges('services = ["WORKSPACES_GATEWAYS"]\n  regions = ["us-west-2", "eu-west-1"]'),
      [...ipRanges('services = ["WORKSPACES_GATEWAYS"]\n  regions = ["us-west-2"]'), ...blocks].sort(),
    );
  });

  it('says exactly which addresses they are', () => {
    const text = `${ranges('services = ["EC2", "S3"]\n  regions = ["us-west-2"]')}
      resource "aws_security_group" "out" {
        egress {
          from_port        = 443
          to_port          = 443
          protocol         = "tcp"
          cidr_blocks      = data.aws_ip_ranges.aws.cidr_blocks
          ipv6_cidr_blocks = data.aws_ip_ranges.aws.ipv6_cidr_blocks
        }
      }`;
    const peers = read(text, PUBLISHED).policies[0]?.rules[0]?.peers ?? [];
    const sets = peers.flatMap(({ set }) => (set.kind === 'known' ? [set.value] : []));
    assert.equal(sets.length, peers.length);
    const expected = unionAll(['EC2', 'S3'].flatMap((name) => subset(SNAPSHOT, name, 'us-west-2') ?? []));
    assert.ok(isSubset(unionAll(sets), expected) && isSubset(expected, unionAll(sets)));
  });

  it('takes its Region from wherever it is known', () => {
    const known = ipRanges(
      'services = ["WORKSPACES_GATEWAYS"]\n  regions = [data.aws_region.current.name]',
      'data "aws_region" "current" {}\nprovider "aws" {\n  region = "eu-west-1"\n}',
    );
    assert.deepEqual(known, GATEWAYS);
  });

  it('has every Region of the gateways, and none where AWS has no gateways', () => {
    assert.equal(ipRanges('services = ["WORKSPACES_GATEWAYS"]').length > 15, true);
    assert.deepEqual(ipRanges('services = ["WORKSPACES_GATEWAYS"]\n  regions = ["eu-north-1"]'), []);
  });

  it('is unknown as far as the catalog does not hold it', () => {
    const reason = (what: string): string =>
      `?the catalog of 2022-08-31 does not hold the ranges of ${what} (others.tf:1:1 data "aws_ip_ranges" "aws")`;
    assert.deepEqual(ipRanges('services = ["cloudfront"]'), [reason('cloudfront in all Regions')]);
    assert.deepEqual(ipRanges('services = ["EC2"]'), [reason('EC2 in all Regions')]);
    assert.deepEqual(ipRanges('services = ["S3"]\n  regions = ["eu-west-1"]'), [reason('S3 in eu-west-1')]);
    assert.deepEqual(
      ipRanges('services = ["WORKSPACES_GATEWAYS", "S3"]\n  regions = ["eu-west-1"]').map(
        (block) => block.split(' (')[0],
      ),
      [...GATEWAYS, '?the catalog of 2022-08-31 does not hold the ranges of S3 in eu-west-1'],
    );
  });

  it('is unknown as far as its filters are', () => {
    const variable = 'variable "region" {}\nvariable "services" {\n  type = list(string)\n}';
    const missing = '?variable region has no value (others.tf:5:1 variable "region")';
    assert.deepEqual(ipRanges('services = ["WORKSPACES_GATEWAYS"]\n  regions = [var.region]', variable), [
      missing,
    ]);
    assert.deepEqual(
      ipRanges('services = ["WORKSPACES_GATEWAYS"]\n  regions = ["eu-west-1", var.region]', variable),
      [...GATEWAYS, missing],
    );
    assert.match(
      ipRanges('services = var.services\n', variable)[0] ?? '',
      /^\?variable services has no value/,
    );
  });

  it('is read from AWS where it is another document, or nothing is shipped', () => {
    const own = ranges('services = ["EC2"]\n  url = "https://example.com/ranges.json"');
    const unread = '?data.aws_ip_ranges.aws.cidr_blocks is read from AWS';
    const first = (blocks: readonly string[]): string | undefined => blocks[0]?.split(' (')[0];
    assert.equal(first(blocksOf('data.aws_ip_ranges.aws.cidr_blocks', own, PUBLISHED)), unread);
    assert.equal(first(blocksOf('data.aws_ip_ranges.aws.cidr_blocks', ranges('services = ["EC2"]'))), unread);
  });

  it('has the time of its publication', () => {
    const text = ranges('services = ["EC2"]');
    assert.deepEqual(
      policiesOf(
        `${text}resource "aws_security_group" "probe" {
          ingress {
            from_port   = data.aws_ip_ranges.aws.sync_token == 1661985786 ? 1 : 2
            to_port     = data.aws_ip_ranges.aws.create_date == "${SNAPSHOT}" ? 3 : 4
            protocol    = "tcp"
            cidr_blocks = ["10.0.0.0/8"]
          }
        }`,
        PUBLISHED,
      )['aws_security_group.probe'],
      ['allow inbound 6 1-3 → 10.0.0.0/8'],
    );
  });

  it('is nothing that a fix could add to', () => {
    const text = `${ranges('services = ["WORKSPACES_GATEWAYS"]\n  regions = ["eu-west-1"]')}
      resource "aws_security_group" "out" {
        egress {
          from_port   = 4172
          to_port     = 4172
          protocol    = "udp"
          cidr_blocks = data.aws_ip_ranges.aws.cidr_blocks
        }
      }`;
    const unit = read(text, PUBLISHED);
    const [policy] = unit.policies;
    const rule = policy?.rules[0];
    assert.ok(policy !== undefined && rule !== undefined);
    const peers = addressSet([{ family: 4, start: 0, end: 256 }]);
    assert.equal(
      terraform.write?.({ kind: 'extend-rule', policy, rule, peers, purpose: 'proof' }, unit),
      undefined,
    );
  });

  it('can be cut up like any list', () => {
    const text = `${ranges('services = ["WORKSPACES_GATEWAYS"]\n  regions = ["eu-west-1"]')}
      resource "aws_security_group" "out" {}
      resource "aws_vpc_security_group_egress_rule" "out" {
        for_each          = toset(data.aws_ip_ranges.aws.cidr_blocks)
        security_group_id = aws_security_group.out.id
        ip_protocol       = "udp"
        from_port         = 4172
        to_port           = 4172
        cidr_ipv4         = each.value
      }`;
    assert.deepEqual(
      policiesOf(text, PUBLISHED)['aws_security_group.out'],
      GATEWAYS.map((cidr) => `allow outbound 17 4172 → ${cidr}`),
    );
  });
});

describe('what follows from the provider', () => {
  const provider = (region: string): string => `provider "aws" {\n  region = ${region}\n}\n`;
  const SOURCES = 'data "aws_region" "current" {}\ndata "aws_partition" "current" {}\n';
  const ask = (expression: string, others: string): string | undefined =>
    blocksOf(`["\${${expression}}/8"]`, SOURCES + others)[0]?.split(' (')[0];

  it('is the Region, by all its names', () => {
    for (const name of ['name', 'id', 'region']) {
      const expression = `data.aws_region.current.${name} == "eu-west-1" ? "10.0.0.0" : "11.0.0.0"`;
      assert.equal(ask(expression, provider('"eu-west-1"')), '10.0.0.0/8', name);
    }
  });

  it('is not the Region where another is asked for', () => {
    const other = 'data "aws_region" "other" {\n  name = "us-east-1"\n}\n';
    const remote = 'data "aws_region" "other" {\n  endpoint = "ec2.us-east-1.amazonaws.com"\n}\n';
    const expression = 'data.aws_region.other.id == "us-east-1" ? "10.0.0.0" : "11.0.0.0"';
    assert.equal(ask(expression, provider('"eu-west-1"') + other), '10.0.0.0/8');
    assert.equal(
      ask(expression, provider('"eu-west-1"') + remote),
      '?data.aws_region.other.id is read from AWS',
    );
  });

  it('is the partition', () => {
    for (const [region, name, suffix] of [
      ['eu-west-1', 'aws', 'amazonaws.com'],
      ['cn-north-1', 'aws-cn', 'amazonaws.com.cn'],
      ['us-gov-west-1', 'aws-us-gov', 'amazonaws.com'],
    ]) {
      const same = `data.aws_partition.current.partition == "${name ?? ''}" && data.aws_partition.current.dns_suffix == "${suffix ?? ''}"`;
      assert.equal(ask(`${same} ? "10.0.0.0" : "11.0.0.0"`, provider(`"${region ?? ''}"`)), '10.0.0.0/8');
    }
    const reverse = 'data.aws_partition.current.reverse_dns_prefix == "com.amazonaws" ? "10.0.0.0" : ""';
    assert.equal(ask(reverse, provider('"eu-west-1"')), '10.0.0.0/8');
  });

  it('is unknown for the reason of the provider', () => {
    assert.equal(
      ask('data.aws_region.current.name', `${provider('var.region')}variable "region" {}`),
      '?variable region has no value',
    );
    assert.equal(
      ask('data.aws_partition.current.partition', ''),
      '?data.aws_partition.current.partition depends on the provider, which states no Region',
    );
  });
});

describe('what only AWS knows', () => {
  const first = (expression: string, others: string): string | undefined =>
    blocksOf(expression, others)[0]?.split(' (')[0];

  it('says which thing it is', () => {
    const text = `
      data "aws_vpc" "main" {}
      data "aws_subnets" "all" {}
      data "aws_subnet" "each" {
        count = 2
      }
      data "aws_prefix_list" "s3" {}
      data "terraform_remote_state" "net" {
        backend = "s3"
      }
      data "aws_ssm_parameter" "cidr" {
        name = "/net/cidr"
      }
      data "http" "me" {
        url = "https://example.com"
      }`;
    for (const [expression, reason] of [
      ['[data.aws_vpc.main.cidr_block]', 'data.aws_vpc.main.cidr_block is read from AWS'],
      [
        '[for a in data.aws_vpc.main.cidr_block_associations : a.cidr_block]',
        'data.aws_vpc.main.cidr_block_associations is read from AWS',
      ],
      ['data.aws_prefix_list.s3.cidr_blocks', 'data.aws_prefix_list.s3.cidr_blocks is read from AWS'],
      ['data.aws_subnet.each[*].cidr_block', 'data.aws_subnet.each[0].cidr_block is read from AWS'],
      ['[data.aws_ssm_parameter.cidr.value]', 'data.aws_ssm_parameter.cidr.value is read from AWS'],
      [
        '[data.terraform_remote_state.net.outputs.vpc["cidr"]]',
        'data.terraform_remote_state.net.outputs.vpc.cidr is read from another state',
      ],
      ['["${data.http.me.response_body}/32"]', 'data.http.me.response_body is read when Terraform runs'],
    ]) {
      assert.equal(first(expression ?? '', text), `?${reason ?? ''}`);
    }
  });

  it('is the same thing wherever it is named', () => {
    const policies = policiesOf(`
      data "terraform_remote_state" "net" {
        backend = "s3"
      }
      data "aws_security_group" "found" {
        name = "members"
      }
      locals {
        group = data.terraform_remote_state.net.outputs.groups["ws"]
        found = data.aws_security_group.found
      }
      resource "aws_vpc_security_group_egress_rule" "a" {
        security_group_id            = local.group
        ip_protocol                  = "-1"
        referenced_security_group_id = local.found.id
      }
      resource "aws_vpc_security_group_egress_rule" "b" {
        security_group_id            = data.terraform_remote_state.net.outputs.groups.ws
        ip_protocol                  = "-1"
        referenced_security_group_id = data.aws_security_group.found.id
      }
      resource "aws_vpc_security_group_ingress_rule" "c" {
        security_group_id = data.aws_security_group.found.id
        ip_protocol       = "-1"
        cidr_ipv4         = "10.0.0.0/8"
      }`);
    const all = 'allow outbound all all → sg:data.aws_security_group.found.id';
    assert.deepEqual(policies, {
      'data.terraform_remote_state.net.outputs.groups.ws': [all, all],
      'data.aws_security_group.found.id': ['allow inbound all all → 10.0.0.0/8'],
    });
  });

  it('has the id by which it was looked up', () => {
    const groups = policiesOf(`
      resource "aws_security_group" "ws" {}
      data "aws_prefix_list" "s3" {
        prefix_list_id = "pl-0123"
      }
      data "aws_security_group" "same" {
        id = aws_security_group.ws.id
      }
      resource "aws_vpc_security_group_egress_rule" "out" {
        security_group_id = data.aws_security_group.same.id
        ip_protocol       = "-1"
        prefix_list_id    = data.aws_prefix_list.s3.id
      }`);
    assert.deepEqual(groups, {
      'aws_security_group.ws': [
        'allow outbound all all → ?the entries of prefix list pl-0123 are not in the files ≥ prefix-list:pl-0123',
      ],
    });
  });

  it('may have rules besides those in the files', () => {
    const [policy] = read(`
      data "aws_security_group" "found" {}
      resource "aws_vpc_security_group_ingress_rule" "c" {
        security_group_id = data.aws_security_group.found.id
        ip_protocol       = "-1"
        cidr_ipv4         = "10.0.0.0/8"
      }`).policies;
    assert.equal(
      policy?.incomplete?.reason,
      'group data.aws_security_group.found.id is not in the files, so it may have rules besides these',
    );
  });

  it('that is a list can be gone through', () => {
    const text = `
      data "aws_subnets" "all" {}
      data "aws_subnet" "each" {
        for_each = toset(data.aws_subnets.all.ids)
        id       = each.value
      }`;
    assert.equal(
      first('[for s in data.aws_subnet.each : s.cidr_block]', text),
      '?data.aws_subnets.all.ids is read from AWS',
    );
  });
});
