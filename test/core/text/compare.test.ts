import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareTexts } from '../../../server/src/core/text/compare';

test('texts are in the order of their code units, whatever the language of the machine', () => {
  assert.deepEqual(['ä', 'b', 'B', 'a', 'a'].sort(compareTexts), ['B', 'a', 'a', 'b', 'ä']);
});
