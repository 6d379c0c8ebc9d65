import assert from 'node:assert/strict';
import { analyze } from '../../server/src/core/analyze';
import type { Analysis } from '../../server/src/core/analysis';
import type { Diagnostic } from '../../server/src/core/checks/diagnostic';
import type { CheckId } from '../../server/src/core/deployment/check-ids';
import {
  answerCells,
  forwardCells,
  isLost,
  isWithin,
  reports,
  told,
  type Cell,
  type Told,
} from '../support/oracle';
import { NAME, ruleMarks, type NeutralPolicy, type NeutralRule, type Writer } from '../support/writers';
import { factsOf, needsOf, type CatalogNeed, type Deployment, type ProofRole } from './needs';

/** One question to the linter. */
export interface Case {
  readonly writer: Writer;
  readonly role: ProofRole;
  readonly deployment: Deployment;
  readonly policy: NeutralPolicy;
  /** What is judged of formats that are about one direction (bare permission lists). */
  readonly direction: NeutralRule['direction'];
}

export function analyzeCase(asked: Case): Analysis {
  return analyzeText(asked, asked.writer.write(asked.policy, asked.direction));
}

/** The same question about another text. */
export function analyzeText({ writer, role, deployment, direction }: Case, text: string): Analysis {
  const analysis = analyze({
    files: [{ path: writer.path, text }],
    configurationOf: () => undefined,
    coversFolderOf: () => false,
    stated: {
      roles: [role],
      facts: factsOf(deployment),
      edition: deployment.edition,
      ...(writer.oneDirection && { direction }),
    },
    today: '2026-08-22',
    inlineSuppressions: true,
    named: () => true,
    hostProblems: [],
  });
  if ('usage' in analysis) throw new Error(analysis.usage);
  return analysis;
}

/** Checks that say of a rule that it is too much; requirements that lie in each other make such rules. */
export const ABOUT_SINGLE_RULES: ReadonlySet<CheckId> = new Set([
  'broad-streaming-rule',
  'quota-exceeded',
  'redundant-rule',
  'shadowed-rule',
]);

/** What the findings of a case were; `undefined` where everything gets through. */
export type Outcome = 'missing-flow' | 'blocked-flow' | 'missing-return-path' | undefined;

/** Asserts that the linter says of a case what the oracle says: these findings, this coverage, nothing else. */
export function verify(asked: Case, label: string, analysis = analyzeCase(asked)): readonly Outcome[] {
  const { writer, role, deployment, direction } = asked;
  const { needs, withoutData, configured } = needsOf(role, deployment);
  const judged = needs.filter((need) => !writer.oneDirection || need.direction === direction);
  const outcomes = judged.map((need) => {
    const findings = analysis.diagnostics.filter(({ requirement }) => requirement === need.id);
    assert.ok(findings.length <= 1, `${label}: ${need.id} has ${findings.length} findings`);
    return verifyNeed(asked, need, findings[0], `${label}: ${need.id}`);
  });

  const lost = outcomes.filter((outcome) => outcome !== undefined).length;
  const others = analysis.diagnostics.filter(
    ({ rule, requirement }) => !ABOUT_SINGLE_RULES.has(rule) && !judged.some(({ id }) => id === requirement),
  );
  assert.deepEqual(others.map(shown), [], `${label}: other findings`);
  const verdicts = analysis.coverage.map(
    ({ policy, requirement, verdict, region, evidence }) =>
      `${policy} ${requirement} ${region ?? '-'} ${verdict}${verdict === 'met' && evidence.length === 0 ? ' without evidence' : ''}`,
  );
  const expected = [
    ...judged.map((need, index) => {
      const verdict = outcomes[index] === undefined ? 'met' : 'missing';
      return `${NAME} ${need.id} ${need.region ?? '-'} ${verdict}`;
    }),
    ...withoutData.map((id) => `${NAME} ${id} ${deployment.region} undetermined`),
    ...configured.map((id) => `${NAME} ${id} - met`),
  ];
  assert.deepEqual([...verdicts].sort(), [...expected].sort(), `${label}: coverage`);
  assert.equal(analysis.summary.missing, lost, `${label}: summary`);
  return outcomes;
}

function verifyNeed(asked: Case, need: CatalogNeed, finding: Diagnostic | undefined, label: string): Outcome {
  const { policy, writer } = asked;
  const flows = (finding?.missing ?? []).map(told);
  const way = (direction: string): readonly Told[] => flows.filter((flow) => flow.direction === direction);
  const forward = forwardCells(need, policy, writer, way(need.direction));
  const answers = answerCells(need, policy, writer, way(opposite(need.direction)));

  const outcome = forward.some(isLost) ? lossOf(forward) : answers.some(isLost) ? ANSWERS_LOST : undefined;
  const cells = outcome === ANSWERS_LOST ? answers : forward;
  const level = severityOf(need, cells);
  assert.deepEqual(
    finding && { rule: finding.rule, severity: finding.severity, region: finding.region },
    outcome && { rule: outcome, severity: level, region: need.region },
    `${label}: ${finding === undefined ? 'not reported' : shown(finding)}`,
  );
  if (finding === undefined || outcome === undefined) return undefined;

  const direction = outcome === ANSWERS_LOST ? opposite(need.direction) : need.direction;
  assert.ok(
    flows.every((flow) => flow.direction === direction && isWithin(flow, cells)),
    `${label}: beyond what is needed: ${shown(finding)}`,
  );
  if (outcome === ANSWERS_LOST) {
    assert.ok(
      flows.every((flow) => flow.sourcePorts !== undefined),
      `${label}: source ports untold`,
    );
  }
  for (const cell of cells) {
    if (reports(flows, cell) === isLost(cell)) continue;
    const { protocol, ports, sourcePorts, peers, fate } = cell;
    assert.fail(
      `${label}: ${JSON.stringify({ protocol, ports, sourcePorts, peers })} ${fate}: ${shown(finding)}`,
    );
  }
  if (outcome === 'blocked-flow') assertOnDeny(asked, cells, finding, label);
  return outcome;
}

const ANSWERS_LOST = 'missing-return-path';

function lossOf(cells: readonly Cell[]): Outcome {
  return cells.some(({ fate }) => fate === 'closed') ? 'missing-flow' : 'blocked-flow';
}

/** By level; where only a part of a weekly list is lost, never more than a warning. */
function severityOf({ level, weekly }: CatalogNeed, cells: readonly Cell[]): Diagnostic['severity'] {
  if (level === 'optional') return 'info';
  const partly = weekly && cells.some((cell) => !isLost(cell));
  return level === 'recommended' || partly ? 'warning' : 'error';
}

function assertOnDeny(
  { policy, writer }: Case,
  cells: readonly Cell[],
  { at }: Diagnostic,
  label: string,
): void {
  const denies = new Set(cells.filter(isLost).flatMap((cell) => cell.denies));
  const first = policy.rules.find((rule) => denies.has(rule));
  assert.ok(first !== undefined, label);
  const text = at.file.text.slice(at.span.start);
  assert.ok(
    ruleMarks(writer, policy.rules, first).some((mark) => text.startsWith(mark)),
    `${label}: ${first.name} expected, found ${text.slice(0, 200)}`,
  );
}

function opposite(direction: NeutralRule['direction']): NeutralRule['direction'] {
  return direction === 'outbound' ? 'inbound' : 'outbound';
}

function shown({ rule, severity, message, missing }: Diagnostic): string {
  return `${rule} ${severity} ${message.slice(0, 400)} ${JSON.stringify(missing ?? []).slice(0, 1000)}`;
}
