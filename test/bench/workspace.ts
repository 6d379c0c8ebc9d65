import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { smallTerraformFile } from './terraform';

const MODULES = 500;
const FILES = 10_000;

/**
 * A folder of 10,000 Terraform files, five to a directory: a root that calls 500 modules with a group each, and
 * directories that nobody calls. Answers with the path of a group's file in one of the modules.
 */
export function writeWorkspace(folder: string): string {
  const put = (path: string, text: string): string => {
    const full = join(folder, path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, text);
    return full;
  };
  const calls = Array.from({ length: MODULES }, (_, index) => call(index)).join('\n');
  put('live/main.tf', `provider "aws" {\n  region = "us-west-2"\n}\n\n${calls}`);
  let files = 1;
  for (let index = 0; index < MODULES; index++) {
    put(`modules/m-${index}/main.tf`, moduleFile(index));
    put(`modules/m-${index}/variables.tf`, VARIABLES);
    put(`modules/m-${index}/outputs.tf`, `output "group" {\n  value = aws_security_group.this.id\n}\n`);
    files += 3;
    for (const name of ['bucket', 'logs']) {
      put(`modules/m-${index}/${name}.tf`, bucket(name, index));
      files++;
    }
  }
  for (; files < FILES; files++) {
    put(`apps/app-${Math.floor(files / 5)}/file-${files % 5}.tf`, smallTerraformFile(files));
  }
  return join(folder, `modules/m-${MODULES / 2}/main.tf`);
}

const VARIABLES = `variable "vpc_id" {
  type = string
}

variable "controllers" {
  type    = list(string)
  default = []
}
`;

function call(index: number): string {
  return [
    `module "m_${index}" {`,
    `  source      = "../modules/m-${index}"`,
    `  vpc_id      = "vpc-${index}"`,
    `  controllers = ["10.${index % 256}.1.10/32", "10.${index % 256}.2.10/32"]`,
    '}',
    '',
  ].join('\n');
}

function moduleFile(index: number): string {
  return [
    index % 10 === 0 ? '# workspaces-netlint: role=workspace' : '# Another application.',
    'resource "aws_security_group" "this" {',
    `  name   = "module-${index}"`,
    '  vpc_id = var.vpc_id',
    '',
    '  egress {',
    '    from_port   = 53',
    '    to_port     = 53',
    '    protocol    = "udp"',
    '    cidr_blocks = var.controllers',
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
  ].join('\n');
}

function bucket(name: string, index: number): string {
  return `resource "aws_s3_bucket" "${name}" {\n  bucket = "${name}-${index}"\n}\n`;
}
