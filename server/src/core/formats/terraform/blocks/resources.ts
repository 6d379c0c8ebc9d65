import type { Expression } from '../../../syntax/hcl';
import type { Comment } from '../../../policies/policy';
import type { Location, SourceFile } from '../../../text/source';
import type { Unknown, Value } from '../../../values/value';
import type { Declaration } from '../directory';
import type { Instance } from '../instances';
import { sourceText } from '../lower/elements';
import { resourceKey } from '../lower/handed-out';
import { mentionedResources } from '../lower/mentions';
import type { Resource, ResourceBlock, Resources } from '../lower/resource';
import type { Section } from '../lower/section';
import { findAttribute, headerOf, type Module } from '../module';
import { regionOf } from '../provider';
import type { TfValue } from '../values/value';
import { commentsOf } from './comments';
import { ignoredChanges } from './lifecycle';
import { nestedSections } from './sections';

/** The resources that are written as blocks of HCL. */
export function blockResources(module: Module): Resources {
  const known = new Map<Declaration, ResourceBlock>();
  const read = (declaration: Declaration, type: string): ResourceBlock => {
    const block = known.get(declaration) ?? readBlock(declaration, type, module);
    known.set(declaration, block);
    return block;
  };
  return {
    blocks: (types) =>
      module.directory.resources.flatMap((declaration) => {
        const type = declaration.block.labels[0]?.text ?? '';
        return types.has(type) ? [read(declaration, type)] : [];
      }),
  };
}

/** A block whose header is not complete stands for no resource. */
function readBlock(declaration: Declaration, type: string, module: Module): ResourceBlock {
  const { complete, labels } = declaration.block;
  if (labels[1] === undefined) return { type, complete, resources: [] };
  const key = resourceKey(declaration);
  const { all } = module.instancesOf(declaration, key);
  return {
    type,
    complete,
    resources: all.map((instance) => new BlockResource(type, key, declaration, instance, module)),
  };
}

class BlockResource implements Resource {
  readonly file: SourceFile;
  readonly at: Location;
  readonly address: string;
  readonly existence?: Unknown;
  readonly complete: boolean;

  constructor(
    readonly type: string,
    readonly key: string,
    private readonly declaration: Declaration,
    private readonly instance: Instance,
    private readonly module: Module,
  ) {
    this.file = declaration.file;
    this.at = headerOf(declaration);
    this.address = instance.address;
    if (instance.doubt !== undefined) this.existence = instance.doubt;
    this.complete = declaration.block.complete;
  }

  get(argument: string): TfValue | undefined {
    return this.module.argument(this.declaration, this.instance, argument);
  }

  written(argument: string): Expression | undefined {
    return findAttribute(this.declaration.block.body, argument)?.expr;
  }

  place(argument: string): Location {
    const { file, block } = this.declaration;
    return { file, span: (findAttribute(block.body, argument) ?? block).span };
  }

  sections(type: string): readonly Section[] | undefined {
    return nestedSections(this.declaration.block.body, type, this.instance.scope, this.module);
  }

  mentions(argument: string): ReadonlySet<string> {
    const written = this.written(argument);
    if (written === undefined) return new Set();
    const { directory } = this.module;
    const found = mentionedResources(written, directory);
    if (![...found].some((name) => /^(each|count)\./.test(name))) return found;
    return new Set([
      ...found,
      ...[this.written('for_each'), this.written('count')].flatMap((expression) =>
        expression === undefined ? [] : [...mentionedResources(expression, directory)],
      ),
    ]);
  }

  get condition(): string | undefined {
    const expression = this.written('count') ?? this.written('for_each');
    return expression && sourceText(this.file.text, expression);
  }

  get ignored(): Resource['ignored'] {
    return ignoredChanges(this.declaration);
  }

  get comments(): readonly Comment[] {
    return commentsOf(this.declaration);
  }

  get region(): Value<string> | undefined {
    return regionOf(this.module, this.declaration, this.instance);
  }
}
