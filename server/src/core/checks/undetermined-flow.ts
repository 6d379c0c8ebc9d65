import type { Judgement } from '../verdicts/judge';
import type { Cause } from '../verdicts/causes';
import type { VpcJudgement } from '../verdicts/free-ranges';
import { eachOnce } from '../verdicts/evidence';
import { formatOf } from '../formats/index';
import type { Check } from './check';
import type { Finding, Related } from './diagnostic';
import { MOST_RELATED } from './losses';
import { shorten } from './messages';
import { roleReason } from './role-reason';

/** Whether some flows get through cannot be known from the files: one finding per policy and cause. */
export const undeterminedFlow: Check = {
  id: 'undetermined-flow',
  *run({ judgements, vpcJudgements }) {
    const groups = new Map<string, { cause: Cause; judgements: Judgement[] }>();
    const numbers = new Map<unknown, number>();
    for (const judgement of judgements) {
      const { outcome, subject } = judgement;
      if (outcome.verdict !== 'undetermined' || outcome.cause === undefined) continue;
      const { cause } = outcome;
      const number = numbers.get(subject) ?? numbers.size;
      numbers.set(subject, number);
      const key = JSON.stringify([
        number,
        judgement.asked.region,
        cause.kind,
        cause.reason,
        cause.at.file.path,
        cause.at.span.start,
      ]);
      const group = groups.get(key) ?? { cause, judgements: [] };
      groups.set(key, group);
      group.judgements.push(judgement);
    }
    for (const { cause, judgements: members } of groups.values()) {
      const [first] = members;
      if (first !== undefined) yield report(first, cause, members);
    }
    for (const judgement of vpcJudgements) {
      if (judgement.cause !== undefined) yield reportVpc(judgement, judgement.cause);
    }
  },
};

function report(
  { subject, asked: { region } }: Judgement,
  cause: Cause,
  members: readonly Judgement[],
): Finding {
  const { policy } = subject.placements[0];
  const requirements = members.map(({ asked }) => asked.requirement.id);
  const elsewhere = cause.at !== policy.at;
  return {
    message: `Whether ${shorten(requirements, 5)} ${requirements.length === 1 ? 'gets' : 'get'} through cannot be told: ${cause.reason}.${remedyOf(cause)}`,
    at: policy.at,
    policy,
    role: subject.claim.role,
    ...(region !== undefined && { region }),
    requirements,
    related: [
      ...(elsewhere ? [{ message: cause.reason, at: cause.at }] : vagueRules(members)),
      // The members group is named at the place where the directory uses this one.
      ...(cause.kind === 'members-group' ? [] : roleReason(subject.claim, policy)),
    ],
  };
}

/** Of a VPC there is one requirement only. */
function reportVpc({ placement, requirement, region }: VpcJudgement, cause: Cause): Finding {
  const { policy, roles } = placement;
  const [claim] = roles;
  return {
    message: `Whether ${policy.name} leaves a management range free${region === undefined ? '' : ` in ${region}`} cannot be told: ${cause.reason}.${remedyOf(cause)}`,
    at: policy.at,
    policy,
    role: 'vpc',
    ...(region !== undefined && { region }),
    requirements: [requirement.id],
    related: [
      ...(cause.at === policy.at ? [] : [{ message: cause.reason, at: cause.at }]),
      ...(claim === undefined ? [] : roleReason(claim, policy)),
    ],
  };
}

function remedyOf({ at }: Cause): string {
  const remedy = formatOf(at.file)?.remedy?.(at);
  return remedy === undefined ? '' : ` ${remedy}`;
}

/** The rules that leave the flows undecided because they name only somebody, each once. */
function vagueRules(members: readonly Judgement[]): readonly Related[] {
  const rules = members.flatMap(({ outcome }) =>
    outcome.verdict === 'undetermined' ? (outcome.cause?.rules ?? []) : [],
  );
  return eachOnce(rules)
    .slice(0, MOST_RELATED)
    .map((at): Related => ({ message: 'this rule names only some peers', at }));
}
