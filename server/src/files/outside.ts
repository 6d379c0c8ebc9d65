import { resolve } from 'node:path';
import type { Want } from '../core/formats/format';
import type { Found } from '../core/supply';
import { filesBelow, isWithin, readTextFile, realPath, shownPath, stampOf, terraformFiles } from '../files';

/** Names that are listed of one folder; more are nobody's rules. */
const MOST_NAMES = 10_000;

/**
 * Finds what formats want beside the files of a run: paths relative to `cwd`, never outside of the workspaces
 * (absolute), not through links either.
 */
export function createFinder(cwd: string, workspaces: readonly string[]): (want: Want) => Found {
  const real = [...new Set(workspaces.map(realPath))];
  const isReadable = (absolute: string): boolean =>
    real.some((workspace) => isWithin(realPath(absolute), workspace));
  return ({ kind, path }) => {
    const absolute = resolve(cwd, path);
    if (stampOf(absolute) === undefined) {
      return workspaces.some((workspace) => isWithin(absolute, workspace)) ? 'absent' : 'beyond';
    }
    if (!isReadable(absolute)) return 'beyond';
    switch (kind) {
      case 'folder':
        return {
          kind: 'folder',
          files: terraformFiles(absolute).flatMap((each) => {
            if (!isReadable(each)) return [];
            const read = readTextFile(each, shownPath(cwd, each));
            return read !== undefined && 'file' in read ? [read.file] : [];
          }),
        };
      case 'file': {
        const read = readTextFile(absolute, shownPath(cwd, absolute));
        return read !== undefined && 'file' in read ? { kind: 'file', file: read.file } : 'absent';
      }
      case 'listing': {
        const names = filesBelow(absolute, MOST_NAMES);
        return names === undefined ? 'absent' : { kind: 'listing', names };
      }
    }
  };
}
