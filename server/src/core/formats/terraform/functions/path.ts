import { string, unknownValue } from '../values/make';
import { STRING } from '../values/type';
import { textOf } from './arguments';
import type { TfFunction } from './function';

/** What can be said of a path without looking at the disk. */
export const PATH_FUNCTIONS: Readonly<Record<string, TfFunction>> = {
  basename: ofPath(baseName),
  dirname: ofPath(directoryName),
  abspath: onThisMachine('abspath', (path) => (path.startsWith('/') ? clean(path) : undefined)),
  pathexpand: onThisMachine('pathexpand', (path) => (path.startsWith('~') ? undefined : path)),
};

/** Functions whose answer depends on the machine, but for some paths. */
function onThisMachine(name: string, change: (path: string) => string | undefined): TfFunction {
  return {
    parameters: [{ name: 'path', type: STRING }],
    result: STRING,
    call([path], { at }) {
      const changed = change(textOf(path));
      if (changed !== undefined) return string(changed, at);
      return unknownValue({ reason: `${name}() depends on the machine that Terraform runs on`, at }, STRING);
    },
  };
}

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

/** The path up to its last "/". */
function directoryName(path: string): string {
  return clean(path.slice(0, path.lastIndexOf('/') + 1));
}

/** Without "." and ".." where they can be resolved. */
function clean(folder: string): string {
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
