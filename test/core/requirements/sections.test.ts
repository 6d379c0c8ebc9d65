import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Edition } from '../../../server/src/core/requirements/edition';
import { loadEdition } from '../../../server/src/core/requirements/editions';
import { TABLES, type Requirement } from '../../../server/src/core/requirements/requirement';

/** Every section of the document of 2022: the line of its heading, and its anchor. */
const SECTIONS: readonly (readonly [line: number, anchor: string])[] = [
  [1, 'workspaces-port-requirements'],
  [7, 'client-application-ports'],
  [26, 'web-access-ports'],
  [47, 'whitelisted_ports'],
  [70, 'pcoip-allow-list'],
  [81, 'wsp-allow-list'],
  [91, 'health_check'],
  [112, 'gateway_IP'],
  [136, 'gateway_WSP'],
  [160, 'network-interfaces'],
  [172, 'management-ip-ranges'],
  [197, 'management_ports'],
  [218, 'primary_ports'],
  [237, 'ip-address-regions'],
  [239, 'us-east'],
  [267, 'us-west'],
  [295, 'ap-south'],
  [323, 'ap-northeast-2'],
  [351, 'ap-southeast-1'],
  [379, 'ap-southeast-2'],
  [407, 'ap-northeast-1'],
  [435, 'ca-central-1'],
  [463, 'eu-central-1'],
  [491, 'eu-west-1'],
  [519, 'eu-west-2'],
  [547, 'sa-east-1'],
  [575, 'govcloud-region'],
];

const LAST_LINE = 599;

/** Sections that ask for nothing, and why. */
const NOTHING_ASKED: Readonly<Record<string, string>> = {
  'workspaces-port-requirements': 'the title, and what the page is about',
  'wsp-allow-list': 'TURN servers without a name: they are the WSP gateways, which web.streaming reaches',
  'ip-address-regions': 'the heading above the sections of the Regions',
};

function seed(): Edition {
  const edition = loadEdition('2022-09-02');
  assert.ok(edition);
  return edition;
}

/** The lines of the document that a requirement and its values come from. */
function linesOf({ source, peers }: Requirement, edition: Edition): readonly number[] {
  const values =
    peers.kind === 'cidrs'
      ? peers.values
      : peers.kind === 'domains'
        ? [...peers.everywhere, ...[...peers.byRegion.values()].flat()]
        : TABLES.filter((table) => usesTable(peers, table)).flatMap((table) =>
            edition.regions.flatMap(({ code }) => edition.tableValues(table, code)),
          );
  return [source, ...values].flatMap((each) => {
    const [, line] = /^seed:(\d+)$/.exec(each.source) ?? [];
    return line === undefined ? [] : [Number(line)];
  });
}

function usesTable(peers: Requirement['peers'], table: string): boolean {
  if (peers.kind === 'management-ranges' || peers.kind === 'office-kms')
    return table.startsWith('management.');
  return peers.kind === 'table' && peers.table === table;
}

function sectionOf(line: number): string {
  return SECTIONS.filter(([first]) => first <= line).at(-1)?.[1] ?? '';
}

/** The ids that came from each section, in the order of the document. */
function idsBySection(): ReadonlyMap<string, readonly string[]> {
  const edition = seed();
  const found = new Map(SECTIONS.map(([, anchor]) => [anchor, new Set<string>()]));
  for (const requirement of edition.requirements) {
    for (const line of linesOf(requirement, edition)) found.get(sectionOf(line))?.add(requirement.id);
  }
  return new Map([...found].map(([anchor, ids]) => [anchor, [...ids]]));
}

test('the sections ascend and cover the document', () => {
  const lines = SECTIONS.map(([line]) => line);
  assert.deepEqual(
    lines,
    [...lines].sort((a, b) => a - b),
  );
  assert.equal(new Set(SECTIONS.map(([, anchor]) => anchor)).size, 27);
});

test('each section of the document has its requirements, or a reason to have none', (context) => {
  for (const [anchor, ids] of idsBySection()) {
    context.diagnostic(`${anchor}: ${ids.length === 0 ? NOTHING_ASKED[anchor] : ids.join(' ')}`);
    assert.equal(ids.length === 0, Object.hasOwn(NOTHING_ASKED, anchor), anchor);
  }
  const ids = idsBySection();
  assert.deepEqual(ids.get('client-application-ports'), [
    'client.https',
    'client.streaming.pcoip',
    'client.streaming.wsp',
  ]);
  assert.deepEqual(ids.get('gateway_IP'), ['client.streaming.pcoip']);
  assert.deepEqual(ids.get('gateway_WSP'), ['client.streaming.wsp', 'web.streaming']);
  assert.deepEqual(ids.get('health_check'), [
    'client.health-check.pcoip',
    'client.health-check.wsp',
    'domain.health-check',
  ]);
  for (const [line, anchor] of SECTIONS.filter(([first]) => first > 237)) {
    assert.ok(line < LAST_LINE);
    assert.ok(
      ids.get(anchor)?.every((id) => id.startsWith('domain.')),
      anchor,
    );
  }
});

test('each requirement has a section of the document, or comes from the newer one', () => {
  const edition = seed();
  for (const requirement of edition.requirements) {
    assert.match(requirement.source.source, /^seed:\d+$/, requirement.id);
    assert.ok(
      linesOf(requirement, edition).every((line) => line <= LAST_LINE),
      requirement.id,
    );
  }
  const known = new Set(edition.requirements.map(({ id }) => id));
  const added = loadEdition('2026-08-22')?.requirements.filter(({ id }) => !known.has(id)) ?? [];
  assert.ok(added.length > 0);
  for (const { id, source } of added) assert.equal(source.source, 'page', id);
});

test('what only the newer page asks for is recommended, but for the users’ own DNS servers', () => {
  const known = new Set(seed().requirements.map(({ id }) => id));
  const added = loadEdition('2026-08-22')?.requirements.filter(({ id }) => !known.has(id)) ?? [];
  assert.deepEqual(
    added.filter(({ level }) => level !== 'recommended').map(({ id }) => id),
    ['client.dns'],
  );
});
