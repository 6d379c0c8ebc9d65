import type { Attribute, Block, Body, Item } from '../../syntax/hcl';
import type { SourceFile } from '../../text/source';

/** What an override file has put into blocks of other files, and the file that it is written in. */
const origins = new WeakMap<Item, SourceFile>();

/** The file in which a part of a block is written: an override may have put it there. */
export function fileOf(item: Item, file: SourceFile): SourceFile {
  return origins.get(item) ?? file;
}

/**
 * A block with what an override file says of it: arguments are replaced one by one, and nested blocks type by type.
 * Its header stays.
 */
export function mergeBlock(block: Block, override: Block, file: SourceFile): Block {
  return { ...block, body: mergeBody(block.body, override.body, file) };
}

function mergeBody(body: Body, override: Body, file: SourceFile): Body {
  const names = new Set(override.attributes.map(({ name }) => name));
  const types = new Set(override.blocks.filter(({ type }) => type !== 'lifecycle').map(kindOf));
  // An argument may stand for blocks, and the other way round.
  const isReplaced = (item: Item): boolean =>
    item.kind === 'attribute'
      ? names.has(item.name) || types.has(item.name)
      : types.has(kindOf(item)) || names.has(kindOf(item));
  const items: Item[] = body.items.filter((item) => !isReplaced(item));
  for (const item of override.items) {
    const known = item.kind === 'block' && item.type === 'lifecycle' ? items.findIndex(isLifecycle) : -1;
    const other = items[known];
    if (item.kind === 'block' && other?.kind === 'block') items[known] = mergeBlock(other, item, file);
    else items.push(item);
    origins.set(item, file);
  }
  return { ...body, items, attributes: items.filter(isAttribute), blocks: items.filter(isBlock) };
}

/** `dynamic "ingress"` stands for blocks of the type `ingress`. */
function kindOf({ type, labels }: Block): string {
  return type === 'dynamic' ? (labels[0]?.text ?? type) : type;
}

function isLifecycle(item: Item): boolean {
  return item.kind === 'block' && item.type === 'lifecycle';
}

function isAttribute(item: Item): item is Attribute {
  return item.kind === 'attribute';
}

function isBlock(item: Item): item is Block {
  return item.kind === 'block';
}
