import { isList, readJson } from '../../../syntax/json';
import type { SourceFile } from '../../../text/source';
import { joinFolder } from './paths';
import { isObject } from '../../../values/json-object';

/** Where `terraform init` writes down which module calls it has put where. */
const MANIFEST = '.terraform/modules/modules.json';

/** Where the manifest of a root module is, whether or not there is one. */
export function manifestOf(root: string): string {
  return root + MANIFEST;
}

/** Whether the file is the manifest of some root module. */
export function isManifest({ path }: SourceFile): boolean {
  return path === MANIFEST || path.endsWith(`/${MANIFEST}`);
}

/** The folder of the root module that a manifest is about. */
export function rootOfManifest({ path }: SourceFile): string {
  return path.slice(0, path.length - MANIFEST.length);
}

const manifests = new WeakMap<SourceFile, ReadonlyMap<string, string>>();

/** Folders by the names of the calls that lead to them, such as `net.groups`; the root itself is ''. */
export function readManifest(file: SourceFile): ReadonlyMap<string, string> {
  const known = manifests.get(file);
  if (known !== undefined) return known;
  const { value } = readJson(file);
  const modules = isObject(value) && isList(value.Modules) ? value.Modules : [];
  const folders = new Map<string, string>();
  for (const module of modules) {
    if (!isObject(module) || typeof module.Key !== 'string' || typeof module.Dir !== 'string') continue;
    folders.set(module.Key, joinFolder(rootOfManifest(file), module.Dir));
  }
  manifests.set(file, folders);
  return folders;
}
