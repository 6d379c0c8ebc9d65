import assert from 'node:assert/strict';
import { test } from 'node:test';
import edition2022 from '../../../catalog/editions/2022-09-02.json';
import edition2026 from '../../../catalog/editions/2026-08-22.json';
import { hostsOf, type Domains } from '../../../server/src/core/requirements/domains';
import { loadEdition, type Edition } from '../../../server/src/core/requirements/editions';
import type { DomainValue } from '../../../server/src/core/requirements/requirement';
import facts from '../../facts/domains.json';

/** Which requirement a row of the page's lists is, by the start of its category. None: no domain stands there. */
const ROWS: readonly (readonly [category: string, id: string | undefined])[] = [
  ['CAPTCHA', 'domain.captcha'],
  ['Client Auto-update', 'domain.client-update'],
  ['Connectivity Check', 'domain.connectivity-check'],
  ['Device Metrics', 'domain.device-metrics'],
  ['Client Metrics', 'domain.client-metrics'],
  ['Dynamic Messaging Service', 'domain.dynamic-messaging'],
  ['Directory Settings', 'domain.directory-settings'],
  ['Forrester Log Service', 'domain.log-service'],
  ['Health check hostname', 'domain.health-check'],
  ['Health Check (DRP) Servers', undefined],
  ['Registration Dependency', 'domain.registration'],
  ['User Login Pages', 'domain.user-login'],
  ['WS Broker', 'domain.broker'],
  ['WorkSpaces API Endpoints', 'domain.api'],
  ['PCoIP Session Gateway', undefined],
  ['Session Broker', 'domain.session-broker'],
  ['Web Access TURN Servers for PCoIP', 'domain.turn.pcoip'],
  ['WSP Session Gateway', undefined],
  ['Web Access TURN Servers for WSP', undefined],
];

function idOf(category: string): string | undefined {
  const row = ROWS.find(([start]) => category.startsWith(start));
  assert.ok(row, category);
  return row[1];
}

function load(date: string): Edition {
  const edition = loadEdition(date);
  assert.ok(edition);
  return edition;
}

function domainsOf(edition: Edition, id: string): Domains {
  const peers = edition.requirements.find((requirement) => requirement.id === id)?.peers;
  assert.ok(peers?.kind === 'domains', id);
  return peers;
}

const old = load('2022-09-02');
const latest = load('2026-08-22');

interface Row {
  readonly category: string;
  readonly line: number;
  readonly values?: readonly string[];
  readonly lost?: number;
}

/** `{directory_id}` is how the facts write it. */
function printed({ values = [] }: Row): readonly string[] {
  return values.map((value) => value.replace('{directory_id}', '<directory id>'));
}

test('2022: every domain of the thirteen Region tables is there with its line, or rejected with a reason', () => {
  const tables: Readonly<Record<string, readonly Row[]>> = facts.seed.byRegion;
  assert.equal(Object.keys(tables).length, 13);
  for (const [region, rows] of Object.entries(tables)) {
    for (const row of rows) {
      const id = idOf(row.category);
      if (id === undefined) continue;
      const { everywhere, byRegion } = domainsOf(old, id);
      const values = [...everywhere, ...(byRegion.get(region) ?? [])];
      for (const text of printed(row)) {
        const rejected: unknown = edition2022.rejected.find(
          (each) => each.requirement === id && each.value === text,
        );
        const found: DomainValue | undefined = values.find(
          ({ value }) => value === (rejected === undefined ? text : text.slice(1)),
        );
        assert.equal(found?.confidence, 'seed', `${region} ${text}`);
        if (everywhere.length === 0) assert.equal(found.source, `seed:${row.line}`, `${region} ${text}`);
      }
    }
  }
});

test('2022: every domain of the general, PCoIP and WSP lists is there', () => {
  const rows: readonly Row[] = facts.seed.general;
  for (const row of rows) {
    const id = idOf(row.category);
    if (id === undefined) {
      assert.equal(row.values, undefined);
      continue;
    }
    const { everywhere, byRegion } = domainsOf(old, id);
    const all = [...everywhere, ...[...byRegion.values()].flat()].map(({ value }) => value);
    for (const text of printed(row)) assert.ok(all.includes(text), text);
  }
});

test('2022: what is rejected is the slip in the scheme of GovCloud', () => {
  assert.deepEqual(
    edition2022.rejected.flatMap(({ requirement, region, value }) =>
      requirement === undefined ? [] : [`${region} ${value}`],
    ),
    ['us-gov-west-1 hhttps://skylight-client-ds.us-gov-west-1.amazonaws.com'],
  );
});

test('2022: what fills a lost cell is as sure as its source, and nothing is surer than the facts say', () => {
  const confidence: Readonly<Record<string, string>> = facts.confidence;
  const known = new Set<string>();
  for (const row of [...facts.seed.general, ...Object.values(facts.seed.byRegion).flat()]) {
    for (const text of printed(row)) known.add(text.replace(/^hh/, 'h'));
  }
  for (const { peers } of old.requirements) {
    if (peers.kind !== 'domains') continue;
    for (const value of [...peers.everywhere, ...[...peers.byRegion.values()].flat()]) {
      if (known.has(value.value)) assert.equal(value.confidence, 'seed', value.value);
      else assert.equal(value.confidence, confidence[value.value], value.value);
    }
  }
});

test('2022: every row has a value in every Region that has the row, if only a guess', () => {
  const tables: Readonly<Record<string, readonly Row[]>> = facts.seed.byRegion;
  for (const [region, rows] of Object.entries(tables)) {
    for (const { category, values, lost } of rows) {
      const id = idOf(category);
      // Line 316 says that Mumbai has no Web Access.
      if (id !== undefined && (values ?? lost) !== undefined)
        assert.notDeepEqual(hostsOf(domainsOf(old, id), region), [], `${region} ${id}`);
    }
  }
});

test('2026: the domains that the newer page prints', () => {
  const { gateways, smartCard, byRegion, healthChecks, privateLink } = facts.newer;
  const at = (id: string, region: string): readonly string[] =>
    (domainsOf(latest, id).byRegion.get(region) ?? []).map(({ value }) => value);
  for (const [region, value] of Object.entries(gateways))
    assert.deepEqual(at('domain.gateway.wsp', region), [value]);
  for (const [region, value] of Object.entries(smartCard))
    assert.deepEqual(at('domain.smart-card', region), [value]);
  for (const [region, values] of Object.entries(healthChecks))
    assert.deepEqual(at('domain.health-check', region), values);
  for (const [region, { clientMetrics, dynamicMessaging, clientAutoUpdate }] of Object.entries(byRegion)) {
    assert.deepEqual(at('domain.client-metrics', region), [clientMetrics]);
    assert.deepEqual(at('domain.dynamic-messaging', region), [dynamicMessaging]);
    assert.deepEqual(at('domain.client-update', region), [clientAutoUpdate]);
  }
  assert.deepEqual(
    edition2026.rejected.filter(({ requirement }) => requirement !== undefined).map(({ value }) => value),
    privateLink,
  );
});

test('what is printed is required, what others list is recommended, guesses are not demanded', () => {
  const levels = (id: string, region: string): readonly string[] =>
    hostsOf(domainsOf(old, id), region).map(({ name, level }) => `${name} ${level ?? '-'}`);
  assert.deepEqual(levels('domain.api', 'eu-west-1'), ['workspaces.eu-west-1.amazonaws.com required']);
  assert.deepEqual(levels('domain.broker', 'eu-west-1'), [
    'ws-broker-service.eu-west-1.amazonaws.com recommended',
  ]);
  assert.deepEqual(levels('domain.broker', 'ca-central-1'), [
    'ws-broker-service.ca-central-1.amazonaws.com -',
  ]);
  assert.deepEqual(
    levels('domain.directory-settings', 'eu-west-2').at(-1),
    'd16q6638mh01s7.cloudfront.net -',
  );
});

test('a URL is a host and a port, a name alone has the port of its requirement', () => {
  const value = (text: string): Domains => ({
    kind: 'domains',
    everywhere: [{ value: text, source: 'page', confidence: 'official' }],
    byRegion: new Map(),
  });
  const host = (text: string): unknown => hostsOf(value(text), undefined)[0];
  const level = 'required';
  assert.deepEqual(host('https://s3.amazonaws.com/a/b.xml'), { name: 's3.amazonaws.com', port: 443, level });
  assert.deepEqual(host('http://example.com'), { name: 'example.com', port: 80, level });
  assert.deepEqual(host('turn:*.rdn.amazonaws.com'), { name: '*.rdn.amazonaws.com', level });
  assert.deepEqual(host('https://<directory id>.awsapps.com/'), {
    name: '<directory id>.awsapps.com',
    port: 443,
    level,
  });
  assert.deepEqual(host('drp-pdx.amazonworkspaces.com'), { name: 'drp-pdx.amazonworkspaces.com', level });
});

test('names for IPv6 are asked of who uses IPv6', () => {
  const names = (...families: string[]): readonly string[] =>
    hostsOf(domainsOf(latest, 'domain.health-check'), 'us-west-2', families).map(({ name }) => name);
  assert.deepEqual(names('ipv4'), ['drp-pdx.amazonworkspaces.com']);
  assert.deepEqual(names('ipv4', 'ipv6'), [
    'drp-pdx.amazonworkspaces.com',
    'drp-workspaces.us-west-2.api.aws',
  ]);
});
