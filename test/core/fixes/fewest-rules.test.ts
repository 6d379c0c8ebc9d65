import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { withFewestRules } from '../../../server/src/core/fixes/fewest-rules';
import { parseAddresses } from '../../../server/src/core/packets/cidr';
import { ALL_PORTS, PacketSet, TCP, type PortRange } from '../../../server/src/core/packets/packet-set';
import { addressPeers, unionAll, type PeerSet } from '../../../server/src/core/packets/peer-set';

function tcp(ports: PortRange, ...cidrs: readonly string[]): PacketSet {
  const peers: PeerSet = unionAll(
    cidrs.map((cidr) => {
      const range = parseAddresses(cidr);
      assert.ok(!('error' in range));
      return addressPeers(range);
    }),
  );
  return PacketSet.of({ protocols: { from: TCP, to: TCP }, ports, sourcePorts: ALL_PORTS, peers });
}

const HTTPS = { from: 443, to: 443 };

describe('fewest rules', () => {
  it('takes the whole where the rest of it takes more rules', () => {
    const needed = tcp(HTTPS, '0.0.0.0/0');
    assert.ok(withFewestRules(needed.subtract(tcp(HTTPS, '10.0.0.0/16')), needed).equals(needed));
  });

  it('keeps to what is missing where that is one rule', () => {
    const needed = tcp(HTTPS, '10.0.0.0/8');
    const missing = needed.subtract(tcp(HTTPS, '10.0.0.0/9'));
    assert.ok(withFewestRules(missing, needed).equals(missing));
  });

  it('rounds one range and leaves the other', () => {
    const needed = tcp(HTTPS, '10.0.0.0/8', '172.16.0.0/12');
    const missing = needed.subtract(tcp(HTTPS, '10.1.0.0/16', '172.16.0.0/13'));
    assert.ok(withFewestRules(missing, needed).equals(tcp(HTTPS, '10.0.0.0/8', '172.24.0.0/13')));
  });

  it('joins ports that others cut out', () => {
    const needed = tcp({ from: 1024, to: 65535 }, '10.0.0.0/8');
    const missing = needed.subtract(tcp({ from: 3268, to: 3269 }, '10.0.0.0/8'));
    assert.ok(withFewestRules(missing, needed).equals(needed));
  });

  it('never leaves out what is missing and never goes beyond what is needed', () => {
    const cidr = fc
      .tuple(fc.integer({ min: 0, max: 15 }), fc.integer({ min: 8, max: 12 }))
      .map(([at, length]) => `10.${(at << 4) & (0xff00 >> (length - 8)) & 0xff}.0.0/${length}`);
    const set = fc
      .array(fc.tuple(fc.constantFrom(HTTPS, { from: 400, to: 500 }), cidr), { minLength: 1, maxLength: 4 })
      .map((all) => PacketSet.unionAll(all.map(([ports, block]) => tcp(ports, block))));
    fc.assert(
      fc.property(set, set, (needed, open) => {
        const missing = needed.subtract(open);
        const result = withFewestRules(missing, needed);
        assert.ok(missing.isSubsetOf(result));
        assert.ok(result.isSubsetOf(needed));
      }),
    );
  });
});
