import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { AddressRange } from '../../../server/src/core/packets/cidr';
import { parseAddresses } from '../../../server/src/core/packets/cidr';
import {
  addressCount,
  addressPeers,
  addressSet,
  ANY_PEER,
  ANY_V4,
  ANY_V6,
  equals,
  intersect,
  isEmpty,
  isSubset,
  NO_PEERS,
  overlaps,
  peersText,
  peerTexts,
  subtract,
  symbolPeers,
  union,
  unionAll,
  withSymbolsOfAllV4,
} from '../../../server/src/core/packets/peer-set';
import { atomsOf, modelIntersect, modelSubtract, modelUnion, peersAndModel } from './universe';

function range(text: string): AddressRange {
  const parsed = parseAddresses(text);
  if ('error' in parsed) assert.fail(`${text}: ${parsed.error}`);
  return parsed;
}

const peers = (text: string) => addressPeers(range(text));

describe('peer set', () => {
  it('computes what sets of peers compute', () => {
    fc.assert(
      fc.property(peersAndModel, peersAndModel, (a, b) => {
        const unionModel = modelUnion(a.model, b.model);
        assert.deepEqual(atomsOf(union(a.peers, b.peers)), unionModel);
        assert.deepEqual(atomsOf(intersect(a.peers, b.peers)), modelIntersect(a.model, b.model));
        assert.deepEqual(atomsOf(subtract(a.peers, b.peers)), modelSubtract(a.model, b.model));
        assert.equal(isSubset(a.peers, b.peers), modelSubtract(a.model, b.model).size === 0);
        assert.equal(overlaps(a.peers, b.peers), modelIntersect(a.model, b.model).size > 0);
        assert.equal(
          equals(a.peers, b.peers),
          unionModel.size === a.model.size && a.model.size === b.model.size,
        );
        assert.equal(isEmpty(a.peers), a.model.size === 0);
      }),
      { numRuns: 1000 },
    );
  });

  it('has one text for equal sets and two for different ones', () => {
    fc.assert(
      fc.property(peersAndModel, peersAndModel, (a, b) => {
        assert.equal(peersText(a.peers) === peersText(b.peers), equals(a.peers, b.peers));
        const rebuilt = union(intersect(a.peers, b.peers), subtract(a.peers, b.peers));
        assert.deepEqual(rebuilt, a.peers);
      }),
    );
  });

  it('unites many as it unites two after two', () => {
    fc.assert(
      fc.property(fc.array(peersAndModel, { maxLength: 5 }), (list) => {
        const sets = list.map((item) => item.peers);
        assert.deepEqual(unionAll(sets), sets.reduce(union, NO_PEERS));
      }),
    );
  });

  it('reaches every symbol with 0.0.0.0/0, and none with ::/0', () => {
    assert.equal(peers('0.0.0.0/0'), ANY_V4);
    assert.equal(peers('0.0.0.0-255.255.255.255'), ANY_V4);
    assert.equal(peers('::/0'), ANY_V6);
    assert.ok(isSubset(symbolPeers('sg:a'), ANY_V4));
    assert.ok(!overlaps(symbolPeers('sg:a'), ANY_V6));
    assert.ok(!overlaps(symbolPeers('sg:a'), peers('10.0.0.0/8')));
    assert.ok(equals(union(ANY_V4, ANY_V6), ANY_PEER));
  });

  it('adds the symbols to halves of IPv4 only when asked', () => {
    const halves = addressSet([range('0.0.0.0/1'), range('128.0.0.0/1')]);
    assert.ok(!equals(halves, ANY_V4));
    assert.ok(equals(withSymbolsOfAllV4(halves), ANY_V4));
    assert.ok(equals(withSymbolsOfAllV4(union(halves, ANY_V6)), ANY_PEER));
    const some = peers('10.0.0.0/8');
    assert.equal(withSymbolsOfAllV4(some), some);
  });

  it('knows a symbol by its name only', () => {
    const both = symbolPeers('sg:b', 'sg:a', 'sg:b');
    assert.deepEqual(both.symbols.names, ['sg:a', 'sg:b']);
    assert.ok(equals(subtract(both, symbolPeers('sg:b')), symbolPeers('sg:a')));
    assert.ok(equals(symbolPeers(), NO_PEERS));
  });

  it('counts addresses', () => {
    assert.equal(addressCount(addressSet([range('10.0.0.0/24'), range('10.0.0.128-10.0.1.0')])), 257n);
    assert.equal(addressCount(ANY_PEER), 2n ** 32n + 2n ** 128n);
    assert.equal(addressCount(symbolPeers('sg:a')), 0n);
  });
});

describe('peerTexts', () => {
  it('lists the fewest CIDRs, then symbols', () => {
    const set = unionAll([
      symbolPeers('sg:b', 'sg:a'),
      addressSet(['2001:db8::1', '10.0.1.0/24', '10.0.0.0/24', '192.0.2.7'].map(range)),
    ]);
    assert.deepEqual(peerTexts(set), ['10.0.0.0/23', '192.0.2.7/32', '2001:db8::1/128', 'sg:a', 'sg:b']);
    assert.deepEqual(peerTexts(NO_PEERS), []);
  });

  it('says everything in a word', () => {
    assert.deepEqual(peerTexts(ANY_V4), ['0.0.0.0/0']);
    assert.deepEqual(peerTexts(ANY_V6), ['::/0']);
    assert.deepEqual(peerTexts(ANY_PEER), ['0.0.0.0/0', '::/0']);
  });

  it('does not speak of symbols that nobody named, unless nothing else is left', () => {
    assert.deepEqual(peerTexts(subtract(ANY_V4, symbolPeers('sg:a'))), ['0.0.0.0/0']);
    assert.deepEqual(peerTexts(subtract(ANY_V4, peers('128.0.0.0/1'))), ['0.0.0.0/1']);
    const symbolsOnly = subtract(ANY_V4, { ...ANY_V4, symbols: NO_PEERS.symbols });
    assert.deepEqual(peerTexts(symbolsOnly), ['every named peer']);
    assert.deepEqual(peerTexts(subtract(symbolsOnly, symbolPeers('sg:b', 'sg:a'))), [
      'every named peer but sg:a and sg:b',
    ]);
  });
});
