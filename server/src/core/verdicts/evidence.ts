import { intersect } from '../packets/peer-set';
import type { RuleBounds } from '../policies/rule-bounds';
import { rulesInOrder } from '../policies/rules-in-order';
import type { Location, SourceFile } from '../text/source';
import { hostsAsked, seenByHosts } from './domains';
import type { Judgement } from './judge';
import { ownEnd } from './judgements';
import type { AskedPart } from './plan';

/** Where the rules stand that let some of the needed packets through: what a verdict rests on. */
export function evidence(judgement: Judgement): readonly Location[] {
  const { outcome } = judgement;
  // Where all of it is lost, no rule helps.
  if (outcome.verdict === 'missing' && outcome.loss.kind === 'missing') {
    if (outcome.loss.parts.every(({ packets, needed }) => packets === needed)) return [];
  }
  const places = known.get(judgement) ?? find(judgement);
  known.set(judgement, places);
  return places;
}

/** The finding and the coverage of a flow that is lost in part name the same places. */
const known = new WeakMap<Judgement, readonly Location[]>();

function find({ subject, asked }: Judgement): readonly Location[] {
  const { requirement, parts = [] } = asked;
  const own = ownEnd(subject);
  const places: Location[] = [];
  for (const { policy } of seenByHosts(subject, hostsAsked([asked])).placements) {
    for (const { rule, bounds } of rulesInOrder(policy, requirement.direction, own)) {
      if (rule.action === 'allow' && helps(bounds, parts)) places.push(rule.at);
    }
  }
  return eachOnce(places);
}

/** Asked of every rule for every requirement, so it makes nothing on the way. */
function helps({ may }: RuleBounds, parts: readonly AskedPart[]): boolean {
  for (const { peers, forward } of parts) {
    for (const box of may) {
      if (!forward.wide.overlapsBox(box)) continue;
      // Of somebody the packets say nothing: they have the same peers everywhere.
      if (peers.kind === 'all-of' || peers.possible(intersect(box.peers, forward.wide.peers()))) return true;
    }
  }
  return false;
}

/** Places without repetitions: instances of one resource are many rules at one place. */
export function eachOnce(places: readonly Location[]): readonly Location[] {
  if (places.length < 2) return places;
  const seen = new Map<SourceFile, Set<number>>();
  return places.filter(({ file, span }) => {
    const starts = seen.get(file) ?? new Set<number>();
    seen.set(file, starts);
    return starts.size < starts.add(span.start).size;
  });
}
