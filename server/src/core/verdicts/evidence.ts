import { PacketSet } from '../packets/packet-set';
import type { PeerSet } from '../packets/peer-set';
import type { Direction, Rule } from '../policies/policy';
import { rulesInOrder } from '../policies/reach';
import { ruleBounds } from '../policies/rule-bounds';
import type { Judgement } from './judge';
import { ownEnd } from './judgements';
import type { AskedPart } from './plan';

/** The rules that let some of the needed packets through: what a verdict rests on. */
export function evidence(judgement: Judgement): readonly Rule[] {
  const { subject, asked, outcome } = judgement;
  const { direction } = asked.requirement;
  // Where all of it is lost, no rule helps.
  if (outcome.verdict === 'missing' && outcome.loss.kind === 'missing') {
    if (outcome.loss.parts.every(({ packets, needed }) => packets === needed)) return [];
  }
  const own = ownEnd(subject);
  return subject.placements.flatMap(({ policy }) =>
    rulesInOrder(policy, direction).filter(
      (rule) =>
        rule.action === 'allow' && asked.parts?.some((part) => helps(rule, direction, own, part)) === true,
    ),
  );
}

function helps(
  rule: Rule,
  direction: Direction,
  own: PeerSet | undefined,
  { peers, forward }: AskedPart,
): boolean {
  const admits = PacketSet.unionOf(ruleBounds(rule, direction, own).may);
  if (!admits.overlaps(forward.wide)) return false;
  return peers.kind === 'all-of' || !admits.intersect(forward.wide).where(peers.possible).isEmpty();
}
