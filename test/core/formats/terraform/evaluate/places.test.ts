import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TfValue } from '../../../../../server/src/core/formats/terraform/values/value';
import { evaluateText, UNKNOWNS } from '../support';

/** The text at the place of a value. */
function textAt(value: TfValue | undefined): string {
  assert.ok(value !== undefined);
  const { file, span } = value.at;
  return file.text.slice(span.start, span.end);
}

function elements(value: TfValue): readonly TfValue[] {
  assert.ok('elements' in value);
  return value.elements;
}

describe('places of values', () => {
  const kept = [
    'concat(["a"], ["10.0.0.0/8"])[1]',
    'flatten([["a", "10.0.0.0/8"]])[1]',
    'distinct(["10.0.0.0/8", "x"])[0]',
    'tolist(toset(["10.0.0.0/8"]))[0]',
    'merge({ a = 1 }, { b = "10.0.0.0/8" }).b',
    'lookup({ b = "10.0.0.0/8" }, "b", 1)',
    'try({}.x, "10.0.0.0/8")',
    'coalesce(null, "10.0.0.0/8")',
    'true ? "10.0.0.0/8" : "b"',
    '[for x in ["10.0.0.0/8"] : x][0]',
    '([{ a = "10.0.0.0/8" }][*].a)[0]',
    '"${"10.0.0.0/8"}"',
    'element(["10.0.0.0/8"], 3)',
    'values({ a = "10.0.0.0/8" })[0]',
    'zipmap(["a"], ["10.0.0.0/8"]).a',
    'setunion(["10.0.0.0/8"], []) == null ? "x" : one(setunion(["10.0.0.0/8"], []))',
    'slice(["10.0.0.0/8"], 0, 1)[0]',
    'sort(["10.0.0.0/8", "a"])[0]',
  ];
  for (const text of kept) {
    it(`keeps that of the literal in ${text}`, () => {
      assert.equal(textAt(evaluateText(text).value), '"10.0.0.0/8"');
    });
  }

  it('keeps that of a number that becomes a string', () => {
    assert.deepEqual(elements(evaluateText('tolist([443, "a"])').value).map(textAt), ['443', '"a"']);
  });

  it('is the call for what a function makes', () => {
    assert.equal(textAt(evaluateText('[upper("a")][0]').value), 'upper("a")');
    assert.equal(textAt(elements(evaluateText('split(",", "a,b")').value)[0]), 'split(",", "a,b")');
  });

  it('is the template for what is put together', () => {
    assert.equal(textAt(evaluateText('["a${1}"][0]').value), '"a${1}"');
  });

  it('stays that of the first unknown', () => {
    const hidden = UNKNOWNS.get('unknown');
    const { value } = evaluateText('upper("${unknown.string}/32")');
    assert.ok(value.kind === 'unknown' && hidden?.kind === 'object');
    assert.equal(value.at, hidden.entries.get('string')?.at);
  });

  it('is the wrong part for an error', () => {
    const blamed = (text: string): string => {
      const { errors, file } = evaluateText(text);
      const span = errors[0]?.at.span;
      return file.text.slice(span?.start, span?.end);
    };
    assert.equal(blamed('1 + "x"'), '"x"');
    assert.equal(blamed('{ a = 1 }.b.c'), '.b');
    assert.equal(blamed('["a"][7]'), '[7]');
    assert.equal(blamed('cidrsubnet("10.0.0.0/8", 4, "x")'), '"x"');
    assert.equal(blamed('cidrhost("nonsense", 1)'), '"nonsense"');
    assert.equal(blamed('nosuch(1)'), 'nosuch(1)');
    assert.equal(blamed('missing.name'), 'missing.name');
  });
});
