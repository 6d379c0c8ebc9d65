import { parseHcl, type Attribute, type Block, type HclFile } from '../../syntax/hcl';
import type { SourceFile } from '../../text/source';

/** The files of one folder, which Terraform reads as one: what they declare, by its name. */
export interface Directory {
  readonly files: readonly ParsedFile[];
  /** In file order. */
  readonly resources: readonly Declaration[];
  readonly variables: ReadonlyMap<string, Declaration>;
  readonly locals: ReadonlyMap<string, Local>;
  /** By `type.name`. */
  readonly managed: ReadonlyMap<string, Declaration>;
  /** By `type.name`, without `data.`. */
  readonly data: ReadonlyMap<string, Declaration>;
  readonly modules: ReadonlyMap<string, Declaration>;
  /** Blocks of the provider `aws`. */
  readonly providers: readonly Declaration[];
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

/** Collects what the files declare. Of what is declared twice, which Terraform refuses, the first counts. */
export function readDirectory(files: readonly SourceFile[]): Directory {
  const parsed = files.map((file) => ({ file, hcl: parse(file) }));
  const resources: Declaration[] = [];
  const variables = new Map<string, Declaration>();
  const locals = new Map<string, Local>();
  const managed = new Map<string, Declaration>();
  const data = new Map<string, Declaration>();
  const modules = new Map<string, Declaration>();
  const providers: Declaration[] = [];
  for (const { file, hcl } of parsed) {
    for (const block of hcl.body.blocks) {
      const declaration = { file, hcl, block };
      const [first, second] = block.labels;
      switch (block.type) {
        case 'resource':
          resources.push(declaration);
          if (first && second) addFirst(managed, `${first.text}.${second.text}`, declaration);
          break;
        case 'data':
          if (first && second) addFirst(data, `${first.text}.${second.text}`, declaration);
          break;
        case 'variable':
          if (first) addFirst(variables, first.text, declaration);
          break;
        case 'module':
          if (first) addFirst(modules, first.text, declaration);
          break;
        case 'provider':
          if (first?.text === 'aws') providers.push(declaration);
          break;
        case 'locals':
          for (const attribute of block.body.attributes)
            addFirst(locals, attribute.name, { file, attribute });
          break;
      }
    }
  }
  return { files: parsed, resources, variables, locals, managed, data, modules, providers };
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
  const hcl = parseHcl(file.text);
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
