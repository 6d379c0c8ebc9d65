import type { Body } from '../../syntax/hcl';
import type { Location, SourceFile, Span } from '../../text/source';
import { parse } from './directory';

const extents = new WeakMap<SourceFile, ReadonlyMap<number, Span>>();

/** The block whose header stands at a place; what is no header is all there is of it. */
export function extentOf({ file, span }: Location): Span {
  const known = extents.get(file) ?? new Map(blocksIn(parse(file).body));
  extents.set(file, known);
  return known.get(span.start) ?? span;
}

/** Every block, by where its header starts. */
function blocksIn(body: Body): readonly (readonly [number, Span])[] {
  return body.blocks.flatMap((block) => [
    [block.headerSpan.start, block.span] as const,
    ...blocksIn(block.body),
  ]);
}
