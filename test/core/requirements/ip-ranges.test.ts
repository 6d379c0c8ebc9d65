import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EDITIONS, loadEdition } from '../../../server/src/core/requirements/editions';
import {
  makeSnapshot,
  SNAPSHOTS,
  subset,
  subsetRegions,
} from '../../../server/src/core/requirements/ip-ranges';
import snapshot2020 from '../../../catalog/ip-ranges/2020-11-30-04-51-18.json';
import snapshot2022 from '../../../catalog/ip-ranges/2022-08-31-22-43-06.json';
import snapshot2023 from '../../../catalog/ip-ranges/2023-09-01-21-03-09.json';
import snapshot2026 from '../../../catalog/ip-ranges/2026-08-22-15-17-05.json';
import { mergedTexts, published, rangesOfPeers, SNAPSHOT_DATES, subsetOf } from './facts';

type Services = Readonly<Record<string, Readonly<Record<string, string>>>>;
const FILES: readonly { createDate: string; ipv4: Services; ipv6: Services }[] = [
  snapshot2020,
  snapshot2022,
  snapshot2023,
  snapshot2026,
];

test('the snapshots are those of the facts, ascending', () => {
  assert.deepEqual(SNAPSHOTS, SNAPSHOT_DATES);
});

test('every shipped subset holds the published addresses, each and no other, in the fewest CIDRs', () => {
  let subsets = 0;
  for (const { createDate, ipv4, ipv6 } of FILES) {
    for (const [service, regions] of [...Object.entries(ipv4), ...Object.entries(ipv6)]) {
      for (const [region, text] of Object.entries(regions)) {
        const isV6 = text.includes(':');
        const own = subsetOf(createDate, service, region).filter((cidr) => cidr.includes(':') === isV6);
        assert.deepEqual(
          mergedTexts(text.split(' ')),
          mergedTexts(own),
          `${createDate} ${service} ${region}`,
        );
        assert.deepEqual(text.split(' ').filter(hasTwin(text)), [], `${createDate} ${service} ${region}`);
        subsets++;
      }
    }
  }
  assert.ok(subsets > 150, `${subsets} subsets compared`);
});

test('lookups hold what was published', () => {
  for (const date of SNAPSHOT_DATES) {
    for (const service of ['AMAZON', 'EC2', 'S3', 'WORKSPACES_GATEWAYS']) {
      for (const region of subsetRegions(date, service)) {
        const expected = mergedTexts(subsetOf(date, service, region));
        assert.deepEqual(
          rangesOfPeers(subset(date, service, region)),
          expected,
          `${date} ${service} ${region}`,
        );
      }
    }
  }
});

test('every gateway of every Region is shipped with every snapshot', () => {
  for (const date of SNAPSHOT_DATES) {
    const regions = published(date)
      .filter(({ service }) => service === 'WORKSPACES_GATEWAYS')
      .map(({ region }) => region);
    assert.deepEqual([...subsetRegions(date, 'WORKSPACES_GATEWAYS')].sort(), [...new Set(regions)].sort());
  }
});

test('no edition asks for a subset that is not shipped', () => {
  for (const date of EDITIONS) {
    const edition = loadEdition(date);
    assert.ok(edition);
    assert.ok(SNAPSHOTS.includes(edition.ipRangesDate));
    for (const { id, peers } of edition.requirements) {
      if (peers.kind !== 'ip-ranges') continue;
      for (const { service, region } of peers.subsets) {
        for (const code of region === '$region' ? edition.regions.map(({ code }) => code) : [region]) {
          assert.notEqual(edition.subset(service, code), undefined, `${date} ${id} ${service} ${code}`);
        }
      }
    }
  }
});

test('an edition sees the address families of its time', () => {
  const families = (date: string, wanted?: readonly ('ipv4' | 'ipv6')[]): boolean[] => {
    const ranges = loadEdition(date)?.subset('AMAZON', 'us-west-2', wanted);
    return [(ranges?.v4.length ?? 0) > 0, (ranges?.v6.length ?? 0) > 0];
  };
  assert.deepEqual(families('2022-09-02'), [true, false]);
  assert.deepEqual(families('2026-08-22'), [true, true]);
  assert.deepEqual(families('2026-08-22', ['ipv4']), [true, false]);
  assert.deepEqual(families('2026-08-22', ['ipv6']), [false, true]);
  assert.deepEqual(families('2022-09-02', ['ipv6']), [false, false]);
  assert.equal(subset('2022-08-31-22-43-06', 'AMAZON', 'us-west-2', ['ipv4'])?.v6.length, 0);
});

test('what is not shipped is undefined', () => {
  assert.equal(subset('2021-01-01-00-00-00', 'EC2', 'us-east-1'), undefined);
  assert.equal(subset('2026-08-22-15-17-05', 'CLOUDFRONT', 'GLOBAL'), undefined);
  assert.equal(subset('2026-08-22-15-17-05', 'EC2', 'xx-nowhere-1'), undefined);
  assert.equal(subset('2026-08-22-15-17-05', 'EC2', 'constructor'), undefined);
  assert.equal(subset('2026-08-22-15-17-05', 'constructor', 'name'), undefined);
  assert.equal(subset('2023-09-01-21-03-09', 'AMAZON', 'GLOBAL'), undefined);
  assert.deepEqual(subsetRegions('2023-09-01-21-03-09', 'AMAZON'), []);
});

test('filters find what is shipped, in either case, and nothing in part', () => {
  for (const file of FILES) {
    const date = file.createDate;
    const published = makeSnapshot(file);
    assert.equal(published.createDate, date);
    const gateways = published.cidrs('Workspaces_Gateways', 'US-WEST-2');
    assert.ok(gateways !== undefined && gateways.v4.length > 0, date);
    const own = subsetOf(date, 'WORKSPACES_GATEWAYS', 'us-west-2');
    assert.deepEqual(mergedTexts([...gateways.v4, ...gateways.v6]), mergedTexts(own));
    const everywhere = subsetRegions(date, 'WORKSPACES_GATEWAYS').map((region) =>
      published.cidrs('WORKSPACES_GATEWAYS', region),
    );
    assert.deepEqual(
      everywhere.flatMap((ranges) => ranges?.v4 ?? []),
      published.cidrs('WORKSPACES_GATEWAYS')?.v4,
    );
    assert.deepEqual(published.cidrs('WORKSPACES_GATEWAYS', 'eu-north-1'), { v4: [], v6: [] });
  }
  const latest = makeSnapshot(snapshot2026);
  assert.ok((latest.cidrs('amazon', 'global')?.v4.length ?? 0) > 0);
  for (const [service, region] of [
    ['AMAZON'],
    ['EC2', 'eu-north-1'],
    ['CLOUDFRONT'],
    ['constructor', 'name'],
  ]) {
    assert.equal(latest.cidrs(service ?? '', region), undefined, `${service ?? ''} ${region ?? ''}`);
  }
});

/** Whether a CIDR could be one with its other half, which is in the text too. */
function hasTwin(text: string): (cidr: string) => boolean {
  const whole = new Set(text.split(' ').map((cidr) => mergedTexts([cidr]).flat().join('-')));
  return (cidr) =>
    mergedTexts([cidr]).some(([start, end]) => {
      const size = end - start;
      return start % (2n * size) === 0n && whole.has(`${end}-${end + size}`);
    });
}
