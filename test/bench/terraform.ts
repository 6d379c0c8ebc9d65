/** Terraform as people write it, made the same every time. */

/**
 * A directory's file of about so many lines: groups with inline and separate rules, variables and locals. One group
 * in `judgedEvery` belongs to WorkSpaces.
 */
export function terraformFile(lines: number, judgedEvery = 1): string {
  const text = [
    'provider "aws" {',
    '  region = var.region',
    '}',
    '',
    'variable "region" {',
    '  default = "us-west-2"',
    '}',
    '',
    'locals {',
    '  controllers = ["10.20.1.10/32", "10.20.2.10/32"]',
    '}',
    '',
  ];
  for (let group = 0; text.length + 30 <= lines; group++) {
    text.push(
      group % judgedEvery === 0 ? '# workspaces-netlint: role=workspace' : '# Another application.',
      `resource "aws_security_group" "desktops_${group}" {`,
      `  name   = "desktops-${group}"`,
      '  vpc_id = "vpc-0123456789abcdef0"',
      '',
      '  egress {',
      '    description = "Directory"',
      '    from_port   = 53',
      '    to_port     = 53',
      '    protocol    = "udp"',
      '    cidr_blocks = local.controllers',
      '  }',
      '',
      '  egress {',
      '    from_port   = 443',
      '    to_port     = 443',
      '    protocol    = "tcp"',
      '    cidr_blocks = ["0.0.0.0/0"]',
      '  }',
      '}',
      '',
      `resource "aws_security_group_rule" "ldap_${group}" {`,
      `  security_group_id = aws_security_group.desktops_${group}.id`,
      '  type              = "egress"',
      '  from_port         = 389',
      '  to_port           = 389',
      '  protocol          = "tcp"',
      '  cidr_blocks       = local.controllers',
      '}',
      '',
    );
  }
  return `${text.join('\n')}\n`;
}

/** One of many small files: most have nothing to do with networks. */
export function smallTerraformFile(index: number): string {
  if (index % 10 === 0) return terraformFile(60);
  return [
    `resource "aws_s3_bucket" "logs_${index}" {`,
    `  bucket = "logs-${index}-\${var.environment}"`,
    '',
    '  tags = {',
    '    Name        = "logs"',
    '    Environment = var.environment',
    '  }',
    '}',
    '',
    'variable "environment" {',
    '  type    = string',
    '  default = "prod"',
    '}',
    '',
  ].join('\n');
}
