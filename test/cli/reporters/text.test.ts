import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { painted, plain } from '../../../server/src/cli/reporters/paint';
import { textReport } from '../../../server/src/cli/reporters/text';
import type { Diagnostic } from '../../../server/src/core/checks/diagnostic';
import { analysisOf, placeOf, policyAt } from './analysis';

const FILE = { path: 'net/sg.yaml', text: 'firewall:\n  name: branch\n  rules: []\n' };
const POLICY = policyAt('branch', placeOf(FILE, 'name: branch'));

function missing(requirement: string, more: Partial<Diagnostic> = {}): Diagnostic {
  return {
    rule: 'missing-flow',
    severity: 'error',
    message: `${requirement} is missing.`,
    at: POLICY.at,
    policy: POLICY,
    role: 'workspace',
    requirement,
    family: requirement.slice(0, requirement.lastIndexOf('.')),
    related: [],
    fingerprint: requirement,
    ...more,
  };
}

describe('textReport', () => {
  it('shows a finding with its place, names and related places', () => {
    const other = { path: 'other.yaml', text: 'x' };
    const related = [
      { message: 'This rule half covers it.', at: placeOf(FILE, 'rules') },
      { message: 'This one too.', at: placeOf(other, 'x') },
    ];
    const analysis = analysisOf([missing('client.streaming.wsp', { region: 'us-west-2', related })], {
      policies: 18,
      judged: 4,
      met: 5,
      missing: 1,
    });
    assert.equal(
      textReport(analysis, plain, false),
      `net/sg.yaml

  2:3  error  client.streaming.wsp is missing.
  missing-flow · client.streaming.wsp · branch · workspace · us-west-2
  2 |   name: branch
    |   ^^^^^^^^^^^^
  = 3:3  This rule half covers it.
  = other.yaml:1:1  This one too.

1 error, 0 warnings, 0 infos in 1 file
4 of 18 policies judged; 14 have no role: 5 requirements met, 1 missing, 0 undetermined
catalog 2026-08-22, ip-ranges 2026-08-22-15-17-05
`,
    );
  });

  it('folds a family on one policy and lists its members', () => {
    const analysis = analysisOf([
      missing('directory.dns'),
      missing('workspace.http'),
      missing('directory.ldap'),
      missing('directory.ldaps', { severity: 'warning' }),
      missing('directory.ntp', { region: 'eu-west-1' }),
    ]);
    const heads = textReport(analysis, plain, false)
      .split('\n')
      .filter((line) => /^ {2}(2:3| {2}directory)/.test(line));
    assert.deepEqual(heads, [
      '  2:3  error  2 findings of directory.*:',
      '    directory.dns  directory.dns is missing.',
      '    directory.ldap  directory.ldap is missing.',
      '  2:3  error  workspace.http is missing.',
      '  2:3  warning  directory.ldaps is missing.',
      '  2:3  error  directory.ntp is missing.',
    ]);
  });

  it('does not fold policies of one name into one', () => {
    const twin = policyAt('branch', POLICY.at);
    const analysis = analysisOf([missing('directory.dns'), missing('directory.dns', { policy: twin })]);
    assert.doesNotMatch(textReport(analysis, plain, false), /2 findings/);
  });

  it('shows only errors when quiet, and counts all', () => {
    const report = textReport(analysisOf([missing('a.b', { severity: 'warning' })]), plain, true);
    assert.match(report, /^0 errors, 1 warning, 0 infos in 1 file\n/);
  });

  it('paints on demand and never otherwise', () => {
    const analysis = analysisOf([missing('a.b')]);
    assert.match(textReport(analysis, painted, false), /\x1b\[31merror\x1b\[39m/);
    assert.doesNotMatch(textReport(analysis, plain, false), /\x1b/);
  });

  it('does not let file names and messages drive the terminal', () => {
    const file = { path: '\x1b[2J.yaml', text: 'a\x1bb' };
    const message = 'The name "\x1b]0;x\x07" is odd.';
    const report = textReport(
      analysisOf([missing('a.b', { at: placeOf(file, 'a'), message })]),
      plain,
      false,
    );
    assert.doesNotMatch(report, /[\x00-\x09\x0b-\x1f]/);
  });
});
