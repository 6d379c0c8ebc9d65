import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Folders that nobody means when they name the one above. */
export const NEVER_WALKED: ReadonlySet<string> = new Set(['.git', '.terraform', 'node_modules']);

/** What is in a folder, in the same order everywhere. Throws where it cannot be read. */
export function entriesOf(folder: string) {
  return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The names of the files in a folder and below it, with `/` and in order; undefined for no folder or too many. */
export function filesBelow(folder: string, most: number): readonly string[] | undefined {
  const names: string[] = [];
  const visit = (inner: string): void => {
    for (const entry of entriesOf(join(folder, inner))) {
      if (names.length > most) return;
      const name = inner === '' ? entry.name : `${inner}/${entry.name}`;
      if (entry.isFile()) names.push(name);
      else if (entry.isDirectory()) visit(name);
    }
  };
  try {
    visit('');
  } catch {
    return undefined;
  }
  return names.length > most ? undefined : names;
}

/** The same; nothing where it cannot be read. */
export function listQuietly(folder: string): ReturnType<typeof entriesOf> {
  try {
    return entriesOf(folder);
  } catch {
    return [];
  }
}
