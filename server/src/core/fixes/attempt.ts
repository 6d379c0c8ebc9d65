import type { Diagnostic } from '../checks/diagnostic';
import type { CheckId } from '../deployment/check-ids';
import type { Unit } from '../formats/format';
import { formatOf } from '../formats/index';
import { PacketSet } from '../packets/packet-set';
import { ANY_V4 } from '../packets/peer-set';
import type { Change, PublishedList } from '../policies/change';
import type { Direction, Policy } from '../policies/policy';
import { reach, type Bounds } from '../policies/reach';
import { editFiles, type Edit, type EditedFiles } from '../text/edits';
import type { SourceFile } from '../text/source';
import { changesFor, type Manner } from './changes';
import type { Proposal } from './propose';

/** A unit as it was read, and what is found in it when it is linted by itself. */
export interface Examined {
  readonly unit: Unit;
  readonly diagnostics: readonly Diagnostic[];
}

/** The same unit with other texts for some of its files, linted anew. */
export type Examine = (unit: Unit, edited: EditedFiles) => Examined | undefined;

export interface Attempt {
  readonly changes: readonly Change[];
  readonly edits: readonly Edit[];
  readonly manner: Manner;
}

/**
 * Carries out proposals for policies of one unit in memory. Answers with the edits when all of their findings are
 * gone, no other has come, and nothing is open that the proposals do not speak of.
 */
export function attempt(
  proposals: readonly Proposal[],
  before: Examined,
  examine: Examine,
  mayEdit: (file: SourceFile) => boolean,
): Attempt | undefined {
  const tried = new Set<string>();
  for (const manner of MANNERS) {
    const changes = changesFor(proposals, manner);
    const edits = write(changes, before.unit);
    if (edits === undefined || tried.has(textOf(edits))) continue;
    tried.add(textOf(edits));
    const after = tryEdits(edits, before, examine, mayEdit);
    if (after !== undefined && isGood(proposals, before, after)) return { changes, edits, manner };
  }
  return undefined;
}

/** The same for rules whose addresses are looked up in what AWS publishes. `opened`: whoever these turn out to be. */
export function attemptFed(
  proposal: Proposal,
  list: PublishedList,
  before: Examined,
  examine: Examine,
  mayEdit: (file: SourceFile) => boolean,
): (Attempt & { readonly opened: PacketSet }) | undefined {
  const manner: Manner = { extend: false, apart: true, fewest: false };
  const changes = changesFor([proposal], manner);
  const edits = changes.flatMap((change) => {
    const format = formatOf(change.policy.at.file);
    return (change.kind === 'add-rules' && format?.writeFed?.(change, list, before.unit)) || [];
  });
  const after = edits.length === 0 ? undefined : tryEdits(edits, before, examine, mayEdit);
  const policy = after?.unit.policies[before.unit.policies.indexOf(proposal.policy)];
  if (after === undefined || policy === undefined || !isGood([toAnybody(proposal)], before, after)) {
    return undefined;
  }
  const opened = DIRECTIONS.map((direction) =>
    reachOf(policy, direction).must.subtract(reachOf(proposal.policy, direction).must),
  );
  return { changes, edits, manner, opened: PacketSet.unionAll(opened) };
}

/** The same for rules that stand in a policy of their own beside the first, which stays as it is. */
export function attemptBeside(
  proposal: Proposal,
  before: Examined,
  examine: Examine,
  mayEdit: (file: SourceFile) => boolean,
): (Attempt & { readonly added: Policy }) | undefined {
  const manner: Manner = { extend: false, apart: true, fewest: false };
  const changes = changesFor([proposal], manner);
  const edits = changes.flatMap((change) => {
    const format = formatOf(change.policy.at.file);
    return (change.kind === 'add-rules' && format?.writeBeside?.(change, before.unit)) || [];
  });
  const after = edits.length === 0 ? undefined : tryEdits(edits, before, examine, mayEdit);
  if (after === undefined || !isMended([proposal], before, after, NO_CONSEQUENCES)) return undefined;
  const names = new Set(before.unit.policies.map(({ name }) => name));
  const [added, ...others] = after.unit.policies.filter(({ name }) => !names.has(name));
  const kept = after.unit.policies.filter((policy) => policy !== added);
  const isApart =
    added !== undefined &&
    others.length === 0 &&
    areSame(before.unit.policies, kept, (old, now) => opensOnly([], old, now)) &&
    DIRECTIONS.every((direction) =>
      reachOf(added, direction).may.isSubsetOf(allowed([proposal], proposal.policy, direction)),
    );
  return isApart ? { changes, edits, manner, added } : undefined;
}

function toAnybody(proposal: Proposal): Proposal {
  const openings = proposal.openings.map((opening) => ({
    ...opening,
    needed: opening.needed.mapPeers(() => ANY_V4),
  }));
  return { ...proposal, openings };
}

/** What the unit is after the edits; undefined where they may not be made, or not together. */
export function tryEdits(
  edits: readonly Edit[],
  before: Examined,
  examine: Examine,
  mayEdit: (file: SourceFile) => boolean,
): Examined | undefined {
  if (!edits.every(({ file }) => mayEdit(file))) return undefined;
  const edited = editFiles(edits);
  return edited && examine(before.unit, edited);
}

/** The neatest first. */
export const MANNERS: readonly Manner[] = [true, false].flatMap((fewest) =>
  [false, true].flatMap((apart) => [true, false].map((extend) => ({ extend, apart, fewest }))),
);

/** How changes are spelt; undefined when one of them cannot be. */
export function write(changes: readonly Change[], unit: Unit): readonly Edit[] | undefined {
  const edits: Edit[] = [];
  for (const change of changes) {
    const written = formatOf(change.policy.at.file)?.write?.(change, unit);
    if (written === undefined) return undefined;
    // Rules that share a list are extended by extending it once.
    edits.push(...written.filter((edit) => !edits.some((other) => isSameEdit(edit, other))));
  }
  return edits.length === 0 ? undefined : edits;
}

/** Equal edits have equal texts. */
export function textOf(edits: readonly Edit[]): string {
  return edits.map(({ span, newText }) => `${span.start} ${span.end} ${newText}`).join('\u0000');
}

export function isSameEdit(a: Edit, b: Edit): boolean {
  return (
    a.file === b.file && a.span.start === b.span.start && a.span.end === b.span.end && a.newText === b.newText
  );
}

/**
 * What may come of a rule that is needed: that it passes a quota, its title says, and a narrower rule or the deny that was
 * in the way may have nothing left to do.
 */
export const CONSEQUENCES: ReadonlySet<CheckId> = new Set([
  'quota-exceeded',
  'redundant-rule',
  'shadowed-rule',
]);

const NO_CONSEQUENCES: ReadonlySet<CheckId> = new Set();

function isGood(proposals: readonly Proposal[], before: Examined, after: Examined): boolean {
  return (
    isMended(proposals, before, after, CONSEQUENCES) &&
    areSame(before.unit.policies, after.unit.policies, (old, now) => opensOnly(proposals, old, now))
  );
}

/** Whether the findings are gone and no other has come. */
function isMended(
  proposals: readonly Proposal[],
  before: Examined,
  after: Examined,
  consequences: ReadonlySet<CheckId>,
): boolean {
  const targets = new Set(proposals.map(({ finding }) => finding.fingerprint));
  const known = new Set(before.diagnostics.map(({ fingerprint }) => fingerprint));
  const isNew = ({ rule, fingerprint }: Diagnostic): boolean =>
    !consequences.has(rule) && !known.has(fingerprint);
  return !after.diagnostics.some((each) => targets.has(each.fingerprint) || isNew(each));
}

/** Whether these are the policies that there were, each as it may be now. */
function areSame(
  old: readonly Policy[],
  now: readonly Policy[],
  isAsAllowed: (old: Policy, now: Policy) => boolean,
): boolean {
  return (
    old.length === now.length &&
    old.every((policy, index) => {
      const changed = now[index];
      return changed?.name === policy.name && isAsAllowed(policy, changed);
    })
  );
}

const DIRECTIONS: readonly Direction[] = ['inbound', 'outbound'];

/** Whether a policy lets through what it did, and nothing beside but what proposals for its block speak of. */
export function opensOnly(proposals: readonly Proposal[], old: Policy, now: Policy): boolean {
  return DIRECTIONS.every((direction) => {
    const [before, after] = [reachOf(old, direction), reachOf(now, direction)];
    if (!before.must.isSubsetOf(after.must)) return false;
    const opened = after.must.subtract(before.must).union(after.may.subtract(before.may));
    return opened.isEmpty() || opened.isSubsetOf(allowed(proposals, old, direction));
  });
}

/** What may be opened. Instances of one block can only be changed together. */
function allowed(proposals: readonly Proposal[], policy: Policy, direction: Direction): PacketSet {
  const isSameBlock = (other: Policy): boolean =>
    other.at.file === policy.at.file && other.at.span.start === policy.at.span.start;
  return PacketSet.unionAll(
    proposals
      .filter((proposal) => isSameBlock(proposal.policy))
      .flatMap(({ openings }) => openings)
      .filter((opening) => opening.direction === direction)
      .map(({ needed }) => needed),
  );
}

const reaches = new WeakMap<Policy, Map<Direction, Bounds>>();

/** Every fix of a unit compares with the same policies. */
function reachOf(policy: Policy, direction: Direction): Bounds {
  const known = reaches.get(policy) ?? new Map<Direction, Bounds>();
  reaches.set(policy, known);
  const bounds = known.get(direction) ?? reach(policy, direction);
  known.set(direction, bounds);
  return bounds;
}
