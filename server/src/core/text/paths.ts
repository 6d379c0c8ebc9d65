/**
 * Paths as `SourceFile.path` has them: relative to where the run stands, with `/`. The folder of a file ends with its
 * slash, and the run's own folder is ''.
 */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

/** The last part of a path, with its ending. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The name of a file without its last ending: what things without a name of their own are called after. */
export function stemOf(path: string): string {
  return nameOf(path).replace(/\.[^.]*$/, '');
}
