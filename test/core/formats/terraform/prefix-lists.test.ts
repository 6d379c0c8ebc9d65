import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { problemsOf, read, rulesOf } from './read';

const GROUP = `resource "aws_security_group" "web" {
  egress {
    from_port       = 443
    to_port         = 443
    protocol        = "tcp"
    prefix_list_ids = [aws_ec2_managed_prefix_list.office.id]
  }
}
`;
const SYMBOL = 'prefix-list:aws_ec2_managed_prefix_list.office';

describe('aws_ec2_managed_prefix_list', () => {
  it('stands for its entries, wherever they are written', () => {
    const text = `${GROUP}
      resource "aws_ec2_managed_prefix_list" "office" {
        entry {
          cidr = "10.0.0.0/16"
        }
        dynamic "entry" {
          for_each = ["10.1.0.0/16"]
          content {
            cidr = entry.value
          }
        }
      }
      resource "aws_ec2_managed_prefix_list_entry" "more" {
        count          = 2
        prefix_list_id = aws_ec2_managed_prefix_list.office.id
        cidr           = "192.168.\${count.index}.0/24"
      }
      resource "aws_ec2_managed_prefix_list_entry" "other" {
        prefix_list_id = "pl-1"
        cidr           = "172.16.0.0/12"
      }`;
    assert.deepEqual(rulesOf(text), [`allow outbound 6 443 → 10.0.0.0/15, 192.168.0.0/23, ${SYMBOL}`]);
  });

  it('is certain of what is certain when some entries are not known', () => {
    const text = `${GROUP}
      resource "aws_ec2_managed_prefix_list" "office" {
        entry = [{ cidr = "10.0.0.0/16" }, { cidr = var.cidr, description = "late" }]
      }
      variable "cidr" {}`;
    assert.deepEqual(rulesOf(text), [
      `allow outbound 6 443 → ?variable cidr has no value ≥ 10.0.0.0/16, ${SYMBOL}`,
    ]);
  });

  it('may have malformed entries', () => {
    const unit = read(`${GROUP}
resource "aws_ec2_managed_prefix_list" "office" {
  entry {
    cidr = "10.0.0.0/33"
  }
}`);
    assert.deepEqual(problemsOf(unit), [
      'invalid-cidr main.tf:12:12 "10.0.0.0/33": "10.0.0.0/33" is not a CIDR block: the prefix length goes to 32. ' +
        'Correct it; until then nobody can say what the rule matches.',
    ]);
  });
});
