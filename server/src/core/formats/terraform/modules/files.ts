import type { Location } from '../../../text/source';
import type { FileAccess } from '../evaluate/scope';
import type { Module } from '../module';
import { string, unknownValue } from '../values/make';
import { STRING } from '../values/type';
import type { TfValue } from '../values/value';
import { joinFolder, joinPath, relativeFolder } from './paths';

/** `path.module` and its like. Terraform is taken to run where its root module is. */
export function pathValue({ directory, tree }: Module, name: string, at: Location): TfValue {
  if (name === 'module') return string(relativeFolder(tree.root, directory.folder), at);
  if (name === 'root') return string('.', at);
  const reason =
    name === 'cwd'
      ? 'path.cwd is known when Terraform runs'
      : `there is no path.${name}, only module, root and cwd`;
  return unknownValue({ reason, at }, STRING);
}

/** The text files that functions of a module may ask for. */
export function fileAccess({ directory, tree }: Module): FileAccess {
  const isAbsolute = (path: string): boolean => /^(?:[/\\~]|[A-Za-z]:)/.test(path);
  return {
    folder: relativeFolder(tree.root, directory.folder),
    root: tree.root,
    read(path) {
      if (isAbsolute(path)) return undefined;
      const answer = tree.ask({ kind: 'file', path: joinPath(tree.root, path) });
      return typeof answer === 'object' && answer.kind === 'file' ? answer.file.text : undefined;
    },
    list(folder) {
      if (isAbsolute(folder)) return undefined;
      const answer = tree.ask({ kind: 'listing', path: joinFolder(tree.root, folder) });
      return typeof answer === 'object' && answer.kind === 'listing' ? answer.names : undefined;
    },
  };
}
