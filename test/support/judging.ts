import type { Facts } from '../../server/src/core/deployment/facts';
import { createPlacer } from '../../server/src/core/deployment/placement';
import { findSubjects } from '../../server/src/core/deployment/subjects';
import type { Unit } from '../../server/src/core/formats/format';
import type { Policy } from '../../server/src/core/policies/policy';
import type { Edition } from '../../server/src/core/requirements/edition';
import { LATEST, loadEdition } from '../../server/src/core/requirements/editions';
import type { Role } from '../../server/src/core/requirements/requirement';
import type { Judgement } from '../../server/src/core/verdicts/judge';
import { judgeSubject } from '../../server/src/core/verdicts/judgements';
import { createPlanner } from '../../server/src/core/verdicts/plan';

export function edition(date = LATEST): Edition {
  const found = loadEdition(date);
  if (found === undefined) throw new Error(`no edition ${date}`);
  return found;
}

export function unitOf(...policies: readonly Policy[]): Unit {
  return { files: [], policies, attachments: [], problems: [], strayComments: [] };
}

/** Judges policies of one role as the command line would with `--role` and these facts. */
export function judgeAs(
  role: Role,
  policies: readonly Policy[],
  facts: Facts = {},
  date = LATEST,
  attachments: Unit['attachments'] = [],
): readonly Judgement[] {
  const unit = { ...unitOf(...policies), attachments };
  const place = createPlacer({ roles: [role], facts });
  const placements = policies.map((policy) => place(policy, unit, undefined));
  const groups = { workspaces: ['sg:workspaces'], controllers: ['sg:controllers'] };
  const planner = createPlanner(edition(date), groups);
  return findSubjects(placements).flatMap((subject) => judgeSubject(subject, planner));
}

/** The one judgement on a requirement. */
export function on(judgements: readonly Judgement[], requirement: string): Judgement {
  const found = judgements.find((judgement) => judgement.asked.requirement.id === requirement);
  if (found === undefined) throw new Error(`${requirement} was not judged`);
  return found;
}

/** A verdict in one word: met, undetermined, or how it is lost. */
export function verdict(judgements: readonly Judgement[], requirement: string): string {
  const { outcome } = on(judgements, requirement);
  return outcome.verdict === 'missing' ? outcome.loss.kind : outcome.verdict;
}
