import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { EDITIONS } from '../../../server/src/core/requirements/editions';
import { assertGolden, fixture, runIn } from '../run';
import { folderWith } from '../temporary';

const BRANCH = fixture('branch');
/** No cache of whoever runs the tests. */
const world = { env: { XDG_CACHE_HOME: '/nonexistent' } };
const run = (...argv: readonly string[]) => runIn(BRANCH, ['catalog', ...argv], world);

async function json(...argv: readonly string[]): Promise<unknown> {
  const { status, stdout } = await run(...argv, '--format', 'json');
  assert.equal(status, 0);
  return JSON.parse(stdout);
}

function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  assert.ok(typeof value === 'object' && value !== null, String(key));
  return at(Object.entries(value).find(([name]) => name === String(key))?.[1], ...rest);
}

describe('catalog list', () => {
  it('tells editions and snapshots, and which are used', async () => {
    const { status, stdout, stderr } = await run('list');
    assert.deepEqual([status, stderr], [0, '']);
    assertGolden(stdout, 'catalog-list');
    assert.deepEqual(at(await json('list'), 'editions', 1, 'used'), true);
  });

  it('goes by the configuration of the folder', async (t) => {
    const cwd = folderWith(t, { '.workspaces-netlint.yaml': 'edition: "2022-09-02"\n' });
    const { stdout } = await runIn(cwd, ['catalog', 'list'], world);
    assert.match(stdout, /^\* 2022-09-02/m);
    assert.match(stdout, /^\* 2022-08-31-22-43-06$/m);
    assert.match(stdout, /^ {2}2026-08-22/m);
  });
});

describe('catalog show', () => {
  it('shows every value of a Region with where it comes from, and what was rejected', async () => {
    const { status, stdout } = await run('show', '--region', 'eu-west-3');
    assert.equal(status, 0);
    assert.match(stdout, /^Edition 2026-08-22: /);
    assert.match(stdout, /^ {2}eu-west-3 +51\.44\.72\.0\/22 +official +ip-ranges +The page prints 51\.17\.72\.0\/22/m);
    assert.match(stdout, /^ {2}gateways\.wsp +eu-west-3 +51\.17\.72\.0\/22 +The range of il-central-1/m);
    assert.match(stdout, /^ {2}client\.streaming\.wsp +client-network +required +outbound +tcp 4195 and udp 4195 +table gateways\.wsp +page$/m);
    assert.match(stdout, /^ {2}GLOBAL +https:\/\/connectivity\.amazonworkspaces\.com\/ +official +seed:58$/m);
    assert.doesNotMatch(stdout, /eu-west-2/);
  });

  it('shows all of an edition as JSON', async () => {
    for (const edition of EDITIONS) {
      const shown = await json('show', edition);
      assert.equal(at(shown, 'catalog', 'edition'), edition);
      assert.equal(at(shown, 'tables', 'gateways.pcoip', 'us-west-2', 0, 'value'), '35.80.88.0-35.80.95.255');
      assert.ok(Array.isArray(at(shown, 'rejected')));
    }
    const region = await json('show', '--region', 'us-west-2');
    assert.equal(at(region, 'tables', 'gateways.pcoip', 'us-east-1'), undefined);
  });

  it('says so when an edition has nothing for a Region', async () => {
    const { status, stderr } = await run('show', '2022-09-02', '--region', 'eu-west-3');
    assert.deepEqual([status, stderr], [0, 'Edition 2022-09-02 has no data for eu-west-3.\n']);
  });
});

describe('catalog verify', () => {
  it('finds known faults only', async () => {
    const { status, stdout } = await run('verify');
    assert.equal(status, 0);
    assertGolden(stdout, 'catalog-verify');
    assert.match((await run('verify', '2022-09-02')).stdout, /^Edition 2022-09-02: 10 faults, all of them known and dealt with\n/);
    assert.equal(at(await json('verify', 'latest'), 'editions', 0, 'edition'), '2026-08-22');
  });
});

describe('catalog diff', () => {
  it('tells what changed between two editions', async () => {
    const { status, stdout } = await run('diff', '2022-09-02', 'latest');
    assert.equal(status, 0);
    assertGolden(stdout, 'catalog-diff');
    const changes = await json('diff', '2022-09-02', '2026-08-22');
    assert.deepEqual(at(changes, 'requirements', 'removed', 0), {
      requirement: 'management.media.out',
      role: 'management',
      level: 'required',
    });
    assert.deepEqual(at(changes, 'regions', 'removed'), []);
  });

  it('tells the same the other way round', async () => {
    const there = await json('diff', '2022-09-02', '2026-08-22');
    const back = await json('diff', '2026-08-22', '2022-09-02');
    assert.deepEqual(at(back, 'requirements', 'removed'), at(there, 'requirements', 'added'));
    assert.deepEqual(at(back, 'regions', 'removed'), at(there, 'regions', 'added'));
    const [one] = [at(there, 'tables')].flat();
    assert.deepEqual(
      [at(back, 'tables')].flat().filter((table) => at(table, 'region') === 'us-east-1' && at(table, 'table') === 'gateways.pcoip'),
      [{ table: 'gateways.pcoip', region: 'us-east-1', added: [], removed: at(one, 'added') }],
    );
  });

  it('tells what changed between two snapshots', async () => {
    const { stdout } = await run('diff', '2020-11-30-04-51-18', '2023-09-01-21-03-09');
    assert.match(stdout, /^ip-ranges\.json 2020-11-30-04-51-18 → 2023-09-01-21-03-09\n {2}WORKSPACES_GATEWAYS +af-south-1 +\+ /);
    assert.equal((await run('diff', '2022-08-31-22-43-06', '2022-08-31-22-43-06')).stdout.split('\n').length, 2);
  });

  it('tells which findings of files come and go', async (t) => {
    const cwd = folderWith(t, {
      'fw.yaml': [
        '# workspaces-netlint: role=client-network region=us-west-2',
        'firewall:',
        '  name: branch',
        '  rules:',
        '    - name: all',
        '      action: allow',
        '      direction: outbound',
        '      protocol: tcp',
        '      destinations: [any]',
        '    - name: streaming',
        '      action: allow',
        '      direction: outbound',
        '      protocol: udp',
        '      ports: [4172, 4195]',
        '      destinations: [any]',
        '',
      ].join('\n'),
    });
    const argv = ['catalog', 'diff', '2022-09-02', '2026-08-22', '--against', 'fw.yaml'];
    const { status, stdout } = await runIn(cwd, argv, world);
    assert.equal(status, 0);
    const lines = stdout.split('\n').filter((line) => line.includes('fw.yaml:'));
    assert.deepEqual(lines.map((line) => /^ {2}([+-]) fw\.yaml:\d+:\d+ {2}(\w+) {2}(\S+)/.exec(line)?.slice(1).join(' ')), [
      '+ warning missing-flow',
      '+ warning missing-flow',
    ]);
    const both = await runIn(cwd, [...argv, '--format', 'json'], world);
    const found: unknown = JSON.parse(both.stdout);
    assert.equal(at(found, 'findings', 'appear', 0, 'requirement'), 'client.https.quic');
    assert.deepEqual(at(found, 'findings', 'disappear'), []);

    const snapshots = ['catalog', 'diff', '2022-08-31-22-43-06', '2026-08-22-15-17-05', '--against', 'fw.yaml'];
    assert.match((await runIn(cwd, snapshots, world)).stdout, /^The findings are the same\.$/m);
  });

  for (const [argv, message] of [
    [['2022-09-02'], 'catalog diff takes two editions or two snapshots. "catalog list" names them.'],
    [['2022-09-02', '2022-08-31-22-43-06'], '2022-09-02 and 2022-08-31-22-43-06 are an edition and a snapshot'],
    [['2022-09-02', '2022-09-03'], 'There is no edition or snapshot "2022-09-03". Did you mean "2022-09-02"?'],
    [['2022-09-02', 'cached'], 'No ip-ranges.json is cached.'],
    [['2022-09-02', 'latest', '--against', '.', '--edition', 'latest'], '--edition is what differs'],
    [['2020-11-30-04-51-18', '2026-08-22-15-17-05', '--against', '.'], 'The snapshot 2020-11-30-04-51-18 holds gateways alone'],
  ] as const) {
    it(`is not ${argv.join(' ')}`, async () => {
      const { status, stdout, stderr } = await run('diff', ...argv);
      assert.deepEqual([status, stdout], [2, '']);
      assert.ok(stderr.startsWith(`workspaces-netlint: ${message}`), stderr);
    });
  }
});
