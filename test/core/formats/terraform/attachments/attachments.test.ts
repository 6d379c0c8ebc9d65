import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { Unit } from '../../../../../server/src/core/formats/format';
import { showAttachments } from '../../../../support/show-attachments';
import { read } from '../read';

const FOLDER = new URL('./idioms/', import.meta.url);

/** `UPDATE=1` writes what is read into the texts beside the fixtures, for somebody to check. */
describe('attachments', () => {
  for (const name of readdirSync(FOLDER).filter((file) => file.endsWith('.tf'))) {
    it(name.replace('.tf', '').replaceAll('-', ' '), () => {
      const unit = read(readFileSync(new URL(name, FOLDER), 'utf8'));
      const shown = `${withoutMentions(unit.attachments).join('\n')}\n`;
      const expected = new URL(name.replace('.tf', '.txt'), FOLDER);
      if (process.env['UPDATE'] === '1') writeFileSync(expected, shown);
      assert.ok(existsSync(expected), `${name} has no text beside it`);
      assert.equal(shown, readFileSync(expected, 'utf8'));
    });
  }

  it('lead through inputs and outputs of modules', () => {
    const { attachments } = read({
      'main.tf': `
        provider "aws" {
          region = "us-east-1"
        }
        module "network" {
          source = "./modules/network"
          cidr   = "10.0.0.0/16"
        }
        module "group" {
          source = "./modules/group"
          vpc_id = module.network.vpc_id
        }
        module "directory" {
          source     = "./modules/directory"
          for_each   = { sales = "d-1", guest = "d-2" }
          id         = each.value
          subnet_ids = module.network.subnet_ids
          group_id   = module.group.ids["ws"]
        }`,
      'modules/network/main.tf': `
        variable "cidr" {}
        resource "aws_vpc" "this" {
          cidr_block = var.cidr
        }
        resource "aws_subnet" "this" {
          count      = 2
          vpc_id     = aws_vpc.this.id
          cidr_block = cidrsubnet(var.cidr, 4, count.index)
        }
        output "vpc_id" {
          value = aws_vpc.this.id
        }
        output "subnet_ids" {
          value = aws_subnet.this[*].id
        }`,
      'modules/group/main.tf': `
        variable "vpc_id" {}
        resource "aws_security_group" "this" {
          vpc_id = var.vpc_id
        }
        output "ids" {
          value = { ws = aws_security_group.this.id }
        }`,
      'modules/directory/main.tf': `
        variable "id" {}
        variable "subnet_ids" {}
        variable "group_id" {}
        resource "aws_workspaces_directory" "this" {
          directory_id = var.id
          subnet_ids   = var.subnet_ids
          workspace_creation_properties {
            custom_security_group_id = var.group_id
          }
        }`,
    });
    const directory = (key: string, id: string): string =>
      `workspaces-directory module.directory["${key}"].aws_workspaces_directory.this :5
  group module.group.aws_security_group.this :9
  members module.directory["${key}"].aws_workspaces_directory.this.workspace_security_group_id
  subnets module.network.aws_subnet.this[0] :7, module.network.aws_subnet.this[1] :7
  service ${id} :6
  region us-east-1`;
    const subnet = (index: number, cidr: string): string =>
      `subnet module.network.aws_subnet.this[${index}] :6
  vpc module.network.aws_vpc.this :8
  cidrs ${cidr}
  region us-east-1`;
    assert.deepEqual(withoutMentions(attachments), [
      subnet(0, '10.0.0.0/20'),
      subnet(1, '10.0.16.0/20'),
      directory('guest', 'd-2'),
      directory('sales', 'd-1'),
      'vpc module.network.aws_vpc.this :3\n  cidr 10.0.0.0/16 :4\n  region us-east-1',
    ]);
  });
});

/** That somebody names a group, without more, is not what is asked here. */
function withoutMentions(attachments: Unit['attachments']): readonly string[] {
  return showAttachments(attachments).filter((shown) => !shown.startsWith('mention '));
}
