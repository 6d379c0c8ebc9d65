import { existsSync, realpathSync, type Stats, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { errorCode } from './errors';

/** A path as people and reports see it: relative to the working directory, with `/`. */
export function shownPath(cwd: string, path: string): string {
  return slashed(relative(cwd, path)) || '.';
}

export function slashed(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/');
}

/** Where a path really leads; a pipe that the shell made has no such place and is itself. */
export function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}

/** Whether an absolute path is the folder or lies in it. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** What a path leads to, through links. */
export function statusOf(path: string): Stats | 'absent' | 'loop' {
  try {
    return statSync(path);
  } catch (error) {
    return errorCode(error) === 'ELOOP' ? 'loop' : 'absent';
  }
}

/** Differs when a file or folder was changed since; undefined when it is not there. */
export function stampOf(path: string): string | undefined {
  try {
    const { mtimeMs, size, ino } = statSync(path);
    return `${mtimeMs} ${size} ${ino}`;
  } catch {
    return undefined;
  }
}

/** The root of the repository that a folder lies in. */
export function repositoryOf(folder: string): string | undefined {
  const parent = dirname(folder);
  if (existsSync(join(folder, '.git'))) return folder;
  return parent === folder ? undefined : repositoryOf(parent);
}

/**
 * The nearest file of that name upward from a folder, up to the root of the repository or of the disk.
 * One call serves a whole run: what was found is remembered by folder.
 */
export function nearestUpward(name: string): (folder: string) => string | undefined {
  const known = new Map<string, string | undefined>();
  const find = (folder: string): string | undefined => {
    if (known.has(folder)) return known.get(folder);
    const here = join(folder, name);
    const parent = dirname(folder);
    const isTop = parent === folder || existsSync(join(folder, '.git'));
    const found = existsSync(here) ? here : isTop ? undefined : find(parent);
    known.set(folder, found);
    return found;
  };
  return find;
}
