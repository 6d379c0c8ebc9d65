import type { Analysis } from '../../core/analysis';
import type { Severity } from '../../core/deployment/check-ids';
import { fold, titleOf, type Folded } from '../../core/reports/fold';
import { groupBy } from '../../core/text/group-by';
import { positionAt } from '../../core/text/lines';
import { plain } from './paint';
import { printable } from './printable';
import { summary } from './text';

/** A report for a pull request, a wiki or a job summary. */
export function markdownReport(analysis: Analysis): string {
  const folded = fold(analysis.diagnostics);
  const files = groupBy(folded, ([{ at }]) => at.file.path);
  const [counts = '', ...rest] = summary(analysis, plain);
  return [
    `## ${HEADINGS[verdictOf(analysis)]}`,
    '',
    `**${counts}**  `,
    rest.join('  \n'),
    '',
    ...[...files].flatMap(([path, findings]) => [
      `### ${code(path)}`,
      '',
      '| Line | Severity | Policy | Finding |',
      '| ---: | --- | --- | --- |',
      ...findings.map(row),
      '',
    ]),
  ].join('\n');
}

/**
 * As much of the report as fits into so many bytes of UTF-8, with a word on what is left out: GitHub refuses a job
 * summary that is too long as a whole.
 */
export function markdownWithin(analysis: Analysis, bytes: number): string {
  const whole = markdownReport(analysis);
  if (Buffer.byteLength(whole) <= bytes) return whole;
  const note = '\nThe rest is left out here; the log of the step has all findings.\n';
  let left = bytes - Buffer.byteLength(note);
  const lines: string[] = [];
  for (const line of whole.split('\n')) {
    left -= Buffer.byteLength(line) + 1;
    if (left < 0) break;
    lines.push(line);
  }
  return `${lines.join('\n')}\n${note}`;
}

function verdictOf({ summary: counts }: Analysis): keyof typeof HEADINGS {
  if (counts.errors > 0) return 'errors';
  if (counts.warnings > 0 || counts.infos > 0) return 'findings';
  return counts.judged === 0 ? 'nothing' : 'fine';
}

const HEADINGS = {
  errors: 'Amazon WorkSpaces: required traffic does not get through',
  findings: 'Amazon WorkSpaces: findings',
  nothing: 'Amazon WorkSpaces: no policy was judged',
  fine: 'Amazon WorkSpaces: all that was judged gets through',
} as const;

const MARKS: Readonly<Record<Severity, string>> = {
  error: '🔴 error',
  warning: '🟡 warning',
  info: '🔵 info',
};

function row(findings: Folded): string {
  const [{ at, severity, rule, policy, role, region, requirement }] = findings;
  const labels = [rule, findings.length === 1 ? requirement : undefined, role, region];
  const message =
    findings.length === 1
      ? text(findings[0].message)
      : [
          `${titleOf(findings)}:`,
          ...findings.map((member) => `${code(member.requirement ?? '')} ${text(member.message)}`),
        ].join('<br>');
  return [
    '',
    positionAt(at.file, at.span.start).line,
    MARKS[severity],
    policy === undefined ? '' : code(policy.name),
    `${message}<br><sub>${labels.flatMap((label) => (label === undefined ? [] : [code(label)])).join(' · ')}</sub>`,
    '',
  ]
    .join(' | ')
    .trim();
}

/** What a file says stays text: no markup, no link, no column of its own. */
function text(raw: string): string {
  return printable(raw)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/[\\`*_{}[\]|~@#]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** As text in a code element, because a code span ends at a backquote and a column at a bar. */
function code(raw: string): string {
  return `<code>${text(raw)}</code>`;
}
