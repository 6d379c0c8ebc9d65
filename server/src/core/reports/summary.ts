import type { Analysis, CoverageEntry } from '../analysis';
import type { Diagnostic } from '../checks/diagnostic';
import type { Placement } from '../deployment/placement';

/** The numbers that a run ends with, of what is reported. */
export function summarize(
  files: number,
  placements: readonly Placement[],
  coverage: readonly CoverageEntry[],
  diagnostics: readonly Diagnostic[],
  suppressed: number,
): Analysis['summary'] {
  const verdicts = (verdict: CoverageEntry['verdict']): number =>
    coverage.filter((entry) => entry.verdict === verdict).length;
  const severities = (severity: Diagnostic['severity']): number =>
    diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
  return {
    files,
    policies: placements.length,
    judged: placements.filter(({ roles }) => roles.length > 0).length,
    met: verdicts('met'),
    missing: verdicts('missing'),
    undetermined: verdicts('undetermined'),
    errors: severities('error'),
    warnings: severities('warning'),
    infos: severities('info'),
    suppressed,
  };
}
