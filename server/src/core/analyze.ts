import type { Analysis, AnalysisInput, UsageError } from './analysis';
import { atCall, mergeCallers, ofAllCallers, ofAllRules, seenFrom } from './checks/callers';
import type { Check, CheckContext } from './checks/check';
import type { Diagnostic } from './checks/diagnostic';
import { fingerprinter } from './checks/fingerprint';
import { CHECKS, SUPPRESSION_CHECKS } from './checks/index';
import { besideSource } from './checks/sources';
import { suppress } from './checks/suppress';
import { CHECK_SEVERITIES } from './deployment/check-ids';
import type { Configuration } from './deployment/configuration';
import { configuredVpcs } from './deployment/configured-vpcs';
import type { Suppression } from './deployment/directives';
import { createKnownGroups, type KnownGroups } from './deployment/known-groups';
import { createPlacer, type Placement } from './deployment/placement';
import { ROLES_OF } from './deployment/roles';
import { findSubjects } from './deployment/subjects';
import { placeVpcs } from './deployment/vpcs';
import { readUnits } from './formats/index';
import type { Unit } from './formats/format';
import { problemsOfUnclaimed } from './formats/unclaimed';
import type { Target } from './policies/target';
import { configurationFor, withEdits } from './edited-input';
import { createFixer } from './fixes/fixer';
import { coverageOf } from './reports/coverage';
import { summarize } from './reports/summary';
import type { Edition } from './requirements/edition';
import { LATEST, loadEdition } from './requirements/editions';
import { compareTexts } from './text/compare';
import type { Location } from './text/source';
import { judgeVpcs } from './verdicts/free-ranges';
import { judgeSubject } from './verdicts/judgements';
import { createPlanner, type Planner } from './verdicts/plan';

/** Files in, findings out. Pure: the same input gives the same answer, wherever it runs. */
export function analyze(input: AnalysisInput): Analysis | UsageError {
  const run = inspect(input);
  const { analysis, units } = run;
  const unfit = unfitFlag(input, analysis);
  if (unfit !== undefined) return { usage: unfit };
  const fixer = createFixer(
    units,
    (unit, edited) => {
      const again = inspect(withEdits(input, unit, edited));
      const [only, ...others] = again.units;
      if (only === undefined || others.length > 0) return undefined;
      return { unit: only, diagnostics: again.analysis.diagnostics };
    },
    (file) => units.some(({ files }) => files.includes(file)) && (input.reported?.(file) ?? true),
    {
      placements: [...analysis.placements, ...analysis.vpcs],
      configurationFor: (file) => configurationFor(input, file),
    },
  );
  return { ...analysis, fixesOf: fixer.of, reportedFixes: fixer.reported, fixAll: fixer.all };
}

/** What the files say. Of `known`, what was read before, everything stays that wants nothing and has the same files. */
export function readFiles(input: AnalysisInput, known: readonly Unit[] = []): readonly Unit[] {
  const { files, stated, variables, outside } = input;
  const environment = {
    ...(stated.direction !== undefined && { direction: stated.direction }),
    ...(variables !== undefined && { variables }),
    ...(outside !== undefined && { outside }),
    ipRanges: editionOf(input, configurationsOf(input)).ipRanges,
  };
  return readUnits(files, environment, known);
}

/** One run, with what was read on the way. */
interface Run {
  readonly analysis: Analysis;
  readonly units: readonly Unit[];
}

function inspect(input: AnalysisInput): Run {
  const configurations = configurationsOf(input);
  const edition = editionOf(input, configurations);
  const units = input.read?.files === input.files ? input.read.units : readFiles(input);
  const claimed = new Set(units.flatMap(({ files }) => files));
  const place = createPlacer(input.stated);
  const placements = units.flatMap((unit) =>
    unit.policies.map((policy) => place(policy, unit, input.configurationOf(policy.at.file))),
  );

  const inFiles = units.flatMap((unit) =>
    placeVpcs(unit, input.stated, ({ at }) => input.configurationOf(at.file)),
  );
  const vpcs = [...inFiles, ...configuredVpcs(configurations, placements, inFiles, input.stated)];

  const plannerFor = plannersOf(edition, placements);
  const judgements = findSubjects(placements).flatMap((subject) =>
    judgeSubject(subject, plannerFor(subject.placements[0])),
  );

  const vpcJudgements = judgeVpcs(vpcs, edition);

  const context: CheckContext = {
    units,
    placements,
    vpcs,
    judgements,
    vpcJudgements,
    problems: [
      ...input.hostProblems,
      ...input.files.filter((file) => input.named(file) && !claimed.has(file)).flatMap(problemsOfUnclaimed),
      ...units.flatMap(({ problems }) => problems),
    ],
    strayComments: units.flatMap(({ strayComments }) => strayComments),
    configurations,
    covers: input.coversFolderOf,
    edition,
    stated: input.stated,
    suppressions: [],
  };
  const isReported = input.reported ?? (() => true);
  const found = besideSource(
    CHECKS.flatMap((check) => run(check, context, input)),
    units,
  );
  const { kept, suppressed, uses } = input.inlineSuppressions
    ? suppress(found, [...placements, ...vpcs], input.today)
    : { kept: found, suppressed: new Map<Numbered, Suppression>(), uses: [] };
  const last = { ...context, suppressions: ofAllCallers(uses) };
  const seenAt = (policy: Target): Location => seenFrom(policy, isReported);
  const told = ofAllRules(
    kept,
    placements.map(({ policy }) => policy),
  );
  const all = mergeCallers(
    [...told, ...SUPPRESSION_CHECKS.flatMap((check) => run(check, last, input))].map((finding) =>
      atCall(finding, isReported),
    ),
  ).sort(byPlace);
  const fingerprint = fingerprinter();
  const diagnostics = all
    .map((finding) => Object.assign(finding, { fingerprint: fingerprint(finding) }))
    .filter(({ at }) => isReported(at.file));
  // Those that are reported are numbered first: a suppression beside them does not rename them.
  const silenced = [...suppressed]
    .sort(([a], [b]) => byPlace(a, b))
    .map(([finding, suppression]) => ({
      diagnostic: Object.assign(finding, { fingerprint: fingerprint(finding) }),
      suppression,
    }))
    .filter(({ diagnostic }) => isReported(diagnostic.at.file));
  const coverage = coverageOf(judgements, vpcJudgements, seenAt).filter(({ at }) => isReported(at.file));
  const summary = summarize(
    input.files.filter(isReported).length,
    placements.filter(({ policy }) => isReported(seenAt(policy).file)),
    coverage,
    diagnostics,
    suppressed.size,
  );
  const catalog = { edition: edition.date, ipRanges: edition.ipRangesDate };
  return {
    analysis: { diagnostics, suppressed: silenced, placements, vpcs, coverage, catalog, summary },
    units,
  };
}

type Numbered = Omit<Diagnostic, 'fingerprint'>;

function run(check: Check, context: CheckContext, input: AnalysisInput): Numbered[] {
  const result: Numbered[] = [];
  for (const finding of check.run(context)) {
    const set = input.configurationOf(finding.at.file)?.configuration.checks[check.id];
    if (set === 'off') continue;
    // A severity in the configuration is about the check; a level in the catalog only lowers what is not set.
    const severity = set ?? finding.severity ?? CHECK_SEVERITIES[check.id];
    // A check makes its findings for us, and there are thousands: they are completed, not copied.
    result.push(Object.assign(finding, { rule: check.id, severity }));
  }
  return result;
}

/** A role on the command line that nothing in the run can have is a slip, and must not look like a pass. */
function unfitFlag(
  { stated }: AnalysisInput,
  { placements, vpcs }: Pick<Analysis, 'placements' | 'vpcs'>,
): string | undefined {
  const targets = [...placements, ...vpcs];
  const role = stated.roles.find(
    (candidate) => !targets.some(({ policy }) => ROLES_OF[policy.kind].includes(candidate)),
  );
  const kinds = [...new Set(placements.map(({ policy }) => policy.kind))];
  if (role === undefined || kinds.length === 0) return undefined;
  const can = kinds
    .map((kind) => `a ${kind.replace('-', ' ')} can be ${ROLES_OF[kind].join(', ')}`)
    .join('; ');
  return `--role ${role} fits no policy of this run: ${can}.`;
}

function configurationsOf(input: AnalysisInput): readonly Configuration[] {
  const found = input.files.flatMap((file) => input.configurationOf(file)?.configuration ?? []);
  return [...new Set(found)];
}

function editionOf({ stated }: AnalysisInput, configurations: readonly Configuration[]): Edition {
  const wanted =
    stated.edition ?? configurations.find(({ edition }) => edition !== undefined)?.edition ?? 'latest';
  const edition = loadEdition(wanted === 'latest' ? LATEST : wanted);
  if (edition === undefined) throw new RangeError(`edition ${wanted} was accepted but does not exist`);
  return stated.ipRanges === undefined ? edition : edition.withIpRanges(stated.ipRanges);
}

/** One planner for each deployment: which groups stand for whom differs between them. */
function plannersOf(edition: Edition, placements: readonly Placement[]): (placement: Placement) => Planner {
  const groupsOf = createKnownGroups(placements);
  const planners = new Map<KnownGroups, Planner>();
  return (placement) => {
    const groups = groupsOf(placement);
    const planner = planners.get(groups) ?? createPlanner(edition, groups);
    planners.set(groups, planner);
    return planner;
  };
}

function byPlace(a: Numbered, b: Numbered): number {
  return (
    compareTexts(a.at.file.path, b.at.file.path) ||
    a.at.span.start - b.at.span.start ||
    compareTexts(a.rule, b.rule) ||
    compareTexts(a.requirement ?? '', b.requirement ?? '') ||
    compareTexts(a.region ?? '', b.region ?? '') ||
    compareTexts(a.message, b.message)
  );
}
