import type { Analysis, CoverageEntry } from '../../core/analysis';
import type { Diagnostic } from '../../core/checks/diagnostic';
import { groupBy } from '../../core/text/group-by';
import { positionAt } from '../../core/text/lines';

/**
 * JUnit XML, as build servers read it: a test case for every requirement of every policy, and one for every error
 * that is about something else. A suite per file; no times, so that the same input gives the same bytes.
 */
export function junitReport({ coverage, diagnostics }: Analysis): string {
  const cases = [...coverageCases(coverage, diagnostics), ...otherCases(coverage, diagnostics)];
  const files = [...groupBy(cases, ({ file }) => file)].sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="workspaces-netlint" ${counts(cases)}>`,
    ...files.flatMap(([file, own]) => [
      `  <testsuite name="${escape(file)}" ${counts(own)}>`,
      ...own.flatMap(caseLines),
      '  </testsuite>',
    ]),
    '</testsuites>',
    '',
  ].join('\n');
}

interface TestCase {
  readonly file: string;
  readonly line: number;
  /** The policy. */
  readonly classname: string;
  /** `requirement (Region)`. */
  readonly name: string;
  readonly outcome: 'passed' | 'skipped' | 'failed';
  /** Why it is not simply passed. */
  readonly findings: readonly Diagnostic[];
  readonly reason?: string;
}

function coverageCases(
  coverage: readonly CoverageEntry[],
  diagnostics: readonly Diagnostic[],
): readonly TestCase[] {
  const byRequirement = groupBy(
    diagnostics.flatMap((finding) => idsOf(finding).map((id) => ({ id, finding }))),
    ({ id, finding: { policy, role, region } }) => keyOf(policy?.name, role, region, id),
  );
  return coverage.map(({ policy, at, role, region, requirement, verdict }) => {
    const found = byRequirement.get(keyOf(policy, role, region, requirement)) ?? [];
    const findings = found.map(({ finding }) => finding);
    const failed = verdict === 'missing' && findings.some(({ severity }) => severity === 'error');
    return {
      file: at.file.path,
      line: positionAt(at.file, at.span.start).line,
      classname: policy,
      name: region === undefined ? requirement : `${requirement} (${region})`,
      outcome: failed ? 'failed' : verdict === 'undetermined' ? 'skipped' : 'passed',
      findings,
      ...(verdict === 'undetermined' && { reason: 'undetermined' }),
    };
  });
}

/** Errors that no requirement of a judged policy tells of: a file that cannot be read, a malformed value. */
function otherCases(
  coverage: readonly CoverageEntry[],
  diagnostics: readonly Diagnostic[],
): readonly TestCase[] {
  const judged = new Set(
    coverage.map(({ policy, role, region, requirement }) => keyOf(policy, role, region, requirement)),
  );
  return diagnostics
    .filter(({ severity }) => severity === 'error')
    .filter(
      (finding) =>
        !idsOf(finding).some((id) =>
          judged.has(keyOf(finding.policy?.name, finding.role, finding.region, id)),
        ),
    )
    .map((finding) => {
      const { line } = positionAt(finding.at.file, finding.at.span.start);
      return {
        file: finding.at.file.path,
        line,
        classname: finding.policy?.name ?? finding.at.file.path,
        name: `${finding.rule} (line ${line})`,
        outcome: 'failed',
        findings: [finding],
      };
    });
}

function idsOf({ requirement, requirements = [] }: Diagnostic): readonly string[] {
  return requirement === undefined ? requirements : [requirement];
}

function keyOf(...parts: readonly (string | undefined)[]): string {
  return parts.map((part) => part ?? '').join('\u0000');
}

function counts(cases: readonly TestCase[]): string {
  const number = (outcome: TestCase['outcome']) => cases.filter((each) => each.outcome === outcome).length;
  return `tests="${cases.length}" failures="${number('failed')}" errors="0" skipped="${number('skipped')}"`;
}

function caseLines({ file, line, classname, name, outcome, findings, reason }: TestCase): readonly string[] {
  const head = `    <testcase classname="${escape(classname)}" name="${escape(name)}" file="${escape(file)}" line="${line}"`;
  const text = findings.map((finding) => `${finding.rule}: ${finding.message}`).join('\n');
  const [first] = findings;
  switch (outcome) {
    case 'failed':
      return [
        `${head}>`,
        `      <failure type="${first?.rule ?? ''}" message="${escape(first?.message ?? '')}">${escape(text)}</failure>`,
        '    </testcase>',
      ];
    case 'skipped':
      return [
        `${head}>`,
        `      <skipped message="${escape(first?.message ?? reason ?? '')}"/>`,
        '    </testcase>',
      ];
    case 'passed':
      return findings.length === 0
        ? [`${head}/>`]
        : [`${head}>`, `      <system-out>${escape(text)}</system-out>`, '    </testcase>'];
  }
}

/** Text and attribute values of XML 1.0; what no XML may hold is shown as a mark. */
function escape(text: string): string {
  return (
    text
      .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Cs}/gu, '\uFFFD')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      // In an attribute these would become spaces.
      .replaceAll('\r', '&#13;')
      .replaceAll('\n', '&#10;')
      .replaceAll('\t', '&#9;')
  );
}
