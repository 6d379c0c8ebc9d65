import { isAlias, isMap, isScalar, isSeq, type Alias, type Document, type Node } from 'yaml';
import type { Location, SourceFile } from '../text/source';
import { MAX_NESTING } from './limits';
import { tooDeep, type SyntaxProblem } from './problem';
import type { YamlDocument, YamlEntry, YamlNode, YamlScalar } from './yaml';

/** How many nodes may be visited beyond the length of the text: aliases of aliases multiply. */
const SPARE_VISITS = 10_000;

/** Turns the library's nodes into ours. A document over a limit has no root. */
export function convertDocument(file: SourceFile, document: Document.Parsed): YamlDocument {
  const converter = new Converter(file, document.range[0]);
  const root = document.contents === null ? undefined : converter.convert(document.contents);
  const errors = document.errors.map(({ message, pos: [start, end] }): SyntaxProblem => {
    return {
      kind: 'syntax-error',
      message: `The YAML cannot be read: ${sentence(message)}`,
      at: within(file, start, end),
    };
  });
  const { limit, problems } = converter;
  const at = within(file, document.range[0], document.range[2]);
  return limit === undefined
    ? { at, root, problems: [...errors, ...problems] }
    : { at, root: undefined, problems: [limit] };
}

class Converter {
  /** The limit that was met; from there on nothing is converted. */
  limit: SyntaxProblem | undefined;
  readonly problems: SyntaxProblem[] = [];
  private visits = 0;
  private depth = 0;
  private readonly anchors = new Map<string, Node>();
  private readonly anchored = new Set<Node>();
  /** Anchors may be given again further down, so what an alias means is settled when it is first met. */
  private readonly aliases = new Map<Alias, Node | undefined>();

  constructor(
    private readonly file: SourceFile,
    private readonly start: number,
  ) {}

  convert(node: Node): YamlNode {
    const at = this.placeOf(node);
    if (this.isOverLimit(at)) return { kind: 'scalar', value: null, text: '', at };
    this.depth++;
    const converted = this.convertWithin(node, at);
    this.depth--;
    return converted;
  }

  private convertWithin(node: Node, at: Location): YamlNode {
    if (isAlias(node)) return this.convertAlias(node, at);
    if (node.anchor !== undefined && !this.anchored.has(node)) {
      this.anchored.add(node);
      this.anchors.set(node.anchor, node);
    }
    if (isMap(node)) return { kind: 'map', entries: this.convertEntries(node.items), at };
    if (isSeq(node)) {
      return { kind: 'list', items: node.items.map((item) => this.convertValue(item, at.span.start)), at };
    }
    return isScalar(node) ? this.convertScalar(node.value, node.source, at) : this.nothing(at.span.start);
  }

  private convertAlias(alias: Alias, at: Location): YamlNode {
    if (!this.aliases.has(alias)) {
      this.aliases.set(alias, this.anchors.get(alias.source));
      if (!this.anchors.has(alias.source)) {
        const message = `There is no anchor "&${alias.source}" above this alias. Correct the name.`;
        this.problems.push({ kind: 'syntax-error', message, at });
      }
    }
    const target = this.aliases.get(alias);
    return target === undefined ? this.nothing(at.span.start) : this.convert(target);
  }

  private convertEntries(
    pairs: readonly { readonly key: unknown; readonly value: unknown }[],
  ): readonly YamlEntry[] {
    const entries = new Map<string, YamlEntry>();
    const merged: YamlNode[] = [];
    for (const pair of pairs) {
      const keyAt = this.placeOf(pair.key);
      const value = this.convertValue(pair.value, keyAt.span.end);
      if (isMergeKey(pair.key)) {
        merged.push(value);
        continue;
      }
      const key = this.keyOf(pair.key, keyAt);
      const at = this.locate(keyAt.span.start, Math.max(keyAt.span.end, value.at.span.end));
      if (!entries.has(key))
        entries.set(key, { key, keyAt, value, at: this.isBehind(value, keyAt) ? at : keyAt });
      else {
        const message = `The key "${key}" is here twice. Remove one of the two.`;
        this.problems.push({ kind: 'syntax-error', message, at: keyAt });
      }
    }
    for (const source of merged.flatMap((node) => (node.kind === 'list' ? node.items : [node]))) {
      if (source.kind !== 'map') continue;
      for (const entry of source.entries) if (!entries.has(entry.key)) entries.set(entry.key, entry);
    }
    return [...entries.values()];
  }

  /** The value of an alias stands elsewhere, often further up. */
  private isBehind(value: YamlNode, keyAt: Location): boolean {
    return value.at.span.start >= keyAt.span.end;
  }

  private convertValue(value: unknown, end: number): YamlNode {
    return isNode(value) ? this.convert(value) : this.nothing(end);
  }

  private convertScalar(value: unknown, source: string | undefined, at: Location): YamlScalar {
    const text = source ?? this.file.text.slice(at.span.start, at.span.end);
    const isPlain =
      value === null || typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string';
    return { kind: 'scalar', value: isPlain ? value : text, text, at };
  }

  private keyOf(key: unknown, at: Location): string {
    const scalar = isAlias(key) ? this.anchors.get(key.source) : key;
    if (isScalar(scalar) && typeof scalar.value === 'string') return scalar.value;
    return this.file.text.slice(at.span.start, at.span.end);
  }

  private isOverLimit(at: Location): boolean {
    if (this.limit !== undefined) return true;
    if (this.depth > MAX_NESTING) this.limit = tooDeep(this.file, at.span.start);
    else if (++this.visits > this.file.text.length + SPARE_VISITS) {
      const message =
        'The aliases in this document repeat too much of it, so it is left out. Write it without them.';
      this.limit = { kind: 'limit-exceeded', message, at: this.locate(this.start, this.start) };
    }
    return this.limit !== undefined;
  }

  private nothing(offset: number): YamlScalar {
    return { kind: 'scalar', value: null, text: '', at: this.locate(offset, offset) };
  }

  private placeOf(node: unknown): Location {
    const range = isNode(node) ? node.range : undefined;
    return range ? this.locate(range[0], range[1]) : this.locate(this.start, this.start);
  }

  private locate(start: number, end: number): Location {
    return within(this.file, start, end);
  }
}

/** What is not closed ends for the library where it would be closed, which may be behind the end of the text. */
function within(file: SourceFile, start: number, end: number): Location {
  const { length } = file.text;
  return { file, span: { start: Math.min(start, length), end: Math.min(end, length) } };
}

function isNode(value: unknown): value is Node {
  return isMap(value) || isSeq(value) || isScalar(value) || isAlias(value);
}

/** `<<`, which the library marks with a symbol once it has recognised it. */
function isMergeKey(key: unknown): boolean {
  return isScalar(key) && typeof key.value === 'symbol';
}

function sentence(message: string): string {
  const text = message.charAt(0).toLowerCase() + message.slice(1);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
