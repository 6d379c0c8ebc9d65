import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { assertGolden, fixture, runIn } from './run';
import { folderWith } from './temporary';

const BRANCH = fixture('branch');
const GROUPS = readFileSync(join(BRANCH, 'groups.json'), 'utf8');
/** Nothing to report, whatever the check. */
const FINE = JSON.stringify({
  SecurityGroups: [{ GroupId: 'sg-1', IpPermissions: [], IpPermissionsEgress: [] }],
});
/** One warning and no error: a group without a role, one of whose CIDRs has host bits. */
const WARNING = JSON.stringify({
  SecurityGroups: [
    {
      GroupId: 'sg-1',
      IpPermissions: [],
      IpPermissionsEgress: [
        { IpProtocol: 'tcp', FromPort: 1, ToPort: 1, IpRanges: [{ CidrIp: '10.0.0.5/8' }] },
      ],
    },
  ],
});

describe('lint', () => {
  it('prints text', async () => {
    const { status, stdout, stderr } = await runIn(BRANCH, ['lint']);
    assertGolden(stdout, 'lint-text');
    assert.deepEqual([status, stderr], [1, '']);
  });

  it('prints JSON', async () => {
    const { status, stdout, stderr } = await runIn(BRANCH, ['lint', '--format', 'json']);
    assertGolden(stdout.replace(/"version": "[^"]*"/, '"version": "…"'), 'lint-json');
    assert.deepEqual([status, stderr], [1, '']);
  });

  it('prints only errors and the summary when quiet', async () => {
    const { stdout } = await runIn(BRANCH, ['lint', '--quiet']);
    assert.match(stdout, / error /);
    assert.doesNotMatch(stdout, / (warning|info) {2}/);
    assert.match(stdout, /policies judged/);
  });

  it('gives the same bytes however the files are named', async (t) => {
    const cwd = folderWith(t, { 'a/groups.json': GROUPS, 'b.json': WARNING });
    const outputs = await Promise.all(
      [['.'], [], ['a', 'b.json'], ['b.json', 'a/groups.json'], ['./a/../b.json', 'a', '.']].map((paths) =>
        runIn(cwd, ['lint', '--format', 'json', ...paths]),
      ),
    );
    assert.deepEqual(new Set(outputs.map(({ stdout }) => stdout)).size, 1);
  });

  it('writes each report where the --output behind it says', async (t) => {
    const cwd = folderWith(t, { 'sg.json': FINE });
    const argv = ['lint', '--format', 'json', '--output', 'report.txt', '--format=text', 'sg.json'];
    const { stdout } = await runIn(cwd, argv);
    assert.match(stdout, /^0 errors/);
    assert.match(readFileSync(join(cwd, 'report.txt'), 'utf8'), /^\{\n {2}"schema": 1,/);
  });

  it('says nothing of a folder without our files', async (t) => {
    const cwd = folderWith(t, { 'package.json': '{"a": [}', 'k8s.yaml': 'a: [' });
    const { status, stdout } = await runIn(cwd, ['lint']);
    assert.match(stdout, /^0 errors, 0 warnings, 0 infos in 2 files\n0 of 0 policies judged/);
    assert.equal(status, 0);
  });

  describe('exit status', () => {
    for (const [text, flags, expected] of [
      [FINE, [], 0],
      [FINE, ['--fail-on', 'info', '--max-warnings', '0'], 0],
      [WARNING, [], 0],
      [WARNING, ['--fail-on', 'error'], 0],
      [WARNING, ['--fail-on', 'warning'], 1],
      [WARNING, ['--fail-on', 'info'], 1],
      [WARNING, ['--max-warnings', '1'], 0],
      [WARNING, ['--max-warnings', '0'], 1],
      [GROUPS, [], 1],
      ['{"SecurityGroups": [{"GroupId": "sg-1", "IpPermissions": [}]}', [], 1],
    ] as const) {
      it(`is ${expected} for ${JSON.stringify(text.slice(0, 50))} ${flags.join(' ')}`, async (t) => {
        const cwd = folderWith(t, { 'sg.json': text });
        assert.equal((await runIn(cwd, ['lint', 'sg.json', ...flags])).status, expected);
      });
    }

    it('is 1 when something is undetermined and that is to fail', async (t) => {
      // Who the prefix list holds is not in the files.
      const peers = { PrefixListIds: [{ PrefixListId: 'pl-1' }] };
      const rules = [{ IpProtocol: '-1', ...peers }];
      const group = { GroupId: 'sg-1', IpPermissions: [], IpPermissionsEgress: rules };
      const cwd = folderWith(t, { 'sg.json': JSON.stringify({ SecurityGroups: [group] }) });
      const argv = ['lint', '--role', 'client-network', '--region', 'us-west-2'];
      assert.equal((await runIn(cwd, argv)).status, 0);
      assert.equal((await runIn(cwd, [...argv, '--fail-on', 'undetermined'])).status, 1);
    });
  });

  describe('colour', () => {
    for (const [flags, env, isTTY, expected] of [
      [[], {}, false, false],
      [[], {}, true, true],
      [[], { NO_COLOR: '1' }, true, false],
      [[], { NO_COLOR: '' }, true, true],
      [[], { TERM: 'dumb' }, true, false],
      [['--color', 'never'], {}, true, false],
      [['--color', 'always'], { NO_COLOR: '1' }, false, true],
    ] as const) {
      it(`${expected ? 'is there' : 'is not'} with ${JSON.stringify([flags, env, isTTY])}`, async (t) => {
        const cwd = folderWith(t, { 'sg.json': FINE });
        const { stdout } = await runIn(cwd, ['lint', ...flags], { env, isTTY });
        assert.equal(stdout.includes('\x1b['), expected);
      });
    }

    it('does not go to files by itself', async (t) => {
      const cwd = folderWith(t, { 'sg.json': FINE });
      await runIn(cwd, ['lint', '--format', 'text', '--output', 'out'], { isTTY: true });
      assert.equal(readFileSync(join(cwd, 'out'), 'utf8').includes('\x1b'), false);
    });
  });

  it('shows progress on a terminal only, and clears it', async (t) => {
    const cwd = folderWith(t, { 'sg.json': FINE });
    assert.equal((await runIn(cwd, ['lint'])).stderr, '');
    assert.match((await runIn(cwd, ['lint'], { isTTY: true })).stderr, /^Checking 1 file …\r\x1b\[K$/);
  });

  describe('standard input', () => {
    it('is named by --stdin-filename', async (t) => {
      const cwd = folderWith(t, {});
      const { stdout } = await runIn(cwd, ['lint', '-', '--stdin-filename', 'net/sg.json'], {
        stdin: WARNING,
      });
      assert.match(stdout, /^net\/sg\.json\n/);
    });

    it('stands for the file of its name', async (t) => {
      const cwd = folderWith(t, { 'sg.json': WARNING, 'other.json': FINE });
      const { stdout } = await runIn(cwd, ['lint', '-', '.', '--stdin-filename', './sg.json'], {
        stdin: FINE,
      });
      assert.match(stdout, /^0 errors, 0 warnings, 0 infos in 2 files\n/);
    });

    it('has the configuration nearest to its name', async (t) => {
      const cwd = folderWith(t, { 'net/.workspaces-netlint.yaml': 'checks: {host-bits-set: off}' });
      const { stdout } = await runIn(cwd, ['lint', '-', '--stdin-filename', 'net/sg.json'], {
        stdin: WARNING,
      });
      assert.match(stdout, /^0 errors, 0 warnings/);
    });
  });

  describe('configuration', () => {
    const FILES = {
      '.workspaces-netlint.yaml': 'checks: {host-bits-set: error}\nignore: ["skipped/**", "*.tmp.json"]',
      'a.json': WARNING,
      'b.tmp.json': WARNING,
      'skipped/c.json': WARNING,
      'net/.workspaces-netlint.yaml': 'checks: {host-bits-set: off}',
      'net/d.json': WARNING,
      'other.yaml': 'checks: {host-bits-set: info}',
    };
    const severities = async (cwd: string, ...flags: readonly string[]) => {
      const { stdout } = await runIn(cwd, ['lint', '--format', 'json', ...flags]);
      return Array.from(
        stdout.matchAll(/"severity": "(\w+)",\n.*\n.*"file": "([^"]*)"/g),
        ([, severity, file]) => `${file ?? ''} ${severity ?? ''}`,
      );
    };

    it('is the nearest one upward from each file', async (t) => {
      const cwd = folderWith(t, FILES);
      assert.deepEqual(await severities(cwd), ['a.json error']);
      assert.deepEqual(await severities(join(cwd, 'net'), '..', '.'), ['../a.json error']);
    });

    it('ignores files that are found, not files that are named', async (t) => {
      const cwd = folderWith(t, FILES);
      assert.deepEqual(await severities(cwd, 'skipped/c.json', 'b.tmp.json'), [
        'b.tmp.json error',
        'skipped/c.json error',
      ]);
    });

    it('is one for all with --config and none with --no-config', async (t) => {
      const cwd = folderWith(t, FILES);
      const all = ['a.json', 'b.tmp.json', 'net/d.json', 'skipped/c.json'];
      assert.deepEqual(
        await severities(cwd, '--config', 'other.yaml'),
        all.map((file) => `${file} info`),
      );
      assert.deepEqual(
        await severities(cwd, '--no-config'),
        all.map((file) => `${file} warning`),
      );
    });
  });

  describe('date', () => {
    const suppressed = (until: string) => `{
  "SecurityGroups": [
    // workspaces-netlint: role=workspace disable=missing-flow until=${until} reason="moved next month"
    {"GroupId": "sg-1", "IpPermissions": [], "IpPermissionsEgress": []}
  ]
}`;
    for (const [flags, env, isExpired] of [
      [['--today', '2026-03-31'], {}, false],
      [['--today', '2026-04-01'], {}, true],
      [[], { SOURCE_DATE_EPOCH: String(Date.UTC(2026, 2, 31) / 1000) }, false],
      [[], { SOURCE_DATE_EPOCH: String(Date.UTC(2026, 3, 1) / 1000) }, true],
      [['--today', '2026-03-31'], { SOURCE_DATE_EPOCH: '99999999999' }, false],
      [[], {}, true],
    ] as const) {
      it(`comes from ${JSON.stringify([flags, env])}`, async (t) => {
        const cwd = folderWith(t, { 'sg.jsonc': suppressed('2026-03-31') });
        const { stdout } = await runIn(cwd, ['lint', ...flags], { env });
        assert.equal(stdout.includes('expired-suppression'), isExpired);
      });
    }

    it('does not matter when suppressions do not count', async (t) => {
      const cwd = folderWith(t, { 'sg.jsonc': suppressed('2030-01-01') });
      assert.match((await runIn(cwd, ['lint'])).stdout, /[1-9]\d* suppressed/);
      assert.doesNotMatch((await runIn(cwd, ['lint', '--no-inline-suppressions'])).stdout, /suppressed/);
    });
  });
});
