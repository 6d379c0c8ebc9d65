import type { Facts } from '../deployment/facts';
import type { PacketSet } from '../packets/packet-set';
import { addressCount } from '../packets/peer-set';
import type { Direction } from '../policies/policy';
import { rulesInOrder } from '../policies/rules-in-order';
import type { Location } from '../text/source';
import type { Peers } from './demand';
import type { Gate } from './judge';

/** Why a requirement cannot be decided. `silent`: another finding already tells it. */
export interface Cause {
  readonly kind: 'unknown' | 'incomplete' | 'members-group' | 'somebody' | 'ephemeral-ports' | 'silent';
  /** The end of a sentence. */
  readonly reason: string;
  readonly at: Location;
  /** The configuration key that would settle it. */
  readonly key?: keyof Facts;
  /** Where the rules stand that let somebody through, but not for certain those who are meant. */
  readonly rules?: readonly Location[];
}

/** The first thing, in the order of the rules, that leaves `open` packets undecided. */
export function findCause(gate: Gate, direction: Direction, open: PacketSet, part: Peers): Cause {
  const { policies, own } = gate;
  for (const { incomplete } of policies) {
    // The text that cannot be read has its own finding, and what follows from it is no news.
    if (incomplete?.silent === true) return { kind: 'silent', reason: incomplete.reason, at: incomplete.at };
  }
  for (const policy of policies) {
    for (const { bounds } of rulesInOrder(policy, direction, own)) {
      const [first] = bounds.causes;
      if (first === undefined || !bounds.may.some((box) => open.overlapsBox(box))) continue;
      return { kind: 'unknown', reason: first.reason, at: first.at };
    }
  }
  for (const { incomplete } of policies) {
    if (incomplete === undefined) continue;
    return { kind: 'incomplete', reason: incomplete.reason, at: incomplete.at };
  }
  const [policy] = policies;
  const rules = policies
    .flatMap((each) => rulesInOrder(each, direction, own))
    .filter(({ rule, bounds }) => rule.action === 'allow' && bounds.may.some((box) => open.overlapsBox(box)))
    .map(({ rule }) => rule.at);
  // Where only groups are let through, addresses in the configuration would settle nothing.
  if (part.kind === 'all-of' || addressCount(gate.bounds(direction).may.intersect(open).peers()) === 0n) {
    return {
      kind: 'somebody',
      reason: 'the rules name a group or list, and who is behind it is not in the files',
      at: policy.at,
      rules,
    };
  }
  return {
    kind: 'somebody',
    reason: `the rules allow some addresses, and where ${WHO[part.shown[0] ?? ''] ?? 'the other end'} is not stated${
      part.key === undefined ? '' : ` (${part.key} in the configuration)`
    }`,
    at: policy.at,
    rules,
    ...(part.key !== undefined && { key: part.key }),
  };
}

const WHO: Readonly<Record<string, string>> = {
  vpc: 'the WorkSpaces stand',
  'directory-controllers': 'the directory controllers stand',
  'kms-servers': 'the KMS servers stand',
};
