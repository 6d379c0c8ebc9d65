import { parseHcl, type Attribute, type Block, type HclFile } from '../../syntax/hcl';
import { parseHclJson } from '../../syntax/hcl/json-body';
import { folderOf } from '../../text/paths';
import type { SourceFile } from '../../text/source';
import { isJson, isOverride, isVariables } from './files';
import { mergeBlock } from './overrides';
import type { StandIn } from './modules/known';

/** The files of one folder, which Terraform reads as one: what they declare, by its name. */
export interface Directory {
  /** Its path, with its slash; '' where the run stands. */
  readonly folder: string;
  readonly files: readonly ParsedFile[];
  /** In file order. */
  readonly resources: readonly Declaration[];
  readonly variables: ReadonlyMap<string, Declaration>;
  readonly locals: ReadonlyMap<string, Local>;
  /** By `type.name`. */
  readonly managed: ReadonlyMap<string, Declaration>;
  /** By `type.name`, without `data.`. */
  readonly data: ReadonlyMap<string, Declaration>;
  /** The calls of modules, by their names. */
  readonly modules: ReadonlyMap<string, Declaration>;
  readonly outputs: ReadonlyMap<string, Declaration>;
  /** Says where its state is kept, which only a root does. */
  readonly keepsState: boolean;
  /** Blocks of the provider `aws`. */
  readonly providers: readonly Declaration[];
  /** Set where it stands in for a public module that is not on the disk. */
  readonly standIn?: StandIn;
}

export interface ParsedFile {
  readonly file: SourceFile;
  readonly hcl: HclFile;
}

/** A block that declares something, with the file it stands in. */
export interface Declaration extends ParsedFile {
  readonly block: Block;
}

export interface Local {
  readonly file: SourceFile;
  readonly attribute: Attribute;
}

const directories = new Map<string, Directory>();
let text = 0;

/**
 * What the files of one folder declare. Of what is declared twice, which Terraform refuses, the first counts. The last
 * answer for each folder is kept for a while, as trees are.
 */
export function readDirectory(files: readonly SourceFile[]): Directory {
  const folder = folderOf(files[0]?.path ?? '');
  const last = directories.get(folder);
  if (last?.files.length === files.length && last.files.every(({ file }, index) => file === files[index])) {
    return last;
  }
  const directory = collect(folder, files);
  text += lengthOf(directory) - (last === undefined ? 0 : lengthOf(last));
  if (text > KEPT_TEXT) {
    directories.clear();
    text = lengthOf(directory);
  }
  directories.set(folder, directory);
  return directory;
}

function lengthOf({ files }: Directory): number {
  return files.reduce((sum, { file }) => sum + file.text.length, 0);
}

function collect(folder: string, files: readonly SourceFile[]): Directory {
  const parsed = files.map((file) => ({ file, hcl: parse(file) }));
  const declared = new Collector();
  for (const each of parsed) if (!isOverride(each.file)) declared.add(each);
  for (const each of parsed) if (isOverride(each.file)) declared.override(each);
  return { folder, files: parsed, ...declared.result() };
}

class Collector {
  private readonly locals = new Map<string, Local>();
  private readonly named = new Map<string, Declaration>();
  /** In file order; those without a name, or with one that is taken, themselves. */
  private readonly keys: (string | Declaration)[] = [];
  private keepsState = false;

  add({ file, hcl }: ParsedFile): void {
    for (const block of hcl.body.blocks) {
      const declaration = { file, hcl, block };
      const key = keyOf(block);
      if (block.type === 'locals') {
        for (const attribute of block.body.attributes)
          addFirst(this.locals, attribute.name, { file, attribute });
      } else if (block.type === 'terraform') this.keepsState ||= block.body.blocks.some(isState);
      else if (key === undefined || this.named.has(key)) this.keys.push(declaration);
      else {
        this.named.set(key, declaration);
        this.keys.push(key);
      }
    }
  }

  override({ file, hcl }: ParsedFile): void {
    for (const block of hcl.body.blocks) {
      if (block.type === 'locals') {
        for (const attribute of block.body.attributes) this.locals.set(attribute.name, { file, attribute });
      }
      const key = keyOf(block);
      const known = key === undefined ? undefined : this.named.get(key);
      if (key !== undefined && known !== undefined)
        this.named.set(key, { ...known, block: mergeBlock(known.block, block, file) });
    }
  }

  result(): Omit<Directory, 'folder' | 'files' | 'standIn'> {
    const all = this.keys.flatMap((key) => (typeof key === 'string' ? (this.named.get(key) ?? []) : [key]));
    const of = (type: string, labels: number): ReadonlyMap<string, Declaration> => {
      const found = new Map<string, Declaration>();
      for (const declaration of all) {
        if (declaration.block.type !== type || declaration.block.labels.length < labels) continue;
        addFirst(found, nameOf(declaration.block, labels), declaration);
      }
      return found;
    };
    return {
      resources: all.filter(({ block }) => block.type === 'resource'),
      variables: of('variable', 1),
      locals: this.locals,
      managed: of('resource', 2),
      data: of('data', 2),
      modules: of('module', 1),
      outputs: of('output', 1),
      providers: all.filter(({ block }) => block.type === 'provider' && block.labels[0]?.text === 'aws'),
      keepsState: this.keepsState,
    };
  }
}

/** The labels of a block, with dots between them. */
function nameOf({ labels }: Block, count: number): string {
  return labels
    .slice(0, count)
    .map(({ text }) => text)
    .join('.');
}

/** By what an override file names a block: its header, and of a provider its alias. */
function keyOf(block: Block): string | undefined {
  if (block.labels.length === 0) return undefined;
  const alias = block.body.attributes.find(({ name }) => name === 'alias')?.expr;
  const rest = block.type === 'provider' && alias?.kind === 'literal' ? ` ${String(alias.value)}` : '';
  return `${block.type} ${nameOf(block, 2)}${rest}`;
}

function isState({ type }: Block): boolean {
  return type === 'backend' || type === 'cloud';
}

const trees = new Map<string, ParsedFile>();
let kept = 0;
/** UTF-16 units of text whose trees are kept: a tree takes twenty times the room of its text. */
const KEPT_TEXT = 1024 * 1024;

/**
 * The tree of a file. The last one of each path is kept for a while, so that the files beside the one that somebody
 * is typing in are not read again.
 */
export function parse(file: SourceFile): HclFile {
  const last = trees.get(file.path);
  if (last?.file === file) return last.hcl;
  const hcl = isJson(file) ? parseHclJson(file, isVariables(file)) : parseHcl(file.text);
  kept += file.text.length - (last?.file.text.length ?? 0);
  if (kept > KEPT_TEXT) {
    trees.clear();
    kept = file.text.length;
  }
  trees.set(file.path, { file, hcl });
  return hcl;
}

function addFirst<T>(map: Map<string, T>, key: string, value: T): void {
  if (!map.has(key)) map.set(key, value);
}
