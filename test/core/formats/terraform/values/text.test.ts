import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { formatNumber, parseNumber } from '../../../../../server/src/core/formats/terraform/values/number';
import { compareText } from '../../../../../server/src/core/formats/terraform/values/order';
import { quote } from '../../../../../server/src/core/formats/terraform/values/quote';

describe('numbers as text', () => {
  it('have no exponent', () => {
    assert.equal(formatNumber(1e21), '1000000000000000000000');
    assert.equal(formatNumber(-1.5e22), '-15000000000000000000000');
    assert.equal(formatNumber(1.25e-7), '0.000000125');
    assert.equal(formatNumber(-0), '0');
  });

  it('are read back as the same number', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        assert.equal(parseNumber(formatNumber(value)), value === 0 ? 0 : value);
      }),
    );
  });

  it('are refused when they are anything else', () => {
    for (const text of ['', ' 1', '1 ', '0x10', '1_000', 'Infinity', '1e999', '.', '1e', '--1']) {
      assert.equal(parseNumber(text), undefined, text);
    }
  });
});

describe('the order of texts', () => {
  it('is that of code points', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        const bytes = Buffer.compare(Buffer.from(a), Buffer.from(b));
        assert.equal(Math.sign(compareText(a, b)), bytes);
      }),
    );
  });
});

describe('texts in messages', () => {
  it('are cut when they are long', () => {
    assert.equal(quote('a"b'), '"a\\"b"');
    assert.equal(quote('x'.repeat(1000)), `"${'x'.repeat(60)}…"`);
    assert.equal(quote('😀'.repeat(100)), `"${'😀'.repeat(60)}…"`);
  });
});
