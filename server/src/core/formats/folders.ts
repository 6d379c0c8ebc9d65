import { groupBy } from '../text/group-by';
import { folderOf } from '../text/paths';
import type { SourceFile } from '../text/source';

/** Files by the folder they are in, in the order in which folders and files come. */
export function byFolder(files: readonly SourceFile[]): readonly (readonly SourceFile[])[] {
  return [...groupBy(files, ({ path }) => folderOf(path)).values()];
}
