import type { Location, SourceFile, Span } from '../text/source';
import type { JsonItem, JsonTree } from './json-tree';

/**
 * The place of a value, given by the way to it. Finding the span is left until it is asked for.
 * A way that leads nowhere stands for the innermost value on it that is there.
 */
export class JsonPlace implements Location {
  private item: JsonItem | undefined;

  constructor(
    readonly file: SourceFile,
    private readonly tree: JsonTree,
    private readonly parent?: JsonPlace,
    private readonly key: string | number = '',
  ) {}

  /** The place of a property or of an item. */
  at(key: string | number): JsonPlace {
    return new JsonPlace(this.file, this.tree, this, key);
  }

  /** The whole value. */
  get span(): Span {
    const { start, end } = this.find();
    return { start, end };
  }

  /** The opening bracket: the line of a finding about all that is in it. */
  get opening(): Location {
    return new LazyLocation(this.file, () => {
      const { start, end } = this.find();
      return { start, end: Math.min(start + 1, end) };
    });
  }

  /** The property's name with its quotes, or the item. */
  get name(): Location {
    return new LazyLocation(this.file, () => {
      const item = this.find();
      return item.keyEnd > item.keyStart
        ? { start: item.keyStart, end: item.keyEnd }
        : { start: item.start, end: item.end };
    });
  }

  private find(): JsonItem {
    if (this.item !== undefined) return this.item;
    const parent = this.parent?.find();
    this.item = parent === undefined ? this.tree.root() : (this.tree.child(parent, this.key) ?? parent);
    return this.item;
  }
}

class LazyLocation implements Location {
  constructor(
    readonly file: SourceFile,
    private readonly find: () => Span,
  ) {}

  get span(): Span {
    return this.find();
  }
}
