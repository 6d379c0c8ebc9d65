import type { Diagnostic, Related } from '../checks/diagnostic';
import type { Target } from '../policies/target';
import { compareTexts } from '../text/compare';

/** Findings that are shown as one: at least one, all of the same family, policy, role, Region and severity. */
export type Folded = readonly [Diagnostic, ...Diagnostic[]];

/** Folds what belongs together; each fold stands where the first of its members stood. */
export function fold(diagnostics: readonly Diagnostic[]): readonly Folded[] {
  const numbers = new Map<Target, number>();
  const numberOf = (policy: Target): number => {
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

/** What a fold of several is called: "3 findings of directory.*". */
export function titleOf(findings: Folded): string {
  return `${findings.length} findings of ${findings[0].family ?? ''}.*`;
}

/** What a fold says: its finding's message, or a line for each of its members. */
export function messageOf(findings: Folded): string {
  if (findings.length === 1) return findings[0].message;
  const members = findings.map(({ requirement = '', message }) => `${requirement}  ${message}`);
  return [`${titleOf(findings)}:`, ...members].join('\n');
}

/** What the members point to, each place once: members of one fold mostly point to the same. */
export function relatedOf(findings: Folded): readonly Related[] {
  if (findings.length === 1) return findings[0].related;
  const byText = new Map(findings.flatMap(({ related }) => related).map((item) => [keyOf(item), item]));
  return [...byText.values()].sort(
    (a, b) => compareTexts(a.at.file.path, b.at.file.path) || a.at.span.start - b.at.span.start,
  );
}

function keyOf({ message, at }: Related): string {
  return `${at.file.path}\n${at.span.start}\n${message}`;
}
