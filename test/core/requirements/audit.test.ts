import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { audit } from '../../../server/src/core/requirements/audit';
import { addressFaults } from '../../../server/src/core/requirements/audit/addresses';
import { lostCells, rejectedInUse } from '../../../server/src/core/requirements/audit/cells';
import type { Fault } from '../../../server/src/core/requirements/audit/fault';
import { nameFaults, urlFaults } from '../../../server/src/core/requirements/audit/names';
import { decodeEdition, type EditionFile } from '../../../server/src/core/requirements/decode';
import { makeEdition } from '../../../server/src/core/requirements/edition';
import { editionJson } from '../../../server/src/core/requirements/editions';
import type { SourcedValue } from '../../../server/src/core/requirements/requirement';

function shown({ kind, where, region = '', value = '' }: Fault): string {
  return [kind, where, region, value].filter((word) => word !== '').join(' ');
}

describe('audit', () => {
  it('finds in the document of 2022 what is known to be wrong there, and nothing else', () => {
    assert.deepEqual(audit('2022-09-02').map(shown), [
      'bad-url domain.client-metrics us-gov-west-1 hhttps://skylight-client-ds.us-gov-west-1.amazonaws.com',
      'garbled-name regions sa-east-1 South America (S達o Paulo)',
      'lost-cell gateways.wsp us-east-1',
      'lost-cell gateways.wsp us-gov-west-1',
      'lost-cell domain.dynamic-messaging us-gov-west-1',
      'lost-cell domain.directory-settings',
      'lost-cell domain.broker',
      'lost-cell domain.api',
      'lost-cell domain.session-broker',
      'lost-cell domain.turn.pcoip',
    ]);
  });

  it('finds in the newer document what is known to be wrong there, and nothing else', () => {
    const found = audit('2026-08-22').map(shown);
    assert.deepEqual(
      found.filter((fault) => !fault.startsWith('lost-cell domain.')),
      [
        'not-listed gateways.pcoip eu-west-3 51.44.204.0-51.44.207.255',
        'not-listed gateways.pcoip il-central-1 51.17.28.0-51.17.31.255',
        'wrong-region gateways.wsp eu-west-3 51.17.72.0/22',
        'wrong-region gateways.wsp af-south-1 15.228.64.0/22',
        'wrong-region health-check eu-west-3 51.17.52.90',
        'wrong-region health-check eu-west-3 51.17.109.231',
        'wrong-region health-check eu-west-3 51.16.190.43',
        'public-range management.wsp us-gov-west-1 192.169.0.0/16',
        'lost-cell gateways.wsp',
      ],
    );
    const domains = found.filter((fault) => fault.startsWith('lost-cell domain.'));
    assert.deepEqual([...new Set(domains.map((fault) => fault.split(' ')[1]))].sort(), [
      'domain.api',
      'domain.broker',
      'domain.captcha',
      'domain.connectivity-check',
      'domain.device-metrics',
      'domain.directory-settings',
      'domain.log-service',
      'domain.registration',
      'domain.session-broker',
      'domain.turn.pcoip',
      'domain.user-login',
    ]);
  });

  it('finds every fault dealt with', () => {
    for (const date of ['2022-09-02', '2026-08-22']) {
      assert.deepEqual(
        audit(date).filter(({ answer }) => answer === undefined),
        [],
      );
    }
  });
});

/** The latest edition with some other values in the tables of one Region. */
function editionWith(table: string, region: string, values: readonly string[]) {
  const file = decodeEdition(editionJson('2026-08-22'));
  const tables = new Map(file.tables);
  for (const [name, regions] of tables) {
    if (name === table) tables.set(name, new Map([...regions, [region, values.map(sourced)]]));
  }
  return makeEdition({ ...file, tables } satisfies EditionFile);
}

function sourced(value: string): SourcedValue {
  return { value, source: 'page', confidence: 'official' };
}

describe('a slip in the catalog', () => {
  for (const [table, region, value, expected] of [
    ['gateways.pcoip', 'us-west-2', '52.19.124.0/23', 'wrong-region gateways.pcoip us-west-2 52.19.124.0/23'],
    ['gateways.wsp', 'us-west-2', '34.223.96.0/21', 'not-listed gateways.wsp us-west-2 34.223.96.0/21'],
    ['health-check', 'us-west-2', '192.0.2.1', 'not-listed health-check us-west-2 192.0.2.1'],
    ['management.wsp', 'us-west-2', '172.32.0.0/16', 'public-range management.wsp us-west-2 172.32.0.0/16'],
  ] as const) {
    it(`is ${value} in ${table}`, () => {
      const faults = addressFaults(editionWith(table, region, [value]), []);
      const found = faults.find((fault) => fault.region === region);
      assert.ok(found);
      assert.equal(shown(found), expected);
      assert.equal(found.answer, undefined);
    });
  }

  it('is a value that is rejected, too', () => {
    const edition = editionWith('gateways.wsp', 'eu-west-3', ['51.17.72.0/22']);
    const rejected = [
      { where: 'gateways.wsp', region: 'eu-west-3', value: '51.17.72.0/22', reason: 'wrong' },
    ];
    assert.deepEqual(rejectedInUse(edition, rejected).map(shown), [
      'rejected-in-use gateways.wsp eu-west-3 51.17.72.0/22',
    ]);
  });

  it('is a cell that has no value of the document', () => {
    const values = new Map([['us-west-2', [{ ...sourced('34.223.96.0/22'), source: 'elsewhere:7' }]]]);
    const file = decodeEdition(editionJson('2022-09-02'));
    const edition = makeEdition({ ...file, requirements: [], tables: new Map([['gateways.wsp', values]]) });
    const [lost, ...others] = lostCells(edition, 'seed', []);
    assert.ok(lost);
    assert.deepEqual(
      [shown(lost), lost.answer, others],
      ['lost-cell gateways.wsp us-west-2', 'filled from elsewhere', []],
    );
  });

  it('is a domain that is none, or a name in letters of two scripts', () => {
    const edition = makeEdition(decodeEdition(editionJson('2026-08-22')));
    const peers = (value: string) =>
      ({ kind: 'domains', everywhere: [sourced(value)], byRegion: new Map() }) as const;
    const withDomain = (value: string) => ({
      ...edition,
      requirements: edition.requirements
        .slice(0, 1)
        .map((requirement) => ({ ...requirement, peers: peers(value) })),
    });
    for (const value of [
      'htp://x.example',
      'https:/x.example',
      'https://x',
      'x example.com',
      'https://.example.com',
    ]) {
      assert.deepEqual(
        urlFaults(withDomain(value), []).map(({ kind }) => kind),
        ['bad-url'],
        value,
      );
    }
    for (const value of [
      'https://<directory id>.example.com/',
      'turn:*.example.com',
      'example.com',
      'http://a.example/b/',
    ]) {
      assert.deepEqual(urlFaults(withDomain(value), []), [], value);
    }
    const regions = [
      { code: 'sa-east-1', name: 'S達o Paulo' },
      { code: 'us-west-2', name: 'São Paulo (1)' },
    ];
    assert.deepEqual(nameFaults({ ...edition, regions }, []).map(shown), [
      'garbled-name regions sa-east-1 S達o Paulo',
    ]);
  });
});
