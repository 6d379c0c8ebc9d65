import type { Diagnostic } from '../../core/checks/diagnostic';
import type { Policy } from '../../core/policies/policy';

/** Findings that are shown as one: at least one, all of the same family, policy, role, Region and severity. */
export type Folded = readonly [Diagnostic, ...Diagnostic[]];

/** Folds what belongs together; each fold stands where the first of its members stood. */
export function fold(diagnostics: readonly Diagnostic[]): readonly Folded[] {
  const numbers = new Map<Policy, number>();
  const numberOf = (policy: Policy): number => {
    const number = numbers.get(policy) ?? numbers.size;
    numbers.set(policy, number);
    return number;
  };
  const folds: [Diagnostic, ...Diagnostic[]][] = [];
  const open = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    const { policy, family, requirement, rule, role, region, severity, at } = diagnostic;
    const isMember = policy !== undefined && family !== undefined && requirement !== undefined;
    const key = isMember
      ? [numberOf(policy), at.span.start, family, rule, role, region, severity].join(' ')
      : undefined;
    const known = key === undefined ? undefined : open.get(key);
    if (known !== undefined) {
      known.push(diagnostic);
      continue;
    }
    const made: [Diagnostic, ...Diagnostic[]] = [diagnostic];
    folds.push(made);
    if (key !== undefined) open.set(key, made);
  }
  return folds;
}
