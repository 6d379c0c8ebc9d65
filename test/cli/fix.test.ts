import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { replaceTextFiles } from '../../server/src/files';
import { runIn } from './run';
import { folderWith } from './temporary';

const FIREWALL = `firewall:
  name: branch
  role: client-network
  regions: [us-west-2]
  rules:
    - name: web # all of it
      action: allow
      direction: outbound
      protocol: [tcp, udp]
      ports: [443]
      destinations: [any]
    - name: streaming
      action: allow
      direction: outbound
      protocol: tcp
      ports: [4195]
      destinations: [34.223.96.0/22]
`;
const EXPORT = JSON.stringify(
  {
    SecurityGroups: [
      { GroupId: 'sg-0abc', GroupName: 'clients', IpPermissions: [], IpPermissionsEgress: [], OwnerId: '1' },
    ],
  },
  null,
  4,
);
const LINT = ['lint', '--protocols', 'wsp'];

describe('lint --fix', () => {
  it('writes what is missing, tells what is left, and a second time changes nothing', async (t) => {
    const cwd = folderWith(t, { 'egress.yaml': FIREWALL });
    const first = await runIn(cwd, [...LINT, '--fix']);
    assert.equal(first.status, 0, first.stdout);
    assert.equal(first.stderr, 'egress.yaml: 2 findings fixed.\n');
    assert.match(first.stdout, /0 errors/);
    const fixed = readFileSync(join(cwd, 'egress.yaml'), 'utf8');
    assert.ok(fixed.startsWith(FIREWALL));
    assert.deepEqual(readdirSync(cwd), ['egress.yaml']);
    const second = await runIn(cwd, [...LINT, '--fix']);
    assert.equal(second.stderr, '');
    assert.equal(readFileSync(join(cwd, 'egress.yaml'), 'utf8'), fixed);
  });

  it('keeps encoding, line ends, mode and links', async (t) => {
    const text = FIREWALL.replaceAll('\n', '\r\n');
    const cwd = folderWith(t, {
      'real/bom.yaml': `\uFEFF${text}`,
      'real/wide.yaml': Buffer.from(`\uFEFF${text}`, 'utf16le'),
    });
    symlinkSync('real/bom.yaml', join(cwd, 'link.yaml'));
    chmodSync(join(cwd, 'real/bom.yaml'), 0o640);
    const { status, stderr } = await runIn(cwd, [...LINT, '--fix', 'link.yaml', 'real/wide.yaml']);
    assert.equal(status, 0, stderr);
    assert.ok(lstatSync(join(cwd, 'link.yaml')).isSymbolicLink());
    assert.equal(statSync(join(cwd, 'real/bom.yaml')).mode & 0o777, 0o640);
    const fixed = readFileSync(join(cwd, 'real/bom.yaml'), 'utf8');
    assert.ok(fixed.startsWith(`\uFEFF${text}`));
    assert.equal(fixed.replaceAll('\r\n', '').includes('\n'), false);
    assert.equal(readFileSync(join(cwd, 'real/wide.yaml')).toString('utf16le'), fixed);
  });

  it('leaves for others to decide what is wider than needed, and fixes no infos', async (t) => {
    const cwd = folderWith(t, { 'egress.yaml': FIREWALL.replace('ports: [443]', 'ports: [80]') });
    const { status } = await runIn(cwd, [...LINT, '--fix']);
    assert.equal(status, 1);
    const fixed = readFileSync(join(cwd, 'egress.yaml'), 'utf8');
    assert.ok(!fixed.includes('443'), fixed);
  });

  it('leaves a read-only file alone and says so', async (t) => {
    const cwd = folderWith(t, { 'egress.yaml': FIREWALL });
    chmodSync(join(cwd, 'egress.yaml'), 0o444);
    const { status, stderr } = await runIn(cwd, [...LINT, '--fix']);
    assert.equal(status, 1);
    assert.equal(stderr, 'egress.yaml was not changed: it is read-only.\n');
    assert.equal(readFileSync(join(cwd, 'egress.yaml'), 'utf8'), FIREWALL);
  });

  it('prints the commands that change what an export is of', async (t) => {
    const cwd = folderWith(t, { 'group.json': EXPORT });
    const flags = ['--role', 'client-network', '--region', 'us-west-2', '--fix'];
    const { stderr } = await runIn(cwd, [...LINT, ...flags]);
    const commands = stderr.split('\n').filter((line) => line.startsWith('aws '));
    assert.equal(commands.length, 1);
    assert.match(
      commands[0] ?? '',
      /^aws ec2 authorize-security-group-egress --group-id sg-0abc --ip-permissions '\[/,
    );
  });

  it('is not for standard input, and not together with --diff', async (t) => {
    const cwd = folderWith(t, { 'egress.yaml': FIREWALL });
    assert.equal((await runIn(cwd, ['lint', '--fix', '--diff'])).status, 2);
    assert.equal((await runIn(cwd, ['lint', '--fix', '-', '--stdin-filename', 'a.yaml'])).status, 2);
  });
});

describe('lint --diff', () => {
  it('prints only the difference, which makes of the file what --fix makes of it', async (t) => {
    const cwd = folderWith(t, {
      'a/egress.yaml': FIREWALL,
      'b/group.json': EXPORT.replaceAll('\n', '\r\n'),
      'c/none.yaml': FIREWALL.trimEnd(),
      'd/empty.yaml': 'firewall:\n  name: x\n  role: client-network\n  regions: [us-west-2]\n  rules: []',
    });
    const flags = [...LINT, '--role', 'client-network', '--region', 'us-west-2'];
    const plain = await runIn(cwd, flags);
    const { status, stdout, stderr } = await runIn(cwd, [...flags, '--diff']);
    assert.equal(status, plain.status);
    assert.equal(stderr, '');
    assert.ok(stdout.startsWith('--- a/a/egress.yaml\n+++ b/a/egress.yaml\n@@ '), stdout);
    assert.deepEqual(textsIn(cwd)['a/egress.yaml'], FIREWALL);
    const patched = folderWith(t, textsIn(cwd));
    execFileSync('git', ['apply', '--whitespace=nowarn', '-'], { cwd: patched, input: stdout });
    await runIn(cwd, [...flags, '--fix']);
    assert.deepEqual(textsIn(patched), textsIn(cwd));
  });
});

describe('replacing files', () => {
  const replacement = (cwd: string, name: string) => ({
    path: join(cwd, name),
    before: name,
    after: `${name} changed`,
  });
  const steps = {
    write: (path: string, bytes: Uint8Array) => {
      writeFileSync(path, bytes);
    },
    rename: (): void => {
      throw new Error('EIO: i/o error, rename');
    },
  };

  it('refuses a file that has changed since it was read', (t) => {
    const cwd = folderWith(t, { a: 'a', b: 'other' });
    const failure = replaceTextFiles([replacement(cwd, 'a'), replacement(cwd, 'b')]);
    assert.deepEqual(failure, { path: join(cwd, 'b'), reason: 'it has changed since it was read' });
    assert.deepEqual(textsIn(cwd), { a: 'a', b: 'other' });
  });

  it('leaves everything as it was when the disk is full', (t) => {
    const cwd = folderWith(t, { a: 'a', b: 'b' });
    let writes = 0;
    const write = (path: string, bytes: Uint8Array): void => {
      writeFileSync(path, writes === 0 ? bytes : bytes.subarray(0, 1));
      if (writes++ > 0) throw new Error('ENOSPC: no space left on device, write');
    };
    const failure = replaceTextFiles([replacement(cwd, 'a'), replacement(cwd, 'b')], { ...steps, write });
    assert.deepEqual(failure, { path: join(cwd, 'b'), reason: 'no space left on device' });
    assert.deepEqual(textsIn(cwd), { a: 'a', b: 'b' });
  });

  it('puts back what it changed when a later file cannot be', (t) => {
    const cwd = folderWith(t, { a: 'a', b: 'b' });
    let renames = 0;
    const rename = (from: string, to: string): void => {
      if (renames++ > 0) throw new Error('EIO: i/o error, rename');
      renameSync(from, to);
    };
    const failure = replaceTextFiles([replacement(cwd, 'a'), replacement(cwd, 'b')], { ...steps, rename });
    assert.deepEqual(failure, { path: join(cwd, 'b'), reason: 'i/o error' });
    assert.deepEqual(textsIn(cwd), { a: 'a', b: 'b' });
  });

  it('changes nothing when it is stopped before the new text is in its place', (t) => {
    const cwd = folderWith(t, { a: 'a' });
    assert.notEqual(replaceTextFiles([replacement(cwd, 'a')], steps), undefined);
    assert.deepEqual(textsIn(cwd), { a: 'a' });
  });

  it('has nothing to say about a file that is gone but that it cannot be changed', (t) => {
    const cwd = folderWith(t, {});
    assert.equal(replaceTextFiles([replacement(cwd, 'a')])?.reason, 'no such file or directory');
  });
});

function textsIn(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  return Object.fromEntries(
    names.flatMap((name) =>
      statSync(join(folder, name)).isFile() ? [[name, readFileSync(join(folder, name), 'utf8')]] : [],
    ),
  );
}
