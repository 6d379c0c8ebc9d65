import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { putTextFile } from '../../../server/src/files';
import { publishedText } from '../../core/requirements/facts';
import { runIn, type Result, type World } from '../run';
import { folderWith } from '../temporary';

const SHIPPED = publishedText('2026-08-22-15-17-05');
const LATER = SHIPPED.replace('2026-08-22-15-17-05', '2026-09-20-10-00-00');
const GATEWAY = {
  ip_prefix: '203.0.113.0/24',
  region: 'us-west-2',
  service: 'WORKSPACES_GATEWAYS',
  network_border_group: 'us-west-2',
};
/** The later file, with one gateway prefix more. */
const GROWN = LATER.replace('"prefixes": [', `"prefixes": [${JSON.stringify(GATEWAY)},`);

interface Place {
  readonly cwd: string;
  readonly cached: string;
  readonly update: (from: string, ...flags: string[]) => Promise<Result>;
  readonly run: (argv: readonly string[], world?: World) => Promise<Result>;
}

function place(context: TestContext, files: Readonly<Record<string, string>>): Place {
  const cwd = folderWith(context, files);
  const env = { XDG_CACHE_HOME: join(cwd, 'cache'), HOME: join(cwd, 'home') };
  const run = (argv: readonly string[], world: World = {}) => runIn(cwd, argv, { env, ...world });
  return {
    cwd,
    cached: join(cwd, 'cache/workspaces-netlint/ip-ranges.json'),
    run,
    update: (from, ...flags) => run(['catalog', 'update', '--from', from, ...flags]),
  };
}

const GROUP = JSON.stringify({
  GroupId: 'sg-1',
  IpPermissionsEgress: [
    { IpProtocol: 'udp', FromPort: 4172, ToPort: 4172, IpRanges: [{ CidrIp: '203.0.113.0/24' }] },
  ],
});

describe('catalog update', () => {
  it('keeps a newer file, and runs go by it when they are told to', async (t) => {
    const { cwd, cached, update, run } = place(t, { 'new.json': GROWN, 'sg.json': GROUP });
    const { status, stdout, stderr } = await update('new.json');
    assert.deepEqual(
      [status, stdout],
      [
        0,
        'ip-ranges.json 2026-08-22-15-17-05 → 2026-09-20-10-00-00\n  WORKSPACES_GATEWAYS  us-west-2  + 203.0.113.0/24\n',
      ],
    );
    assert.equal(stderr, `Kept in ${cached}. Runs go by it with --ip-ranges cached.\n`);
    assert.deepEqual(readdirSync(dirname(cached)), ['ip-ranges.json']);

    const lint = ['lint', 'sg.json', '--role', 'client-network', '--region', 'eu-west-1', '--format', 'json'];
    const plain = (await run(lint)).stdout;
    assert.match(plain, /"ipRanges": "2026-08-22-15-17-05"/);
    assert.doesNotMatch(plain, /foreign-region-range/);
    const byCached = (await run([...lint, '--ip-ranges', 'cached'])).stdout;
    assert.match(byCached, /"ipRanges": "2026-09-20-10-00-00"/);
    assert.match(byCached, /"foreign-region-range"/);
    assert.equal((await run([...lint, '--ip-ranges', 'new.json'])).stdout, byCached);
    assert.match((await run(['catalog', 'list'])).stdout, /2026-09-20-10-00-00 {2}cached in /);
    assert.equal(existsSync(join(cwd, 'home')), false);
  });

  it('only tells with --check, by its exit status too', async (t) => {
    const { cached, update } = place(t, { 'grown.json': GROWN, 'later.json': LATER, 'shipped.json': SHIPPED });
    const statuses = ['grown.json', 'later.json', 'shipped.json'].map(async (file) => (await update(file, '--check')).status);
    assert.deepEqual(await Promise.all(statuses), [1, 0, 0]);
    assert.equal(existsSync(cached), false);
  });

  it('has nothing to do for the file that it keeps already', async (t) => {
    const { cached, update } = place(t, { 'new.json': GROWN });
    await update('new.json');
    const kept = readFileSync(cached, 'utf8');
    assert.deepEqual(await update('new.json'), {
      status: 0,
      stdout: '',
      stderr: 'new.json is the one that is known: 2026-09-20-10-00-00.\n',
    });
    assert.equal(readFileSync(cached, 'utf8'), kept);
  });

  it('refuses what is broken, old or not whole, and what was kept stays', async (t) => {
    const { cwd, cached, update, run } = place(t, {
      'new.json': GROWN,
      'truncated.json': LATER.slice(0, 100_000),
      'malformed.json': LATER.replace('"ip_prefix"', '"ip-prefix"'),
      'older.json': publishedText('2023-09-01-21-03-09'),
      'between.json': LATER.replace('2026-09-20', '2026-09-19'),
      'empty.json': JSON.stringify({ syncToken: '1', createDate: '2027-01-01-00-00-00', prefixes: [], ipv6_prefixes: [] }),
      'huge.json': '',
    });
    truncateSync(join(cwd, 'huge.json'), 1024 ** 3);
    await update('new.json');
    const kept = readFileSync(cached, 'utf8');
    const fetch = () => Promise.reject(new Error('connection reset'));
    for (const [from, message] of [
      ['truncated.json', /truncated\.json is no JSON, or only a part of it\./],
      ['malformed.json', /malformed\.json is no ip-ranges\.json: prefixes\[0\]\.ip_prefix should look like/],
      ['older.json', /older\.json was published 2023-09-01-21-03-09, before the one that is known: 2026-09-20/],
      ['between.json', /published 2026-09-19-10-00-00, before the one that is known/],
      ['empty.json', /empty\.json is not whole: it lacks AMAZON of GLOBAL, /],
      ['huge.json', /huge\.json: The file is larger than 16 MiB/],
      ['nowhere.json', /There is no file "nowhere\.json"\./],
      ['http://ip-ranges.amazonaws.com/ip-ranges.json', /is no https address/],
      ['https://ranges.example/x', /https:\/\/ranges\.example\/x cannot be read: connection reset/],
    ] as const) {
      const { status, stdout, stderr } = await run(['catalog', 'update', '--from', from], {
        env: { XDG_CACHE_HOME: join(cwd, 'cache') },
        fetch,
      });
      assert.deepEqual([status, stdout], [2, ''], from);
      assert.match(stderr, message);
      assert.equal(readFileSync(cached, 'utf8'), kept, from);
      assert.deepEqual(readdirSync(dirname(cached)), ['ip-ranges.json'], from);
    }
  });

  it('reads an https address that is named', async (t) => {
    const { cached, cwd, run } = place(t, {});
    const { status } = await run(['catalog', 'update', '--from', 'https://ranges.example/ip-ranges.json'], {
      env: { XDG_CACHE_HOME: join(cwd, 'cache') },
      fetch: () => Promise.resolve(new Response(GROWN)),
    });
    assert.equal(status, 0);
    assert.match(readFileSync(cached, 'utf8'), /2026-09-20-10-00-00/);
  });

  it('leaves what was kept when it is killed midway', async (t) => {
    const { cwd, cached, update } = place(t, { 'new.json': GROWN });
    await update('new.json');
    const kept = readFileSync(cached, 'utf8');
    const root = join(__dirname, '../../..');
    const tsx = require.resolve('tsx', { paths: [root] });
    const pipe = join(cwd, 'pipe.json');
    assert.equal(spawnSync('mkfifo', [pipe]).status, 0);
    const child = spawn(
      process.execPath,
      ['--import', tsx, join(root, 'server/src/cli.ts'), 'catalog', 'update', '--from', 'pipe.json'],
      { cwd, env: { ...process.env, XDG_CACHE_HOME: join(cwd, 'cache') }, stdio: 'ignore' },
    );
    const ended = new Promise((resolve) => child.on('close', (_, signal) => { resolve(signal); }));
    // More than a pipe holds: once it is through, the program has begun to read and waits for the rest.
    const writer = await open(pipe, 'w');
    await writer.write(LATER.slice(0, 1_000_000));
    child.kill('SIGKILL');
    assert.equal(await ended, 'SIGKILL');
    await writer.close();
    assert.equal(readFileSync(cached, 'utf8'), kept);
  });

  it('cannot half write: a text is put in its place when it is whole', (t) => {
    const cwd = folderWith(t, { 'a/kept': 'old' });
    const path = join(cwd, 'a/kept');
    for (const step of ['write', 'rename'] as const) {
      const fail = () => {
        throw new Error('ENOSPC: no space left on device, write');
      };
      const steps = { write: (to: string) => { writeFileSync(to, 'half'); }, rename: () => undefined, [step]: fail };
      assert.equal(putTextFile(path, 'new', steps), 'no space left on device');
      assert.equal(readFileSync(path, 'utf8'), 'old');
      assert.deepEqual(readdirSync(dirname(path)), ['kept']);
    }
    assert.equal(putTextFile(path, 'new'), undefined);
    assert.equal(readFileSync(path, 'utf8'), 'new');
  });

  it('says what is wrong with a kept file that somebody changed', async (t) => {
    const { cached, run } = place(t, { 'sg.json': GROUP });
    mkdirSync(dirname(cached), { recursive: true });
    for (const text of ['', '{}', '{"createDate":"2030-01-01-00-00-00","ipv4":{"EC2":{"us-west-2":"x"}},"ipv6":{}}']) {
      writeFileSync(cached, text);
      const { status, stderr } = await run(['lint', 'sg.json', '--ip-ranges', 'cached']);
      assert.equal(status, 2);
      assert.match(stderr, /is not what "catalog update" writes/);
    }
  });

  it('keeps its file where the system has such files', async (t) => {
    const cwd = folderWith(t, { 'new.json': GROWN });
    const update = ['catalog', 'update', '--from', 'new.json'];
    await runIn(cwd, update, { env: { HOME: join(cwd, 'home') } });
    assert.ok(existsSync(join(cwd, 'home/.cache/workspaces-netlint/ip-ranges.json')));
    await runIn(cwd, update, { env: { LOCALAPPDATA: join(cwd, 'local') }, platform: 'win32' });
    assert.ok(existsSync(join(cwd, 'local/workspaces-netlint/ip-ranges.json')));
    const { status, stderr } = await runIn(cwd, update);
    assert.equal(status, 2);
    assert.match(stderr, /No cache directory is known/);
  });
});

describe('--ip-ranges', () => {
  for (const [word, message] of [
    ['cached', /No ip-ranges\.json is cached\./],
    ['2023-09-01-21-03-09', /holds gateways alone.* Whole: 2022-08-31-22-43-06, 2026-08-22-15-17-05\./],
    ['2022-01-01', /There is no snapshot and no file "2022-01-01"/],
    ['sg.json', /sg\.json is no ip-ranges\.json/],
  ] as const) {
    it(`is not ${word}`, async (t) => {
      const { run } = place(t, { 'sg.json': GROUP });
      const { status, stdout, stderr } = await run(['lint', 'sg.json', '--ip-ranges', word]);
      assert.deepEqual([status, stdout], [2, '']);
      assert.match(stderr, message);
    });
  }

  it('may be a shipped snapshot, and an old one is told of once', async (t) => {
    const { run } = place(t, { 'sg.json': GROUP });
    const { status, stdout, stderr } = await run(['lint', 'sg.json', '--ip-ranges', '2022-08-31-22-43-06', '--today', '2023-02-28']);
    assert.equal(status, 0);
    assert.match(stdout, /catalog 2026-08-22, ip-ranges 2022-08-31-22-43-06/);
    assert.equal(
      stderr,
      'The ip-ranges.json that this run goes by is of 2022-08-31, 181 days old: ranges may have come since. "catalog update" tells which.\n',
    );
    for (const today of ['2027-02-18', '2020-01-01']) {
      assert.equal((await run(['lint', 'sg.json', '--today', today])).stderr, '');
    }
    assert.match((await run(['coverage', 'sg.json', '--today', '2027-02-19'])).stderr, /181 days old/);
  });
});
