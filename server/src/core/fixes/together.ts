import type { Diagnostic } from '../checks/diagnostic';
import type { Change } from '../policies/change';
import type { Policy } from '../policies/policy';
import type { Target } from '../policies/target';
import { editFiles, type Edit } from '../text/edits';
import { groupBy } from '../text/group-by';
import type { SourceFile } from '../text/source';
import {
  CONSEQUENCES,
  isSameEdit,
  MANNERS,
  opensOnly,
  textOf,
  tryEdits,
  write,
  type Examine,
  type Examined,
} from './attempt';
import { changesFor, type Manner } from './changes';
import type { Proposal } from './propose';

/** Proposals for the policies of one block, and how they are carried out together with all others of the unit. */
export interface Carried {
  readonly proposals: readonly Proposal[];
  readonly manner: Manner;
  readonly changes: readonly Change[];
  readonly edits: readonly Edit[];
}

/** What is tried for one block, beside the other blocks of the unit. */
interface Lane {
  kept: Carried;
  /** Proposals that are still to be put on top of what is kept, the next ones last. */
  readonly waiting: (readonly Proposal[])[];
  /** How many manners have been tried for the next ones, and what came of them. */
  manners: number;
  readonly tried: Set<string>;
  /** It failed where others changed the same places: it deserves a trial of its own. */
  alone?: Carried;
}

/**
 * Carries out as many proposals of one unit as go together: each trial lints the unit once with the next candidates of
 * all blocks, and is judged block by block. What has not been tried after `most` trials is left out.
 */
export function carryOut(
  proposals: readonly Proposal[],
  before: Examined,
  examine: Examine,
  mayEdit: (file: SourceFile) => boolean,
  most = Infinity,
): readonly Carried[] {
  const lanes = lanesOf(proposals);
  let trials = 0;
  let agreed: readonly Carried[] = [];
  const lint = (edits: readonly Edit[]): Examined | undefined => {
    trials++;
    return tryEdits(edits, before, examine, mayEdit);
  };

  const run = (candidates: ReadonlyMap<Lane, Carried>): void => {
    if (trials >= most) return;
    const chosen = lanes.map((lane) => candidates.get(lane) ?? lane.kept);
    const after = lint(joined(chosen));
    const judged = after && judge(chosen, before, after);
    if (judged === undefined && candidates.size > 1) {
      const all = [...candidates];
      run(new Map(all.slice(0, all.length >> 1)));
      run(new Map(all.slice(all.length >> 1)));
      return;
    }
    if (judged?.size === chosen.length) agreed = chosen;
    for (const [lane, candidate] of candidates) {
      if (judged?.has(candidate) === true) keep(lane, candidate);
      else if (candidates.size > 1 && touchesOthers(candidate, chosen)) lane.alone = candidate;
    }
  };

  while (trials < most) {
    const alone = lanes.find((lane) => lane.alone !== undefined);
    if (alone?.alone !== undefined) {
      const candidate = alone.alone;
      delete alone.alone;
      run(new Map([[alone, candidate]]));
      continue;
    }
    const candidates = new Map<Lane, Carried>();
    for (const lane of lanes) {
      const next = nextOf(lane, before, mayEdit);
      if (next !== undefined) candidates.set(lane, next);
    }
    if (candidates.size === 0) break;
    run(candidates);
  }
  const all = lanes.map(({ kept }) => kept).filter(isSome);
  // What fails beside others has been left out of them since, and that makes a text that nobody has linted yet.
  if (all.every((carried) => agreed.includes(carried)) && agreed.filter(isSome).length === all.length)
    return all;
  return inCompany(all, (some) => {
    const after = tryEdits(joined(some), before, examine, mayEdit);
    return after !== undefined && judge(some, before, after)?.size === some.length;
  });
}

const NOTHING: Carried = {
  proposals: [],
  manner: { extend: false, apart: false, fewest: false },
  changes: [],
  edits: [],
};

function isSome({ proposals }: Carried): boolean {
  return proposals.length > 0;
}

/** Instances of one block can only be changed together. */
function lanesOf(proposals: readonly Proposal[]): readonly Lane[] {
  const byBlock = groupBy(proposals, ({ policy }) => blockOf(policy));
  return [...byBlock.values()].map((some) => ({
    kept: NOTHING,
    waiting: [some],
    manners: 0,
    tried: new Set(),
  }));
}

function blockOf({ at: { file, span } }: Policy): string {
  return `${span.start} ${file.path}`;
}

/** The next thing to try that can be written; undefined when the block is done. */
function nextOf(lane: Lane, { unit }: Examined, mayEdit: (file: SourceFile) => boolean): Carried | undefined {
  for (;;) {
    const some = lane.waiting.at(-1);
    if (some === undefined) return undefined;
    const proposals = [...lane.kept.proposals, ...some];
    for (const manner of MANNERS.slice(lane.manners)) {
      lane.manners++;
      const changes = changesFor(proposals, manner);
      const edits = write(changes, unit);
      if (edits?.every(({ file }) => mayEdit(file)) !== true || lane.tried.has(textOf(edits))) continue;
      lane.tried.add(textOf(edits));
      if (editFiles(edits) !== undefined) return { proposals, manner, changes, edits };
    }
    proceed(lane, some.length > 1 ? [some.slice(some.length >> 1), some.slice(0, some.length >> 1)] : []);
  }
}

function keep(lane: Lane, candidate: Carried): void {
  lane.kept = candidate;
  proceed(lane, []);
}

function proceed(lane: Lane, halves: readonly (readonly Proposal[])[]): void {
  lane.waiting.pop();
  lane.waiting.push(...halves);
  lane.manners = 0;
  lane.tried.clear();
}

/** Blocks that share a list extend it once. */
export function joined(all: readonly Carried[]): readonly Edit[] {
  const edits: Edit[] = [];
  for (const { edits: own } of all) {
    edits.push(...own.filter((edit) => !edits.some((other) => isSameEdit(edit, other))));
  }
  return edits;
}

function touchesOthers(candidate: Carried, all: readonly Carried[]): boolean {
  return all.some(
    (other) =>
      other !== candidate &&
      other.edits.some((a) =>
        candidate.edits.some(
          (b) => a.file === b.file && a.span.start <= b.span.end && b.span.start <= a.span.end,
        ),
      ),
  );
}

/** Those that did what they are for and nothing else. Undefined when something happened that is nobody's. */
function judge(all: readonly Carried[], before: Examined, after: Examined): ReadonlySet<Carried> | undefined {
  const [old, now] = [before.unit.policies, after.unit.policies];
  if (old.length !== now.length || old.some(({ name }, index) => now[index]?.name !== name)) return undefined;
  const owners = new Map<string, Carried>();
  const targets = new Map<string, Carried>();
  for (const carried of all) {
    for (const { policy, finding } of carried.proposals) {
      owners.set(blockOf(policy), carried);
      targets.set(finding.fingerprint, carried);
    }
  }
  const originals = new Map<Target, Policy | undefined>(now.map((policy, index) => [policy, old[index]]));
  const ownerOf = (policy: Policy | undefined): Carried | undefined => policy && owners.get(blockOf(policy));

  const known = new Set(before.diagnostics.map(({ fingerprint }) => fingerprint));
  const isNew = ({ rule, fingerprint }: Diagnostic): boolean =>
    !CONSEQUENCES.has(rule) && !known.has(fingerprint);
  const bad = new Set<Carried | undefined>();
  for (const finding of after.diagnostics) {
    const missed = targets.get(finding.fingerprint);
    if (missed !== undefined) bad.add(missed);
    else if (isNew(finding)) bad.add(ownerOf(finding.policy && originals.get(finding.policy)));
  }
  for (const [index, policy] of old.entries()) {
    const changed = now[index];
    const owner = ownerOf(policy);
    if (changed !== undefined && !bad.has(owner) && !opensOnly(owner?.proposals ?? [], policy, changed)) {
      bad.add(owner);
    }
  }
  return bad.has(undefined) ? undefined : new Set(all.filter((carried) => !bad.has(carried)));
}

/** As many as are good together: all of them, or the halves as far as they go. */
function inCompany(
  all: readonly Carried[],
  areGood: (some: readonly Carried[]) => boolean,
): readonly Carried[] {
  const add = (kept: readonly Carried[], some: readonly Carried[]): readonly Carried[] => {
    if (some.length === 0) return kept;
    if (areGood([...kept, ...some])) return [...kept, ...some];
    if (some.length === 1) return kept;
    const middle = some.length >> 1;
    return add(add(kept, some.slice(0, middle)), some.slice(middle));
  };
  return add([], all);
}
