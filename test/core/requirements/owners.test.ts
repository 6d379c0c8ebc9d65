import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseAddresses } from '../../../server/src/core/packets/cidr';
import {
  addressPeers,
  addressSet,
  ANY_PEER,
  NO_PEERS,
  symbolPeers,
  union,
} from '../../../server/src/core/packets/peer-set';
import { catalogRange } from '../../../server/src/core/requirements/addresses';
import { ownersOf } from '../../../server/src/core/requirements/owners';
import seed from '../../facts/requirements.seed.json';
import { published, SNAPSHOT_DATES } from './facts';

test('a PCoIP range has its protocol from the editions and its Region from every snapshot that lists it', () => {
  assert.deepEqual(texts('54.244.46.0/23'), [
    'gateway-pcoip us-west-2 2022-09-02',
    'gateway-pcoip us-west-2 2026-08-22',
    'gateway us-west-2 2020-11-30-04-51-18',
    'gateway us-west-2 2022-08-31-22-43-06',
    'gateway us-west-2 2023-09-01-21-03-09',
    'gateway us-west-2 2026-08-22-15-17-05',
  ]);
});

test('a part of a range, and a range published as two, have the same owner', () => {
  assert.deepEqual(kinds('35.80.90.7'), ['gateway-pcoip us-west-2', 'gateway us-west-2']);
  assert.deepEqual(kinds('35.80.88.0/21'), ['gateway-pcoip us-west-2', 'gateway us-west-2']);
  assert.deepEqual(kinds('52.23.61.0-52.23.62.255'), ['gateway-pcoip us-east-1', 'gateway us-east-1']);
});

test('more than an owner has does not belong to that owner', () => {
  assert.deepEqual(texts('54.244.46.0/22'), []);
  assert.deepEqual(texts('52.23.60.0/22'), []);
  assert.deepEqual(texts('0.0.0.0/0'), []);
  assert.deepEqual(texts('10.0.0.0/8'), []);
});

test('WSP gateways, gateways whose protocol is unknown, and health checks', () => {
  assert.deepEqual(kinds('34.223.96.0/22'), ['gateway-wsp us-west-2', 'gateway us-west-2']);
  assert.deepEqual(kinds('44.214.144.0/20'), ['gateway us-east-1']);
  assert.deepEqual(kinds('16.208.44.0/22'), ['gateway ap-northeast-3']);
  assert.deepEqual(texts('52.34.160.80'), [
    'health-check us-west-2 2022-09-02',
    'health-check us-west-2 2026-08-22',
  ]);
  assert.deepEqual(texts('51.17.52.90'), ['health-check il-central-1 2026-08-22']);
});

test('IPv6', () => {
  const range = catalogRange('2600:1f32:4000:1::/64');
  assert.deepEqual(
    ownersOf(range).map(({ kind, region, edition }) => `${kind} ${region} ${edition}`),
    ['gateway-pcoip us-west-2 2026-08-22', 'gateway us-west-2 2026-08-22-15-17-05'],
  );
});

test('a set is owned by who owns all of it', () => {
  const [pcoip, wsp, abroad] = ['54.244.46.0/23', '34.223.96.0/22', '3.248.176.0/22'].map(catalogRange);
  assert.ok(pcoip && wsp && abroad);
  assert.deepEqual(
    ownersOf(addressSet([pcoip, wsp])).map(({ kind, region }) => `${kind} ${region}`),
    ['gateway us-west-2', 'gateway us-west-2', 'gateway us-west-2'],
  );
  assert.deepEqual(ownersOf(addressSet([pcoip, abroad])), []);
  assert.deepEqual(ownersOf(union(addressPeers(pcoip), symbolPeers('sg:sg-1'))), []);
  assert.deepEqual(ownersOf(NO_PEERS), []);
  assert.deepEqual(ownersOf(ANY_PEER), []);
});

test('every published gateway and every address of the page has its Region among its owners', () => {
  for (const date of SNAPSHOT_DATES) {
    for (const { cidr, service, region } of published(date)) {
      if (service !== 'WORKSPACES_GATEWAYS') continue;
      const owners = ownersOf(catalogRange(cidr));
      assert.ok(
        owners.some((owner) => owner.kind === 'gateway' && owner.region === region && owner.edition === date),
        `${date} ${cidr}`,
      );
      assert.deepEqual([...new Set(owners.map((owner) => owner.region))], [region], cidr);
    }
  }
  for (const { region, ips } of seed.healthCheckServers) {
    for (const ip of ips) {
      assert.deepEqual(kinds(ip), [`health-check ${region}`]);
    }
  }
});

function texts(range: string): string[] {
  const parsed = parseAddresses(range);
  assert.ok(!('error' in parsed));
  return ownersOf(parsed).map(({ kind, region, edition }) => `${kind} ${region} ${edition}`);
}

/** Without the dates, each once. */
function kinds(range: string): string[] {
  return [...new Set(texts(range).map((text) => text.split(' ').slice(0, 2).join(' ')))];
}
