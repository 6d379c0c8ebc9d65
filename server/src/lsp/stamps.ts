import { stampOf } from '../files';

/**
 * What the disk says of files and folders. An editor that watches them tells of what changes, so the disk is not asked
 * again at every key; now and then it is, because no watcher sees everything.
 */
export interface Stamps {
  /** Changes when the file or the folder does; undefined when it is not there. */
  of(path: string): string | undefined;
  /** From now on the editor tells of changes. */
  watch(): void;
  /** Something may be another than it was. */
  clear(): void;
}

/** Milliseconds after which the disk is asked again. */
const TRUSTED = 5000;

/** `isWatched`: whether the editor would tell of a change there. `now`: in milliseconds. */
export function createStamps(isWatched: (path: string) => boolean, now: () => number): Stamps {
  const known = new Map<string, string | undefined>();
  let isWatching = false;
  let since = now();
  return {
    of(path) {
      if (!isWatching) return stampOf(path);
      if (now() - since > TRUSTED) {
        known.clear();
        since = now();
      }
      const stamp = known.get(path);
      if (stamp !== undefined || known.has(path)) return stamp;
      const asked = stampOf(path);
      if (isWatched(path)) known.set(path, asked);
      return asked;
    },
    watch() {
      isWatching = true;
      known.clear();
    },
    clear() {
      known.clear();
    },
  };
}
