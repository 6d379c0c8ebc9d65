import { Composer, CST, Lexer, Parser, type Document, type ParsedNode, type SchemaOptions } from 'yaml';
import type { Location, SourceFile } from '../text/source';
import { MAX_NESTING, MAX_TEXT } from './limits';
import { tooDeep, tooLong, type SyntaxProblem } from './problem';
import type { Remark } from './remarks';
import { convertDocument } from './yaml-convert';

/** A YAML text as documents of plain nodes with places. */
export interface YamlStream {
  readonly file: SourceFile;
  readonly documents: readonly YamlDocument[];
  /** In file order. Each document has its own as well; over a limit there are no documents. */
  readonly problems: readonly SyntaxProblem[];
  /** In file order. */
  readonly comments: readonly Remark[];
}

export interface YamlDocument {
  readonly at: Location;
  /** Undefined for a document that says nothing or is over a limit. */
  readonly root: YamlNode | undefined;
  readonly problems: readonly SyntaxProblem[];
}

/** A value. Aliases and merge keys are resolved; their places are where the value is written. */
export type YamlNode = YamlMap | YamlList | YamlScalar;

export interface YamlMap {
  readonly kind: 'map';
  /** In file order, merged ones last. Of equal keys only the first is here; the others are problems. */
  readonly entries: readonly YamlEntry[];
  readonly at: Location;
}

export interface YamlEntry {
  readonly key: string;
  readonly keyAt: Location;
  readonly value: YamlNode;
  /** From the key to the end of the value. */
  readonly at: Location;
}

export interface YamlList {
  readonly kind: 'list';
  readonly items: readonly YamlNode[];
  readonly at: Location;
}

export interface YamlScalar {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  /** As written, without quotes. */
  readonly text: string;
  readonly at: Location;
}

/**
 * Reads all documents of a text. Never throws: what cannot be read is a problem, and the nodes around it
 * are there as far as they can be.
 */
export function readYaml(file: SourceFile): YamlStream {
  if (file.text.length > MAX_TEXT) return { file, documents: [], problems: [tooLong(file)], comments: [] };
  const comments: Remark[] = [];
  const parsed = parseDocuments(file, comments);
  if ('kind' in parsed) return { file, documents: [], problems: [parsed], comments: [] };
  const documents = parsed.map((document) => convertDocument(file, document));
  return { file, documents, problems: documents.flatMap(({ problems }) => problems), comments };
}

/** The parser's stack also holds the document and the scalar that is being read. */
const MAX_STACK = MAX_NESTING + 2;

/**
 * What `parseAllDocuments` does, with an eye on the tokens: they tell where the comments are, and whether
 * the text nests so deep that the library, which recurses, would exhaust the stack.
 */
export function parseDocuments(
  file: SourceFile,
  comments: Remark[],
  options: SchemaOptions = { merge: true },
): readonly Document.Parsed[] | SyntaxProblem {
  const parser = new Parser();
  // Whether keys are unique is checked with a set while converting: the library compares each with each.
  const composer = new Composer<ParsedNode>({ ...options, uniqueKeys: false, logLevel: 'silent' });
  const documents: Document.Parsed[] = [];
  let offset = 0;
  let isScalar = false;
  for (const lexeme of new Lexer().lex(file.text)) {
    const type: CST.TokenType | 'scalar text' | null = isScalar ? 'scalar text' : CST.tokenType(lexeme);
    isScalar = type === 'scalar';
    if (type === 'comment') {
      const at = { file, span: { start: offset, end: offset + lexeme.length } };
      comments.push({ text: lexeme.replace(/^#+/, '').trim(), at });
    }
    for (const token of parser.next(lexeme)) documents.push(...composer.next(token));
    if (parser.stack.length > MAX_STACK) return tooDeep(file, offset);
    // These are signs between lexer and parser, not text.
    if (type !== 'scalar' && type !== 'doc-mode' && type !== 'flow-error-end') offset += lexeme.length;
  }
  for (const token of parser.end()) documents.push(...composer.next(token));
  documents.push(...composer.end(false, file.text.length));
  return documents;
}

/** What stands under a key. */
export function entryOf(map: YamlMap, key: string): YamlEntry | undefined {
  return map.entries.find((entry) => entry.key === key);
}

/** The items of a list; anything else stands for a list of itself. */
export function itemsOf(node: YamlNode): readonly YamlNode[] {
  return node.kind === 'list' ? node.items : [node];
}
