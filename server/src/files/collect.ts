import { resolve } from 'node:path';
import { compareTexts } from '../core/text/compare';
import type { SourceFile } from '../core/text/source';
import { realPath, shownPath, statusOf } from './paths';
import { type FileProblem, loop } from './problems';
import { readTextFile } from './read';
import { companionsOf } from './terraform';
import { addFound, type Found, walk } from './walk';

/** The files of a run, and what the disk had to say about those that could not be had. */
export interface Collected {
  /** Sorted by path, each once however often it was reached. */
  readonly files: readonly SourceFile[];
  /** Those of them that were named one by one. */
  readonly named: ReadonlySet<SourceFile>;
  /** Those that nobody asked for and that are read for what they say about the others. */
  readonly companions: ReadonlySet<SourceFile>;
  readonly problems: readonly FileProblem[];
  /** The folders that were walked: absolute, as they were named. */
  readonly folders: readonly string[];
  /** The first of the paths that does not exist; nothing was read then. */
  readonly absent?: string;
}

/**
 * Reads files and folders, relative to `cwd`. Folders are walked as git would list them: what `.gitignore`
 * files or `leftOut` (given an absolute path) exclude is not read. A file that is named always is.
 */
export function collectFiles(
  cwd: string,
  paths: readonly string[],
  leftOut: (path: string) => boolean,
): Collected {
  const absent = paths.find((path) => statusOf(resolve(cwd, path)) === 'absent');
  const folders: string[] = [];
  const problems: FileProblem[] = [];
  if (absent !== undefined)
    return { files: [], named: new Set(), companions: new Set(), problems, folders, absent };

  const found = new Map<string, Found>();
  for (const path of paths) {
    const absolute = resolve(cwd, path);
    const status = statusOf(absolute);
    if (status === 'absent') continue;
    if (status === 'loop') {
      problems.push(loop(shownPath(cwd, absolute)));
      continue;
    }
    const real = realPath(absolute);
    if (status.isDirectory()) {
      folders.push(absolute);
      Array.from(walk({ cwd, root: absolute, realRoot: real, leftOut, found, problems }));
    } else {
      found.set(real, { path: found.get(real)?.path ?? absolute, why: 'named' });
    }
  }
  for (const { path, why } of [...found.values()]) {
    if (why !== 'named') continue;
    for (const beside of companionsOf(path)) addFound(found, realPath(beside), beside, 'companion');
  }

  const named = new Set<SourceFile>();
  const companions = new Set<SourceFile>();
  const files: SourceFile[] = [];
  for (const { path, why } of found.values()) {
    const read = readTextFile(path, shownPath(cwd, path));
    if (read === undefined) continue;
    if ('problem' in read) {
      problems.push(why === 'named' ? { ...read.problem, onlyIfOurs: false } : read.problem);
    } else {
      files.push(read.file);
      if (why === 'named') named.add(read.file);
      if (why === 'companion') companions.add(read.file);
    }
  }
  files.sort(byPath);
  problems.sort((a, b) => byPath(a.at.file, b.at.file));
  return { files, named, companions, problems, folders };
}

function byPath(a: SourceFile, b: SourceFile): number {
  return compareTexts(a.path, b.path);
}
