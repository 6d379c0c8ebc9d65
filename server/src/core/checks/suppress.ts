import type { Suppression } from '../deployment/directives';
import type { Placement } from '../deployment/placement';
import type { VpcPlacement } from '../deployment/vpcs';
import type { SuppressionUse } from './check';
import type { Diagnostic } from './diagnostic';

export interface Suppressed<D> {
  readonly kept: readonly D[];
  /** What was taken out, each with the first suppression that speaks of it. */
  readonly suppressed: ReadonlyMap<D, Suppression>;
  readonly uses: readonly SuppressionUse[];
}

/** Takes out the findings that a suppression on what they are about speaks of, up to and including its last day. */
export function suppress<D extends Pick<Diagnostic, 'rule' | 'policy' | 'requirement' | 'requirements'>>(
  findings: readonly D[],
  placements: readonly (Placement | VpcPlacement)[],
  today: string,
): Suppressed<D> {
  const uses: SuppressionUse[] = [];
  const silenced = new Map<D, Suppression>();
  for (const placement of placements) {
    for (const suppression of placement.suppressions) {
      // Dates of this form sort as text.
      if (suppression.until !== undefined && suppression.until < today) {
        uses.push({ suppression, placement, state: 'expired' });
        continue;
      }
      const hits = findings.filter(
        (finding) =>
          finding.policy === placement.policy &&
          suppression.rules.includes(finding.rule) &&
          speaksOf(finding, suppression.requirement),
      );
      for (const hit of hits) if (!silenced.has(hit)) silenced.set(hit, suppression);
      uses.push({ suppression, placement, state: hits.length > 0 ? 'used' : 'unused' });
    }
  }
  return { kept: findings.filter((finding) => !silenced.has(finding)), suppressed: silenced, uses };
}

function speaksOf(
  finding: Pick<Diagnostic, 'requirement' | 'requirements'>,
  requirement: string | undefined,
): boolean {
  if (requirement === undefined) return true;
  if (finding.requirement !== undefined) return finding.requirement === requirement;
  // A finding about several requirements is silenced only by a word about all of them.
  return finding.requirements?.every((id) => id === requirement) ?? false;
}
