import type { Analysis } from '../../core/analysis';
import { SEVERITIES, type Severity } from '../../core/deployment/check-ids';
import { fold, messageOf, type Folded } from '../../core/reports/fold';
import { onFirstLine, positionAt } from '../../core/text/lines';
import { plain } from './paint';
import { printable } from './printable';
import { summary } from './text';

/**
 * Workflow commands, which GitHub Actions shows as annotations in the changed files. The gravest come first, because
 * of each kind only so many are shown; a last line names those that are not. `prefix`: see `Style`.
 */
export function githubReport(analysis: Analysis, prefix: string): string {
  const folded = fold(analysis.diagnostics);
  const bySeverity = SEVERITIES.map((severity) => folded.filter(([{ severity: own }]) => own === severity));
  const unseen = bySeverity.flatMap((findings) => findings.slice(SHOWN_OF_A_KIND));
  return [
    ...bySeverity.flat().map((findings) => command(findings, prefix)),
    ...summary(analysis, plain),
    ...(unseen.length === 0 ? [] : [restLine(unseen)]),
    '',
  ].join('\n');
}

/** Annotations of one kind that GitHub shows of a step. */
const SHOWN_OF_A_KIND = 10;

const COMMANDS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

function command(findings: Folded, prefix: string): string {
  const [{ severity, rule, policy, at }] = findings;
  const { start, end } = onFirstLine(at.file, at.span);
  const from = positionAt(at.file, start);
  const properties = {
    file: prefix + at.file.path,
    line: from.line,
    col: from.column,
    // Past the last column, as everywhere in GitHub; of one line only, or it is not shown.
    endColumn: positionAt(at.file, end).column,
    title: policy === undefined ? rule : `${rule}: ${policy.name}`,
  };
  const list = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`);
  return `::${COMMANDS[severity]} ${list.join(',')}::${data(messageOf(findings))}`;
}

/** A command is one line, and `%` starts an escape. The log shows colours and all, so the rest is printable. */
function data(text: string): string {
  return printable(text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A'));
}

/** `:` and `,` end a property. */
function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

function restLine(unseen: readonly Folded[]): string {
  const names = unseen.map(([{ at, rule }]) => {
    return `${at.file.path}:${positionAt(at.file, at.span.start).line} ${rule}`;
  });
  // A path may hold what would start a command of its own, or end the line.
  return `GitHub shows ${SHOWN_OF_A_KIND} annotations of a kind; not among them: ${data(names.join(', '))}`;
}
