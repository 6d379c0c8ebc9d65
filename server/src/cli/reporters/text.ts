import type { Analysis } from '../../core/analysis';
import type { Diagnostic, Related } from '../../core/checks/diagnostic';
import type { Severity } from '../../core/deployment/check-ids';
import { fold, relatedOf, titleOf, type Folded } from '../../core/reports/fold';
import { positionAt } from '../../core/text/lines';
import type { Location } from '../../core/text/source';
import { codeFrame } from './frame';
import type { Paint, Style } from './paint';
import { printable } from './printable';
import { wrap } from './wrap';

const STYLES: Readonly<Record<Severity, Style>> = { error: 'red', warning: 'yellow', info: 'blue' };

/** The findings for people, grouped by file, and what was judged. `quiet`: only errors and the summary. */
export function textReport(analysis: Analysis, paint: Paint, quiet: boolean): string {
  const shown = analysis.diagnostics.filter(({ severity }) => !quiet || severity === 'error');
  const lines: string[] = [];
  let last: Location | undefined;
  for (const findings of fold(shown)) {
    const { at } = findings[0];
    if (at.file.path !== last?.file.path) lines.push(paint('bold', printable(at.file.path)), '');
    // A policy that lacks much is shown once.
    const frame = last !== undefined && samePlace(at, last) ? [] : codeFrame(at, paint);
    lines.push(...finding(findings, frame, paint).map((line) => `  ${line}`), '');
    last = at;
  }
  lines.push(...summary(analysis, paint), '');
  return lines.join('\n');
}

function samePlace(a: Location, b: Location): boolean {
  return a.file === b.file && a.span.start === b.span.start && a.span.end === b.span.end;
}

function finding(findings: Folded, frame: readonly string[], paint: Paint): readonly string[] {
  const [first] = findings;
  const { severity, at, message, requirement } = first;
  const where = place(at);
  const head = `${where}  ${paint(STYLES[severity], severity)}`;
  const single = findings.length === 1;
  return [
    ...(single
      ? paragraph(head, where.length + severity.length + 2, message)
      : [
          `${head}  ${titleOf(findings)}:`,
          ...findings.flatMap((member) => {
            const id = member.requirement ?? '';
            return paragraph(`  ${paint('bold', id)}`, id.length + 2, member.message);
          }),
        ]),
    paint('dim', labels(first, single ? requirement : undefined)),
    ...frame,
    ...relatedOf(findings).map((item) => `${paint('dim', '=')} ${relatedText(item, at)}`),
  ];
}

/** A message behind its head, which takes so many characters on the screen. */
function paragraph(head: string, taken: number, message: string): readonly string[] {
  const [first = '', ...rest] = wrap(printable(message), WIDTH - INDENT.length, taken - 2);
  return [`${head}  ${first}`, ...rest.map((line) => INDENT + line)];
}

const WIDTH = 110;
const INDENT = '    ';

/** Check, requirement and whose: what a suppression or a search would name. */
function labels(
  { rule, requirement, requirements, policy, role, region }: Diagnostic,
  only: string | undefined,
): string {
  const parts = [
    rule,
    requirement === undefined ? requirements?.join(' ') : only,
    policy?.name,
    role,
    region,
  ];
  return parts
    .flatMap((part) => (part === undefined || part === '' ? [] : [printable(part)]))
    .join(' \u00B7 ');
}

function relatedText({ message, at }: Related, from: Location): string {
  const file = at.file === from.file ? '' : `${printable(at.file.path)}:`;
  return `${file}${place(at)}  ${printable(message)}`;
}

function place({ file, span }: Location): string {
  const { line, column } = positionAt(file, span.start);
  return `${line}:${column}`;
}

/** What was judged comes with the counts, so that silence is not taken for a pass. */
export function summary({ summary: counts, catalog, vpcs }: Analysis, paint: Paint): readonly string[] {
  const { errors, warnings, infos, suppressed, policies, judged } = counts;
  const found = [
    paint(errors > 0 ? 'red' : 'green', count(errors, 'error')),
    paint(warnings > 0 ? 'yellow' : 'green', count(warnings, 'warning')),
    count(infos, 'info'),
    ...(suppressed > 0 ? [`${suppressed} suppressed`] : []),
  ];
  const networks = vpcs.filter(({ roles }) => roles.length > 0).length;
  const beside = networks === 0 ? '' : ` and ${count(networks, 'VPC')}`;
  const roleless = policies - judged;
  const without = roleless === 0 ? '' : `; ${roleless} ${roleless === 1 ? 'has' : 'have'} no role`;
  return [
    `${found.join(', ')} in ${count(counts.files, 'file')}`,
    `${judged} of ${count(policies, 'policy')}${beside} judged${without}: ${count(counts.met, 'requirement')} met, ${counts.missing} missing, ${counts.undetermined} undetermined`,
    paint('dim', `catalog ${catalog.edition}, ip-ranges ${catalog.ipRanges}`),
  ];
}

function count(
  number: number,
  noun: 'error' | 'warning' | 'info' | 'file' | 'policy' | 'VPC' | 'requirement',
): string {
  if (number === 1) return `1 ${noun}`;
  return `${number} ${noun === 'policy' ? 'policies' : `${noun}s`}`;
}
