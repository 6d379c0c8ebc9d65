import type { Body, Expression } from '../../../syntax/hcl';
import type { Comment } from '../../../policies/policy';
import type { Location, SourceFile } from '../../../text/source';
import type { Unknown, Value } from '../../../values/value';
import type { Declaration } from '../directory';
import type { Instance } from '../instances';
import { sourceText } from '../lower/elements';
import type { Resource, ResourceBlock, Resources } from '../lower/resource';
import type { Section } from '../lower/section';
import { findAttribute, headerOf, type Module } from '../module';
import { writtenModule } from '../modules/known/outward';
import { seenAtCall } from '../modules/known/seen-at-call';
import { mentionsIn } from '../modules/mentions';
import { fileOf } from '../overrides';
import { regionOf } from '../provider';
import type { TfValue } from '../values/value';
import { commentsOf } from './comments';
import { ignoredChanges } from './lifecycle';
import { nestedSections } from './sections';

/** The resources that are written as blocks of HCL, of all modules that are given. */
export function blockResources(modules: readonly Module[]): Resources {
  // Many ask for their types, and most blocks are of no type that anybody asks for.
  const declared = modules.flatMap((module) =>
    [...module.directory.resources, ...module.directory.data.values()].map((declaration) => ({
      module,
      declaration,
      type: typeOf(declaration),
    })),
  );
  const known = new Map<object, ResourceBlock>();
  return {
    blocks: (types) =>
      declared
        .filter(({ type }) => types.has(type))
        .map((each) => {
          const block = known.get(each) ?? readBlock(each.declaration, each.type, each.module);
          known.set(each, block);
          return block;
        }),
  };
}

/** That of a data source starts as its address does. */
function typeOf({ block }: Declaration): string {
  const type = block.labels[0]?.text ?? '';
  return block.type === 'data' ? `data.${type}` : type;
}

/** A block whose header is not complete stands for no resource. */
function readBlock(declaration: Declaration, type: string, module: Module): ResourceBlock {
  const { complete, labels } = declaration.block;
  if (labels[1] === undefined) return { type, complete, resources: [] };
  const name = `${type}.${labels[1].text}`;
  const { all } = module.instancesOf(declaration, name);
  const key = module.absolute(name);
  return {
    type,
    complete,
    resources: all.map((instance) =>
      seenAtCall(new BlockResource(type, key, declaration, instance, module), module),
    ),
  };
}

function saysRole({ text }: Comment): boolean {
  return /\brole\s*=/.test(text);
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
    const existence = instance.doubt ?? module.doubt;
    if (existence !== undefined) this.existence = existence;
    this.complete = declaration.block.complete;
  }

  get(argument: string): TfValue | undefined {
    return this.module.argument(this.declaration, this.instance, argument);
  }

  written(argument: string): Expression | undefined {
    const attribute = findAttribute(this.declaration.block.body, argument);
    // What an override says stands in another file.
    return attribute && fileOf(attribute, this.file) === this.file ? attribute.expr : undefined;
  }

  place(argument: string): Location {
    const { block } = this.declaration;
    const item = findAttribute(block.body, argument) ?? block;
    return { file: fileOf(item, this.file), span: item.span };
  }

  sections(type: string): readonly Section[] | undefined {
    return nestedSections(this.declaration.block.body, type, this.instance.scope, this.module);
  }

  mentions(argument: string): ReadonlySet<string> {
    const mentioned = (expressions: readonly Expression[]): readonly string[] =>
      expressions.flatMap((expression) => [...mentionsIn(expression, this.module)]);
    const written = this.written(argument);
    const found = mentioned(written === undefined ? this.inBlocks(argument) : [written]);
    const isEach = (name: string): boolean => /^(each|count)\./.test(name);
    if (!found.some((name) => isEach(name.slice(this.module.absolute('').length)))) return new Set(found);
    const turns = [this.written('for_each'), this.written('count')];
    return new Set([...found, ...mentioned(turns.filter((expression) => expression !== undefined))]);
  }

  /** All that is written in the nested blocks of a type. */
  private inBlocks(type: string): readonly Expression[] {
    const { blocks } = this.declaration.block.body;
    return blocks
      .filter((block) => block.type === type || (block.type === 'dynamic' && block.labels[0]?.text === type))
      .flatMap(({ body }) => expressionsIn(body));
  }

  get condition(): string | undefined {
    const expression = this.written('count') ?? this.written('for_each');
    const own = expression && sourceText(this.file.text, expression);
    // What stands in one module is there together as far as the module is.
    return this.module.doubt === undefined ? own : `${own ?? ''} in ${this.module.address}`;
  }

  get ignored(): Resource['ignored'] {
    return ignoredChanges(this.declaration);
  }

  get call(): Resource['call'] {
    const { address, call } = writtenModule(this.module);
    if (call === undefined) return undefined;
    const above: Location[] = [];
    for (let outer = call.parent.call; outer !== undefined; outer = outer.parent.call) {
      above.push(headerOf(outer.declaration));
    }
    return { name: this.address.slice(address.length + 1), at: [headerOf(call.declaration), ...above] };
  }

  get comments(): readonly Comment[] {
    const comments = [...commentsOf(this.declaration)];
    for (let { call } = this.module; call !== undefined; { call } = call.parent) {
      // Whoever is nearer says what the role is.
      const isSettled = comments.some(saysRole);
      comments.push(...commentsOf(call.declaration).filter((comment) => !isSettled || !saysRole(comment)));
    }
    return comments;
  }

  get region(): Value<string> | undefined {
    return regionOf(this.module, this.declaration, this.instance);
  }
}

function expressionsIn({ attributes, blocks }: Body): readonly Expression[] {
  return [...attributes.map(({ expr }) => expr), ...blocks.flatMap(({ body }) => expressionsIn(body))];
}
