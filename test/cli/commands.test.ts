import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { decodeConfiguration } from '../../server/src/core/deployment/decode-configuration';
import { LATEST, loadEdition, requirementIds } from '../../server/src/core/requirements/editions';
import { assertGolden, fixture, runIn } from './run';
import { folderWith } from './temporary';

const BRANCH = fixture('branch');
/** A directory with its network, and nothing stated. */
const WORKSPACES = fixture('workspaces');

describe('requirements', () => {
  for (const format of ['text', 'json', 'csv', 'markdown'] as const) {
    it(`prints ${format}`, async () => {
      const argv = [
        'requirements',
        '--region',
        'us-west-2',
        '--region',
        'eu-west-1',
        '--role',
        'management',
        '--format',
        format,
      ];
      const { status, stdout, stderr } = await runIn(BRANCH, argv);
      assert.deepEqual([status, stderr], [0, '']);
      const lines = stdout.replace(/"version": "[^"]*"/, '"version": "…"').replaceAll('\r\n', '\n');
      assertGolden(lines, `requirements-${format}`);
    });
  }

  it('keeps to the roles, protocols and edition that are given', async () => {
    const idsWith = async (...flags: readonly string[]) => {
      const { stdout } = await runIn(BRANCH, [
        'requirements',
        '--region',
        'us-west-2',
        '--format',
        'csv',
        ...flags,
      ]);
      return [
        ...new Set(
          stdout
            .split('\r\n')
            .slice(1, -1)
            .map((line) => line.slice(0, line.indexOf(','))),
        ),
      ];
    };
    assert.deepEqual(
      await idsWith('--role', 'client-network', '--protocols', 'dcv', '--edition', '2022-09-02'),
      [
        'client.https',
        'client.streaming.wsp',
        'client.health-check.wsp',
        'web.dns',
        'web.http',
        'web.https',
        'web.streaming',
        'domain.captcha',
        'domain.client-update',
        'domain.connectivity-check',
        'domain.device-metrics',
        'domain.client-metrics',
        'domain.dynamic-messaging',
        'domain.directory-settings',
        'domain.log-service',
        'domain.health-check',
        'domain.registration',
        'domain.user-login',
        'domain.broker',
        'domain.api',
      ],
    );
    const latest = loadEdition(LATEST)?.requirements.map(({ id }) => id);
    assert.deepEqual(await idsWith(), [...new Set(latest)]);
    const both = await idsWith('--role', 'workspace', '--role', 'directory');
    assert.deepEqual(both, await idsWith('--role', 'workspace'));
  });

  it('prints rules that are silent, with what a configuration says', async (t) => {
    const cwd = folderWith(t, { 'facts.yaml': 'ipFamilies: [ipv4, ipv6]\nvpcCidrs: [10.20.0.0/16]\n' });
    for (const [role, form, file, expected] of [
      ['client-network', 'terraform', 'main.tf', /ipv6_cidr_blocks = \["2600:1f32:4000::\/39"\]/],
      ['directory', 'firewall-yaml', 'fw.yaml', /sources: \[10\.20\.0\.0\/16\]/],
    ] as const) {
      const asked = ['--region', 'us-west-2', '--role', role];
      const argv = ['requirements', ...asked, '--as', form, '--config', 'facts.yaml'];
      const { status, stdout, stderr } = await runIn(cwd, argv);
      assert.deepEqual([status, stderr], [0, '']);
      assert.match(stdout, expected);
      const lint = ['lint', '-', '--stdin-filename', file, '--config', 'facts.yaml', ...asked];
      const linted = await runIn(cwd, [...lint, '--max-warnings', '0'], { stdin: stdout });
      assert.equal(linted.status, 0, linted.stdout);
    }
  });

  it('counts peers that are too many for a terminal and lists them all in CSV', async () => {
    const argv = ['requirements', '--region', 'us-west-2', '--role', 'client-network'];
    const text = (await runIn(BRANCH, argv)).stdout;
    const csv = (await runIn(BRANCH, [...argv, '--format', 'csv'])).stdout;
    const [, more = '0'] = / and (\d+) more \(/.exec(text) ?? [];
    const [, peers = ''] = /^client\.https,.*?,tcp,443,([^,]*)/m.exec(csv) ?? [];
    assert.ok(Number(more) > 100);
    assert.equal(peers.split(' ').length, Number(more) + 40);
  });

  it('says when the edition has no data for the Region', async () => {
    const argv = ['requirements', '--role', 'client-network', '--region', 'eu-north-1'];
    const { status, stdout, stderr } = await runIn(BRANCH, argv);
    assert.equal(status, 0);
    assert.equal(stderr, `Edition ${LATEST} has no data for eu-north-1.\n`);
    assert.match(stdout, /no data in this edition/);
  });
});

describe('coverage', () => {
  it('shows which rule meets which requirement', async () => {
    const { status, stdout, stderr } = await runIn(BRANCH, ['coverage', '--why']);
    assert.deepEqual([status, stderr], [0, '']);
    assertGolden(stdout, 'coverage-text');
  });

  it('is the same as in the report', async () => {
    const coverageOf = (text: string) => /^ {2}"coverage": \[\n[^]*?^ {2}\]/m.exec(text)?.[0];
    const table = (await runIn(BRANCH, ['coverage', '--format', 'json'])).stdout;
    const report = (await runIn(BRANCH, ['lint', '--format', 'json'])).stdout;
    assert.notEqual(coverageOf(table), undefined);
    assert.equal(coverageOf(table), coverageOf(report));
    assert.doesNotMatch(table, /"why"/);
    assert.match((await runIn(BRANCH, ['coverage', '--format', 'json', '--why'])).stdout, /"why": "/);
  });

  it('tells what was concluded about a deployment, and why', async () => {
    assertGolden((await runIn(WORKSPACES, ['coverage', '--why'])).stdout, 'coverage-why');
    const json = (await runIn(WORKSPACES, ['coverage', '--why', '--format', 'json'])).stdout;
    assert.match(json, /"fact": "vpcCidrs",\s+"value": "10\.20\.0\.0\/16",/);
  });
});

describe('explain', () => {
  it('prints the section of a check', async () => {
    const { status, stdout, stderr } = await runIn(BRANCH, ['explain', 'blocked-flow']);
    assert.deepEqual([status, stderr], [0, '']);
    assert.match(stdout, /^## blocked-flow\n/);
    assert.match(stdout, /\n### How to fix\n/);
    assert.equal(stdout.match(/^## /gm)?.length, 1);
  });

  it('prints a requirement', async () => {
    for (const id of ['client.streaming.wsp', 'directory.dns']) {
      assertGolden((await runIn(BRANCH, ['explain', id])).stdout, `explain-${id}`);
    }
  });

  it('prints every requirement, from the edition that has it', async () => {
    for (const id of requirementIds()) {
      const { status, stdout } = await runIn(BRANCH, ['explain', id]);
      assert.equal(status, 0);
      assert.ok(stdout.startsWith(`${id}  role `));
    }
    assert.match((await runIn(BRANCH, ['explain', 'management.media.out'])).stdout, /edition {2}2022-09-02/);
    const older = await runIn(BRANCH, ['explain', 'directory.dns', '--edition', '2022-09-02']);
    assert.match(older.stdout, /edition {2}2022-09-02/);
  });
});

describe('init', () => {
  const NAME = '.workspaces-netlint.yaml';

  it('writes a configuration that can be read, whole or with its comments taken away', async (t) => {
    const groups = readFileSync(join(BRANCH, 'groups.json'), 'utf8').replace('sg-0other', 'sg [*] \\"?\\"');
    const cwd = folderWith(t, { 'net/groups.json': groups });
    const { status, stdout, stderr } = await runIn(cwd, ['init']);
    assert.deepEqual([status, stdout, stderr], [0, '', `Wrote ${NAME}.\n`]);
    assert.deepEqual(readdirSync(cwd).sort(), [NAME, 'net']);

    const text = readFileSync(join(cwd, NAME), 'utf8');
    const written = decodeConfiguration({ path: NAME, text }, '');
    assert.ok('configuration' in written);
    assert.deepEqual(written.configuration.facts, { regions: ['us-west-2'] });

    const suggested = text.replace(/^# (?=[a-z][A-Za-z]*:|  )/gm, '');
    const full = decodeConfiguration({ path: NAME, text: suggested }, '');
    assert.ok('configuration' in full, suggested);
    assert.deepEqual(
      full.configuration.policies.map(({ files, match, roles }) => ({ files, match, roles })),
      [{ files: 'net/groups.json', match: 'sg [*] "?"', roles: ['workspace'] }],
    );
  });

  it('suggests entries that match their policy', async (t) => {
    const groups = readFileSync(join(BRANCH, 'groups.json'), 'utf8').replace('sg-0other', 'sg [*] \\"?\\"');
    const cwd = folderWith(t, { 'a (b)/groups.json': groups });
    await runIn(cwd, ['init']);
    const text = readFileSync(join(cwd, NAME), 'utf8').replace(/^# (?=policies:|  )/gm, '');
    const judged = folderWith(t, { 'a (b)/groups.json': groups, [NAME]: text });
    assert.match((await runIn(judged, ['lint'])).stdout, /\n3 of 3 policies judged: /);
  });

  it('writes what is of use where nothing was found', async (t) => {
    const cwd = folderWith(t, {});
    assert.equal((await runIn(cwd, ['init'])).status, 0);
    const text = readFileSync(join(cwd, NAME), 'utf8');
    assert.ok('configuration' in decodeConfiguration({ path: NAME, text }, ''));
    assert.doesNotMatch(text, /policies:/);
  });

  it('writes what it concluded from a directory, with the reasons, and changes no verdict by that', async (t) => {
    const main = readFileSync(join(WORKSPACES, 'main.tf'), 'utf8');
    const cwd = folderWith(t, { 'main.tf': main });
    const before = (await runIn(cwd, ['coverage', '--format', 'json'])).stdout;
    assert.equal((await runIn(cwd, ['init'])).status, 0);
    assertGolden(readFileSync(join(cwd, NAME), 'utf8'), 'init-directory');
    assert.equal((await runIn(cwd, ['coverage', '--format', 'json'])).stdout, before);
  });

  it('overwrites nothing', async (t) => {
    const cwd = folderWith(t, { [NAME]: '# mine\n' });
    const { status, stdout, stderr } = await runIn(cwd, ['init']);
    assert.deepEqual([status, stdout], [2, '']);
    assert.match(stderr, /it exists already/);
    assert.equal(readFileSync(join(cwd, NAME), 'utf8'), '# mine\n');
  });
});
