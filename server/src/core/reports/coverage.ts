import type { CoverageEntry } from '../analysis';
import { rangeText } from '../checks/management-range-conflict';
import { reasonsFor } from '../deployment/placement';
import type { Target } from '../policies/target';
import type { Location } from '../text/source';
import { evidence, eachOnce } from '../verdicts/evidence';
import { rangesOf, type VpcJudgement } from '../verdicts/free-ranges';
import type { Judgement } from '../verdicts/judge';

/** Requirement × policy: what was judged, how, and by which rules. */
export function coverageOf(
  judgements: readonly Judgement[],
  vpcJudgements: readonly VpcJudgement[],
  seenAt: (target: Target) => Location,
): readonly CoverageEntry[] {
  return [
    ...judgements.map((judgement) => entryOf(judgement, seenAt)),
    ...vpcJudgements.map((judgement) => vpcEntryOf(judgement, seenAt)),
  ];
}

function entryOf(judgement: Judgement, seenAt: (target: Target) => Location): CoverageEntry {
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
}

/** The ranges that are free have no place of their own; what is in the others has. */
function vpcEntryOf(judgement: VpcJudgement, seenAt: (target: Target) => Location): CoverageEntry {
  const { placement, requirement, region, verdict } = judgement;
  const { policy, roles } = placement;
  const inferred = reasonsFor(placement);
  // While something is not known, nobody can say that a range is free.
  const ranges = rangesOf(judgement).filter(({ by }) => verdict !== 'undetermined' || by.length > 0);
  const places = eachOnce(ranges.flatMap(({ by }) => by.map(({ at }) => at)));
  return {
    policy: policy.name,
    at: seenAt(policy),
    role: 'vpc',
    ...(region !== undefined && { region }),
    requirement: requirement.id,
    verdict,
    evidence: places.length === 0 && verdict === 'met' ? [policy.at] : places,
    ...(ranges.length > 0 && { note: ranges.map(rangeText).join('; ') }),
    why: roles[0]?.why ?? '',
    ...(inferred.length > 0 && { inferred }),
  };
}
