import assert from 'node:assert/strict';
import { it } from 'node:test';
import { FUNCTIONS } from '../../../../../server/src/core/formats/terraform/functions';
import { testCases } from '../cases';

const cases = testCases('functions', new URL('.', import.meta.url));

it('has at least five cases for each function whose answer can be told', () => {
  const few = [...FUNCTIONS.keys()].filter((name) => {
    const calls = cases.filter(({ expression }) => expression.startsWith(`${name}(`));
    const neverKnown = calls.length > 0 && calls.every(({ expected }) => expected.startsWith(`<${name}()`));
    return calls.length < 5 && !neverKnown;
  });
  assert.deepEqual(few, []);
});
