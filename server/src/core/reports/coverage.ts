import type { CoverageEntry } from '../analysis';
import { reasonsFor } from '../deployment/placement';
import type { Policy } from '../policies/policy';
import type { Location } from '../text/source';
import { evidence } from '../verdicts/evidence';
import type { Judgement } from '../verdicts/judge';

/** Requirement × policy: what was judged, how, and by which rules. */
export function coverageOf(
  judgements: readonly Judgement[],
  seenAt: (policy: Policy) => Location,
): readonly CoverageEntry[] {
  return judgements.map((judgement) => {
    const { subject, outcome } = judgement;
    const { requirement, region } = judgement.asked;
    const { policy } = subject.placements[0];
    const inferred = reasonsFor(subject.placements[0]);
    let found: CoverageEntry['evidence'] | undefined;
    return {
      policy: policy.name,
      at: seenAt(policy),
      role: subject.claim.role,
      ...(region !== undefined && { region }),
      requirement: requirement.id,
      verdict: outcome.verdict,
      // Looking up the rules costs more than judging; most outputs never ask.
      get evidence() {
        if (found === undefined) {
          const places = evidence(judgement);
          // A default that allows everything stands in no rule.
          found = places.length === 0 && outcome.verdict === 'met' ? [policy.at] : places;
        }
        return found;
      },
      why: subject.claim.why,
      ...(inferred.length > 0 && { inferred }),
    };
  });
}
