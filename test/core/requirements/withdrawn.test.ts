import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Edition } from '../../../server/src/core/requirements/edition';
import { EDITIONS, LATEST, loadEdition } from '../../../server/src/core/requirements/editions';
import { withdrawalOf } from '../../../server/src/core/requirements/withdrawn';
import { peersOf } from '../../support/policies';

function edition(date: string): Edition {
  const loaded = loadEdition(date);
  assert.ok(loaded !== undefined);
  return loaded;
}

describe('withdrawalOf', () => {
  const latest = edition(LATEST);

  it('names who had the range, and in which list last', () => {
    assert.deepEqual(withdrawalOf(peersOf('161.188.134.0/23'), latest), {
      whose: 'EC2 addresses of us-west-2',
      until: '2022-08-31-22-43-06',
    });
  });

  it('says nothing of what is listed, was never listed, or is one address of many', () => {
    for (const text of ['34.223.96.0/22', '44.214.144.0/20', '8.8.8.0/24', '161.188.134.7/32', '0.0.0.0/0']) {
      assert.equal(withdrawalOf(peersOf(text), latest), undefined, text);
    }
  });

  it('looks back from the edition, not from today', () => {
    assert.equal(withdrawalOf(peersOf('161.188.134.0/23'), edition(EDITIONS[0] ?? '')), undefined);
  });

  it('finds no address of the edition itself', () => {
    for (const { code } of latest.regions) {
      for (const table of [
        'gateways.pcoip',
        'gateways.wsp',
        'health-check',
        'gateways.unassigned',
      ] as const) {
        const addresses = latest.table(table, code);
        if (addresses !== undefined) assert.equal(withdrawalOf(addresses, latest), undefined, code);
      }
    }
  });
});
