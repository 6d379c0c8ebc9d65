import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readTextFile } from './read';

/** A file that ships with the linter, wherever this code runs from: `dist/` or the sources. */
export function readShipped(path: string): string | undefined {
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder)) {
    if (!existsSync(join(folder, 'package.json'))) continue;
    const read = readTextFile(join(folder, path), path);
    return read !== undefined && 'file' in read ? read.file.text : undefined;
  }
  return undefined;
}
