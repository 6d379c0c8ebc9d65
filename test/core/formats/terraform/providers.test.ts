import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lint } from './modules/repository';

/** The Region of each policy, or why it is not known. */
function regions(files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    lint(files).placements.map(({ policy: { name, region } }) => {
      if (region === undefined) return [name, 'none'];
      return [name, region.kind === 'known' ? region.value : `?${region.reason}`];
    }),
  );
}

const PROVIDERS = `variable "wanted" {}
provider "aws" {
  alias    = "by"
  for_each = { west = "us-west-2", east = "us-east-1" }
  region   = each.value
}
`;

describe('providers that a for_each makes, as in OpenTofu', () => {
  it('are told apart by their keys', () => {
    const text = `${PROVIDERS}resource "aws_security_group" "x" {
  for_each = toset(["west", "east", "north"])
  provider = aws.by[each.key]
}
resource "aws_security_group" "east" {
  provider = aws.by["east"]
}
resource "aws_security_group" "unsure" {
  provider = aws.by[var.wanted]
}
resource "aws_security_group" "none" {
  provider = aws.by
}
`;
    assert.deepEqual(regions({ 'main.tofu': text }), {
      'aws_security_group.x["east"]': 'us-east-1',
      'aws_security_group.x["north"]': 'none',
      'aws_security_group.x["west"]': 'us-west-2',
      'aws_security_group.east': 'us-east-1',
      'aws_security_group.unsure': '?variable wanted has no value',
      'aws_security_group.none': 'none',
    });
  });

  it('are handed to modules', () => {
    const call = `${PROVIDERS}module "net" {
  source    = "./net"
  for_each  = toset(["west", "east"])
  providers = { aws = aws.by[each.key], aws.far = aws.by["east"] }
}
`;
    const module = `resource "aws_security_group" "x" {}
resource "aws_security_group" "far" {
  provider = aws.far
}
`;
    assert.deepEqual(regions({ 'main.tofu': call, 'net/main.tf': module }), {
      'module.net["east"].aws_security_group.x': 'us-east-1',
      'module.net["east"].aws_security_group.far': 'us-east-1',
      'module.net["west"].aws_security_group.x': 'us-west-2',
      'module.net["west"].aws_security_group.far': 'us-east-1',
    });
  });
});
