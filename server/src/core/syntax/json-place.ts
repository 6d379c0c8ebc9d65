import type { Location, SourceFile, Span } from '../text/source';
import type { JsonItem, JsonTree } from './json-tree';

/**
 * The place of a value, given by the way to it. Finding the span is left until it is asked for.
 * A way that leads nowhere stands for the innermost value on it that is there.
 *
 * Exports have tens of thousands of values and few are ever asked for, so a place is one small object: up to
 * three steps from the place before. What was asked for once is asked for again, by reports and by neighbours.
 */
export class JsonPlace implements Location {
  private known: JsonItem | undefined = undefined;

  constructor(
    private readonly source: JsonSource,
    private readonly parent?: JsonPlace,
    private readonly first: Key = '',
    private readonly second?: Key,
    private readonly third?: Key,
  ) {}

  get file(): SourceFile {
    return this.source.file;
  }

  /** The place of a property or of an item, or of one in it. */
  at(first: Key, second?: Key, third?: Key): JsonPlace {
    return new JsonPlace(this.source, this, first, second, third);
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
    return (this.known ??= this.lookUp());
  }

  private lookUp(): JsonItem {
    const { tree } = this.source;
    if (this.parent === undefined) return tree.root();
    let item = this.parent.find();
    for (const key of [this.first, this.second, this.third]) {
      if (key === undefined) break;
      const child = tree.child(item, key);
      if (child === undefined) break;
      item = child;
    }
    return item;
  }
}

/** What all places of a text look themselves up in. */
export interface JsonSource {
  readonly file: SourceFile;
  readonly tree: JsonTree;
}

type Key = string | number;

/** The place of something that many findings stand at: found once. */
class LazyLocation implements Location {
  private known?: Span;

  constructor(
    readonly file: SourceFile,
    private readonly find: () => Span,
  ) {}

  get span(): Span {
    return (this.known ??= this.find());
  }
}
