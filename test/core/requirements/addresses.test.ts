import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressPeers } from '../../../server/src/core/packets/peer-set';
import { catalogRange, sureAddresses } from '../../../server/src/core/requirements/addresses';
import { published, rangeOf, rangesOfPeers } from './facts';

test('every CIDR that AWS publishes is read as what it is', () => {
  for (const { cidr } of published('2026-08-22-15-17-05')) {
    assert.deepEqual(rangesOfPeers(addressPeers(catalogRange(cidr))), [rangeOf(cidr)], cidr);
  }
});

test('IPv6 texts of all shapes', () => {
  const whole = 1n << 128n;
  for (const [text, start, end] of [
    ['::/0', 0n, whole],
    ['::1/128', 1n, 2n],
    ['8000::/1', whole / 2n, whole],
    ['1:2:3:4:5:6:7:8/128', 0x00010002000300040005000600070008n, 0x00010002000300040005000600070009n],
  ] as const) {
    assert.deepEqual(catalogRange(text), { family: 6, start, end });
  }
});

test('single addresses and ranges', () => {
  assert.deepEqual(rangesOfPeers(addressPeers(catalogRange('52.34.160.80'))), [rangeOf('52.34.160.80/32')]);
  assert.deepEqual(rangesOfPeers(addressPeers(catalogRange('52.23.61.0-52.23.62.255'))), [
    [rangeOf('52.23.61.0')[0], rangeOf('52.23.63.0')[0]],
  ]);
});

test('a fault in the catalog does not pass for an address', () => {
  assert.throws(() => catalogRange('52.23.61.0/33'), /catalog: 52\.23\.61\.0\/33/);
});

test('no sure value is no data', () => {
  assert.equal(sureAddresses([]), undefined);
  assert.equal(sureAddresses([{ value: '10.0.0.0/8', source: 'page', confidence: 'pattern' }]), undefined);
});
