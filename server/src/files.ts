import {
  appendFileSync,
  closeSync,
  existsSync,
  fchmodSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
  type Stats,
} from 'node:fs';
import { basename, dirname, extname, join, relative, resolve, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import type { Problem } from './core/formats/format';
import type { SourceFile } from './core/text/source';

/** The files of a run, and what the disk had to say about those that could not be had. */
export interface Collected {
  /** Sorted by path, each once however often it was reached. */
  readonly files: readonly SourceFile[];
  /** Those of them that were named one by one. */
  readonly named: ReadonlySet<SourceFile>;
  /** Those that nobody asked for and that are read for what they say about the others. */
  readonly companions: ReadonlySet<SourceFile>;
  readonly problems: readonly FileProblem[];
  /** The folders that were walked: absolute, as they were named. */
  readonly folders: readonly string[];
  /** The first of the paths that does not exist; nothing was read then. */
  readonly absent?: string;
}

/** Why a file is not among the files of the run. */
export interface FileProblem extends Problem {
  /**
   * A file that is not ours to complain about unless somebody named it or it carries the marker of a format:
   * `at.file` then holds what could be made of its text.
   */
  readonly onlyIfOurs?: boolean;
}

/** Largest file that is read, in bytes. */
export const FILE_LIMIT = 16 * 1024 * 1024;

const EXTENSIONS: ReadonlySet<string> = new Set([
  '.json',
  '.jsonc',
  '.yaml',
  '.yml',
  '.tf',
  '.tofu',
  '.acl',
  '.squid',
]);
const NEVER_WALKED: ReadonlySet<string> = new Set(['.git', '.terraform', 'node_modules']);

/**
 * Reads files and folders, relative to `cwd`. Folders are walked as git would list them: what `.gitignore`
 * files or `leftOut` (given an absolute path) exclude is not read. A file that is named always is.
 */
export function collectFiles(
  cwd: string,
  paths: readonly string[],
  leftOut: (path: string) => boolean,
): Collected {
  const absent = paths.find((path) => statusOf(resolve(cwd, path)) === 'absent');
  const folders: string[] = [];
  const problems: FileProblem[] = [];
  if (absent !== undefined)
    return { files: [], named: new Set(), companions: new Set(), problems, folders, absent };

  const found = new Map<string, Found>();
  for (const path of paths) {
    const absolute = resolve(cwd, path);
    const status = statusOf(absolute);
    if (status === 'absent') continue;
    if (status === 'loop') {
      problems.push(loop(shownPath(cwd, absolute)));
      continue;
    }
    const real = realPath(absolute);
    if (status.isDirectory()) {
      folders.push(absolute);
      Array.from(walk({ cwd, root: absolute, realRoot: real, leftOut, found, problems }));
    } else {
      found.set(real, { path: found.get(real)?.path ?? absolute, why: 'named' });
    }
  }
  for (const { path, why } of [...found.values()]) {
    if (why !== 'named') continue;
    for (const beside of companionsOf(path)) addFound(found, realPath(beside), beside, 'companion');
  }

  const named = new Set<SourceFile>();
  const companions = new Set<SourceFile>();
  const files: SourceFile[] = [];
  for (const { path, why } of found.values()) {
    const read = readTextFile(path, shownPath(cwd, path));
    if (read === undefined) continue;
    if ('problem' in read) {
      problems.push(why === 'named' ? { ...read.problem, onlyIfOurs: false } : read.problem);
    } else {
      files.push(read.file);
      if (why === 'named') named.add(read.file);
      if (why === 'companion') companions.add(read.file);
    }
  }
  files.sort(byPath);
  problems.sort((a, b) => byPath(a.at.file, b.at.file));
  return { files, named, companions, problems, folders };
}

/**
 * The files of a folder that a run would be told to look at, found in steps for who has other things to do
 * meanwhile: absolute, and those that are only read for what they say about others are not among them. What cannot
 * be walked is left out.
 */
export function* walkFolder(
  folder: string,
  leftOut: (path: string) => boolean,
): Generator<void, readonly string[]> {
  const status = statusOf(folder);
  if (status === 'absent' || status === 'loop' || !status.isDirectory()) return [];
  const found = new Map<string, Found>();
  yield* walk({ cwd: folder, root: folder, realRoot: realPath(folder), leftOut, found, problems: [] });
  return [...found.values()].flatMap(({ path, why }) => (why === 'walked' ? [path] : [])).sort();
}

/**
 * The files beside a file that Terraform reads together with it, whether or not git lists them: the whole
 * directory is one configuration. Absolute; none for files of other kinds.
 */
export function companionsOf(path: string): readonly string[] {
  return isConfiguration(path) ? terraformFiles(dirname(path)).filter((beside) => beside !== path) : [];
}

/** The files of a folder that Terraform reads, absolute like the folder. */
export function terraformFiles(folder: string): readonly string[] {
  try {
    return entriesOf(folder)
      .filter((entry) => !entry.isDirectory() && (isConfiguration(entry.name) || isVariables(entry.name)))
      .map(({ name }) => join(folder, name));
  } catch {
    return [];
  }
}

/** Values of variables that Terraform loads without being told. They are often kept out of git. */
export function isVariables(name: string): boolean {
  return /^terraform\.tfvars(?:\.json)?$|\.auto\.tfvars(?:\.json)?$/.test(name);
}

/** Whether Terraform reads a file of this name as configuration. */
export function isConfiguration(path: string): boolean {
  return /\.(?:tf|tofu)(?:\.json)?$/.test(path);
}

/** The names of the files in a folder and below it, with `/` and in order; undefined for no folder or too many. */
export function filesBelow(folder: string, most: number): readonly string[] | undefined {
  const names: string[] = [];
  const visit = (inner: string): void => {
    for (const entry of entriesOf(join(folder, inner))) {
      if (names.length > most) return;
      const name = inner === '' ? entry.name : `${inner}/${entry.name}`;
      if (entry.isFile()) names.push(name);
      else if (entry.isDirectory()) visit(name);
    }
  };
  try {
    visit('');
  } catch {
    return undefined;
  }
  return names.length > most ? undefined : names;
}

/** The files of a folder and all folders below it that Terraform would read as configuration; absolute. */
export function configurationsBelow(folder: string): readonly string[] {
  const found: string[] = [];
  const visit = (inner: string): void => {
    for (const entry of listQuietly(inner)) {
      if (entry.isDirectory()) {
        if (!NEVER_WALKED.has(entry.name)) visit(join(inner, entry.name));
      } else if (entry.isFile() && isConfiguration(entry.name)) found.push(join(inner, entry.name));
    }
  };
  visit(folder);
  return found;
}

function listQuietly(folder: string): ReturnType<typeof entriesOf> {
  try {
    return entriesOf(folder);
  } catch {
    return [];
  }
}

/** The root of the repository that a folder lies in. */
export function repositoryOf(folder: string): string | undefined {
  const parent = dirname(folder);
  if (existsSync(join(folder, '.git'))) return folder;
  return parent === folder ? undefined : repositoryOf(parent);
}

/** Differs when a file or folder was changed since; undefined when it is not there. */
export function stampOf(path: string): string | undefined {
  try {
    const { mtimeMs, size, ino } = statSync(path);
    return `${mtimeMs} ${size} ${ino}`;
  } catch {
    return undefined;
  }
}

/** Reads one file. Undefined when it is not there (any more). */
export function readTextFile(path: string, shown: string): ReadResult | undefined {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, 'r');
    return decodeText(readBytes(descriptor), shown);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    return { problem: syntaxError(emptyFile(shown), `The file cannot be read: ${reason(error)}.`) };
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

export type ReadResult =
  /** `mark`: the byte order mark that stood before the text and is no part of it. */
  { readonly file: SourceFile; readonly mark: Mark } | { readonly problem: FileProblem };

export type Mark = 'none' | 'utf-8' | 'utf-16le' | 'utf-16be';

/**
 * The text of a file's bytes: UTF-8, or UTF-16 with its mark, which is what Windows PowerShell makes of
 * `aws ec2 describe-security-groups > groups.json`. Undefined bytes stand for a file over the limit.
 */
export function decodeText(bytes: Uint8Array | undefined, shown: string): ReadResult {
  if (bytes === undefined) {
    const message = `The file is larger than ${FILE_LIMIT / 1024 / 1024} MiB and was left out. Split it, or export fewer groups at once.`;
    return { problem: { kind: 'limit-exceeded', message, at: startOf(emptyFile(shown)) } };
  }
  const mark = markOf(bytes);
  const encoding = mark === 'none' ? 'utf-8' : mark;
  try {
    return { file: { path: shown, text: new TextDecoder(encoding, { fatal: true }).decode(bytes) }, mark };
  } catch {
    const text = new TextDecoder(encoding).decode(bytes);
    const at = Math.max(0, text.indexOf('\uFFFD'));
    const message = `The file is not ${encoding.toUpperCase()} text from here on. Save it as UTF-8.`;
    const problem = syntaxError({ path: shown, text }, message);
    return {
      problem: { ...problem, at: { ...problem.at, span: { start: at, end: at + 1 } }, onlyIfOurs: true },
    };
  }
}

/** Joins chunks up to the limit; undefined beyond it. */
export async function readStream(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > FILE_LIMIT) return undefined;
  }
  return Buffer.concat(chunks);
}

/**
 * The nearest file of that name upward from a folder, up to the root of the repository or of the disk.
 * One call serves a whole run: what was found is remembered by folder.
 */
export function nearestUpward(name: string): (folder: string) => string | undefined {
  const known = new Map<string, string | undefined>();
  const find = (folder: string): string | undefined => {
    if (known.has(folder)) return known.get(folder);
    const here = join(folder, name);
    const parent = dirname(folder);
    const isTop = parent === folder || existsSync(join(folder, '.git'));
    const found = existsSync(here) ? here : isTop ? undefined : find(parent);
    known.set(folder, found);
    return found;
  };
  return find;
}

/** A file that ships with the linter, wherever this code runs from: `dist/` or the sources. */
export function readShipped(path: string): string | undefined {
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder)) {
    if (!existsSync(join(folder, 'package.json'))) continue;
    const read = readTextFile(join(folder, path), path);
    return read !== undefined && 'file' in read ? read.file.text : undefined;
  }
  return undefined;
}

/** Writes a file. Answers why it could not, as the end of a sentence. */
export function writeTextFile(path: string, text: string): string | undefined {
  try {
    writeFileSync(path, text);
    return undefined;
  } catch (error) {
    return reason(error);
  }
}

/** Adds to a file, which is made if there is none. Answers why it could not, as the end of a sentence. */
export function appendTextFile(path: string, text: string): string | undefined {
  try {
    appendFileSync(path, text);
    return undefined;
  } catch (error) {
    return reason(error);
  }
}

/** Makes a new file, whole or not at all. Answers why it could not, as the end of a sentence. */
export function createTextFile(path: string, text: string): string | undefined {
  if (existsSync(path)) return 'it exists already';
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, text, { flag: 'wx' });
    renameSync(temporary, path);
    return undefined;
  } catch (error) {
    rmSync(temporary, { force: true });
    return reason(error);
  }
}

/**
 * Puts a text in the place of a file, or makes the file and its folders: whoever reads it finds the old text or the
 * new one, also when this is stopped midway. Answers why it could not, as the end of a sentence.
 */
export function putTextFile(
  path: string,
  text: string,
  { write, rename }: DiskSteps = DISK,
): string | undefined {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    rmSync(temporary, { force: true });
    write(temporary, Buffer.from(text, 'utf8'), 0o644);
    rename(temporary, path);
    return undefined;
  } catch (error) {
    rmSync(temporary, { force: true });
    return reason(error);
  }
}

/** A file that is to be changed; `before` is its text as it was read. The path is absolute. */
export interface Replacement {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** What may fail while files are replaced; tests let it. */
export interface DiskSteps {
  readonly write: (path: string, bytes: Uint8Array, mode: number) => void;
  readonly rename: (from: string, to: string) => void;
}

/**
 * Changes files, all of them or none: the new texts are written beside them first and then put in their place.
 * Encoding, byte order mark and mode stay, a link stays a link, and a file that is not what was read any more is
 * left alone. Answers with the file that could not be changed and why, as the end of a sentence.
 */
export function replaceTextFiles(
  replacements: readonly Replacement[],
  steps: DiskSteps = DISK,
): { readonly path: string; readonly reason: string } | undefined {
  const staged: Staged[] = [];
  const done: Staged[] = [];
  let path = '';
  try {
    for (const replacement of replacements) {
      ({ path } = replacement);
      const stage = stageOf(replacement);
      if (typeof stage === 'string') return { path, reason: stage };
      staged.push(stage);
      steps.write(stage.temporary, stage.bytes, stage.mode);
    }
    for (const stage of staged) {
      ({ path } = stage);
      steps.rename(stage.temporary, stage.target);
      done.push(stage);
    }
    return undefined;
  } catch (error) {
    for (const { target, original, mode, temporary } of done) {
      DISK.write(temporary, original, mode);
      DISK.rename(temporary, target);
    }
    return { path, reason: reason(error) };
  } finally {
    for (const { temporary } of staged) rmSync(temporary, { force: true });
  }
}

interface Staged {
  readonly path: string;
  /** Where a link leads. */
  readonly target: string;
  readonly temporary: string;
  readonly bytes: Uint8Array;
  readonly original: Uint8Array;
  readonly mode: number;
}

function stageOf({ path, before, after }: Replacement): Staged | string {
  const target = realPath(path);
  const { mode } = statSync(target);
  if ((mode & 0o222) === 0) return 'it is read-only';
  const original = readFileSync(target);
  const read = decodeText(original, path);
  if (!('file' in read) || read.file.text !== before) return 'it has changed since it was read';
  const temporary = `${target}.${process.pid}.tmp`;
  return { path, target, temporary, bytes: encodeText(after, read.mark), original, mode: mode & 0o7777 };
}

const DISK: DiskSteps = {
  write(path, bytes, mode) {
    const descriptor = openSync(path, 'wx', mode);
    try {
      writeFileSync(descriptor, bytes);
      // What the process may not grant by default, the file had all the same.
      fchmodSync(descriptor, mode);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  },
  rename: renameSync,
};

function encodeText(text: string, mark: Mark): Uint8Array {
  if (mark === 'none') return Buffer.from(text, 'utf8');
  if (mark === 'utf-8') return Buffer.from(`\uFEFF${text}`, 'utf8');
  const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le');
  return mark === 'utf-16le' ? bytes : bytes.swap16();
}

/**
 * Writes to an open file or pipe. Answers what a full pipe has not taken yet; a pipe that its reader has closed
 * takes everything.
 */
export function writeNow(descriptor: number, text: string): Uint8Array {
  let rest: Uint8Array = Buffer.from(text);
  try {
    while (rest.length > 0) rest = rest.subarray(writeSync(descriptor, rest));
  } catch (error) {
    if (errorCode(error) === 'EPIPE') return new Uint8Array();
    if (errorCode(error) !== 'EAGAIN') throw error;
  }
  return rest;
}

/** Whether an open file is a device, as a terminal is; also when nobody can say. */
export function isDevice(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isCharacterDevice();
  } catch {
    return true;
  }
}

/** A path as people and reports see it: relative to the working directory, with `/`. */
export function shownPath(cwd: string, path: string): string {
  return slashed(relative(cwd, path)) || '.';
}

export function slashed(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/');
}

interface Found {
  /** Absolute, as it was reached. */
  readonly path: string;
  readonly why: 'named' | 'walked' | 'companion';
}

interface Walk {
  readonly cwd: string;
  /** The folder as it was named, and where it really is; both absolute. */
  readonly root: string;
  readonly realRoot: string;
  readonly leftOut: (path: string) => boolean;
  /** By real path. */
  readonly found: Map<string, Found>;
  readonly problems: FileProblem[];
}

/** Rules of one `.gitignore`, for paths below its folder. */
interface IgnoreRules {
  readonly folder: string;
  readonly rules: Ignore;
}

/** Comes up for air after each folder that it has listed. */
function* walk(run: Walk): Generator<void> {
  const links: string[] = [];
  function* visit(folder: string, outer: readonly IgnoreRules[]): Generator<void> {
    const shown = run.root + folder.slice(run.realRoot.length);
    const ignores = [...ignoreRules(folder), ...outer];
    yield;
    for (const entry of listFolder(folder, shown, run)) {
      const real = join(folder, entry.name);
      const isFolder = entry.isDirectory();
      if (entry.isFile() && isVariables(entry.name)) {
        addFound(run.found, real, join(shown, entry.name), 'companion');
        continue;
      }
      if (isFolder && NEVER_WALKED.has(entry.name)) continue;
      const wanted = isFolder || entry.isSymbolicLink() || mayBeOurs(entry.name);
      if (!wanted || isIgnored(ignores, real, isFolder) || run.leftOut(join(shown, entry.name))) continue;
      if (isFolder) yield* visit(real, ignores);
      else if (entry.isSymbolicLink()) links.push(real);
      else if (entry.isFile()) addFound(run.found, real, join(shown, entry.name), 'walked');
    }
  }
  const above = ignoreRulesAbove(run.realRoot);
  yield* visit(run.realRoot, isIgnored(above, run.realRoot, true) ? [] : above);
  for (const link of links) followLink(run, link);
}

/**
 * A folder behind a link is walked where it really stands, or lies outside and is none of ours. So only files
 * whose own name the walk passed over are new, and a link back to where it comes from is told.
 */
function followLink(run: Walk, link: string): void {
  const shown = run.root + link.slice(run.realRoot.length);
  const status = statusOf(link);
  if (status === 'absent') return;
  const target = realPath(link);
  if (status === 'loop' || (status.isDirectory() && isWithin(dirname(link), target))) {
    run.problems.push(loop(shownPath(run.cwd, shown)));
  } else if (status.isFile() && isWithin(target, run.realRoot) && mayBeOurs(basename(link))) {
    addFound(run.found, target, shown, 'walked');
  }
}

function mayBeOurs(name: string): boolean {
  return name === 'squid.conf' || EXTENSIONS.has(extname(name).toLowerCase());
}

function addFound(found: Map<string, Found>, real: string, path: string, why: Found['why']): void {
  if (!found.has(real)) found.set(real, { path, why });
}

function listFolder(folder: string, shown: string, run: Walk): ReturnType<typeof entriesOf> {
  try {
    return entriesOf(folder);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') {
      const file = emptyFile(shownPath(run.cwd, shown));
      run.problems.push(syntaxError(file, `The folder cannot be read: ${reason(error)}.`));
    }
    return [];
  }
}

function entriesOf(folder: string) {
  return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** From the folder above up to the root of the repository. */
function ignoreRulesAbove(folder: string): readonly IgnoreRules[] {
  const parent = dirname(folder);
  if (parent === folder || existsSync(join(folder, '.git'))) return [];
  return [...ignoreRules(parent), ...ignoreRulesAbove(parent)];
}

function ignoreRules(folder: string): readonly IgnoreRules[] {
  const read = readTextFile(join(folder, '.gitignore'), '.gitignore');
  if (read === undefined || !('file' in read)) return [];
  return [{ folder, rules: ignore({ ignorecase: false }).add(read.file.text) }];
}

/** The nearest file that has an opinion counts, as for git: `all` begins with it. */
function isIgnored(all: readonly IgnoreRules[], path: string, isFolder: boolean): boolean {
  for (const { folder, rules } of all) {
    const verdict = rules.test(slashed(relative(folder, path)) + (isFolder ? '/' : ''));
    if (verdict.ignored || verdict.unignored) return verdict.ignored;
  }
  return false;
}

/** All bytes, or undefined beyond the limit. A pipe has no size, so reading decides. */
function readBytes(descriptor: number): Uint8Array | undefined {
  const { size } = fstatSync(descriptor);
  if (size > FILE_LIMIT) return undefined;
  let bytes = Buffer.allocUnsafe(size + 1);
  let length = 0;
  for (;;) {
    const count = readSync(descriptor, bytes, length, bytes.length - length, null);
    if (count === 0) return bytes.subarray(0, length);
    length += count;
    if (length > FILE_LIMIT) return undefined;
    if (length === bytes.length) bytes = Buffer.concat([bytes, Buffer.allocUnsafe(bytes.length + 65536)]);
  }
}

function markOf(bytes: Uint8Array): Mark {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'none';
}

/** What a path leads to, through links. */
function statusOf(path: string): Stats | 'absent' | 'loop' {
  try {
    return statSync(path);
  } catch (error) {
    return errorCode(error) === 'ELOOP' ? 'loop' : 'absent';
  }
}

/** Where a path really leads; a pipe that the shell made has no such place and is itself. */
export function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}

/** Whether an absolute path is the folder or lies in it. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

function loop(shown: string): FileProblem {
  const message = 'This link leads back to itself and was left out. Remove it, or add it to "ignore".';
  return { kind: 'limit-exceeded', message, at: startOf(emptyFile(shown)) };
}

function syntaxError(file: SourceFile, message: string): FileProblem {
  return { kind: 'syntax-error', message, at: startOf(file) };
}

function emptyFile(path: string): SourceFile {
  return { path, text: '' };
}

function startOf(file: SourceFile) {
  return { file, span: { start: 0, end: 0 } };
}

function byPath(a: SourceFile, b: SourceFile): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** The system's own words: "EACCES: permission denied, open '/x'" without the code and the path. */
function reason(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return /^[A-Z0-9_]+: ([^,]+)/.exec(text)?.[1] ?? text;
}
