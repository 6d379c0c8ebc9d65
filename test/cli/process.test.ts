import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fixture } from './run';
import { folderWith } from './temporary';

const ROOT = join(__dirname, '../..');

interface Ending {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the program as a shell would. `deaf`: whoever should read its output has gone already. */
function start(cwd: string, argv: readonly string[], { stdin = '', deaf = false } = {}): Promise<Ending> {
  const entry = join(ROOT, 'server/src/cli.ts');
  const tsx = require.resolve('tsx', { paths: [ROOT] });
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--import', tsx, entry, ...argv], { cwd });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    child.on('close', (status) => {
      resolve({ status, stdout, stderr });
    });
    if (deaf) child.stdout.destroy();
    child.stdin.end(stdin);
  });
}

describe('the program', () => {
  it('answers with its exit status and keeps its outputs apart', async () => {
    const [found, wrong] = await Promise.all([
      start(fixture('branch'), ['lint']),
      start(fixture('branch'), ['lint', '--nonsense']),
    ]);
    assert.deepEqual([found.status, found.stderr], [1, '']);
    assert.match(found.stdout, /policies judged/);
    assert.deepEqual([wrong.status, wrong.stdout], [2, '']);
  });

  it('reads standard input', async (t) => {
    const stdin = '{"SecurityGroups": [{"GroupId": "sg-1", "IpPermissions": [], "IpPermissionsEgress": []}]}';
    const cwd = folderWith(t, {});
    const { status, stdout } = await start(cwd, ['lint', '-', '--stdin-filename', 'sg.json'], { stdin });
    assert.equal(status, 0);
    assert.match(stdout, /0 of 1 policy judged/);
  });

  it('writes all of a long report into a pipe', async () => {
    const argv = ['requirements', '--region', 'us-west-2', '--region', 'us-east-1', '--format', 'json'];
    const { status, stdout } = await start(ROOT, argv);
    assert.equal(status, 0);
    assert.ok(stdout.length > 65_536, `${stdout.length} characters fit into one pipe`);
    assert.doesNotThrow(() => {
      JSON.parse(stdout);
    });
  });

  it('ends quietly when nobody reads', async () => {
    const { status, stderr } = await start(fixture('branch'), ['lint'], { deaf: true });
    assert.deepEqual([status, stderr], [1, '']);
  });
});
