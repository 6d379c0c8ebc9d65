import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Environment } from '../../../../server/src/core/formats/format';
import { blocksOf, type Files } from './blocks-of';

describe('variables', () => {
  it('have their defaults, converted to their types', () => {
    const files = `
      variable "plain" {
        default = "10.0.0.0/8"
      }
      variable "port" {
        type    = number
        default = "8"
      }
      variable "list" {
        type    = list(string)
        default = ["10.1.0.0/16", "10.1.0.0/16"]
      }
      variable "set" {
        type    = set(string)
        default = ["10.2.0.0/16", "10.2.0.0/16"]
      }
      variable "object" {
        type    = object({ cidr = string, more = optional(list(string), ["10.4.0.0/16"]) })
        default = { cidr = "10.3.0.0/16" }
      }
      variable "null" {
        default = null
      }`;
    assert.deepEqual(blocksOf('[var.plain]', files), ['10.0.0.0/8']);
    assert.deepEqual(blocksOf('["10.0.0.0/${var.port}"]', files), ['10.0.0.0/8']);
    assert.deepEqual(blocksOf('var.list', files), ['10.1.0.0/16', '10.1.0.0/16']);
    assert.deepEqual(blocksOf('var.set', files), ['10.2.0.0/16']);
    assert.deepEqual(blocksOf('concat([var.object.cidr], var.object.more)', files), [
      '10.3.0.0/16',
      '10.4.0.0/16',
    ]);
    assert.deepEqual(blocksOf('var.null', files), []);
  });

  it('without a value are unknown at their header', () => {
    const files = 'variable "cidr" {\n  type = string\n}\nvariable "list" {}';
    assert.deepEqual(blocksOf('[var.cidr, "10.0.0.0/8"]', files), [
      '?variable cidr has no value (others.tf:1:1 variable "cidr")',
      '10.0.0.0/8',
    ]);
    assert.deepEqual(blocksOf('var.list', files), [
      '?variable list has no value (others.tf:4:1 variable "list")',
    ]);
    assert.deepEqual(blocksOf('var.none', files), [
      '?variable none is not declared (probe.tf:6:21 var.none)',
    ]);
  });

  it('that do not fit their types are unknown where they were written', () => {
    assert.deepEqual(
      blocksOf('var.cidrs', 'variable "cidrs" {\n  type    = list(string)\n  default = "x"\n}'),
      ['?the value of variable cidrs does not fit: list of string required (others.tf:3:13 "x")'],
    );
  });

  it('take values from files in the order of Terraform, and then from flags', () => {
    const declared = { 'v.tf': 'variable "cidrs" {\n  type = list(string)\n  default = ["10.0.0.0/8"]\n}' };
    const assign = (octet: number): string => `cidrs = ["10.${octet}.0.0/16"]`;
    const own = { ...declared, 'terraform.tfvars': assign(1), 'prod.tfvars': assign(9) };
    const auto = { ...own, 'b.auto.tfvars': assign(3), 'a.auto.tfvars': assign(2) };
    const file = { path: 'prod.tfvars', text: assign(4) };
    const late = { path: 'late.tfvars', text: assign(5) };
    const flags = (...values: readonly { name: string; value: string }[]): Environment => ({
      variables: { files: [file, late], values },
    });
    assert.deepEqual(blocksOf('var.cidrs', declared), ['10.0.0.0/8']);
    assert.deepEqual(blocksOf('var.cidrs', own), ['10.1.0.0/16']);
    assert.deepEqual(blocksOf('var.cidrs', auto), ['10.3.0.0/16']);
    assert.deepEqual(blocksOf('var.cidrs', auto, { variables: { files: [file], values: [] } }), [
      '10.4.0.0/16',
    ]);
    assert.deepEqual(blocksOf('var.cidrs', auto, flags()), ['10.5.0.0/16']);
    const last = { name: 'cidrs', value: '["10.7.0.0/16"]' };
    assert.deepEqual(blocksOf('var.cidrs', auto, flags({ name: 'cidrs', value: '[]' }, last)), [
      '10.7.0.0/16',
    ]);
  });

  it('take flags as text where they take text, and as expressions elsewhere', () => {
    const flag = (type: string, value: string): readonly string[] =>
      blocksOf('flatten([var.v])', `variable "v" {\n  ${type}\n}`, {
        variables: { files: [], values: [{ name: 'v', value }] },
      });
    assert.deepEqual(flag('type = string', '10.0.0.0/8'), ['10.0.0.0/8']);
    assert.deepEqual(flag('', '10.0.0.0/8'), ['10.0.0.0/8']);
    assert.deepEqual(flag('type = list(string)', '["10.0.0.0/8", "10.1.0.0/16"]'), [
      '10.0.0.0/8',
      '10.1.0.0/16',
    ]);
    assert.deepEqual(flag('type = any', '[10.0.0.0/8'), [
      '?what --var v gives is no expression of Terraform (--var v:1:5 [10.0.0.0/8)',
    ]);
    assert.deepEqual(flag('type = any', '["10.0.0.0/8"]'), ['10.0.0.0/8']);
  });

  it('that must not be null have their default instead', () => {
    const nullable = (line: string): Files => ({
      'v.tf': `variable "v" {\n  default = ["10.0.0.0/8"]\n  ${line}\n}`,
      'terraform.tfvars': 'v = null',
    });
    assert.deepEqual(blocksOf('var.v', nullable('')), []);
    assert.deepEqual(blocksOf('var.v', nullable('nullable = false')), ['10.0.0.0/8']);
  });
});

describe('locals', () => {
  it('may stand in any file and lead to each other', () => {
    const files = { 'a.tf': 'locals {\n  a = local.b\n}', 'b.tf': 'locals {\n  b = ["10.0.0.0/8"]\n}' };
    assert.deepEqual(blocksOf('local.a', files), ['10.0.0.0/8']);
  });

  it('that depend on themselves are unknown', () => {
    assert.deepEqual(blocksOf('local.a', 'locals {\n  a = local.b\n  b = [local.c]\n  c = local.a\n}'), [
      '?local.a depends on itself (local.a → local.b → local.c → local.a) (others.tf:2:3 a)',
    ]);
  });
});

describe('references', () => {
  it('to what is written are what is written', () => {
    const files = `
      resource "aws_vpc" "main" {
        cidr_block = "10.0.0.0/16"
      }
      resource "aws_subnet" "all" {
        count      = 2
        cidr_block = cidrsubnet(aws_vpc.main.cidr_block, 8, count.index)
      }
      resource "aws_subnet" "named" {
        for_each   = { b = 11, a = 10 }
        cidr_block = cidrsubnet(aws_vpc.main.cidr_block, 8, each.value)
      }
      data "aws_subnet" "found" {
        cidr_block = "10.9.0.0/16"
      }`;
    assert.deepEqual(blocksOf('[aws_vpc.main.cidr_block]', files), ['10.0.0.0/16']);
    assert.deepEqual(blocksOf('[aws_subnet.all[1].cidr_block]', files), ['10.0.1.0/24']);
    assert.deepEqual(blocksOf('aws_subnet.all[*].cidr_block', files), ['10.0.0.0/24', '10.0.1.0/24']);
    assert.deepEqual(blocksOf('aws_subnet.all.*.cidr_block', files), ['10.0.0.0/24', '10.0.1.0/24']);
    assert.deepEqual(blocksOf('[aws_subnet.named["b"].cidr_block]', files), ['10.0.11.0/24']);
    assert.deepEqual(blocksOf('values(aws_subnet.named)[*].cidr_block', files), [
      '10.0.10.0/24',
      '10.0.11.0/24',
    ]);
    assert.deepEqual(
      blocksOf('[for key, subnet in aws_subnet.named : subnet.cidr_block if key == "a"]', files),
      ['10.0.10.0/24'],
    );
    assert.deepEqual(blocksOf('[data.aws_subnet.found.cidr_block]', files), ['10.9.0.0/16']);
  });

  it('to what AWS decides are unknown at the header, each for its reason', () => {
    const files = `
      resource "aws_eip" "nat" {}
      data "aws_vpc" "main" {}
      module "vpc" {
        source = "./vpc"
      }`;
    assert.deepEqual(blocksOf('["${aws_eip.nat.public_ip}/32"]', files), [
      '?aws_eip.nat.public_ip is known after apply (others.tf:2:7 resource "aws_eip" "nat")',
    ]);
    assert.deepEqual(blocksOf('[data.aws_vpc.main.cidr_block]', files), [
      '?data.aws_vpc.main.cidr_block is read from AWS (others.tf:3:7 data "aws_vpc" "main")',
    ]);
    assert.deepEqual(blocksOf('module.vpc.blocks', files), [
      '?the outputs of module.vpc are not known: there is no module in net/vpc/ (others.tf:4:7 module "vpc")',
    ]);
    assert.deepEqual(blocksOf('[terraform.workspace]', files), [
      '?terraform.workspace is known when Terraform runs (probe.tf:6:22 terraform.workspace)',
    ]);
    assert.match(
      blocksOf('[aws_eip.none.public_ip]', files)[0] ?? '',
      /^\?there is nothing named "aws_eip\.none" here/,
    );
  });

  it('in a circle are unknown', () => {
    const files = `
      resource "aws_subnet" "a" {
        cidr_block = aws_subnet.b.cidr_block
      }
      resource "aws_subnet" "b" {
        count      = 1
        cidr_block = aws_subnet.a.cidr_block
      }
      resource "aws_subnet" "c" {
        count      = length(aws_subnet.c)
        cidr_block = "10.0.0.0/8"
      }`;
    assert.match(
      blocksOf('[aws_subnet.a.cidr_block]', files.replace('count      = 1', ''))[0] ?? '',
      /depends on itself/,
    );
    assert.match(blocksOf('aws_subnet.c[*].cidr_block', files)[0] ?? '', /aws_subnet\.c depends on itself/);
  });
});
