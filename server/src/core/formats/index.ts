import { groupBy } from '../text/group-by';
import type { SourceFile } from '../text/source';
import { awsJson } from './aws-json';
import { domainList } from './domain-list';
import { firewallYaml } from './firewall-yaml';
import type { Environment, Format, Unit } from './format';
import { squid } from './squid';
import { terraform } from './terraform';
import { terraformPlan } from './terraform/plan';
import { withinLimits } from './within-limits';

/** Every format, in the order in which files are offered to them. */
export const FORMATS: readonly Format[] = [
  terraform,
  awsJson,
  firewallYaml,
  terraformPlan,
  squid,
  domainList,
];

const formats = new WeakMap<SourceFile, Format | undefined>();

/** The format that takes the file, if any does. Every fix asks again for every policy of a file. */
export function formatOf(file: SourceFile): Format | undefined {
  if (!formats.has(file)) {
    formats.set(
      file,
      FORMATS.find((format) => format.claims(file)),
    );
  }
  return formats.get(file);
}

/**
 * Reads all files that some format takes, format by format and in the order given. Units that are known and want
 * nothing stay as they are.
 */
export function readUnits(
  files: readonly SourceFile[],
  environment: Environment,
  known: readonly Unit[] = [],
): readonly Unit[] {
  const before = new Map(known.map((unit) => [unit.files[0], unit]));
  return [...groupBy(files, formatOf)].flatMap(([format, own]) => {
    if (format === undefined) return [];
    const groups = format.divide?.(own) ?? own.map((file) => [file]);
    return groups.map((group) => {
      const unit = before.get(group[0]);
      return unit !== undefined && isSettled(unit, group)
        ? unit
        : withinLimits(format.read(group, environment));
    });
  });
}

function isSettled({ files, wants }: Unit, group: readonly SourceFile[]): boolean {
  return (
    wants === undefined &&
    files.length === group.length &&
    files.every((file, index) => file === group[index])
  );
}
