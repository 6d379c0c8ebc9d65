import assert from 'node:assert/strict';
import { plain } from '../../server/src/cli/reporters/paint';
import { REPORTERS } from '../../server/src/cli/reporters/reporter';
import type { Analysis, AnalysisInput } from '../../server/src/core/analysis';
import { analyze } from '../../server/src/core/analyze';
import { decodeConfiguration } from '../../server/src/core/deployment/decode-configuration';
import { reach } from '../../server/src/core/policies/reach';
import { ROLES } from '../../server/src/core/requirements/requirement';
import { supply, type Found } from '../../server/src/core/supply';
import type { SourceFile } from '../../server/src/core/text/source';
import { assertInside } from './checks';
import type { Input } from './target';

const CONFIGURATION = '.workspaces-netlint.yaml';

/** The run that a command line with these files would make; undefined for one that it would refuse. */
export function inputOf({ files, roles = [] }: Input): AnalysisInput {
  const all = Object.entries(files)
    .map(([path, text]): SourceFile => ({ path, text }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const governing = all.find(({ path }) => path === CONFIGURATION);
  const decoded = governing && decodeConfiguration(governing, '');
  const configuration = decoded && 'configuration' in decoded ? decoded.configuration : undefined;
  const linted = all.filter((file) => file !== governing);
  const input: AnalysisInput = {
    files: linted,
    configurationOf: () => (configuration === undefined ? undefined : { configuration, path: CONFIGURATION }),
    coversFolderOf: () => true,
    stated: { roles: ROLES.filter((role) => roles.includes(role)), facts: {} },
    today: '2026-10-01',
    inlineSuppressions: true,
    named: () => true,
    hostProblems: [],
  };
  return supply(input, ({ kind, path }): Found => {
    if (path.startsWith('../')) return 'beyond';
    const within = linted.filter((file) => file.path.startsWith(path));
    if (kind === 'folder')
      return { kind, files: within.filter((file) => !file.path.slice(path.length).includes('/')) };
    if (kind === 'listing') return { kind, names: within.map((file) => file.path.slice(path.length)) };
    const file = linted.find((each) => each.path === path);
    return file === undefined ? 'absent' : { kind, file };
  });
}

/** What must hold for the analysis of any files. */
export function checkAnalysis(input: Input): Analysis | undefined {
  const analysis = analyze(inputOf(input));
  const again = analyze(inputOf(input));
  if ('usage' in analysis || 'usage' in again) {
    assert.deepEqual(again, analysis);
    return undefined;
  }
  assertSound(analysis);
  for (const [name, report] of Object.entries(REPORTERS)) {
    const style = { paint: plain, quiet: false, prefix: '' };
    const text: string = report(withoutFixes(analysis), style);
    assert.equal(report(withoutFixes(again), style), text, `${name} differs the second time`);
    if (name === 'json' || name === 'sarif' || name === 'gitlab') JSON.parse(text);
    if (name === 'junit') assert.doesNotMatch(text, NOT_IN_XML);
    // A terminal does what some characters say.
    if (name !== 'json') assert.doesNotMatch(text, CONTROL);
  }
  return analysis;
}

/** Trying the fixes takes most of the time of a report, and has a target of its own. */
function withoutFixes(analysis: Analysis): Analysis {
  const { diagnostics, suppressed, placements, vpcs, coverage, catalog, summary } = analysis;
  return { diagnostics, suppressed, placements, vpcs, coverage, catalog, summary };
}

const NOT_IN_XML =
  /[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;
const CONTROL = /[\0\x07\x08\x1B]/;

function assertSound({ diagnostics, suppressed, placements, coverage, summary }: Analysis): void {
  for (const { at, related, message } of diagnostics) {
    assertInside(at, message);
    for (const item of related) assertInside(item.at, item.message);
    assert.ok(message.length > 0 && message.length < 20_000, `a message of ${message.length} characters`);
    assert.doesNotMatch(message, /\[object Object\]/);
  }
  const names = [...diagnostics, ...suppressed.map(({ diagnostic }) => diagnostic)].map(
    (each) => each.fingerprint,
  );
  assert.equal(new Set(names).size, names.length, 'two findings have one fingerprint');
  for (const { at, verdict, evidence } of coverage) {
    assertInside(at, 'a verdict');
    for (const place of evidence) assertInside(place, 'evidence');
    assert.ok(verdict !== 'met' || evidence.length > 0, 'met without evidence');
  }
  for (const { policy } of placements) {
    assertInside(policy.at, policy.name);
    for (const direction of ['inbound', 'outbound'] as const) {
      const { must, may } = reach(policy, direction);
      if (!must.isSubsetOf(may)) {
        assert.fail(`${policy.name} surely lets through what it may not: ${String(must.subtract(may))}`);
      }
    }
  }
  assert.equal(summary.errors + summary.warnings + summary.infos, diagnostics.length);
}
