import type { Analysis, AnalysisInput } from './analysis';
import { analyze, withTexts } from './analyze';
import { isFixedInBulk } from './fixes/bulk';
import { editFiles } from './text/edits';
import type { SourceFile } from './text/source';

/** What becomes of files that are read together when everything is fixed that can be. */
export interface FixedUnit {
  /** The files that change, each with what it becomes. They are changed together or not at all. */
  readonly files: ReadonlyMap<SourceFile, SourceFile>;
  readonly fixed: number;
  /** What else changes the real things that the files are exports of. */
  readonly commands: readonly string[];
}

/** A fix may make room for another one; that it takes more rounds than these has not been seen. */
const MOST_ROUNDS = 5;

/** Carries out, in memory, the fixes that may be made without asking, until there are no more. */
export function fixFiles(input: AnalysisInput, analysis: Analysis): readonly FixedUnit[] {
  const units = new Map<string, { files: Map<SourceFile, SourceFile>; fixed: number; commands: string[] }>();
  const originals = new Map<SourceFile, SourceFile>();
  let [current, found] = [input, analysis];
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const together = found.fixAll?.(found.diagnostics.filter(isFixedInBulk)) ?? [];
    if (together.length === 0) break;
    const edited = new Map<SourceFile, SourceFile>();
    for (const { unit, edits, fixed, commands } of together) {
      const key = unit.files.map(({ path }) => path).join('\n');
      const known = units.get(key) ?? { files: new Map<SourceFile, SourceFile>(), fixed: 0, commands: [] };
      units.set(key, known);
      known.fixed += fixed.length;
      known.commands.push(...commands);
      for (const [before, now] of editFiles(edits) ?? []) {
        const original = originals.get(before) ?? before;
        originals.set(now, original);
        known.files.set(original, now);
        edited.set(before, now);
      }
    }
    current = withTexts(current, edited);
    const next = analyze(current);
    if ('usage' in next) break;
    found = next;
  }
  return [...units.values()];
}
