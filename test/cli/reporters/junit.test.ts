import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { junitReport } from '../../../server/src/cli/reporters/junit';
import { assertGolden, fixture, runIn } from '../run';
import { analysisOf, placeOf, policyAt } from './analysis';

const FILE = { path: 'net/<a>.yaml', text: 'name: "b&c"\n' };
const AT = placeOf(FILE, 'name');
const POLICY = policyAt('"b&c"', AT);
const ENTRY = {
  policy: POLICY.name,
  at: AT,
  role: 'client-network',
  region: 'us-west-2',
  requirement: 'client.https',
  evidence: [],
  why: '',
} as const;
const FINDING = {
  rule: 'missing-flow',
  severity: 'error',
  message: 'TCP <443>\nis lost\u0000',
  at: AT,
  policy: POLICY,
  role: 'client-network',
  region: 'us-west-2',
  requirement: 'client.https',
  related: [],
  fingerprint: 'f',
} as const;

/** The lines of the report between its suite's first and last. */
function casesOf(...input: Parameters<typeof analysisOf>): readonly string[] {
  return junitReport(analysisOf(...input))
    .split('\n')
    .slice(3, -3);
}

const HEAD =
  '    <testcase classname="&quot;b&amp;c&quot;" name="client.https (us-west-2)" file="net/&lt;a&gt;.yaml" line="1"';

describe('junitReport', () => {
  it('prints suites by file', async () => {
    const { stdout } = await runIn(fixture('branch'), ['lint', '--format', 'junit']);
    assertGolden(stdout, 'lint-junit');
  });

  it('fails a requirement whose finding is an error, with escaped text', () => {
    assert.deepEqual(casesOf([FINDING], { coverage: [{ ...ENTRY, verdict: 'missing' }] }), [
      `${HEAD}>`,
      '      <failure type="missing-flow" message="TCP &lt;443&gt;&#10;is lost\uFFFD">missing-flow: TCP &lt;443&gt;&#10;is lost\uFFFD</failure>',
      '    </testcase>',
    ]);
  });

  it('passes what is only a warning, and tells of it', () => {
    const finding = { ...FINDING, severity: 'warning', message: 'm' } as const;
    assert.deepEqual(casesOf([finding], { coverage: [{ ...ENTRY, verdict: 'missing' }] }), [
      `${HEAD}>`,
      '      <system-out>missing-flow: m</system-out>',
      '    </testcase>',
    ]);
  });

  it('passes what is met and what is suppressed', () => {
    for (const verdict of ['met', 'missing'] as const) {
      assert.deepEqual(casesOf([], { coverage: [{ ...ENTRY, verdict }] }), [`${HEAD}/>`]);
    }
  });

  it('skips what is undetermined', () => {
    assert.deepEqual(casesOf([], { coverage: [{ ...ENTRY, verdict: 'undetermined' }] }), [
      `${HEAD}>`,
      '      <skipped message="undetermined"/>',
      '    </testcase>',
    ]);
  });

  it('counts, and fails errors that are about no requirement', () => {
    const broken = {
      rule: 'syntax-error',
      severity: 'error',
      message: 'm',
      at: AT,
      related: [],
      fingerprint: 'g',
    } as const;
    const report = junitReport(
      analysisOf([broken, FINDING], { coverage: [{ ...ENTRY, verdict: 'missing' }] }),
    );
    assert.match(
      report,
      /<testsuites name="workspaces-netlint" tests="2" failures="2" errors="0" skipped="0">/,
    );
    assert.match(report, /classname="net\/&lt;a&gt;\.yaml" name="syntax-error \(line 1\)"/);
  });
});
