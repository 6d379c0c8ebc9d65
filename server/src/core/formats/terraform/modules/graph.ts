import { groupBy } from '../../../text/group-by';
import { folderOf } from '../../../text/paths';
import type { SourceFile } from '../../../text/source';
import { parse } from '../directory';
import { configurationFiles, isConfiguration } from '../files';
import { isManifest, readManifest, rootOfManifest } from './manifest';
import { joinFolder } from './paths';
import { isLocal, literalSource } from './source';

/** The files in the groups that are read together: folders that call each other, and whom they call. */
export function divideByCalls(files: readonly SourceFile[]): readonly (readonly SourceFile[])[] {
  const folders = filesByFolder(files);
  const heads = new Map<string, string>();
  const headOf = (folder: string): string => {
    let head = folder;
    for (let next = heads.get(head); next !== undefined; next = heads.get(head)) head = next;
    if (head !== folder) heads.set(folder, head);
    return head;
  };
  for (const [folder, own] of folders) {
    for (const called of calledFolders(own)) {
      const [one, other] = [headOf(folder), headOf(called)];
      if (one !== other && folders.has(called)) heads.set(other, one);
    }
  }
  const groups = groupBy(folders, ([folder]) => headOf(folder));
  return [...groups.values()].map((group) => group.flatMap(([, own]) => own));
}

/**
 * The folders that nobody else calls, in the order in which they come. Of folders that call each other in a circle,
 * which Terraform refuses, the first is taken for one.
 */
export function rootsOf(folders: ReadonlyMap<string, readonly SourceFile[]>): readonly string[] {
  const written = [...folders].filter(([, files]) => files.some(isConfiguration));
  const calls = new Map(written.map(([folder, files]) => [folder, calledFolders(files)]));
  const called = new Set([...calls].flatMap(([folder, all]) => [...all].filter((other) => other !== folder)));
  const roots = written.map(([folder]) => folder).filter((folder) => !called.has(folder));
  const reached = new Set<string>();
  const reach = (folder: string): void => {
    const stack = [folder];
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      if (reached.has(next)) continue;
      reached.add(next);
      stack.push(...(calls.get(next) ?? []));
    }
  };
  roots.forEach(reach);
  for (const [folder] of written) {
    if (reached.has(folder)) continue;
    roots.push(folder);
    reach(folder);
  }
  return roots;
}

/** Files by the folder that they count for. */
export function filesByFolder(files: readonly SourceFile[]): ReadonlyMap<string, readonly SourceFile[]> {
  return groupBy(files, (file) => (isManifest(file) ? rootOfManifest(file) : folderOf(file.path)));
}

/** The folders that the files of one folder call, as far as that is written out or `terraform init` has noted it. */
export function calledFolders(files: readonly SourceFile[]): ReadonlySet<string> {
  const called = new Set<string>();
  for (const file of configurationFiles(files)) for (const folder of localCalls(file)) called.add(folder);
  for (const file of files) {
    if (isManifest(file)) for (const folder of readManifest(file).values()) called.add(folder);
  }
  return called;
}

const known = new WeakMap<SourceFile, readonly string[]>();

/** The folders that a file calls by a path. */
export function localCalls(file: SourceFile): readonly string[] {
  const found = known.get(file);
  if (found !== undefined) return found;
  const calls: string[] = [];
  if (MAY_CALL.test(file.text)) {
    for (const block of parse(file).body.blocks) {
      const source = block.type === 'module' ? literalSource(block) : undefined;
      if (source !== undefined && isLocal(source)) calls.push(joinFolder(folderOf(file.path), source));
    }
  }
  known.set(file, calls);
  return calls;
}

/** A source that is a path, written as HCL or as JSON. Most files have none, and need not be parsed to know it. */
const MAY_CALL = /\bsource"?\s*[=:]\s*"\.\.?[/\\"]/;
