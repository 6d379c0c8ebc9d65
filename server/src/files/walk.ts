import { basename, dirname, extname, join } from 'node:path';
import { isLoaded } from '../core/formats/terraform/files';
import { errorCode, reason } from './errors';
import { ignoreRules, type IgnoreRules, ignoreRulesAbove, isIgnored } from './ignore';
import { entriesOf, NEVER_WALKED } from './listing';
import { isWithin, realPath, shownPath, statusOf } from './paths';
import { emptyFile, type FileProblem, loop, syntaxError } from './problems';

/**
 * The files of a folder that a run would be told to look at, found in steps for who has other things to do
 * meanwhile: absolute, and those that are only read for what they say about others are not among them. What cannot
 * be walked is left out.
 */
export function* walkFolder(
  folder: string,
  leftOut: (path: string) => boolean,
): Generator<void, readonly string[]> {
  const status = statusOf(folder);
  if (status === 'absent' || status === 'loop' || !status.isDirectory()) return [];
  const found = new Map<string, Found>();
  yield* walk({ cwd: folder, root: folder, realRoot: realPath(folder), leftOut, found, problems: [] });
  return [...found.values()].flatMap(({ path, why }) => (why === 'walked' ? [path] : [])).sort();
}

interface Walk {
  readonly cwd: string;
  /** The folder as it was named, and where it really is; both absolute. */
  readonly root: string;
  readonly realRoot: string;
  readonly leftOut: (path: string) => boolean;
  /** By real path. */
  readonly found: Map<string, Found>;
  readonly problems: FileProblem[];
}

export interface Found {
  /** Absolute, as it was reached. */
  readonly path: string;
  readonly why: 'named' | 'walked' | 'companion';
}

/** Comes up for air after each folder that it has listed. */
export function* walk(run: Walk): Generator<void> {
  const links: string[] = [];
  function* visit(folder: string, outer: readonly IgnoreRules[]): Generator<void> {
    const shown = run.root + folder.slice(run.realRoot.length);
    const ignores = [...ignoreRules(folder), ...outer];
    yield;
    for (const entry of listFolder(folder, shown, run)) {
      const real = join(folder, entry.name);
      const isFolder = entry.isDirectory();
      if (entry.isFile() && isLoaded({ path: entry.name })) {
        addFound(run.found, real, join(shown, entry.name), 'companion');
        continue;
      }
      if (isFolder && NEVER_WALKED.has(entry.name)) continue;
      const wanted = isFolder || entry.isSymbolicLink() || mayBeOurs(entry.name);
      if (!wanted || isIgnored(ignores, real, isFolder) || run.leftOut(join(shown, entry.name))) continue;
      if (isFolder) yield* visit(real, ignores);
      else if (entry.isSymbolicLink()) links.push(real);
      else if (entry.isFile()) addFound(run.found, real, join(shown, entry.name), 'walked');
    }
  }
  const above = ignoreRulesAbove(run.realRoot);
  yield* visit(run.realRoot, isIgnored(above, run.realRoot, true) ? [] : above);
  for (const link of links) followLink(run, link);
}

/**
 * A folder behind a link is walked where it really stands, or lies outside and is none of ours. So only files
 * whose own name the walk passed over are new, and a link back to where it comes from is told.
 */
function followLink(run: Walk, link: string): void {
  const shown = run.root + link.slice(run.realRoot.length);
  const status = statusOf(link);
  if (status === 'absent') return;
  const target = realPath(link);
  if (status === 'loop' || (status.isDirectory() && isWithin(dirname(link), target))) {
    run.problems.push(loop(shownPath(run.cwd, shown)));
  } else if (status.isFile() && isWithin(target, run.realRoot) && mayBeOurs(basename(link))) {
    addFound(run.found, target, shown, 'walked');
  }
}

const EXTENSIONS: ReadonlySet<string> = new Set([
  '.json',
  '.jsonc',
  '.yaml',
  '.yml',
  '.tf',
  '.tofu',
  '.acl',
  '.squid',
]);

function mayBeOurs(name: string): boolean {
  return name === 'squid.conf' || EXTENSIONS.has(extname(name).toLowerCase());
}

export function addFound(found: Map<string, Found>, real: string, path: string, why: Found['why']): void {
  if (!found.has(real)) found.set(real, { path, why });
}

function listFolder(folder: string, shown: string, run: Walk): ReturnType<typeof entriesOf> {
  try {
    return entriesOf(folder);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') {
      const file = emptyFile(shownPath(run.cwd, shown));
      run.problems.push(syntaxError(file, `The folder cannot be read: ${reason(error)}.`));
    }
    return [];
  }
}
