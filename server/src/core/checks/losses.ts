import type { Severity } from '../deployment/check-ids';
import type { Level } from '../requirements/requirement';
import { evidence } from '../verdicts/evidence';
import type { Judgement, Loss } from '../verdicts/judge';
import type { CheckContext } from './check';
import type { Finding, Related } from './diagnostic';
import { missingFlows } from './missing-flows';
import { roleReason } from './role-reason';

/** A judgement whose flow is lost in a certain way. */
export interface Lost {
  readonly judgement: Judgement;
  readonly loss: Loss;
}

/** The judgements that the check for this kind of loss reports. */
export function lossesOf(context: CheckContext, kind: Loss['kind']): readonly Lost[] {
  return context.judgements.flatMap((judgement) => {
    const { outcome } = judgement;
    return outcome.verdict === 'missing' && outcome.loss.kind === kind
      ? [{ judgement, loss: outcome.loss }]
      : [];
  });
}

/** What findings about a lost flow have in common. */
export function lossFinding({ judgement, loss }: Lost, message: string): Finding {
  const { subject, level } = judgement;
  const { requirement, region } = judgement.asked;
  const [first, ...others] = subject.placements;
  const missing = missingFlows(loss);
  return {
    severity: LEVEL_SEVERITIES[level],
    message,
    at: first.policy.at,
    policy: first.policy,
    role: subject.claim.role,
    ...(region !== undefined && { region }),
    requirement: requirement.id,
    family: requirement.family,
    ...(missing.length > 0 && { missing }),
    judgement,
    related: [
      ...others.map(({ policy }): Related => ({
        message: `${policy.name} on the same interface lacks it too`,
        at: policy.at,
      })),
      ...evidence(judgement).map((at): Related => ({
        message: EVIDENCE[loss.kind],
        at,
      })),
    ]
      .slice(0, MOST_RELATED)
      .concat(roleReason(subject.claim, first.policy)),
  };
}

/** More places than anybody looks at are left out. */
export const MOST_RELATED = 10;

/** What the rules are worth that match some of the flow. */
const EVIDENCE: Readonly<Record<Loss['kind'], string>> = {
  missing: 'this rule allows a part of it',
  blocked: 'this rule allows it where no deny stands in front',
  answers: 'this rule allows the way there',
};

export const LEVEL_SEVERITIES: Readonly<Record<Level, Severity>> = {
  required: 'error',
  recommended: 'warning',
  optional: 'info',
};
