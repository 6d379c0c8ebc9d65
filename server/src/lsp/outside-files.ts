import { resolve } from 'node:path';
import type { Want } from '../core/formats/format';
import type { Found } from '../core/supply';
import { filesBelow, isWithin, realPath, stampOf } from '../files';
import type { Sources } from './sources';

/** Names that are listed of one folder; more are nobody's rules. */
const MOST_NAMES = 10_000;

/** Finds what formats want beside the files of a unit, in one folder of the workspace; what is open wins. */
export function createFinder(sources: Sources, workspace: string): (want: Want) => Found {
  const root = realPath(workspace);
  return ({ kind, path }) => {
    const key = resolve(workspace, path);
    if (!isWithin(key, workspace)) return 'beyond';
    if (kind === 'file' && sources.isOpen(key)) return fileAt(sources, key);
    if (stampOf(key) === undefined) return 'absent';
    if (!isWithin(realPath(key), root)) return 'beyond';
    switch (kind) {
      case 'folder':
        return {
          kind: 'folder',
          files: sources
            .terraformIn(key)
            .filter((each) => isWithin(realPath(each), root))
            .flatMap((each) => sources.at(each) ?? []),
        };
      case 'file':
        return fileAt(sources, key);
      case 'listing': {
        const names = filesBelow(key, MOST_NAMES);
        return names === undefined ? 'absent' : { kind: 'listing', names };
      }
    }
  };
}

function fileAt(sources: Sources, key: string): Found {
  const file = sources.at(key);
  return file === undefined ? 'absent' : { kind: 'file', file };
}

/** Whether everything that was found is still there and the same. */
export function stillFinds(found: ReadonlyMap<Want, Found>, find: (want: Want) => Found): boolean {
  return [...found].every(([want, before]) => isSame(before, find(want)));
}

function isSame(a: Found, b: Found): boolean {
  if (typeof a === 'string' || typeof b === 'string') return a === b;
  if (a.kind === 'file' && b.kind === 'file') return a.file === b.file;
  if (a.kind === 'listing' && b.kind === 'listing') return a.names.join('\0') === b.names.join('\0');
  return (
    a.kind === 'folder' &&
    b.kind === 'folder' &&
    a.files.length === b.files.length &&
    a.files.every((file, index) => file === b.files[index])
  );
}
