import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { findingsOf } from '../support/findings';
import { runIn } from './run';
import { folderWith } from './temporary';

const MODULE = `variable "port" {
  type = number
}
resource "aws_security_group" "this" {
  ingress {
    from_port   = var.port
    to_port     = var.port
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8"]
  }
}
`;
const call = (source: string, port = '70000'): string =>
  `module "sg" {\n  source = "${source}"\n  port   = ${port}\n}\n`;

async function lint(
  cwd: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<readonly string[]> {
  const { stdout, stderr } = await runIn(cwd, ['lint', ...args, '--format', 'json'], { env });
  assert.equal(stderr, '');
  return findingsOf(stdout).map((line) => line.replace(/(\S+ \S+ \S+) .*/, '$1'));
}

describe('modules on the command line', () => {
  it('are read where the calls lead, and told where they were asked for', async (t) => {
    const cwd = folderWith(t, { 'env/main.tf': call('../sg'), 'sg/main.tf': MODULE, '.git/HEAD': '' });
    assert.deepEqual(await lint(cwd, ['.']), ['env/main.tf:3:12 error invalid-port']);
    assert.deepEqual(await lint(cwd, ['env']), ['env/main.tf:3:12 error invalid-port']);
    assert.deepEqual(await lint(cwd, ['env/main.tf']), ['env/main.tf:3:12 error invalid-port']);
    assert.deepEqual(await lint(cwd, ['sg']), []);
  });

  it('outside of the workspace are not read, not through a link either', async (t) => {
    const cwd = folderWith(t, {
      'work/main.tf': call('../sg'),
      'work/b/main.tf': call('../linked'),
      'sg/main.tf': MODULE,
    });
    symlinkSync(join(cwd, 'sg'), join(cwd, 'work/linked'));
    assert.deepEqual(await lint(join(cwd, 'work'), ['.']), [
      'b/main.tf:2:12 warning limit-exceeded',
      'main.tf:2:12 warning limit-exceeded',
    ]);
  });

  it('that terraform init has fetched are followed, and seen from the call', async (t) => {
    const cwd = folderWith(t, {
      'main.tf': call('example/sg/aws', '443'),
      '.terraform/modules/modules.json':
        '{"Modules":[{"Key":"sg","Source":"x","Dir":".terraform/modules/sg"}]}',
      '.terraform/modules/sg/main.tf': MODULE,
    });
    const findings = await lint(cwd, ['.', '--role', 'workspace', '--region', 'us-west-2']);
    assert.ok(findings.length > 0);
    assert.deepEqual([...new Set(findings.map((line) => line.replace(/ .*/, '')))], ['main.tf:1:1']);
  });

  it('take TF_VAR_ from the environment, which everything else wins over', async (t) => {
    const files = {
      'main.tf': `variable "p" {\n  default = 1\n}\n${call('./sg', 'var.p')}`,
      'sg/main.tf': MODULE,
    };
    const cwd = folderWith(t, files);
    assert.deepEqual(await lint(cwd, []), []);
    assert.equal((await lint(cwd, [], { TF_VAR_p: '70000' })).length, 1);
    assert.equal((await lint(cwd, ['--var', 'p=2'], { TF_VAR_p: '70000' })).length, 0);
  });
});
