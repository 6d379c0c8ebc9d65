import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EDITIONS, loadEdition } from '../../../server/src/core/requirements/editions';
import { isRegionCode, REGION_CODES } from '../../../server/src/core/requirements/regions';
import { published } from './facts';

test('the Regions are those of the newest snapshot', () => {
  const regions = new Set(published('2026-08-22-15-17-05').map(({ region }) => region));
  regions.delete('GLOBAL');
  assert.deepEqual(REGION_CODES, [...regions].sort());
});

test('a code is a Region or it is not', () => {
  assert.ok(isRegionCode('eu-north-1'));
  assert.ok(!isRegionCode('eu-nowhere-1'));
  assert.ok(!isRegionCode('GLOBAL'));
  assert.ok(!isRegionCode('US-EAST-1'));
});

test('every Region of an edition exists', () => {
  for (const date of EDITIONS) {
    for (const { code } of loadEdition(date)?.regions ?? []) assert.ok(isRegionCode(code), code);
  }
});
