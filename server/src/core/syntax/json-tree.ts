import type { Node } from 'jsonc-parser';
import { childrenOf, rootOf, skeletonOf, type Child, type Children, type Skeleton } from './json-skeleton';

/** What places look themselves up in: the text itself, or the tree of a text that `JSON.parse` refuses. */
export interface JsonTree {
  root(): JsonItem;
  child(parent: JsonItem, key: string | number): JsonItem | undefined;
}

export interface JsonItem extends Child {
  readonly node?: Node;
}

/** Looks a correct text up in itself; the text is scanned when the first place is asked for. */
export function scannedTree(text: string): JsonTree {
  let skeleton: Skeleton | undefined;
  const known = new Map<number, Children>();
  return {
    root: () => rootOf(text, (skeleton ??= skeletonOf(text))),
    child(parent, key) {
      if (parent.container === -1) return undefined;
      let children = known.get(parent.container);
      if (children === undefined) {
        children = childrenOf(text, (skeleton ??= skeletonOf(text)), parent.container);
        known.set(parent.container, children);
      }
      return typeof key === 'number' ? children.items[key] : children.properties.get(key);
    },
  };
}

/** Looks places up in the tree of a text that has comments or mistakes. */
export function parsedTree(root: Node | undefined, length: number): JsonTree {
  const itemOf = (node: Node, key?: Node): JsonItem => ({
    start: node.offset,
    end: endOf(node, length),
    container: -1,
    keyStart: key?.offset ?? node.offset,
    keyEnd: key === undefined ? node.offset : endOf(key, length),
    node,
  });
  return {
    root: () =>
      root === undefined ? { start: 0, end: 0, container: -1, keyStart: 0, keyEnd: 0 } : itemOf(root),
    child({ node }, key) {
      if (node?.type === 'array' && typeof key === 'number') {
        const item = node.children?.[key];
        return item && itemOf(item);
      }
      if (node?.type !== 'object') return undefined;
      // Of equal names the last one counts, as it does for JSON.parse.
      const named = node.children?.filter(
        ({ children }) => children?.[0]?.value === key && children.length > 1,
      );
      const [name, value] = named?.at(-1)?.children ?? [];
      return value && itemOf(value, name);
    },
  };
}

/** What is not closed reaches to the end of the text, for which the parser has odd lengths. */
export function endOf({ offset, length }: Node, lengthOfText: number): number {
  return length < 0 ? lengthOfText : Math.min(offset + length, lengthOfText);
}
