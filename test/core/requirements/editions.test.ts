import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EDITIONS, LATEST, loadEdition } from '../../../server/src/core/requirements/editions';
import { EDITION_DATES, rangesOfPeers, mergedTexts } from './facts';

test('editions ascend, and the last one is the latest', () => {
  assert.deepEqual(EDITIONS, EDITION_DATES);
  assert.equal(LATEST, EDITIONS.at(-1));
});

test('an edition is decoded once, an unknown one is none', () => {
  assert.equal(loadEdition('2026-08-22'), loadEdition('2026-08-22'));
  assert.equal(loadEdition('2024-01-01'), undefined);
  assert.equal(loadEdition('latest'), undefined);
});

test('the published facts of an edition', () => {
  const edition = loadEdition('2022-09-02');
  assert.equal(edition?.date, '2022-09-02');
  assert.equal(edition.ipRangesDate, '2022-08-31-22-43-06');
  assert.equal(loadEdition('2026-08-22')?.ipRangesDate, '2026-08-22-15-17-05');
  assert.equal(
    edition.page,
    'https://docs.aws.amazon.com/workspaces/latest/adminguide/workspaces-port-requirements.html',
  );
});

test('which Regions an edition knows', () => {
  const [old, latest] = EDITION_DATES.map(loadEdition);
  assert.ok(old && latest);
  assert.deepEqual([old.regions.length, latest.regions.length], [13, 19]);
  assert.ok(old.hasRegion('us-west-2') && latest.hasRegion('us-west-2'));
  assert.ok(!old.hasRegion('eu-west-3') && latest.hasRegion('eu-west-3'));
  assert.ok(latest.hasRegion('us-east-2'));
  assert.ok(!latest.hasRegion('eu-north-1') && !latest.hasRegion('GLOBAL') && !latest.hasRegion(''));
});

test('values of a requirement count when they are sure', () => {
  const edition = loadEdition(LATEST);
  assert.ok(edition);
  const sure = { value: '169.254.169.250-169.254.169.251', source: 'page', confidence: 'official' } as const;
  const guess = { value: '10.0.0.0/8', source: 'page', confidence: 'pattern' } as const;
  assert.deepEqual(rangesOfPeers(edition.valueSet([sure, guess])), mergedTexts([sure.value]));
  assert.deepEqual(rangesOfPeers(edition.valueSet([guess])), []);
});
