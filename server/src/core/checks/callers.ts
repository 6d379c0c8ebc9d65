import type { Policy } from '../policies/policy';
import type { Target } from '../policies/target';
import type { Location, SourceFile } from '../text/source';
import type { SuppressionUse } from './check';
import type { Diagnostic } from './diagnostic';

type Found = Omit<Diagnostic, 'fingerprint'>;

/**
 * Where somebody sees a policy who asked about some files only: a module that lies elsewhere is seen from the nearest
 * call among them.
 */
export function seenFrom(
  { at, call }: Pick<Target, 'at' | 'call'>,
  isReported: (file: SourceFile) => boolean,
): Location {
  if (call === undefined || isReported(at.file)) return at;
  return call.at.find(({ file }) => isReported(file)) ?? at;
}

/** A finding about a policy, where it is seen. */
export function atCall<F extends Found>(finding: F, isReported: (file: SourceFile) => boolean): F {
  const { policy, at } = finding;
  if (policy?.call === undefined || isReported(at.file)) return finding;
  const seen = seenFrom(policy, isReported);
  if (!isReported(seen.file)) return finding;
  return {
    ...finding,
    at: seen,
    related: [{ message: `${policy.name} is written here`, at }, ...finding.related],
  };
}

/**
 * What is found in a module is one finding, however many call it: the first of them is told, the others are related.
 * Each policy has one part in it at most.
 */
export function mergeCallers<F extends Found>(findings: readonly F[]): F[] {
  const kept: F[] = [];
  const byKey = new Map<string, { readonly index: number; readonly policies: Set<Target | undefined> }[]>();
  for (const finding of findings) {
    const { policy } = finding;
    const key = policy?.call === undefined ? undefined : keyOf(finding, policy.call.name);
    const known = key === undefined ? undefined : (byKey.get(key) ?? []);
    const home = known?.find(({ policies }) => !policies.has(policy));
    const first = home && kept[home.index];
    if (key === undefined || known === undefined || policy?.call === undefined) kept.push(finding);
    else if (home === undefined || first === undefined) {
      byKey.set(key, [...known, { index: kept.length, policies: new Set([policy]) }]);
      kept.push(finding);
    } else {
      home.policies.add(policy);
      const [call] = policy.call.at;
      const other = { message: `the same is found for ${policy.name}, which is called here`, at: call };
      kept[home.index] = { ...worse(first, finding), related: [...first.related, other] };
    }
  }
  return kept;
}

/** What says that a text can go: that has to be so for everybody who calls the module. */
const REMOVALS: readonly Diagnostic['rule'][] = ['redundant-rule', 'shadowed-rule'];

/** Without findings about a rule of a module that do not hold for all policies that have the rule. */
export function ofAllRules<F extends Found>(
  findings: readonly F[],
  policies: readonly Policy[],
): readonly F[] {
  const isRemoval = ({ rule, policy }: Found): boolean =>
    REMOVALS.includes(rule) && policy?.call !== undefined;
  const doubtful = findings.filter(isRemoval);
  if (doubtful.length === 0) return findings;
  const told = new Map<string, Set<Target | undefined>>();
  for (const { rule, at, policy } of doubtful) {
    const key = `${rule} ${placeOf(at)}`;
    told.set(key, (told.get(key) ?? new Set()).add(policy));
  }
  const owners = new Map<string, Set<Policy>>();
  for (const policy of policies) {
    for (const { at } of policy.rules)
      owners.set(placeOf(at), (owners.get(placeOf(at)) ?? new Set()).add(policy));
  }
  return findings.filter(
    (finding) =>
      !isRemoval(finding) ||
      told.get(`${finding.rule} ${placeOf(finding.at)}`)?.size === owners.get(placeOf(finding.at))?.size,
  );
}

function placeOf({ file, span }: Location): string {
  return `${span.start} ${file.path}`;
}

const SEVERITIES: readonly Diagnostic['severity'][] = ['error', 'warning', 'info'];

function worse<F extends Found>(first: F, other: F): F {
  const isWorse = SEVERITIES.indexOf(other.severity) < SEVERITIES.indexOf(first.severity);
  return isWorse ? { ...first, severity: other.severity, message: other.message } : first;
}

function keyOf({ rule, at, role, region, requirement, requirements }: Found, name: string): string {
  const { start, end } = at.span;
  return [rule, at.file.path, start, end, role, region, requirement ?? requirements?.join(), name].join(
    '\u0000',
  );
}

/** A suppression in a module is used when it silences something for any of its callers, and is told of once. */
export function ofAllCallers(uses: readonly SuppressionUse[]): readonly SuppressionUse[] {
  const kept = new Map<string, SuppressionUse>();
  for (const use of uses) {
    const { at, requirement } = use.suppression;
    const key = `${at.span.start} ${requirement ?? ''} ${at.file.path}`;
    const known = kept.get(key);
    if (known === undefined || (known.state === 'unused' && use.state === 'used')) kept.set(key, use);
  }
  return [...kept.values()];
}
