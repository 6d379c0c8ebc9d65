import { isConfiguration } from './configurations';

/** How long a document must stand still before it is looked at, in milliseconds. */
const DELAY = 200;

/**
 * When documents were last edited. Terraform is read in a millisecond and answered at every key; reading
 * JSON and YAML takes longer than the time between two keys.
 */
export interface Quiet {
  edited(key: string): void;
  closed(key: string): void;
  /** Milliseconds from now on until the document has stood still long enough. */
  wait(key: string): number;
  /** The same for all documents at once, for work that no key should wait for. */
  waitForAll(): number;
}

export function createQuiet(now: () => number): Quiet {
  const edits = new Map<string, number>();
  let last = -Infinity;
  const left = (edit: number): number => Math.max(0, edit + DELAY - now());
  return {
    edited(key) {
      last = now();
      if (isConfiguration(key) || !/\.(tf|tfvars)$/.test(key)) edits.set(key, last);
    },
    closed(key) {
      edits.delete(key);
    },
    wait(key) {
      const edit = edits.get(key);
      return edit === undefined ? 0 : left(edit);
    },
    waitForAll: () => left(last),
  };
}
