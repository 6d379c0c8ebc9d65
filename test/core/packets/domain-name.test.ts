import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  coversDomain,
  domainOf,
  domainSymbol,
  overlapsDomain,
} from '../../../server/src/core/packets/domain-name';

/** Every name of up to four labels; a pattern has at most three, so that what is below it has names in here. */
const LABELS = ['a', 'b', 'c'];
const NAMES = [1, 2, 3, 4].flatMap(namesOf);

function namesOf(length: number): readonly string[] {
  return length === 1
    ? LABELS
    : namesOf(length - 1).flatMap((rest) => LABELS.map((label) => `${label}.${rest}`));
}

/** Label by label from the right, which is not how the code does it. */
function matched(pattern: string): ReadonlySet<string> {
  const labels = pattern
    .replace(/^\*?\./, '')
    .split('.')
    .reverse();
  return new Set(
    NAMES.filter((name) => {
      const own = name.split('.').reverse();
      const extra = own.length - labels.length;
      if (!labels.every((label, index) => own[index] === label)) return false;
      if (pattern.startsWith('*')) return extra > 0;
      return pattern.startsWith('.') || extra === 0;
    }),
  );
}

const patterns = fc
  .tuple(fc.constantFrom('', '.', '*.'), fc.array(fc.constantFrom(...LABELS), { minLength: 1, maxLength: 3 }))
  .map(([wildcard, labels]) => wildcard + labels.join('.'));

test('a pattern covers another when all of its names match', () => {
  fc.assert(
    fc.property(patterns, patterns, (pattern, other) => {
      const all = matched(pattern);
      assert.equal(
        coversDomain(pattern, other),
        [...matched(other)].every((name) => all.has(name)),
      );
    }),
    { numRuns: 2000 },
  );
});

test('patterns overlap when a name matches both', () => {
  fc.assert(
    fc.property(patterns, patterns, (pattern, other) => {
      const all = matched(pattern);
      assert.equal(
        overlapsDomain(pattern, other),
        [...matched(other)].some((name) => all.has(name)),
      );
    }),
    { numRuns: 2000 },
  );
});

test('a label that only its owner knows is met by any one label, and by wildcards', () => {
  const login = '<directory id>.awsapps.com';
  for (const pattern of [
    'd-90670123ab.awsapps.com',
    'acme.awsapps.com',
    '*.awsapps.com',
    '.awsapps.com',
    '.com',
  ]) {
    assert.ok(coversDomain(pattern, login), pattern);
  }
  for (const pattern of [
    'awsapps.com',
    'a.b.awsapps.com',
    '*.acme.awsapps.com',
    '.acme.awsapps.com',
    'xawsapps.com',
  ]) {
    assert.ok(!coversDomain(pattern, login), pattern);
  }
});

test('names are symbols among others', () => {
  assert.equal(domainOf(domainSymbol('example.com')), 'example.com');
  assert.equal(domainOf('sg:sg-0abc'), undefined);
});
