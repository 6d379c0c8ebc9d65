import assert from 'node:assert/strict';
import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { CATALOG, publishedText } from '../core/requirements/facts';

const folder = mkdtempSync(join(tmpdir(), 'compact-'));
after(() => {
  rmSync(folder, { recursive: true });
});

test('the shipped snapshots are what the script makes of the published files', () => {
  for (const [date, ...options] of [
    ['2023-09-01-21-03-09', '--gateways-only'],
    ['2026-08-22-15-17-05'],
  ] as const) {
    const file = join(folder, `${date}.json`);
    writeFileSync(file, publishedText(date));
    const { status, stdout } = run(file, ...options);
    assert.equal(status, 0);
    assert.equal(stdout, readFileSync(join(CATALOG, 'ip-ranges', `${date}.json`), 'utf8'));
  }
});

test('neighbours are merged, doubles dropped, other services left out', () => {
  const file = join(folder, 'small.json');
  const v4 = (ip_prefix: string, service = 'S3', region = 'us-west-2'): object => ({ ip_prefix, service, region });
  writeFileSync(
    file,
    JSON.stringify({
      syncToken: '1893553445',
      createDate: '2030-01-02-03-04-05',
      prefixes: [
        v4('10.0.1.0/24'),
        v4('10.0.0.0/24'),
        v4('10.0.0.0/25'),
        v4('9.0.0.0/31'),
        v4('10.0.2.0/24', 'S3', 'us-east-1'),
        v4('10.0.3.0/24', 'ROUTE53'),
      ],
      ipv6_prefixes: [
        { ipv6_prefix: '2001:db8:1::/48', service: 'WORKSPACES_GATEWAYS', region: 'xx-new-1' },
        { ipv6_prefix: '2001:db8::/48', service: 'WORKSPACES_GATEWAYS', region: 'xx-new-1' },
      ],
    }),
  );
  assert.deepEqual(JSON.parse(run(file).stdout), {
    $schema: '../schema/ip-ranges.schema.json',
    createDate: '2030-01-02-03-04-05',
    ipv4: { S3: { 'us-west-2': '9.0.0.0/31 10.0.0.0/23' } },
    ipv6: { WORKSPACES_GATEWAYS: { 'xx-new-1': '2001:db8::/47' } },
  });
});

test('wrong usage', () => {
  assert.equal(run().status, 2);
  assert.equal(run('x.json', '--all').status, 2);
  const file = join(folder, 'other.json');
  writeFileSync(file, '{}');
  assert.equal(run(file).status, 2);
});

function run(...args: readonly string[]): SpawnSyncReturns<string> {
  const script = join(CATALOG, 'compact.ts');
  return spawnSync(process.execPath, ['--import', 'tsx', script, ...args], { encoding: 'utf8' });
}
