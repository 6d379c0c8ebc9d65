import { version } from '../../../../package.json';
import type { Analysis, CoverageEntry } from '../../core/analysis';
import type { Diagnostic } from '../../core/checks/diagnostic';
import { onFirstLine, positionAt } from '../../core/text/lines';
import type { Location } from '../../core/text/source';

// The order of keys below is the order in the report. Keys whose value is undefined are left out of it.

/** The report that scripts read: `schema` changes when a key changes its meaning. */
export function jsonReport(analysis: Analysis): string {
  const { diagnostics, coverage, summary } = analysis;
  const fixes = analysis.reportedFixes?.(diagnostics);
  return print({
    ...header(analysis),
    findings: diagnostics.map((diagnostic) => jsonFinding(diagnostic, fixes?.get(diagnostic)?.title)),
    coverage: coverage.map(coverageEntry),
    summary: {
      files: summary.files,
      policies: summary.policies,
      judged: summary.judged,
      met: summary.met,
      missing: summary.missing,
      undetermined: summary.undetermined,
      errors: summary.errors,
      warnings: summary.warnings,
      infos: summary.infos,
      suppressed: summary.suppressed,
    },
  });
}

/** The coverage of that report alone; `why` each policy has its role is told on demand. */
export function jsonCoverage(analysis: Analysis, why: boolean): string {
  return print({
    ...header(analysis),
    coverage: analysis.coverage.map((entry) => ({
      ...coverageEntry(entry),
      why: why ? entry.why : undefined,
      inferred: why ? inferredFacts(entry) : undefined,
    })),
  });
}

/** What was concluded about the deployment of the policy; left out where nothing was. */
function inferredFacts({ inferred }: CoverageEntry) {
  return inferred?.map(({ fact, text, why }) => ({ fact, value: text, why }));
}

export function print(report: object): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}

function header({ catalog }: Analysis) {
  return {
    schema: 1,
    tool: { name: 'workspaces-netlint', version },
    catalog: { edition: catalog.edition, ipRanges: catalog.ipRanges },
  };
}

/** One finding of that report; `fix` is what the edit is called that mends it. */
export function jsonFinding(diagnostic: Diagnostic, fix?: string) {
  const {
    rule,
    severity,
    message,
    policy,
    role,
    region,
    requirement,
    requirements,
    missing,
    related,
    fingerprint,
  } = diagnostic;
  return {
    rule,
    severity,
    message,
    ...place(diagnostic.at),
    policy: policy?.name,
    role,
    region,
    requirement,
    requirements,
    missing: missing?.map(({ direction, protocol, ports, sourcePorts, peers }) => ({
      direction,
      protocol,
      ports,
      sourcePorts,
      peers,
    })),
    related:
      related.length === 0
        ? undefined
        : related.map((item) => ({ message: item.message, ...place(item.at) })),
    fixes: fix === undefined ? undefined : [{ title: fix }],
    fingerprint,
  };
}

function coverageEntry({ policy, at, role, region, requirement, verdict, evidence, note }: CoverageEntry) {
  return {
    policy,
    file: at.file.path,
    role,
    region,
    requirement,
    verdict,
    evidence: evidence.map(({ file, span }) => ({
      file: file.path,
      line: positionAt(file, span.start).line,
    })),
    note,
  };
}

function place({ file, span }: Location) {
  const { start, end } = onFirstLine(file, span);
  return { file: file.path, range: { start: positionAt(file, start), end: positionAt(file, end) } };
}
