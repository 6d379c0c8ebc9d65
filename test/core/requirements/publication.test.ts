import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compactRanges } from '../../../server/src/core/requirements/compact';
import { makeSnapshot, shippedSnapshot } from '../../../server/src/core/requirements/ip-ranges';
import { readPublication } from '../../../server/src/core/requirements/publication';
import { snapshotChanges, subsetsLacking } from '../../../server/src/core/requirements/snapshot-changes';
import { peerTexts } from '../../../server/src/core/packets/peer-set';
import { publishedText } from './facts';

const ENTRY = {
  ip_prefix: '192.0.2.0/24',
  region: 'us-west-2',
  service: 'WORKSPACES_GATEWAYS',
  network_border_group: 'us-west-2',
};

function fileWith(changes: object): string {
  return JSON.stringify({
    syncToken: '1893553445',
    createDate: '2030-01-02-03-04-05',
    prefixes: [ENTRY],
    ipv6_prefixes: [],
    ...changes,
  });
}

describe('a published ip-ranges.json', () => {
  it('is read as AWS writes it, with keys that nobody asks for', () => {
    const file = readPublication(fileWith({ later: true }));
    assert.ok('createDate' in file);
    assert.equal(file.createDate, '2030-01-02-03-04-05');
    assert.deepEqual(
      file.ipv4.map(({ service, region }) => `${service} ${region}`),
      ['WORKSPACES_GATEWAYS us-west-2'],
    );
  });

  for (const [text, problem] of [
    ['', /^is no JSON/],
    [fileWith({}).slice(0, -10), /^is no JSON/],
    ['[]', /the whole should be an object/],
    ['null', /the whole should be an object/],
    [fileWith({ createDate: '2030-01-02' }), /createDate should look like/],
    [fileWith({ createDate: undefined }), /createDate should look like 2026-08-22-15-17-05, not nothing/],
    [fileWith({ syncToken: 7 }), /syncToken should look like .*, not 7/],
    [fileWith({ prefixes: {} }), /prefixes should be a list/],
    [fileWith({ prefixes: [1] }), /prefixes\[0\] should be an object/],
    [fileWith({ prefixes: [ENTRY, { ...ENTRY, ip_prefix: '192.0.2.1/24' }] }), /prefixes\[1\]\.ip_prefix/],
    [fileWith({ prefixes: [{ ...ENTRY, ip_prefix: '192.0.2.0' }] }), /ip_prefix should look like/],
    [fileWith({ prefixes: [{ ...ENTRY, ip_prefix: '2001:db8::/32' }] }), /should be an IPv4 CIDR/],
    [fileWith({ ipv6_prefixes: [ENTRY] }), /ipv6_prefix should look like .*, not nothing/],
    [fileWith({ ipv6_prefixes: [{ ...ENTRY, ipv6_prefix: '192.0.2.0/24' }] }), /should be an IPv6 CIDR/],
    [fileWith({ prefixes: [{ ...ENTRY, region: 'US' }] }), /prefixes\[0\]\.region/],
    [fileWith({ prefixes: [{ ...ENTRY, service: '__proto__' }] }), /prefixes\[0\]\.service/],
  ] as const) {
    it(`is not ${text.slice(-70)}`, () => {
      const file = readPublication(text);
      assert.ok('problem' in file);
      assert.match(file.problem, problem);
    });
  }
});

describe('what came and went', () => {
  const after = makeSnapshot(published('2026-08-22-15-17-05'));

  it('is nothing between a snapshot and the file that it was made of', () => {
    const shipped = shippedSnapshot('2026-08-22-15-17-05');
    assert.ok(shipped);
    assert.deepEqual(snapshotChanges(shipped, after), []);
    assert.deepEqual(subsetsLacking(shipped, after), []);
  });

  it('is told by service and Region, for services that both have', () => {
    const before = shippedSnapshot('2023-09-01-21-03-09');
    assert.ok(before);
    const changes = snapshotChanges(before, after);
    assert.deepEqual([...new Set(changes.map(({ service }) => service))], ['WORKSPACES_GATEWAYS']);
    assert.ok(changes.every(({ removed }) => peerTexts(removed).length === 0));
    const paris = changes.find(({ region }) => region === 'eu-west-3');
    assert.ok(paris && peerTexts(paris.added).includes('51.44.72.0/22'));
    assert.deepEqual(subsetsLacking(before, after), []);
    assert.ok(subsetsLacking(after, before).includes('AMAZON of GLOBAL'));
  });
});

function published(date: string) {
  const file = readPublication(publishedText(date));
  assert.ok('createDate' in file);
  return compactRanges(file);
}
