import type { Subject } from '../deployment/subjects';
import { PacketSet } from '../packets/packet-set';
import type { Direction, Rule } from '../policies/policy';
import { rulesInOrder } from '../policies/reach';
import { ruleBounds } from '../policies/rule-bounds';
import type { Location, SourceFile } from '../text/source';
import type { Judgement } from './judge';
import { ownEnd } from './judgements';
import type { AskedPart } from './plan';

/** Where the rules stand that let some of the needed packets through: what a verdict rests on. */
export function evidence(judgement: Judgement): readonly Location[] {
  const { subject, asked, outcome } = judgement;
  const { direction } = asked.requirement;
  // Where all of it is lost, no rule helps.
  if (outcome.verdict === 'missing' && outcome.loss.kind === 'missing') {
    if (outcome.loss.parts.every(({ packets, needed }) => packets === needed)) return [];
  }
  const places = allowsOf(subject, direction)
    .filter(({ admits }) => asked.parts?.some((part) => helps(admits, part)) === true)
    .map(({ rule }) => rule.at);
  // Instances of one resource are many rules at one place.
  const seen = new Map<SourceFile, Set<number>>();
  return places.filter(({ file, span }) => {
    const starts = seen.get(file) ?? new Set<number>();
    seen.set(file, starts);
    return starts.size < starts.add(span.start).size;
  });
}

interface Allow {
  readonly rule: Rule;
  readonly admits: PacketSet;
}

/** Every requirement asks for them again, and making a packet set of each rule costs more than the answer. */
const known = new WeakMap<Subject, Map<Direction, readonly Allow[]>>();

function allowsOf(subject: Subject, direction: Direction): readonly Allow[] {
  const byDirection = known.get(subject) ?? new Map<Direction, readonly Allow[]>();
  known.set(subject, byDirection);
  const allows = byDirection.get(direction) ?? findAllows(subject, direction);
  byDirection.set(direction, allows);
  return allows;
}

function findAllows(subject: Subject, direction: Direction): readonly Allow[] {
  const own = ownEnd(subject);
  return subject.placements.flatMap(({ policy }) =>
    rulesInOrder(policy, direction)
      .filter(({ action }) => action === 'allow')
      .map((rule) => ({ rule, admits: PacketSet.unionOf(ruleBounds(rule, direction, own).may) })),
  );
}

function helps(admits: PacketSet, { peers, forward }: AskedPart): boolean {
  if (!admits.overlaps(forward.wide)) return false;
  return peers.kind === 'all-of' || !admits.intersect(forward.wide).where(peers.possible).isEmpty();
}
