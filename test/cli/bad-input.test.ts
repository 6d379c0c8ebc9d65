import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { runIn } from './run';
import { folderWith } from './temporary';

const GROUP = '{"SecurityGroups": [{"GroupId": "sg-1", "IpPermissions": [], "IpPermissionsEgress": []}]}';
const FIREWALL = 'firewall:\n  name: branch\n  rules: []\n';

/** A file beside every bad one: it must be linted all the same. */
const GOOD = { 'good.json': GROUP };

describe('bad input', () => {
  for (const [what, name, content, findings] of [
    ['an empty file', 'bad.json', '', []],
    ['a folder that is called like a file', 'bad.json/x', '', []],
    ['bytes that are no text', 'bad.json', Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), ['syntax-error 1:2']],
    ['a byte order mark', 'bad.json', `\uFEFF${GROUP}`, []],
    ['UTF-16 with its mark', 'bad.json', Buffer.from(`\uFEFF${GROUP}`, 'utf16le'), []],
    ['CRLF', 'bad.json', GROUP.replaceAll(' ', '\r\n'), []],
    ['NUL bytes', 'bad.json', GROUP.replace('"sg-1"', '"sg-\0"'), ['syntax-error 1:33']],
    [
      'nesting without end',
      'bad.json',
      `${GROUP.slice(0, -1)}, "x": ${'['.repeat(50_000)}`,
      ['limit-exceeded 1:595'],
    ],
    ['a file over the limit', 'bad.json', Buffer.alloc(17 * 1024 * 1024, 0x20), ['limit-exceeded 1:1']],
    ['a line of 15 MB', 'bad.json', `${GROUP.slice(0, -1)}, "x": "${'a'.repeat(15_000_000)}"}`, []],
    ['a firewall without end', 'bad.yaml', `${FIREWALL}x: ${'['.repeat(50_000)}`, ['limit-exceeded 4:504']],
  ] as const) {
    it(what, async (t) => {
      const cwd = folderWith(t, { ...GOOD, [name]: content });
      const [path = ''] = name.split('/');
      const { status, stdout, stderr } = await runIn(cwd, ['lint', '--format', 'json', path, 'good.json']);
      const found = stdout.matchAll(
        /"rule": "(syntax-error|limit-exceeded)"[^]*?"line": (\d+),\s*"column": (\d+)/g,
      );
      assert.deepEqual(
        Array.from(found, ([, rule, line, column]) => `${rule ?? ''} ${line ?? ''}:${column ?? ''}`),
        findings,
      );
      assert.equal(status, findings.some((finding) => finding.startsWith('syntax-error')) ? 1 : 0);
      assert.equal(stderr, '');
      assert.match(stdout, /"policies": [1-9]/);
    });
  }

  it('links that loop', async (t) => {
    const cwd = folderWith(t, GOOD);
    mkdirSync(join(cwd, 'a'));
    symlinkSync('..', join(cwd, 'a/up'));
    symlinkSync('self.json', join(cwd, 'self.json'));
    for (const paths of [['.'], ['self.json', 'good.json', 'a'], ['a/up', '.']]) {
      const { status, stdout } = await runIn(cwd, ['lint', ...paths]);
      assert.equal(status, 0);
      assert.match(stdout, /limit-exceeded/);
      assert.match(stdout, /1 policy judged/);
    }
  });

  it('a folder in which nothing is ours', async (t) => {
    const cwd = folderWith(t, { 'a.json': Buffer.from([0xff, 0xfe, 0xfd]), 'b.yaml': 'a: [', 'c.json': '{' });
    assert.equal((await runIn(cwd, ['lint'])).status, 0);
  });

  it('a configuration that hurts', async (t) => {
    for (const text of [
      '['.repeat(50_000),
      '\0',
      'a: &a [*a]',
      Buffer.from([0xff]),
      'ignore: ["' + '*a'.repeat(2000) + '"]',
    ]) {
      const cwd = folderWith(t, { ...GOOD, '.workspaces-netlint.yaml': text });
      const { status, stdout } = await runIn(cwd, ['lint']);
      assert.deepEqual([status, stdout], [2, '']);
    }
  });
});
