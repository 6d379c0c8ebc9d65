/** What a relative path leads to from a folder: without `.` and with `..` only in front. */
export function joinPath(folder: string, relative: string): string {
  const isRooted = folder.startsWith('/');
  const parts: string[] = [];
  for (const part of `${folder}${relative}`.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '..' || !isRooted) parts.push(part);
  }
  return (isRooted ? '/' : '') + parts.join('/');
}

/** The same as a folder: with a slash at the end, and '' for where the run stands. */
export function joinFolder(folder: string, relative: string): string {
  const path = joinPath(folder, relative);
  return path === '' || path.endsWith('/') ? path : `${path}/`;
}

/** How one folder is written from another, without its last slash: `.`, `../net`. */
export function relativeFolder(from: string, to: string): string {
  const [left, right] = [partsOf(from), partsOf(to)];
  let same = 0;
  while (same < left.length && same < right.length && left[same] === right[same]) same++;
  // Nobody here knows what the folders above are called.
  if (left.slice(same).includes('..')) return to.replace(/\/$/, '');
  return [...left.slice(same).map(() => '..'), ...right.slice(same)].join('/') || '.';
}

function partsOf(folder: string): readonly string[] {
  return folder.split('/').filter((part) => part !== '');
}
