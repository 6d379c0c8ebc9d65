import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Location as LspLocation, Position, Range } from 'vscode-languageserver';
import type { Location, SourceFile, Span } from '../core/text/source';
import type { Sources } from './sources';

const documents = new WeakMap<SourceFile, TextDocument>();

/** The file as the protocol counts its lines: from 0, and a lone carriage return ends one, too. */
function documentOf(file: SourceFile): TextDocument {
  const known = documents.get(file) ?? TextDocument.create('', '', 0, file.text);
  documents.set(file, known);
  return known;
}

export function toRange(file: SourceFile, { start, end }: Span): Range {
  const document = documentOf(file);
  return { start: document.positionAt(start), end: document.positionAt(end) };
}

export function toLocation({ file, span }: Location, sources: Sources): LspLocation {
  return { uri: sources.uriOf(file), range: toRange(file, span) };
}

/** The offset of a position; one outside the text stands at the nearest place inside. */
export function toOffset(file: SourceFile, position: Position): number {
  return documentOf(file).offsetAt(position);
}
