import type { Analysis } from '../../core/analysis';
import type { Severity } from '../../core/deployment/check-ids';
import { onFirstLine, positionAt } from '../../core/text/lines';
import { print } from './json';

/** GitLab's code quality report, which shows findings beside the changed lines of a merge request. `prefix`: see `Style`. */
export function gitlabReport({ diagnostics }: Analysis, prefix: string): string {
  return print(
    diagnostics.map(({ rule, severity, message, at, policy, fingerprint }) => {
      const { start, end } = onFirstLine(at.file, at.span);
      return {
        description: policy === undefined ? message : `${policy.name}: ${message}`,
        check_name: rule,
        fingerprint,
        severity: SEVERITIES[severity],
        location: {
          path: prefix + at.file.path,
          lines: { begin: positionAt(at.file, start).line, end: positionAt(at.file, end).line },
        },
      };
    }),
  );
}

const SEVERITIES: Readonly<Record<Severity, string>> = { error: 'major', warning: 'minor', info: 'info' };
