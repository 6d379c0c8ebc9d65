import { resolve } from 'node:path';
import { formatOf } from '../core/formats/index';
import type { SourceFile } from '../core/text/source';
import { isConfiguration } from '../core/formats/terraform/files';
import { configurationsBelow, readTextFile, shownPath } from '../files';
import { folderOfKey, keyOfUri, type Sources } from './sources';

/**
 * Which folders of the workspace are read together because one calls the other as a module. The disk is searched when
 * somebody first asks, and after that only what changes is looked at again.
 */
export interface ModuleCalls {
  /** The folder and all that are read together with it, in order. */
  together(folder: string): readonly string[];
  /** A file was changed, made or removed outside of the editor. */
  readonly changed: (key: string) => void;
}

export function createModuleCalls(sources: Sources): ModuleCalls {
  /** The folders that each file leads to; by its key. Files that lead nowhere are left out. */
  const onDisk = new Map<string, readonly string[]>();
  const scanned = new Set<string>();
  const opened = new Map<string, readonly string[]>();
  let groups: ReadonlyMap<string, readonly string[]> | undefined;

  const note = (calls: Map<string, readonly string[]>, key: string, folders: readonly string[]): void => {
    if (isSame(calls.get(key) ?? [], folders)) return;
    if (folders.length === 0) calls.delete(key);
    else calls.set(key, folders);
    groups = undefined;
  };
  const scan = (root: string): void => {
    scanned.add(root);
    for (const path of configurationsBelow(root)) note(onDisk, path, callsOnDisk(path, root));
  };
  const lookAgain = (key: string): void => {
    const root = sources.folderOf(key);
    if (root !== undefined && scanned.has(root) && isConfiguration({ path: key })) {
      note(onDisk, key, callsOnDisk(key, root));
    }
  };
  const lookAtOpen = (): void => {
    const open = new Set<string>();
    for (const { uri } of sources.open.all()) {
      const key = keyOfUri(uri);
      const root = sources.folderOf(key);
      const file = root === undefined || !isConfiguration({ path: key }) ? undefined : sources.at(key);
      if (file === undefined || root === undefined) continue;
      open.add(key);
      note(opened, key, callsOf(file, root));
    }
    for (const key of [...opened.keys()]) {
      if (open.has(key)) continue;
      note(opened, key, []);
      lookAgain(key);
    }
  };

  return {
    together(folder) {
      const root = sources.folderOf(folder);
      if (root === undefined) return [folder];
      if (!scanned.has(root)) scan(root);
      lookAtOpen();
      groups ??= groupsOf(new Map([...onDisk, ...opened]));
      return groups.get(folder) ?? [folder];
    },
    changed: lookAgain,
  };
}

function callsOnDisk(path: string, root: string): readonly string[] {
  const read = readTextFile(path, shownPath(root, path));
  return read !== undefined && 'file' in read ? callsOf(read.file, root) : [];
}

function callsOf(file: SourceFile, root: string): readonly string[] {
  return (formatOf(file)?.leadsTo?.(file) ?? []).map((folder) => resolve(root, folder));
}

/** Folders by each of the folders that they are read together with. */
function groupsOf(calls: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, readonly string[]> {
  const neighbours = new Map<string, Set<string>>();
  const link = (from: string, to: string): void => {
    const known = neighbours.get(from);
    if (known === undefined) neighbours.set(from, new Set([to]));
    else known.add(to);
  };
  for (const [key, folders] of calls) {
    for (const folder of folders) {
      link(folderOfKey(key), folder);
      link(folder, folderOfKey(key));
    }
  }
  const groups = new Map<string, readonly string[]>();
  for (const start of neighbours.keys()) {
    if (groups.has(start)) continue;
    const group = new Set([start]);
    for (const folder of group) for (const next of neighbours.get(folder) ?? []) group.add(next);
    const sorted = [...group].sort();
    for (const folder of sorted) groups.set(folder, sorted);
  }
  return groups;
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((folder, index) => folder === b[index]);
}
