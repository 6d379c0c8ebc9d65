import type { Diagnostic } from '../checks/diagnostic';
import type { Unit } from '../formats/format';
import { formatOf } from '../formats/index';
import type { Change } from '../policies/change';
import { targetsOf } from '../formats/attachment';
import type { Target } from '../policies/target';
import type { Edit } from '../text/edits';
import { groupBy } from '../text/group-by';
import type { SourceFile } from '../text/source';
import { attempt, write, type Attempt, type Examine, type Examined } from './attempt';
import { changesFor, inManner, type Manner } from './changes';
import { fedFix } from './fed';
import { correctionsBeside } from './corrections';
import type { Fix } from './fix';
import type { Idea } from './idea';
import { otherFixes, type Surroundings } from './other';
import { propose, type Proposal } from './propose';
import { secondGroupFix } from './second-group';
import { carryOut, joined } from './together';
import { titleOf } from './title';

/** Finds and tries fixes, each when it is asked for: trying one costs as much as linting the unit. */
export interface Fixer {
  /** The fixes of one finding; the preferred one, if any, first. */
  readonly of: (finding: Diagnostic) => readonly Fix[];
  /**
   * For reports: one fix for each finding that has one. Those that let something through are tried together, which is
   * enough to tell of them. Not for units whose text is longer than a limit, and no comments that only silence.
   */
  readonly reported: (findings: readonly Diagnostic[]) => ReadonlyMap<Diagnostic, ReportedFix>;
  /** Preferred fixes of as many of the findings as go together, unit by unit. */
  readonly all: (findings: readonly Diagnostic[]) => readonly FixedTogether[];
}

export interface ReportedFix {
  readonly title: string;
  /** Of this finding alone; worked out when they are asked for. */
  readonly edits: () => readonly Edit[];
}

export interface FixedTogether {
  readonly unit: Unit;
  /** Of the texts as they are: all of them or none. */
  readonly edits: readonly Edit[];
  readonly fixed: readonly Diagnostic[];
  /** What else changes the real things that the files are exports of. */
  readonly commands: readonly string[];
}

/** Longer texts take so long to try that nobody wants to wait for it in a report. In UTF-16 units. */
const MOST_TEXT = 200_000;

/** For the same reason, more trials of one unit are not made for a report. */
const MOST_TRIALS = 12;

export function createFixer(
  units: readonly Unit[],
  examine: Examine,
  mayEdit: (file: SourceFile) => boolean,
  around: Surroundings,
): Fixer {
  const homes = new Map<Target, Unit>();
  for (const unit of units) for (const target of targetsOf(unit)) homes.set(target, unit);
  const baselines = new Map<Unit, Examined | undefined>();
  const baseline = (unit: Unit): Examined | undefined => {
    if (!baselines.has(unit)) baselines.set(unit, examine(unit, new Map()));
    return baselines.get(unit);
  };
  const attemptAll = (proposals: readonly Proposal[], unit: Unit): Attempt | undefined => {
    const before = baseline(unit);
    return before && attempt(proposals, { ...before, unit }, examine, mayEdit);
  };

  const known = new Map<Diagnostic, readonly Fix[]>();
  const find = (finding: Diagnostic): readonly Fix[] => {
    const proposal = propose(finding);
    const unit = proposal && homes.get(proposal.policy);
    const before = unit && baseline(unit);
    if (proposal === undefined || unit === undefined || before === undefined) return [];
    const found = attemptAll([proposal], unit);
    if (found === undefined) return [];
    const others = [
      secondGroupFix(proposal, found, { ...before, unit }, examine, mayEdit),
      fedFix(proposal, { ...before, unit }, examine, mayEdit),
    ];
    return [...fixesOf(proposal, found), ...others.filter((fix) => fix !== undefined)];
  };

  const unitOf = ({ policy, at }: Diagnostic): Unit | undefined =>
    (policy && homes.get(policy)) ?? units.find(({ files }) => files.includes(at.file));
  const findOthers = (finding: Diagnostic, isWanted?: (idea: Idea) => boolean): readonly Fix[] => {
    const unit = unitOf(finding);
    const before = unit && baseline(unit);
    if (unit === undefined || before === undefined) return [];
    return otherFixes(finding, unit, { ...before, unit }, examine, mayEdit, {
      ...around,
      ...(isWanted !== undefined && { isWanted }),
    });
  };

  const proposalsByUnit = (findings: readonly Diagnostic[]): ReadonlyMap<Unit, readonly Proposal[]> => {
    const byUnit = groupBy(
      findings.flatMap((finding) => propose(finding) ?? []),
      ({ policy }) => homes.get(policy),
    );
    return new Map(
      [...byUnit].flatMap(([unit, some]) => (unit === undefined ? [] : [[unit, some] as const])),
    );
  };

  return {
    reported(findings) {
      const fixes = new Map<Diagnostic, ReportedFix>();
      for (const [unit, proposals] of proposalsByUnit(findings)) {
        const before = isShort(unit) ? baseline(unit) : undefined;
        if (before === undefined) continue;
        for (const wider of [false, true]) {
          const wanted = proposals.filter((proposal) => proposal.wider === wider);
          const carried = carryOut(wanted, { ...before, unit }, examine, mayEdit, MOST_TRIALS);
          for (const each of carried) {
            for (const proposal of each.proposals) {
              fixes.set(proposal.finding, reportedFix(proposal, each.manner, unit));
            }
          }
        }
      }
      for (const finding of findings) {
        const unit = finding.judgement === undefined ? unitOf(finding) : undefined;
        if (unit === undefined || !isShort(unit)) continue;
        const fix = findOthers(finding, isForReports).find(({ kind }) => kind === 'edit');
        if (fix?.kind === 'edit') fixes.set(finding, { title: fix.title, edits: () => fix.edits });
      }
      return fixes;
    },
    of(finding) {
      const fixes = known.get(finding) ?? [...find(finding), ...findOthers(finding)];
      known.set(finding, fixes);
      return fixes;
    },
    all(findings) {
      const byUnit = proposalsByUnit(findings);
      return units.flatMap((unit): readonly FixedTogether[] => {
        const proposals = (byUnit.get(unit) ?? []).filter(({ wider }) => !wider);
        const before = proposals.length === 0 ? undefined : baseline(unit);
        const carried =
          before === undefined ? [] : carryOut(proposals, { ...before, unit }, examine, mayEdit);
        const edits = joined(carried);
        const others = findings.filter(
          (finding) => finding.judgement === undefined && unitOf(finding) === unit,
        );
        const asIs = others.length === 0 ? undefined : baseline(unit);
        const corrections = asIs && correctionsBeside(edits, others, unit, asIs, examine, mayEdit);
        if (carried.length === 0 && corrections === undefined) return [];
        return [
          {
            unit,
            edits: [...edits, ...(corrections?.edits ?? [])],
            fixed: [
              ...carried.flatMap((each) => each.proposals.map(({ finding }) => finding)),
              ...(corrections?.fixed ?? []),
            ],
            commands: carried.flatMap(({ changes }) => commandsFor(changes)),
          },
        ];
      });
    },
  };
}

function isShort({ files }: Unit): boolean {
  return files.reduce((sum, { text }) => sum + text.length, 0) <= MOST_TEXT;
}

/** Whoever applies what a report says gives no reasons, and makes no new files. */
function isForReports({ placeholder, creates }: Idea): boolean {
  return placeholder === undefined && creates === undefined;
}

function reportedFix(proposal: Proposal, manner: Manner, unit: Unit): ReportedFix {
  const changes = changesFor([proposal], manner);
  return {
    title: editTitle(inManner(proposal, manner), changes, commandsFor(changes).length > 0),
    edits: () => write(changes, unit) ?? [],
  };
}

function fixesOf(proposed: Proposal, found: Attempt): readonly Fix[] {
  const proposal = inManner(proposed, found.manner);
  const commands = commandsFor(found.changes);
  const title = titleOf(proposal, found.changes);
  const edit: Fix = {
    kind: 'edit',
    title: editTitle(proposal, found.changes, commands.length > 0),
    edits: found.edits,
    preferred: !proposal.wider,
  };
  if (commands.length === 0) return [edit];
  return [
    edit,
    {
      kind: 'command',
      title: `Copy the AWS ${commands.length === 1 ? 'command' : 'commands'}: ${title}`,
      commands,
    },
  ];
}

/** Whoever edits an export should know that nothing else changes by it. */
function editTitle(proposal: Proposal, changes: readonly Change[], isExport: boolean): string {
  const title = titleOf(proposal, changes);
  return isExport ? `${title}, in this export` : title;
}

function commandsFor(changes: readonly Change[]): readonly string[] {
  return changes.flatMap((change) => formatOf(change.policy.at.file)?.commands?.(change) ?? []);
}
