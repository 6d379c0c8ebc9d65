import type { SourceFile, Span } from '../../text/source';
import { isObject } from '../../values/json-object';
import { isList, readJson, type JsonPlace } from '../json';
import type { Attribute, Block, Body, Expression, HclError, HclFile, Item, Label } from './ast';
import { decodedInPlace, readJsonString, type InPlace } from './json-string';

/**
 * Reads the JSON form of a Terraform file as the tree that its native form would give: objects become blocks where
 * Terraform knows blocks, and everything else is an argument. Strings are templates, except in files of values.
 * Never throws. Of the arguments of a resource those that name blocks stay arguments whose values are objects.
 */
export function parseHclJson(file: SourceFile, values: boolean): HclFile {
  const { value, root, problems } = readJson(file);
  const errors: HclError[] = problems.map(({ kind, message, at }) => ({
    kind: kind === 'limit-exceeded' ? 'limit' : 'syntax',
    message,
    span: at.span,
  }));
  const shape: Shape = values ? {} : FILE;
  const reader: Reader = {
    text: decodedInPlace(file.text),
    templates: !values,
    complete: errors.length === 0,
    errors,
  };
  const body = readBody(value, root, shape, reader);
  return {
    text: file.text,
    body: { ...body, span: { start: 0, end: file.text.length } },
    comments: [],
    errors,
  };
}

/** The properties of an object that are blocks: how many labels they have, and the blocks in them. */
interface Shape {
  readonly [type: string]: { readonly labels: number; readonly blocks: Shape };
}

const ARGUMENTS: Shape = {};
const RESOURCE: Shape = {
  lifecycle: { labels: 0, blocks: ARGUMENTS },
  dynamic: { labels: 1, blocks: { content: { labels: 0, blocks: ARGUMENTS } } },
};
const FILE: Shape = {
  resource: { labels: 2, blocks: RESOURCE },
  data: { labels: 2, blocks: RESOURCE },
  module: { labels: 1, blocks: ARGUMENTS },
  variable: { labels: 1, blocks: ARGUMENTS },
  output: { labels: 1, blocks: ARGUMENTS },
  provider: { labels: 1, blocks: ARGUMENTS },
  locals: { labels: 0, blocks: ARGUMENTS },
  terraform: {
    labels: 0,
    blocks: { backend: { labels: 1, blocks: ARGUMENTS }, cloud: { labels: 0, blocks: ARGUMENTS } },
  },
};

interface Reader {
  readonly text: InPlace;
  readonly templates: boolean;
  readonly complete: boolean;
  readonly errors: HclError[];
}

function readBody(value: unknown, place: JsonPlace, shape: Shape, reader: Reader, type = ''): Body {
  const items: Item[] = [];
  for (const [object, at] of objectsIn(value, place)) {
    for (const [name, inner] of Object.entries(object)) {
      // A remark: JSON has no comments.
      if (name === '//') continue;
      const known = Object.hasOwn(shape, name) ? shape[name] : undefined;
      if (known === undefined) items.push(readAttribute(name, inner, at.at(name), reader, type));
      else items.push(...readBlocks(name, [], known.labels, inner, at.at(name), known.blocks, reader));
    }
  }
  return {
    attributes: items.filter((item) => item.kind === 'attribute'),
    blocks: items.filter((item) => item.kind === 'block'),
    items,
    span: place.span,
  };
}

/** An object, or the objects of a list. */
function objectsIn(
  value: unknown,
  place: JsonPlace,
): readonly (readonly [Record<string, unknown>, JsonPlace])[] {
  if (isObject(value)) return [[value, place]];
  if (!isList(value)) return [];
  return value.flatMap((item, index) => objectsIn(item, place.at(index)));
}

function readBlocks(
  type: string,
  labels: readonly Label[],
  missing: number,
  value: unknown,
  place: JsonPlace,
  blocks: Shape,
  reader: Reader,
): readonly Block[] {
  return objectsIn(value, place).flatMap(([object, at]): readonly Block[] => {
    if (missing === 0) return [makeBlock(type, labels, object, at, blocks, reader)];
    return Object.entries(object).flatMap(([name, inner]) => {
      if (name === '//') return [];
      const label: Label = { text: name, span: at.at(name).name.span, quoted: true };
      return readBlocks(type, [...labels, label], missing - 1, inner, at.at(name), blocks, reader);
    });
  });
}

function makeBlock(
  type: string,
  labels: readonly Label[],
  value: unknown,
  place: JsonPlace,
  blocks: Shape,
  reader: Reader,
): Block {
  const whole = place.span;
  const header = labels.at(-1)?.span ?? { start: whole.start, end: Math.min(whole.start + 1, whole.end) };
  return {
    kind: 'block',
    type,
    typeSpan: header,
    labels,
    body: readBody(value, place, blocks, reader, type),
    headerSpan: header,
    openBrace: { start: whole.start, end: Math.min(whole.start + 1, whole.end) },
    closeBrace: { start: Math.max(whole.start, whole.end - 1), end: whole.end },
    span: { start: Math.min(header.start, whole.start), end: whole.end },
    complete: reader.complete,
  };
}

function readAttribute(
  name: string,
  value: unknown,
  place: JsonPlace,
  reader: Reader,
  block: string,
): Attribute {
  const nameSpan = place.name.span;
  // Types are expressions that stand in strings.
  const expr =
    block === 'variable' && name === 'type' && typeof value === 'string'
      ? readJsonString(place.span, 'expression', reader.text, reader.errors)
      : readValue(value, place, reader);
  return { kind: 'attribute', name, nameSpan, expr, span: { start: nameSpan.start, end: expr.span.end } };
}

function readValue(value: unknown, place: JsonPlace, reader: Reader): Expression {
  const span: Span = place.span;
  if (typeof value === 'string') {
    return reader.templates && /[$%]\{/.test(value)
      ? readJsonString(span, 'template', reader.text, reader.errors)
      : { kind: 'literal', value, span };
  }
  if (isList(value)) {
    return {
      kind: 'tuple',
      elements: value.map((item, index) => readValue(item, place.at(index), reader)),
      span,
    };
  }
  if (isObject(value)) {
    const entries = Object.entries(value).map(([key, inner]) => {
      const at = place.at(key);
      const written = readKey(key, at.name.span, reader);
      const read = readValue(inner, at, reader);
      return { key: written, value: read, span: { start: written.span.start, end: read.span.end } };
    });
    return { kind: 'object', entries, span };
  }
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) {
    return { kind: 'literal', value, span };
  }
  return { kind: 'missing', span };
}

function readKey(key: string, span: Span, reader: Reader): Expression {
  return reader.templates && /[$%]\{/.test(key)
    ? readJsonString(span, 'template', reader.text, reader.errors)
    : { kind: 'literal', value: key, span };
}
