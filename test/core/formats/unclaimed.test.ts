import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyze } from '../../../server/src/core/analyze';

const rules = (path: string, text: string, named: boolean): string[] => {
  const analysis = analyze({
    files: [{ path, text }],
    configurationOf: () => undefined,
    coversFolderOf: () => false,
    stated: { roles: [], facts: {} },
    today: '2026-11-22',
    inlineSuppressions: true,
    named: () => named,
    hostProblems: [],
  });
  return 'usage' in analysis ? [analysis.usage] : analysis.diagnostics.map(({ rule }) => rule);
};

describe('a file that no format takes', () => {
  it('is told to be broken when somebody named it', () => {
    assert.deepEqual(rules('a.json', '{"a": [', true), ['syntax-error']);
    assert.deepEqual(rules('a.yaml', 'a: [', true), ['syntax-error']);
  });

  it('is left alone when it was only found', () => {
    assert.deepEqual(rules('a.json', '{"a": [', false), []);
    assert.deepEqual(rules('a.yaml', 'a: [', false), []);
  });

  it('is left alone when it can be read, is empty, or is of another kind', () => {
    assert.deepEqual(rules('a.json', '{"a": 1}', true), []);
    assert.deepEqual(rules('a.yaml', '', true), []);
    assert.deepEqual(rules('notes.txt', '{', true), []);
  });
});
