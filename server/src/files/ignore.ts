import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { slashed } from './paths';
import { readTextFile } from './read';

/** Rules of one `.gitignore`, for paths below its folder. */
export interface IgnoreRules {
  readonly folder: string;
  readonly rules: Ignore;
}

/** From the folder above up to the root of the repository. */
export function ignoreRulesAbove(folder: string): readonly IgnoreRules[] {
  const parent = dirname(folder);
  if (parent === folder || existsSync(join(folder, '.git'))) return [];
  return [...ignoreRules(parent), ...ignoreRulesAbove(parent)];
}

export function ignoreRules(folder: string): readonly IgnoreRules[] {
  const read = readTextFile(join(folder, '.gitignore'), '.gitignore');
  if (read === undefined || !('file' in read)) return [];
  return [{ folder, rules: ignore({ ignorecase: false }).add(read.file.text) }];
}

/** The nearest file that has an opinion counts, as for git: `all` begins with it. */
export function isIgnored(all: readonly IgnoreRules[], path: string, isFolder: boolean): boolean {
  for (const { folder, rules } of all) {
    const verdict = rules.test(slashed(relative(folder, path)) + (isFolder ? '/' : ''));
    if (verdict.ignored || verdict.unignored) return verdict.ignored;
  }
  return false;
}
