import type { Unit } from '../formats/format';
import { targetsOf } from '../formats/attachment';
import type { Target } from '../policies/target';
import { folderOf } from '../text/paths';
import type { Diagnostic } from './diagnostic';

type Found = Omit<Diagnostic, 'fingerprint'>;

/**
 * What is found in a plan that lies beside the files it was made from is told once, and there, where it can be
 * mended. What only the plan shows stays in the plan and says where its policy is written.
 */
export function besideSource<F extends Found>(findings: readonly F[], units: readonly Unit[]): readonly F[] {
  if (!units.some(({ derived }) => derived === true)) return findings;
  const sourceOf = findSources(units);
  const told = new Set(
    findings.flatMap((finding) => (finding.policy === undefined ? [] : [keyOf(finding, finding.policy)])),
  );
  return findings.flatMap((finding) => {
    const source = finding.policy && sourceOf.get(finding.policy);
    if (source === undefined) return [finding];
    if (told.has(keyOf(finding, source))) return [];
    const written = { message: `${source.name} is written here`, at: source.at };
    return [{ ...finding, related: [...finding.related, written] }];
  });
}

/** The policies of plans with those that they were made from: of the same name, in files of the same folder. */
function findSources(units: readonly Unit[]): ReadonlyMap<Target, Target> {
  const written = new Map<string, Target>();
  for (const unit of units) {
    if (unit.derived === true) continue;
    for (const folder of new Set(unit.files.map(({ path }) => folderOf(path)))) {
      for (const policy of targetsOf(unit)) written.set(`${folder} ${policy.name}`, policy);
    }
  }
  const sources = new Map<Target, Target>();
  for (const unit of units.filter(({ derived }) => derived === true)) {
    for (const policy of targetsOf(unit)) {
      const folder = folderOf(policy.at.file.path);
      // What nobody could count from the files goes there by a name without keys.
      const source =
        written.get(`${folder} ${policy.name}`) ?? written.get(`${folder} ${withoutKeys(policy.name)}`);
      if (source !== undefined) sources.set(policy, source);
    }
  }
  return sources;
}

function withoutKeys(address: string): string {
  return address.replace(/\[(?:"(?:[^"\\]|\\.)*"|\d+)\]/g, '');
}

/** Findings with equal keys say the same of the same policy. */
function keyOf({ rule, role, region, requirement, requirements }: Found, { name, at }: Target): string {
  return [rule, at.file.path, at.span.start, name, role, region, requirement ?? requirements?.join()].join(
    '\u0000',
  );
}
