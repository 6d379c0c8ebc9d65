import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { runIn, type World } from './run';
import { folderWith } from './temporary';

const GROUP = `resource "aws_security_group" "clients" {
  egress {
    from_port   = var.port
    to_port     = var.port
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
`;
const VARIABLES = `variable "port" {
  type    = number
  default = 0
}

resource "aws_security_group" "other" {
  egress {
    from_port   = 1
    to_port     = 1
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/33"]
  }
}
`;
const FLAGS = ['--format', 'json', '--role', 'client-network', '--region', 'us-west-2', '--protocols', 'wsp'];

/** Rules of the findings with their files, and how many files and policies were looked at. */
async function lint(cwd: string, argv: readonly string[], world?: World): Promise<readonly unknown[]> {
  const { status, stdout, stderr } = await runIn(cwd, ['lint', ...FLAGS, ...argv], world);
  assert.ok(status < 2, stderr);
  const report: unknown = JSON.parse(stdout);
  assert.ok(typeof report === 'object' && report !== null && 'findings' in report && 'summary' in report);
  const { findings, summary } = report;
  assert.ok(Array.isArray(findings) && typeof summary === 'object' && summary !== null);
  const files = new Set(findings.map((finding: unknown) => property(finding, 'file')));
  return [[...files], property(summary, 'files'), property(summary, 'policies'), property(summary, 'met')];
}

function property(value: unknown, key: string): unknown {
  return Object.entries(value ?? {}).find(([name]) => name === key)?.[1];
}

describe('a Terraform directory', () => {
  it('is read whole when it is walked', async (t) => {
    const cwd = folderWith(t, { 'net/main.tf': GROUP, 'net/variables.tf': VARIABLES });
    assert.deepEqual(await lint(cwd, ['net']), [['net/variables.tf'], 2, 2, 4]);
  });

  it('is read whole for one named file, and only that file is reported', async (t) => {
    const cwd = folderWith(t, { 'net/main.tf': GROUP, 'net/variables.tf': VARIABLES });
    assert.deepEqual(await lint(cwd, ['net/main.tf']), [[], 1, 1, 4]);
  });

  it('is read whole around what comes in on standard input', async (t) => {
    const cwd = folderWith(t, {
      'net/main.tf': 'resource "aws_security_group" "x" {',
      'net/variables.tf': VARIABLES,
    });
    const world = { stdin: GROUP };
    assert.deepEqual(await lint(cwd, ['-', '--stdin-filename', 'net/main.tf'], world), [[], 1, 1, 4]);
  });

  it('takes the values that Terraform loads, though git does not list them', async (t) => {
    const cwd = folderWith(t, {
      '.gitignore': '*.tfvars\n',
      'main.tf': GROUP,
      'variables.tf': 'variable "port" {}\n',
      'a.auto.tfvars': 'port = 0\n',
      'prod.tfvars': 'port = {\n',
    });
    mkdirSync(join(cwd, '.git'));
    assert.deepEqual(await lint(cwd, []), [[], 2, 1, 4]);
  });

  it('takes values from the command line, relative to the working directory', async (t) => {
    const cwd = folderWith(t, {
      'net/main.tf': GROUP,
      'net/variables.tf': 'variable "port" {}\n',
      'prod.tfvars': 'port = 443\n',
    });
    assert.deepEqual(await lint(cwd, ['net', '--var-file', 'prod.tfvars', '--var', 'port=0']), [[], 2, 1, 4]);
  });
});
