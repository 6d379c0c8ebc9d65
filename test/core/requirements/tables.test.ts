import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isSure } from '../../../server/src/core/requirements/addresses';
import { loadEdition, type Edition } from '../../../server/src/core/requirements/editions';
import { TABLES, type TableName } from '../../../server/src/core/requirements/requirement';
import edition2026 from '../../../catalog/editions/2026-08-22.json';
import newer from '../../facts/requirements.newer.json';
import seed from '../../facts/requirements.seed.json';
import { contains, mergedTexts, rangeOf, rangesOfPeers, subsetOf } from './facts';

const old = load('2022-09-02');
const latest = load('2026-08-22');

test('2022: every PCoIP range, in the form of the page and with its line', () => {
  const ranges = seed.pcoipGateways.flatMap((entry) => entry.ranges);
  assert.equal(ranges.length, 34);
  for (const entry of seed.pcoipGateways) {
    assert.deepEqual(
      old.tableValues('gateways.pcoip', entry.region),
      entry.ranges.map(([start, end]) => fromSeed(`${start ?? ''}-${end ?? ''}`, entry.line)),
    );
  }
  assert.deepEqual(regionsOf(old, 'gateways.pcoip'), codes(seed.pcoipGateways));
});

test('2022: every WSP range; the two lost cells come from official sources and say so', () => {
  const recovered = new Map<string, readonly string[]>(Object.entries(seed.wspGatewaysRecovered));
  assert.deepEqual([...recovered.keys()], ['us-east-1', 'us-gov-west-1']);
  for (const entry of seed.wspGateways) {
    const values = old.tableValues('gateways.wsp', entry.region);
    if (entry.cidrs === null) {
      assert.deepEqual(
        values.map(({ value }) => value),
        recovered.get(entry.region),
      );
      for (const { confidence, note } of values) {
        assert.equal(confidence, 'official');
        assert.match(note ?? '', new RegExp(`line ${entry.line} is lost`));
      }
    } else {
      assert.deepEqual(
        values,
        entry.cidrs.map((cidr) => fromSeed(cidr, entry.line)),
      );
    }
  }
  assert.deepEqual(regionsOf(old, 'gateways.wsp'), codes(seed.wspGateways));
});

test('2022: all 51 health check addresses', () => {
  assert.equal(seed.healthCheckServers.flatMap((entry) => entry.ips).length, 51);
  for (const entry of seed.healthCheckServers) {
    assert.deepEqual(
      old.tableValues('health-check', entry.region),
      entry.ips.map((ip) => fromSeed(ip, entry.line)),
    );
  }
  assert.deepEqual(regionsOf(old, 'health-check'), codes(seed.healthCheckServers));
});

test('2022: the management ranges', () => {
  for (const entry of seed.managementIpRanges) {
    assert.deepEqual(
      old.tableValues('management.pcoip-and-wsp', entry.region),
      entry.pcoipAndWsp.map((cidr) => fromSeed(cidr, entry.line)),
    );
    assert.deepEqual(
      old.tableValues('management.wsp', entry.region),
      entry.wspOnly.map((cidr) => fromSeed(cidr, entry.line)),
    );
  }
  assert.deepEqual(regionsOf(old, 'management.pcoip-and-wsp'), codes(seed.managementIpRanges));
  assert.deepEqual(regionsOf(old, 'management.wsp'), codes(seed.managementIpRanges));
});

test('the management ranges under your own license are the same everywhere', () => {
  assert.equal(seed.byolManagementRanges.length, 1);
  for (const { line, pcoip, wsp } of seed.byolManagementRanges) {
    sameEverywhere('management.byol.pcoip', pcoip, line);
    sameEverywhere('management.byol.wsp', wsp, line);
  }
});

function sameEverywhere(table: TableName, cidrs: readonly string[], line: number): void {
  assert.deepEqual(
    old.tableValues(table, 'GLOBAL'),
    cidrs.map((cidr) => fromSeed(cidr, line)),
  );
  assert.deepEqual(rangesOfPeers(latest.table(table, 'GLOBAL')), mergedTexts(cidrs));
}

test('2022: Regions with names and anchors; nothing is unassigned', () => {
  assert.deepEqual(old.regions, seed.regions);
  assert.deepEqual(regionsOf(old, 'gateways.unassigned'), []);
});

/** Domains have lists of their own: see domains.test.ts. */
const REJECTED_ADDRESSES = edition2026.rejected.flatMap(({ table, region, value }) =>
  table === undefined ? [] : [{ table, region, value }],
);

test('2026: what the page prints is in the table or among the rejected values, never in both', () => {
  const rejected = new Set(
    REJECTED_ADDRESSES.map(({ table, region, value }) => `${table} ${region} ${value}`),
  );
  const seen = new Set<string>();
  for (const [table, region, value] of pageValues()) {
    const key = `${table} ${region} ${value}`;
    const values = latest.tableValues(table, region).map((candidate) => candidate.value);
    assert.equal(values.includes(value), !rejected.has(key), key);
    seen.add(key);
  }
  assert.deepEqual(
    [...rejected].filter((key) => !seen.has(key)),
    [],
  );
});

test('2026: what the tables hold beyond the page says why', () => {
  const page = new Set(pageValues().map(([table, region, value]) => `${table} ${region} ${value}`));
  for (const table of TABLES) {
    for (const region of regionsOf(latest, table)) {
      for (const { value, source, note } of latest.tableValues(table, region)) {
        const printed = page.has(`${table} ${region} ${value}`);
        assert.equal(source, printed ? 'page' : 'ip-ranges', `${table} ${region} ${value}`);
        if (!printed) assert.notEqual(note, undefined, `${table} ${region} ${value}`);
      }
    }
  }
});

test('2026: the rejected values are the printed ones that belong to another Region or to nobody at AWS', () => {
  const misplaced = pageValues().filter(([table, region, value]) => {
    if (table.startsWith('management.')) return isPublic(value);
    return !contains(mergedTexts(subsetOf(latest.ipRangesDate, 'EC2', region)), rangeOf(value));
  });
  assert.deepEqual(
    misplaced.map((value) => value.join(' ')).sort(),
    REJECTED_ADDRESSES.map(({ table, region, value }) => `${table} ${region} ${value}`).sort(),
  );
});

test('2026: the DCV gateways of cells that are lost or wrong', () => {
  const sure = (region: string): string[] =>
    latest
      .tableValues('gateways.wsp', region)
      .filter(({ confidence }) => isSure(confidence))
      .map(({ value }) => value);
  assert.deepEqual(sure('us-east-1'), ['3.227.4.0/22', '44.209.84.0/22']);
  assert.deepEqual(sure('us-gov-west-1'), ['3.30.129.0/24', '3.30.130.0/23', '3.32.139.0/24']);
  assert.deepEqual(sure('eu-west-3'), ['51.44.72.0/22']);
  assert.deepEqual(sure('af-south-1'), ['13.246.108.0/22']);
  assert.deepEqual(sure('us-east-2'), ['3.146.84.0/22', '2600:1f26:28::/48']);
  assert.deepEqual(sure('ap-southeast-5'), ['43.217.232.0/22', '2406:da20:8018::/48']);
});

test('2026: Regions, two of them known for DCV alone', () => {
  assert.deepEqual(
    latest.regions.map(({ code, name }) => [code, name]),
    [...Object.entries(newer.regions), ...Object.entries(newer.dcvOnlyRegions)],
  );
  for (const region of Object.keys(newer.dcvOnlyRegions)) {
    assert.deepEqual(
      TABLES.filter((table) => latest.table(table, region) !== undefined),
      ['gateways.wsp'],
    );
  }
});

test('gateways lie within WORKSPACES_GATEWAYS of the snapshot, health checks within EC2 of the Region', () => {
  // The page prints these two as PCoIP ranges; the published file has them in the Region's EC2 subset only.
  const exceptions = ['eu-west-3 51.44.204.0-51.44.207.255', 'il-central-1 51.17.28.0-51.17.31.255'];
  const outside: string[] = [];
  for (const edition of [old, latest]) {
    const { ipRangesDate } = edition;
    for (const { code } of edition.regions) {
      const gateways = mergedTexts(subsetOf(ipRangesDate, 'WORKSPACES_GATEWAYS', code));
      const ec2 = mergedTexts(subsetOf(ipRangesDate, 'EC2', code));
      for (const table of ['gateways.pcoip', 'gateways.wsp', 'gateways.unassigned'] as const) {
        for (const { value } of edition.tableValues(table, code)) {
          if (!contains(gateways, rangeOf(value))) outside.push(`${code} ${value}`);
          assert.ok(contains(ec2, rangeOf(value)), `${code} ${value}`);
        }
      }
      for (const { value } of edition.tableValues('health-check', code)) {
        assert.ok(contains(ec2, rangeOf(value)), `${code} ${value}`);
        assert.ok(!contains(gateways, rangeOf(value)), `${code} ${value}`);
      }
    }
  }
  assert.deepEqual(outside, exceptions);
});

test('published gateways of an edition are PCoIP, WSP or unassigned, and only one of these', () => {
  for (const edition of [old, latest]) {
    const { date, ipRangesDate, ipFamilies } = edition;
    for (const { code } of edition.regions) {
      const parts = (['gateways.pcoip', 'gateways.wsp', 'gateways.unassigned'] as const).map((name) =>
        rangesOfPeers(edition.table(name, code)),
      );
      const prefixes = subsetOf(ipRangesDate, 'WORKSPACES_GATEWAYS', code)
        .filter((cidr) => ipFamilies.includes(cidr.includes(':') ? 'ipv6' : 'ipv4'))
        .map(rangeOf);
      for (const prefix of prefixes) {
        const holders = parts.filter((part) => contains(part, prefix));
        assert.equal(holders.length, 1, `${date} ${code} ${prefix.join('-')}`);
      }
    }
  }
});

test('unsure values are shown and never demanded', () => {
  const unsure = latest
    .tableValues('gateways.wsp', 'us-west-2')
    .filter(({ confidence }) => !isSure(confidence));
  assert.deepEqual(
    unsure.map(({ value }) => value),
    ['2600:1f24:34::/48'],
  );
  assert.deepEqual(rangesOfPeers(latest.table('gateways.wsp', 'us-west-2')), mergedTexts(['34.223.96.0/22']));
});

test('a table is the union of its sure values', () => {
  for (const edition of [old, latest]) {
    for (const { code } of edition.regions) {
      for (const name of TABLES) {
        const sure = edition.tableValues(name, code).filter(({ confidence }) => isSure(confidence));
        assert.deepEqual(
          rangesOfPeers(edition.table(name, code)),
          mergedTexts(sure.map(({ value }) => value)),
        );
      }
    }
  }
});

test('a Region that a table does not have is undefined, not empty', () => {
  assert.equal(old.table('gateways.pcoip', 'eu-west-3'), undefined);
  assert.deepEqual(old.tableValues('gateways.pcoip', 'eu-west-3'), []);
  assert.equal(latest.table('health-check', 'us-east-2'), undefined);
  assert.equal(latest.table('gateways.unassigned', 'us-east-2'), undefined);
});

function load(date: string): Edition {
  const loaded = loadEdition(date);
  assert.ok(loaded);
  return loaded;
}

function fromSeed(value: string, line: number): { value: string; source: string; confidence: string } {
  return { value, source: `seed:${line}`, confidence: 'seed' };
}

function codes(entries: readonly { region: string }[]): string[] {
  return entries.map(({ region }) => region);
}

/** Regions that a table has a value for, in the order of the edition. */
function regionsOf(edition: Edition, table: TableName): string[] {
  return edition.regions
    .map(({ code }) => code)
    .filter((code) => edition.tableValues(table, code).length > 0);
}

type Printed = readonly [table: TableName, region: string, value: string];

/** Every address value that the newer page prints. */
function pageValues(): Printed[] {
  const values: Printed[] = [];
  for (const { region, ips, ipv6 } of newer.healthCheckServers) {
    for (const value of [...ips, ...ipv6]) values.push(['health-check', region, value]);
  }
  for (const { region, ranges, ipv6 } of newer.pcoipGateways) {
    const texts = ranges.map(([start, end]) => `${start ?? ''}-${end ?? ''}`);
    for (const value of [...texts, ...ipv6]) values.push(['gateways.pcoip', region, value]);
  }
  for (const [region, cidrs] of Object.entries(newer.dcvGateways)) {
    for (const value of cidrs ?? []) values.push(['gateways.wsp', region, value]);
  }
  for (const [region, { pcoipAndWsp, wspOnly }] of Object.entries(newer.managementIpRanges)) {
    for (const value of pcoipAndWsp) values.push(['management.pcoip-and-wsp', region, value]);
    for (const value of wspOnly) values.push(['management.wsp', region, value]);
  }
  return values;
}

/** Outside of RFC 1918 and the benchmarking network, from which all management addresses come. */
function isPublic(cidr: string): boolean {
  const internal = mergedTexts(['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '198.18.0.0/15']);
  return !contains(internal, rangeOf(cidr));
}
