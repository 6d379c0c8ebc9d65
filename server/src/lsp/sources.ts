import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { SourceFile } from '../core/text/source';
import { isWithin, readTextFile, shownPath, terraformFiles } from '../files';
import { createStamps, type Stamps } from './stamps';

/** Files by their keys: the absolute path, or the URI of what is not on a disk. What is open wins over the disk. */
export interface Sources {
  /** The same object for as long as nothing changed. */
  at(key: string): SourceFile | undefined;
  /** Whether an editor shows it. */
  isOpen(key: string): boolean;
  /** Keys of what Terraform would read in a folder, what is open there and not saved yet included. */
  terraformIn(folder: string): readonly string[];
  /** A file that is not there yet, empty; the same object each time. */
  planned(key: string): SourceFile;
  /** Where the editor knows a file that came from here. */
  uriOf(file: SourceFile): string;
  keyOf(file: SourceFile): string;
  readonly open: OpenDocuments;
  /** The workspace folder that a key lies in; undefined when it lies in none. */
  folderOf(key: string): string | undefined;
  /** Absolute. Paths that people see are relative to them. */
  setFolders(folders: readonly string[]): void;
  folders(): readonly string[];
  /** Lets go of what was read from the disk in a folder. */
  forget(folder: string): void;
  /** What the disk says of files and folders; to be told when it may say something else. */
  readonly stamps: Stamps;
}

/** The documents that the editor has open, by their URIs. */
export interface OpenDocuments {
  get(uri: string): TextDocument | undefined;
  all(): readonly TextDocument[];
}

/** A file by its path, anything else by its URI. */
export function keyOfUri(uri: string): string {
  if (!uri.startsWith('file:')) return uri;
  try {
    return fileURLToPath(uri);
  } catch {
    return uri;
  }
}

/** `now`: in milliseconds. */
export function createSources(open: OpenDocuments, now: () => number): Sources {
  let folders: readonly string[] = [];
  const openKeys = new WeakMap<TextDocument, string>();
  const openFiles = new WeakMap<TextDocument, { readonly version: number; readonly file: SourceFile }>();
  const disk = new Map<string, { readonly stamp: string; readonly file: SourceFile | undefined }>();
  const listings = new Map<string, { readonly stamp: string; readonly paths: readonly string[] }>();
  const plans = new Map<string, SourceFile>();
  const origins = new WeakMap<SourceFile, { readonly key: string; readonly uri: string }>();

  const folderOf = (key: string): string | undefined =>
    folders
      .filter((folder) => isWithin(key, folder))
      .reduce<string | undefined>(
        (longest, folder) => (folder.length > (longest?.length ?? -1) ? folder : longest),
        undefined,
      );
  const stamps = createStamps(
    (path) =>
      (/\.(?:tf|tofu|tfvars|jsonc?|ya?ml)$/.test(path) || listings.has(path)) && folderOf(path) !== undefined,
    now,
  );
  const shown = (key: string): string =>
    isOnDisk(key) ? shownPath(folderOf(key) ?? dirname(key), key) : key;
  const keyOfDocument = (document: TextDocument): string => {
    const key = openKeys.get(document) ?? keyOfUri(document.uri);
    openKeys.set(document, key);
    return key;
  };

  const fromEditor = (key: string, document: TextDocument): SourceFile => {
    const known = openFiles.get(document);
    if (known?.version === document.version) return known.file;
    const file = { path: shown(key), text: withoutMark(document.getText()) };
    origins.set(file, { key, uri: document.uri });
    openFiles.set(document, { version: document.version, file });
    return file;
  };

  const fromDisk = (key: string): SourceFile | undefined => {
    const stamp = isOnDisk(key) ? stamps.of(key) : undefined;
    if (stamp === undefined) {
      disk.delete(key);
      return undefined;
    }
    const known = disk.get(key);
    if (known?.stamp === stamp) return known.file;
    const read = readTextFile(key, shown(key));
    const file = read !== undefined && 'file' in read ? read.file : undefined;
    if (file !== undefined) origins.set(file, { key, uri: pathToFileURL(key).href });
    disk.set(key, { stamp, file });
    return file;
  };

  return {
    open,
    stamps,
    isOpen: (key) => open.all().some((document) => keyOfDocument(document) === key),
    at(key) {
      const document = open.all().find((candidate) => keyOfDocument(candidate) === key);
      return document === undefined ? fromDisk(key) : fromEditor(key, document);
    },
    terraformIn(folder) {
      const stamp = stamps.of(folder) ?? '';
      const known = listings.get(folder);
      const paths = known?.stamp === stamp ? known.paths : terraformFiles(folder);
      listings.set(folder, { stamp, paths });
      const opened = open
        .all()
        .map(keyOfDocument)
        .filter((key) => folderOfKey(key) === folder && isTerraform(key));
      return [...new Set([...paths, ...opened])].sort();
    },
    planned(key) {
      const known = plans.get(key);
      if (known !== undefined) return known;
      const file = { path: shown(key), text: '' };
      origins.set(file, { key, uri: isOnDisk(key) ? pathToFileURL(key).href : key });
      plans.set(key, file);
      return file;
    },
    uriOf: (file) => origins.get(file)?.uri ?? file.path,
    keyOf: (file) => origins.get(file)?.key ?? file.path,
    folderOf,
    folders: () => folders,
    setFolders(changed) {
      folders = changed;
      // Paths are relative to the folders, so every file is another one now.
      disk.clear();
      plans.clear();
      stamps.clear();
      for (const document of open.all()) openFiles.delete(document);
    },
    forget(folder) {
      listings.delete(folder);
      for (const key of disk.keys()) if (folderOfKey(key) === folder) disk.delete(key);
    },
  };
}

/** Whether what is in its folder is read together with it. */
export function isTerraform(key: string): boolean {
  return /\.(?:tf|tofu|tfvars)(?:\.json)?$/.test(key);
}

/** The folder of a key; of a URI all before its last slash. */
export function folderOfKey(key: string): string {
  return isOnDisk(key) ? dirname(key) : key.slice(0, Math.max(0, key.lastIndexOf('/')));
}

/** What stands beside a key. */
export function besideKey(folder: string, name: string): string {
  return isOnDisk(folder) ? join(folder, name) : `${folder}/${name}`;
}

function isOnDisk(key: string): boolean {
  return !/^[a-z][a-z0-9+.-]+:/i.test(key);
}

/** Some editors send the byte order mark as text. It is a blank for every reader and keeps the offsets. */
function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text;
}
