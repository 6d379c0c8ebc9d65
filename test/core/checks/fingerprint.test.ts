import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Diagnostic } from '../../../server/src/core/checks/diagnostic';
import { fingerprinter } from '../../../server/src/core/checks/fingerprint';

const finding = (text: string, parts: Partial<Diagnostic> = {}): Omit<Diagnostic, 'fingerprint'> => {
  const start = text.indexOf('10.');
  return {
    rule: 'invalid-cidr',
    severity: 'error',
    message: 'it is wrong',
    at: { file: { path: 'a.yaml', text }, span: { start, end: text.length } },
    related: [],
    ...parts,
  };
};

describe('a fingerprint', () => {
  it('stays when lines move and messages are worded anew', () => {
    const before = fingerprinter()(finding('10.0.0.0/33'));
    assert.match(before, /^[0-9a-f]{16}$/);
    assert.equal(fingerprinter()(finding('\n\n  10.0.0.0/33', { message: 'no such block' })), before);
  });

  it('differs by what the finding is about', () => {
    const of = fingerprinter();
    const all = [
      of(finding('10.0.0.0/33')),
      of(finding('10.0.0.0/34')),
      of(finding('10.0.0.0/33', { rule: 'host-bits-set' })),
      of(finding('10.0.0.0/33', { requirement: 'directory.ntp' })),
      of(finding('10.0.0.0/33', { requirement: 'directory.ntp', region: 'eu-west-1' })),
    ];
    assert.equal(new Set(all).size, all.length);
  });

  it('is unique within a run', () => {
    const of = fingerprinter();
    assert.notEqual(of(finding('10.0.0.0/33')), of(finding('10.0.0.0/33')));
  });
});
