import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Address4, Address6 } from 'ip-address';
import IPCIDR from 'ip-cidr';
import type { AddressRange } from '../../../server/src/core/packets/cidr';
import { formatAddress, parseAddresses, parseV4, toCidrs } from '../../../server/src/core/packets/cidr';

function rangeOf(text: string): AddressRange {
  const range = parseAddresses(text);
  if ('error' in range) assert.fail(`${text}: ${range.error}`);
  return range;
}

function errorOf(text: string): string {
  const range = parseAddresses(text);
  if (!('error' in range)) assert.fail(`${text} should not be valid`);
  return range.error;
}

function cidrsOf(text: string): string[] {
  const range = rangeOf(text);
  return range.family === 4
    ? toCidrs({ v4: [range.start, range.end], v6: [] })
    : toCidrs({ v4: [], v6: [range.start, range.end] });
}

/** The library with its family told, as the scanner knows it. */
class CidrV4 extends IPCIDR {
  static override createAddress(text: string): Address4 {
    return new Address4(text);
  }
}

const v4Numbers = fc.nat(0xffffffff);
const v6Numbers = fc.bigInt({ min: 0n, max: (1n << 128n) - 1n });
/** Many zero groups, which is what the short form is about. */
const sparseV6Numbers = fc
  .array(fc.oneof(fc.constant(0), fc.nat(0xffff)), { minLength: 8, maxLength: 8 })
  .map((groups) => groups.reduce((number, group) => (number << 16n) | BigInt(group), 0n));

describe('parseAddresses', () => {
  it('reads networks and addresses', () => {
    assert.deepEqual(rangeOf('10.0.0.0/8'), { family: 4, start: 0x0a000000, end: 0x0b000000 });
    assert.deepEqual(rangeOf('10.0.0.1'), { family: 4, start: 0x0a000001, end: 0x0a000002 });
    assert.deepEqual(rangeOf('0.0.0.0/0'), { family: 4, start: 0, end: 2 ** 32 });
    assert.deepEqual(rangeOf('255.255.255.255/32'), { family: 4, start: 2 ** 32 - 1, end: 2 ** 32 });
    assert.deepEqual(rangeOf('::/0'), { family: 6, start: 0n, end: 1n << 128n });
    assert.deepEqual(rangeOf('2001:DB8::1'), {
      family: 6,
      start: 0x20010db8000000000000000000000001n,
      end: 0x20010db8000000000000000000000002n,
    });
  });

  it('takes the network of an address with host bits, and says so', () => {
    assert.deepEqual(rangeOf('10.0.0.5/24'), {
      family: 4,
      start: 0x0a000000,
      end: 0x0a000100,
      hostBits: '10.0.0.0/24',
    });
    assert.deepEqual(rangeOf('2001:db8::1/32'), { ...rangeOf('2001:db8::/32'), hostBits: '2001:db8::/32' });
    assert.equal(rangeOf('200.1.2.3/1').hostBits, '128.0.0.0/1');
    assert.equal(rangeOf('10.0.0.5/32').hostBits, undefined);
  });

  it('reads dash ranges with both ends', () => {
    assert.deepEqual(cidrsOf('52.23.61.0-52.23.62.255'), ['52.23.61.0/24', '52.23.62.0/24']);
    assert.deepEqual(cidrsOf('35.80.88.0 - 35.80.95.255'), ['35.80.88.0/21']);
    assert.deepEqual(cidrsOf('10.0.0.1-10.0.0.1'), ['10.0.0.1/32']);
    assert.deepEqual(cidrsOf('0.0.0.0-255.255.255.255'), ['0.0.0.0/0']);
    assert.deepEqual(cidrsOf('2001:db8::-2001:db8::ff'), ['2001:db8::/120']);
  });

  it('reads the forms of IPv6', () => {
    const forms = {
      '2001:0DB8:0000:0000:0000:0000:0000:0001/128': '2001:db8::1/128',
      '1:2:3:4:5:6:7::': '1:2:3:4:5:6:7:0/128',
      '::2:3:4:5:6:7:8': '0:2:3:4:5:6:7:8/128',
      '64:ff9b::192.0.2.0/120': '64:ff9b::c000:200/120',
      '::ffff:0:0/96': '::ffff:0:0/96',
      'fe80::/10': 'fe80::/10',
    };
    for (const [text, canonical] of Object.entries(forms)) assert.deepEqual(cidrsOf(text), [canonical], text);
  });

  // What the library behind it would take.
  it('does not take IPv4-mapped IPv6 for IPv4', () => {
    assert.equal(
      errorOf('::ffff:10.0.0.0/104'),
      'tools disagree whether this is IPv4 or IPv6; write 10.0.0.0/8',
    );
    assert.equal(
      errorOf('0:0:0:0:0:FFFF:10.0.0.1'),
      'tools disagree whether this is IPv4 or IPv6; write 10.0.0.1/32',
    );
    assert.equal(errorOf('::ffff:10.0.0.0/90'), 'tools disagree whether this is IPv4 or IPv6');
    assert.equal(rangeOf('::ffff:a00:0/104').family, 6);
  });

  it('takes no zones', () => {
    for (const text of ['fe80::1%eth0', 'fe80::1%eth0/64', 'fe80::/64%eth0', '::%']) {
      assert.match(errorOf(text), /zone/, text);
    }
  });

  it('takes nothing in front of an address or behind it', () => {
    const texts = [
      'sg:1.2.3.4/8',
      'tcp:1.2.3.4/32',
      ':1.2.3.4',
      '::/0/0',
      '10.0.0.0/8/8',
      '1.2.3.4\n',
      '[::1]',
    ];
    for (const text of [...texts, '10.0.0.0/8x', '١٠.0.0.0/8', '10.0.0.0\0', '-', '1.2.3.4-', '1-2-3']) {
      errorOf(text);
    }
  });

  it('says why not, and what to write instead', () => {
    const errors: Readonly<Record<string, string>> = {
      '': 'it is empty',
      ['1'.repeat(200)]: 'it is too long for an address',
      '1.2.3.4-5': '5: an IPv4 address has four octets',
      ' 10.0.0.0/8 ': 'spaces do not belong here; write 10.0.0.0/8',
      'example.com': 'an address looks like 10.0.0.0/16 or 2001:db8::/32',
      'my-host.example.com': 'an address looks like 10.0.0.0/16 or 2001:db8::/32',
      '10.0.0.256/24': 'an octet goes to 255',
      '10.0.0/24': 'an IPv4 address has four octets; write 10.0.0.0/24',
      '10.0': 'an IPv4 address has four octets',
      '1.2.3.4.5': 'an IPv4 address has four octets',
      '10..0.0/8': 'a dot stands between two octets',
      '010.0.0.1/32': 'leading zeros are read as octal by some tools; write 10.0.0.1/32',
      '010.0.0.1/99': 'leading zeros are read as octal by some tools',
      '10.0.0.0/': 'the prefix length is missing; write 10.0.0.0/32',
      '10.0.0.0/33': 'the prefix length goes to 32',
      '10.0.0.0/128': 'the prefix length goes to 32',
      '10.0.0.0/08': 'a prefix length has no leading zeros; write 10.0.0.0/8',
      '10.0.0.0/00': 'a prefix length has no leading zeros; write 10.0.0.0/0',
      '10.0.0.0/-1': 'the prefix length is a number from 0 to 32',
      '10.0.0.0/a': 'the prefix length is a number from 0 to 32',
      '10.0.0.0/255.255.240.0': 'a netmask is written as a prefix length; write 10.0.0.0/20',
      '10.0.0.0/255.0.255.0': 'the prefix length is a number from 0 to 32',
      '2001:db8::/129': 'the prefix length goes to 128',
      '2001:db8::/032': 'a prefix length has no leading zeros; write 2001:db8::/32',
      '2001:db8::/': 'the prefix length is missing; write 2001:db8::/128',
      '1::2::3': '"::" stands once, for groups of zeros left out',
      '1:::3': '"::" stands once, for groups of zeros left out',
      '1:2:3': 'an IPv6 address has eight groups, or "::" for those left out',
      '1:2:3:4:5:6:7:8:9': 'an IPv6 address has eight groups, or "::" for those left out',
      '1:2:3:4::5:6:7:8': 'an IPv6 address has eight groups, or "::" for those left out',
      '1:2:3:4:5:6:7:8:': 'a single ":" stands between two groups',
      '12345::': 'a group has one to four hexadecimal digits',
      '64:ff9b::192.0.2.300': 'an octet goes to 255',
      '10.0.0.9-10.0.0.1': 'the range ends before it starts; write 10.0.0.1-10.0.0.9',
      '10.0.0.0/24-10.0.1.0/24': 'a range goes from one plain address to another, without prefix lengths',
      '10.0.0.1-::2': 'both ends of a range are of one family, IPv4 or IPv6',
      '10.0.0.1-10.0.0.300': '10.0.0.300: an octet goes to 255',
    };
    for (const [text, error] of Object.entries(errors)) assert.equal(errorOf(text), error, text);
  });

  it('proposes only what it would take', () => {
    const texts = fc.stringMatching(/^[0-9a-f.:/ %-]{0,24}$/);
    fc.assert(
      fc.property(texts, (text) => {
        const parsed = parseAddresses(text);
        if (!('error' in parsed)) return;
        assert.notEqual(parsed.error, '');
        const [, instead] = /; write (.+)$/.exec(parsed.error) ?? [];
        if (instead !== undefined) rangeOf(instead);
      }),
      { numRuns: 2000 },
    );
  });

  it('answers the same the second time', () => {
    for (const text of ['2001:db8::/32', '10.0.0.0/33', '10.0.0.0-10.0.0.9']) {
      assert.deepEqual(parseAddresses(text), parseAddresses(text));
    }
  });
});

describe('the IPv4 scanner', () => {
  it('reads canonical networks as the library does', () => {
    fc.assert(
      fc.property(v4Numbers, fc.nat(32), (number, length) => {
        const text = `${formatAddress(number)}/${length}`;
        const range = rangeOf(text);
        const byLibrary = new CidrV4(text);
        assert.equal(range.start, Number(byLibrary.start({ type: 'bigInteger' })));
        assert.equal(range.end, Number(byLibrary.end({ type: 'bigInteger' })) + 1);
        assert.equal(range.hostBits !== undefined, byLibrary.start() !== formatAddress(number));
      }),
    );
  });

  it('takes nothing that the library refuses, and refuses only leading zeros that it takes', () => {
    const octets = fc.oneof(
      fc.nat(300).map(String),
      fc.constantFrom('', '00', '01', '0x1', '1e1', '+1', ' 1'),
    );
    const lengths = fc.oneof(
      fc.nat(40).map((length) => `/${length}`),
      fc.constantFrom('', '/', '/08', '/ 8', '/+8'),
    );
    const texts = fc
      .tuple(fc.array(octets, { minLength: 3, maxLength: 5 }), lengths)
      .map(([parts, length]) => parts.join('.') + length);
    fc.assert(
      fc.property(texts, (text) => {
        const isValid = !('error' in parseAddresses(text));
        const hasLeadingZero = /(^|[./])0\d/.test(text);
        const byLibrary = text.includes('/') ? CidrV4.isValidCIDR(text) : CidrV4.isValidAddress(text);
        assert.equal(isValid, byLibrary && !hasLeadingZero, text);
      }),
      { numRuns: 2000 },
    );
  });

  it('reads single addresses', () => {
    assert.equal(parseV4('1.2.3.4'), 0x01020304);
    assert.equal(parseV4('255.255.255.255'), 0xffffffff);
    for (const text of ['1.2.3.4/32', '1.2.3', '01.2.3.4', '::1', '']) assert.equal(parseV4(text), undefined);
  });
});

describe('formatAddress', () => {
  it('writes IPv6 as RFC 5952 wants it', () => {
    const forms = [
      '::',
      '::1',
      '1::',
      '2001:db8::1',
      '2001:db8:0:1:1:1:1:1',
      '2001:0:0:1::1',
      '1:0:2:0:3:0:4:0',
    ];
    for (const text of [...forms, '2001:db8::1:0:0:1', '10:0:0:1:a0::', '::ffff:0:0']) {
      assert.equal(formatAddress(rangeOf(text).start), text);
    }
  });

  it('writes what the library writes, and reads it again', () => {
    fc.assert(
      fc.property(fc.oneof(v6Numbers, sparseV6Numbers), (number) => {
        const text = formatAddress(number);
        assert.equal(rangeOf(text).start, number);
        assert.equal(text, new Address6(text).correctForm());
      }),
    );
    fc.assert(fc.property(v4Numbers, (number) => parseV4(formatAddress(number)) === number));
  });
});

describe('toCidrs', () => {
  it('gives a network back as it was', () => {
    fc.assert(
      fc.property(v4Numbers, fc.nat(32), (number, length) => {
        const range = rangeOf(`${formatAddress(number)}/${length}`);
        assert.deepEqual(cidrsOf(`${formatAddress(number)}/${length}`), [
          `${formatAddress(range.start)}/${length}`,
        ]);
      }),
    );
    fc.assert(
      fc.property(v6Numbers, fc.nat(128), (number, length) => {
        const range = rangeOf(`${formatAddress(number)}/${length}`);
        assert.deepEqual(cidrsOf(`${formatAddress(number)}/${length}`), [
          `${formatAddress(range.start)}/${length}`,
        ]);
      }),
      { numRuns: 50 },
    );
  });

  it('covers a range exactly, in order and with no two networks that could be one', () => {
    fc.assert(
      fc.property(v4Numbers, v4Numbers, (a, b) => {
        const [first, last] = a <= b ? [a, b] : [b, a];
        let at = first;
        let previousSize = 0;
        for (const cidr of cidrsOf(`${formatAddress(first)}-${formatAddress(last)}`)) {
          const range = rangeOf(cidr);
          if (range.family === 6) assert.fail(cidr);
          assert.equal(range.hostBits, undefined);
          assert.equal(range.start, at);
          const length = range.end - range.start;
          const couldMerge = length === previousSize && (at - previousSize) % (2 * length) === 0;
          assert.ok(!couldMerge, `${cidr} and the one before it`);
          previousSize = length;
          at = range.end;
        }
        assert.equal(at, last + 1);
      }),
    );
  });

  it('lists IPv4 first, ascending', () => {
    const set = { v4: [1, 2, 0x0a000000, 0x0a000003], v6: [1n, 2n] };
    assert.deepEqual(toCidrs(set), ['0.0.0.1/32', '10.0.0.0/31', '10.0.0.2/32', '::1/128']);
    assert.deepEqual(toCidrs({ v4: [], v6: [0n, 1n << 128n] }), ['::/0']);
    assert.deepEqual(toCidrs({ v4: [], v6: [] }), []);
  });
});
