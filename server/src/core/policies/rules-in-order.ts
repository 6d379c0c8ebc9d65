import type { PeerSet } from '../packets/peer-set';
import type { Direction, Policy, Rule } from './policy';
import { ruleBounds, type RuleBounds } from './rule-bounds';

/** A rule that is, or may be, of some direction, and what it matches there. */
export interface BoundRule {
  readonly rule: Rule;
  readonly bounds: RuleBounds;
}

/**
 * The rules of a direction in the order in which they are tried. Rules that may be of either direction count.
 * A rule whose number is not known stands where the upper bound has it: an allow comes first, a deny last.
 */
export function rulesInOrder(
  policy: Policy,
  direction: Direction,
  own: PeerSet | undefined,
): readonly BoundRule[] {
  const memo = memos.get(policy) ?? {};
  memos.set(policy, memo);
  const known = memo[direction];
  if (known !== undefined && known.own === own) return known.rules;
  const bound = policy.rules
    .filter((rule) => rule.direction.kind === 'unknown' || rule.direction.value === direction)
    .map((rule): BoundRule => ({ rule, bounds: ruleBounds(rule, direction, own) }));
  const rules = ordered(policy, bound, 'allow');
  memo[direction] = { own, rules };
  return rules;
}

/** The same for the lower bound: of the rules whose number is not known an allow comes last, a deny first. */
export function rulesInWorstOrder(
  policy: Policy,
  direction: Direction,
  own: PeerSet | undefined,
): readonly BoundRule[] {
  const rules = rulesInOrder(policy, direction, own);
  return rules.some(({ rule }) => rule.order?.kind === 'unknown') ? ordered(policy, rules, 'deny') : rules;
}

/**
 * Reach, causes and evidence of every requirement look at the same rules again. One own end is remembered:
 * a run asks about one, and about parts of it only while it works out the reach.
 */
const memos = new WeakMap<Policy, Memo>();

type Memo = {
  [direction in Direction]?: { readonly own: PeerSet | undefined; readonly rules: readonly BoundRule[] };
};

/** `early`: the action whose rules come first when their number is not known; the others come last. */
function ordered(policy: Policy, rules: readonly BoundRule[], early: Rule['action']): readonly BoundRule[] {
  if (policy.evaluation === 'any-allow') {
    const denies = rules.filter(({ rule }) => rule.action === 'deny');
    // The order does not matter: a deny only takes from the default.
    return denies.length === 0 ? rules : [...rules.filter(({ rule }) => rule.action === 'allow'), ...denies];
  }
  if (rules.every(({ rule }) => rule.order === undefined)) return rules;
  const place = ({ rule }: BoundRule): number => {
    if (rule.order?.kind === 'known') return rule.order.value;
    return rule.action === early ? -Infinity : Infinity;
  };
  return [...rules].sort((a, b) => {
    const [left, right] = [place(a), place(b)];
    return left === right ? 0 : left - right;
  });
}
