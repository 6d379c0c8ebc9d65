import { resolve } from 'node:path';
import type { Analysis } from '../core/analysis';
import { analyze } from '../core/analyze';
import { withTexts } from '../core/edited-input';
import { fixFiles } from '../core/fix-files';
import type { SourceFile } from '../core/text/source';
import { replaceTextFiles } from '../files';
import type { Host } from './host';
import { printable } from './reporters/printable';
import type { AnalysisRun } from './run-analysis';
import { unifiedDiff } from './unified-diff';
import { WrongUsage } from './usage';

/** Writes what can be fixed into the files. Answers with what is left, and what is to be told besides. */
export function writeFixes(
  { input, analysis }: AnalysisRun,
  { cwd }: Host,
): { readonly analysis: Analysis; readonly stderr: string } {
  const told: string[] = [];
  const written = new Map<SourceFile, SourceFile>();
  const commands: string[] = [];
  for (const unit of fixFiles(input, analysis)) {
    const changes = [...unit.files].map(([before, now]) => ({
      path: resolve(cwd, before.path),
      before: before.text,
      after: now.text,
    }));
    const failure = replaceTextFiles(changes);
    if (failure !== undefined) {
      const [file] = [...unit.files.keys()].filter(({ path }) => resolve(cwd, path) === failure.path);
      told.push(`${file?.path ?? failure.path} was not changed: ${failure.reason}.`);
      continue;
    }
    const files = [...unit.files.keys()].map(({ path }) => path).join(', ');
    told.push(`${files}: ${unit.fixed} ${unit.fixed === 1 ? 'finding' : 'findings'} fixed.`);
    commands.push(...unit.commands);
    for (const [before, now] of unit.files) written.set(before, now);
  }
  if (commands.length > 0) {
    told.push('What was changed is an export. These commands change the real thing:', ...commands);
  }
  const left = written.size === 0 ? analysis : analyze(withTexts(input, written));
  if ('usage' in left) throw new WrongUsage(left.usage);
  return { analysis: left, stderr: told.map((line) => `${printable(line)}\n`).join('') };
}

/** What `writeFixes` would change, file by file in the order of their paths. */
export function diffOfFixes({ input, analysis }: AnalysisRun): string {
  return fixFiles(input, analysis)
    .flatMap(({ files }) => [...files])
    .sort(([a], [b]) => (a.path < b.path ? -1 : 1))
    .map(([before, now]) => unifiedDiff(before.path, before.text, now.text))
    .join('');
}
