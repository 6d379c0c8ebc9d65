import { string } from '../values/make';
import { STRING } from '../values/type';
import { textOf } from './arguments';
import type { TfFunction } from './function';

/** What can be said of a path without looking at the disk. */
export const PATH_FUNCTIONS: Readonly<Record<string, TfFunction>> = {
  basename: ofPath(baseName),
  dirname: ofPath(directoryName),
};

function ofPath(change: (path: string) => string): TfFunction {
  return {
    parameters: [{ name: 'path', type: STRING }],
    result: STRING,
    call: ([path], { at }) => string(change(textOf(path)), at),
  };
}

function baseName(path: string): string {
  if (path === '') return '.';
  return (
    path
      .split('/')
      .filter((part) => part !== '')
      .pop() ?? '/'
  );
}

/** The path up to its last "/", without "." and ".." where they can be resolved. */
function directoryName(path: string): string {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const rooted = folder.startsWith('/');
  const parts: string[] = [];
  for (const part of folder.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..' || (parts.length === 0 && !rooted) || parts[parts.length - 1] === '..')
      parts.push(part);
    else parts.pop();
  }
  return (rooted ? '/' : '') + parts.join('/') || '.';
}
