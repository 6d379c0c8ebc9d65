import type { Block, Body } from '../../../syntax/hcl';
import type { SourceFile } from '../../../text/source';
import { unknown, type Unknown } from '../../../values/value';
import { withNames } from '../evaluate/report';
import type { Scope } from '../evaluate/scope';
import { anything, objectSections, type Section } from '../lower/section';
import { BROKEN_TEXT, findAttribute, type Module } from '../module';
import { fileOf } from '../overrides';
import { roundsOf } from '../rounds';
import { object } from '../values/make';

/** The arguments of a block. */
function blockSection(block: Block, scope: Scope, module: Module, doubt?: Unknown): Section {
  return {
    at: { file: scope.file, span: block.headerSpan },
    get(name) {
      const attribute = findAttribute(block.body, name);
      const value = attribute && module.evaluate(attribute.expr, scope);
      return value?.kind === 'null' ? undefined : value;
    },
    written: (name) => findAttribute(block.body, name)?.expr,
    file: scope.file,
    sections: (type) => nestedSections(block.body, type, scope, module),
    ...(doubt !== undefined && { doubt }),
  };
}

/**
 * The nested blocks of a type, in source order: written out, made by `dynamic`, or given as a list of objects
 * (`ingress = [{ … }]`). `undefined` when there is nothing of that name at all, which to AWS is not the same as none.
 */
export function nestedSections(
  body: Body,
  type: string,
  scope: Scope,
  module: Module,
): readonly Section[] | undefined {
  const sections: Section[] = [];
  let isThere = false;
  for (const item of body.items) {
    const file = fileOf(item, scope.file);
    const inFile = file === scope.file ? scope : { ...scope, file };
    if (item.kind === 'attribute') {
      if (item.name !== type) continue;
      const value = module.evaluate(item.expr, inFile);
      // Null is as good as not written.
      isThere ||= value.kind !== 'null';
      sections.push(...objectSections(value, { file, span: item.span }));
    } else if (item.type === type) {
      sections.push(blockSection(item, inFile, module, item.complete ? undefined : broken(item, file)));
    } else if (item.type === 'dynamic' && item.labels[0]?.text === type) {
      sections.push(...dynamicSections(item, type, inFile, module));
    }
  }
  return isThere || sections.length > 0 ? sections : undefined;
}

function broken(block: Block, file: SourceFile): Unknown {
  return unknown(BROKEN_TEXT, { file, span: block.headerSpan });
}

function dynamicSections(block: Block, type: string, scope: Scope, module: Module): readonly Section[] {
  const { file } = scope;
  const content = block.body.blocks.find((inner) => inner.type === 'content');
  const each = findAttribute(block.body, 'for_each');
  if (!block.complete || content === undefined || each === undefined)
    return [anything(broken(block, file), { file, span: block.headerSpan })];
  const iterator = findAttribute(block.body, 'iterator')?.expr;
  const name = iterator?.kind === 'variable' ? iterator.name : type;
  const at = { file, span: each.span };
  return roundsOf(module.evaluate(each.expr, scope), at).map(({ key, value, doubt }) => {
    const names = new Map([[name, object(Object.entries({ key, value }), at)]]);
    const section = blockSection(content, withNames(scope, names), module, doubt);
    return { ...section, at: { file, span: block.headerSpan } };
  });
}
