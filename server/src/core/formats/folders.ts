import { folderOf } from '../text/paths';
import type { SourceFile } from '../text/source';

/** Files by the folder they are in, in the order in which folders and files come. */
export function byFolder(files: readonly SourceFile[]): readonly (readonly SourceFile[])[] {
  const folders = new Map<string, SourceFile[]>();
  for (const file of files) {
    const folder = folderOf(file.path);
    const known = folders.get(folder);
    if (known === undefined) folders.set(folder, [file]);
    else known.push(file);
  }
  return [...folders.values()];
}
