import type { Part, Unit } from '../formats/format';
import type { Policy } from '../policies/policy';

/** The parts of a unit whose names have nothing to do with each other; mostly it is one. */
export function partsOf(unit: Unit): readonly Part[] {
  return unit.parts ?? [unit];
}

const known = new WeakMap<Unit, ReadonlyMap<Policy, Part>>();

/** The part that a policy of the unit is in. */
export function partOf(unit: Unit, policy: Policy): Part {
  if (unit.parts === undefined) return unit;
  const parts =
    known.get(unit) ?? new Map(unit.parts.flatMap((part) => part.policies.map((each) => [each, part])));
  known.set(unit, parts);
  return parts.get(policy) ?? unit;
}
