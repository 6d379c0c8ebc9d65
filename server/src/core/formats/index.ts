import type { SourceFile } from '../text/source';
import { awsJson } from './aws-json';
import { firewallYaml } from './firewall-yaml';
import type { Environment, Format, Unit } from './format';
import { terraform } from './terraform';
import { withinLimits } from './within-limits';

/** Every format, in the order in which files are offered to them. */
export const FORMATS: readonly Format[] = [awsJson, firewallYaml, terraform];

/** The format that takes the file, if any does. */
export function formatOf(file: SourceFile): Format | undefined {
  return FORMATS.find((format) => format.claims(file));
}

/** Reads all files that some format takes, format by format and in the order given. */
export function readUnits(files: readonly SourceFile[], environment: Environment): readonly Unit[] {
  const claimed = new Map<Format, SourceFile[]>();
  for (const file of files) {
    const format = formatOf(file);
    if (format === undefined) continue;
    const known = claimed.get(format);
    if (known === undefined) claimed.set(format, [file]);
    else known.push(file);
  }
  return [...claimed].flatMap(([format, own]) => {
    const groups = format.divide?.(own) ?? own.map((file) => [file]);
    return groups.map((group) => withinLimits(format.read(group, environment)));
  });
}
