import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { markdownReport, markdownWithin } from '../../../server/src/cli/reporters/markdown';
import { assertGolden, fixture, runIn } from '../run';
import { analysisOf, placeOf, policyAt } from './analysis';

const FILE = { path: 'a|b.tf', text: 'one\n' };

function findingOf(message: string, number = 0) {
  const at = placeOf(FILE, 'one');
  const policy = policyAt('x`y', at);
  const fingerprint = `${number}`;
  return {
    rule: 'host-bits-set',
    severity: 'warning',
    message,
    at,
    policy,
    related: [],
    fingerprint,
  } as const;
}

describe('markdownReport', () => {
  it('prints a table for each file', async () => {
    const { stdout } = await runIn(fixture('branch'), ['lint', '--format', 'markdown']);
    assertGolden(stdout, 'lint-markdown');
  });

  it('takes nothing in a file for markup', () => {
    const report = markdownReport(analysisOf([findingOf('<img> | **b** [x](y)\nz @team')]));
    assert.match(report, /### <code>a&#124;b\.tf<\/code>/);
    assert.match(report, /<code>x&#96;y<\/code>/);
    assert.match(report, /&lt;img> &#124; &#42;&#42;b&#42;&#42; &#91;x&#93;\(y\)·z &#64;team/);
  });

  it('says in its heading whether anything was judged', () => {
    assert.match(markdownReport(analysisOf([], { judged: 0 })), /^## .*no policy was judged/);
    assert.match(markdownReport(analysisOf([], { judged: 1 })), /^## .*gets through/);
  });
});

describe('markdownWithin', () => {
  const analysis = analysisOf(Array.from({ length: 100 }, (_, index) => findingOf(`ü${index}`, index)));

  it('keeps whole lines and says what is left out', () => {
    const whole = markdownReport(analysis);
    const cut = markdownWithin(analysis, 2000);
    assert.ok(Buffer.byteLength(cut) <= 2000);
    const [kept = '', note] = cut.split('\n\nThe rest');
    assert.ok(whole.startsWith(`${kept}\n`));
    assert.match(note ?? '', /is left out here/);
  });

  it('is the report itself where that fits', () => {
    assert.equal(markdownWithin(analysis, 1_000_000), markdownReport(analysis));
  });
});
