import type { Analysis, AnalysisInput } from './analysis';
import { analyze } from './analyze';
import { withTexts } from './edited-input';
import type { Diagnostic } from './checks/diagnostic';
import { isFixedInBulk } from './fixes/bulk';
import { compose } from './text/compose';
import { editFiles, type Edit } from './text/edits';
import type { SourceFile } from './text/source';

/** What becomes of files that are read together when everything is fixed that can be. */
export interface FixedUnit {
  /** The files that change, each with what it becomes. They are changed together or not at all. */
  readonly files: ReadonlyMap<SourceFile, SourceFile>;
  /** The same as edits of the files as they are. */
  readonly edits: readonly Edit[];
  readonly fixed: number;
  /** What else changes the real things that the files are exports of. */
  readonly commands: readonly string[];
}

/** A fix may make room for another one; that it takes more rounds than these has not been seen. */
const MOST_ROUNDS = 5;

/** Carries out, in memory, the fixes of findings that may be made without asking, until there are no more. */
export function fixFiles(
  input: AnalysisInput,
  analysis: Analysis,
  isWanted: (finding: Diagnostic) => boolean = () => true,
): readonly FixedUnit[] {
  const units = new Map<string, Fixing>();
  const originals = new Map<SourceFile, SourceFile>();
  let [current, found] = [input, analysis];
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const together =
      found.fixAll?.(found.diagnostics.filter((each) => isFixedInBulk(each) && isWanted(each))) ?? [];
    if (together.length === 0) break;
    const edited = new Map<SourceFile, SourceFile>();
    for (const { unit, edits, fixed, commands } of together) {
      const key = unit.files.map(({ path }) => path).join('\n');
      const known: Fixing = units.get(key) ?? { files: new Map(), edits: new Map(), fixed: 0, commands: [] };
      units.set(key, known);
      known.fixed += fixed.length;
      known.commands.push(...commands);
      for (const [before, now] of editFiles(edits) ?? []) {
        const original = originals.get(before) ?? before;
        const own = edits.filter(({ file }) => file === before);
        originals.set(now, original);
        known.files.set(original, now);
        known.edits.set(original, compose(original, known.edits.get(original) ?? [], own));
        edited.set(before, now);
      }
    }
    current = withTexts(current, edited);
    const next = analyze(current);
    if ('usage' in next) break;
    found = next;
  }
  return [...units.values()].map((unit) => ({ ...unit, edits: [...unit.edits.values()].flat() }));
}

interface Fixing {
  readonly files: Map<SourceFile, SourceFile>;
  readonly edits: Map<SourceFile, readonly Edit[]>;
  fixed: number;
  readonly commands: string[];
}
