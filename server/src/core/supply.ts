import type { AnalysisInput } from './analysis';
import { readFiles } from './analyze';
import type { Answer, Unit, Want } from './formats/format';
import type { SourceFile } from './text/source';

/** What a host finds where something is wanted; of a folder all files that may be of interest. */
export type Found =
  Exclude<Answer, 'added'> | { readonly kind: 'folder'; readonly files: readonly SourceFile[] };

/** Wants lead to wants: a module calls a module. Nobody nests them deeper than this. */
const MAX_ROUNDS = 64;

/**
 * Reads the files, and lets the host find what they want beside them, until nothing more is wanted. Only what wanted
 * something is read again. Found files are not reported on. A host that has to wait for its files does the same with
 * `readFiles` in its own time.
 */
export function supply(input: AnalysisInput, find: (want: Want) => Found): AnalysisInput {
  const answers = new Map<string, Answer>();
  const added = new Set<SourceFile>();
  const { reported } = input;
  let current: AnalysisInput = {
    ...input,
    outside: (want) => answers.get(keyOf(want)),
    reported: (file) => !added.has(file) && (reported?.(file) ?? true),
  };
  let units: readonly Unit[] = [];
  for (let round = 0; round < MAX_ROUNDS; round++) {
    units = readFiles(current, units);
    const wants = units.flatMap((unit) => unit.wants ?? []).filter((want) => !answers.has(keyOf(want)));
    if (wants.length === 0) break;
    const files = new Map(current.files.map((file) => [file.path, file]));
    for (const want of wants) {
      const found = find(want);
      answers.set(keyOf(want), answerOf(found));
      for (const file of joining(want, found)) {
        if (files.has(file.path)) continue;
        files.set(file.path, file);
        added.add(file);
      }
    }
    if (files.size > current.files.length) current = { ...current, files: [...files.values()] };
  }
  return { ...current, read: { files: current.files, units } };
}

function answerOf(found: Found): Answer {
  return typeof found === 'object' && found.kind === 'folder' ? 'added' : found;
}

/** The files that are among those of the run from now on. */
function joining(want: Want, found: Found): readonly SourceFile[] {
  if (typeof found === 'string') return [];
  if (found.kind === 'folder') return found.files;
  return found.kind === 'file' && want.joins === true ? [found.file] : [];
}

function keyOf({ kind, path }: Want): string {
  return `${kind} ${path}`;
}
