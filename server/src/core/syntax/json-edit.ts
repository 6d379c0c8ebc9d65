import { parseTree, type Node } from 'jsonc-parser';
import { appendToList, indentAt, insertion, lineEndOf } from '../text/layout';
import type { Edit } from '../text/edits';
import type { SourceFile, Span } from '../text/source';
import { endOf } from './json-tree';

/** A value in a JSON text, with what stands in it, for whoever wants to add something there. */
export interface JsonNode {
  readonly kind: 'object' | 'array' | 'scalar';
  readonly span: Span;
  /** In file order. */
  readonly items: readonly JsonNode[];
  readonly properties: readonly { readonly name: string; readonly value: JsonNode }[];
  readonly value: unknown;
}

/** The object or array that starts at an offset. */
export function jsonNodeAt(file: SourceFile, offset: number): JsonNode | undefined {
  let node = treeOf(file);
  while (node !== undefined && node.offset !== offset) {
    node = node.children?.find((child) => child.offset <= offset && offset < child.offset + child.length);
  }
  return node && convert(node, file.text.length);
}

const trees = new WeakMap<SourceFile, { readonly root: Node | undefined }>();

/** Parsed once: one fix after the other asks for it. */
function treeOf(file: SourceFile): Node | undefined {
  const tree = trees.get(file) ?? { root: parseTree(file.text, [], { allowTrailingComma: true }) };
  trees.set(file, tree);
  return tree.root;
}

export function propertyOf({ properties }: JsonNode, name: string): JsonNode | undefined {
  // Of equal names the last one counts, as it does for JSON.parse.
  return properties.filter((property) => property.name === name).at(-1)?.value;
}

/** What is in a node is converted when somebody looks: mostly nobody looks into most of it. */
function convert(node: Node, lengthOfText: number): JsonNode {
  const { type, children = [], offset } = node;
  const plain: unknown = node.value;
  return {
    kind: type === 'object' || type === 'array' ? type : 'scalar',
    span: { start: offset, end: endOf(node, lengthOfText) },
    get items() {
      return type === 'array' ? children.map((child) => convert(child, lengthOfText)) : [];
    },
    get properties() {
      if (type !== 'object') return [];
      return children.flatMap(({ children: [name, inner] = [] }) =>
        name === undefined || inner === undefined
          ? []
          : [{ name: String(name.value), value: convert(inner, lengthOfText) }],
      );
    },
    value: plain,
  };
}

/** Adds values to an array in front of the item with this index, or behind the last, written as their neighbours. */
export function insertItems(
  file: SourceFile,
  array: JsonNode,
  index: number,
  values: readonly unknown[],
): readonly Edit[] {
  const { text } = file;
  const { items } = array;
  const spans = items.map(({ span }) => span);
  const style = styleOf(array, items.at(-1), text);
  const written = values.map((value) => print(value, style, lineEndOf(text)));
  const next = spans[index];
  if (next !== undefined) {
    const previous = spans[index - 1]?.end ?? array.span.start + 1;
    const gap = /\s*$/.exec(text.slice(previous, next.start))?.[0] ?? '';
    const separator = index === 0 && !gap.includes('\n') ? style.comma : gap;
    return [insertion(file, next.start, written.map((item) => `${item},${separator}`).join(''))];
  }
  if (spans.length > 0 || !style.isTall) return appendToList(file, array.span, spans, written);
  const eol = lineEndOf(text);
  const lines = written.map((item) => eol + style.indent + item).join(',');
  const closing = eol + indentAt(text, array.span.start);
  const span = { start: array.span.start + 1, end: array.span.end - 1 };
  return [{ file, span, newText: lines + closing }];
}

interface Style {
  /** Objects take several lines. */
  readonly isTall: boolean;
  /** Of the items of the array, and what one level more adds to it. */
  readonly indent: string;
  readonly unit: string;
  /** Behind a colon and a comma in one line, and inside braces. */
  readonly colon: string;
  readonly comma: string;
  readonly padding: string;
}

function styleOf(array: JsonNode, sample: JsonNode | undefined, text: string): Style {
  const outer = indentAt(text, array.span.start);
  const around = text.slice(array.span.start, array.span.end);
  const isTall =
    sample === undefined
      ? /\n/.test(text.slice(Math.max(0, array.span.start - 400), array.span.start))
      : text.slice(sample.span.start, sample.span.end).includes('\n');
  const unit = unitOf(text);
  const own = sample === undefined ? undefined : indentAt(text, sample.span.start);
  const indent = own !== undefined && around.includes('\n') ? own : outer + unit;
  const line = sample === undefined ? text : text.slice(sample.span.start, sample.span.end);
  return {
    isTall,
    indent,
    unit,
    colon: /":(?=\S)/.test(line) ? '' : ' ',
    comma: /,(?=[^\s])/.test(line) ? '' : ' ',
    padding: line.startsWith('{ ') ? ' ' : '',
  };
}

/** What one level of the text adds to the indentation: that of its first line that is indented. */
function unitOf(text: string): string {
  return /\n([ \t]+)\S/.exec(text)?.[1] ?? '  ';
}

function print(value: unknown, style: Style, eol: string): string {
  if (!style.isTall) return printLine(value, style);
  const lines = JSON.stringify(value, null, style.unit).split('\n');
  return lines.map((line, index) => (index === 0 ? line : style.indent + line)).join(eol);
}

function printLine(value: unknown, style: Style): string {
  const { colon, comma, padding } = style;
  if (Array.isArray(value)) {
    return `[${value.map((item: unknown) => printLine(item, style)).join(`,${comma}`)}]`;
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inside = Object.entries(value).map(
    ([name, item]: [string, unknown]) => `${JSON.stringify(name)}:${colon}${printLine(item, style)}`,
  );
  return `{${padding}${inside.join(`,${comma}`)}${padding}}`;
}
