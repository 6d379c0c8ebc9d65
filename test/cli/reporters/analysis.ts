import type { Analysis } from '../../../server/src/core/analysis';
import type { Diagnostic } from '../../../server/src/core/checks/diagnostic';
import type { Policy } from '../../../server/src/core/policies/policy';
import type { Location, SourceFile } from '../../../server/src/core/text/source';

/** The place of the first occurrence of a text in a file. */
export function placeOf(file: SourceFile, text: string): Location {
  const start = file.text.indexOf(text);
  if (start === -1) throw new RangeError(`"${text}" is not in ${file.path}`);
  return { file, span: { start, end: start + text.length } };
}

export function policyAt(name: string, at: Location): Policy {
  return {
    kind: 'firewall',
    name,
    at,
    evaluation: 'first-match',
    stateful: true,
    defaults: { inbound: 'deny', outbound: 'deny' },
    rules: [],
    comments: [],
    tags: [],
    words: [],
  };
}

/** An analysis with these findings; the counts of what was judged are made up. */
export function analysisOf(
  diagnostics: readonly Diagnostic[],
  more: Partial<Pick<Analysis, 'coverage' | 'fixesOf'> & Analysis['summary']> & {
    readonly silenced?: Analysis['suppressed'];
  } = {},
): Analysis {
  const { coverage = [], silenced = [], fixesOf, ...counts } = more;
  const number = (severity: string) => diagnostics.filter((each) => each.severity === severity).length;
  return {
    diagnostics,
    suppressed: silenced,
    placements: [],
    vpcs: [],
    coverage,
    catalog: { edition: '2026-08-22', ipRanges: '2026-08-22-15-17-05' },
    summary: {
      files: 1,
      policies: 1,
      judged: 1,
      met: 0,
      missing: 0,
      undetermined: 0,
      errors: number('error'),
      warnings: number('warning'),
      infos: number('info'),
      suppressed: 0,
      ...counts,
    },
    ...(fixesOf !== undefined && { fixesOf }),
  };
}
