import { CreateFile, type SnippetTextEdit, type TextEdit, type WorkspaceEdit } from 'vscode-languageserver';
import type { EditFix } from '../core/fixes/fix';
import type { SourceFile } from '../core/text/source';
import { toRange } from './convert';
import type { Workspace } from './workspace';

/** Edits that are refused when a document has changed meanwhile, where the editor knows such. */
export function toWorkspaceEdit(
  { sources, client }: Workspace,
  { edits, creates, placeholder }: Pick<EditFix, 'edits' | 'creates' | 'placeholder'>,
): WorkspaceEdit {
  const byFile = new Map<SourceFile, TextEdit[]>();
  for (const { file, span, newText } of edits) {
    const known = byFile.get(file) ?? [];
    byFile.set(file, known);
    known.push({ range: toRange(file, span), newText });
  }
  const all = [...byFile].map(([file, own]) => ({ uri: sources.uriOf(file), edits: own }));
  if (!client.versionedEdits)
    return { changes: Object.fromEntries(all.map(({ uri, edits: own }) => [uri, own])) };
  const selected = client.snippetEdits ? placeholder : undefined;
  return {
    documentChanges: [
      ...(creates === undefined ? [] : [CreateFile.create(sources.uriOf(creates))]),
      ...all.map(({ uri, edits: own }) => ({
        textDocument: { uri, version: sources.open.get(uri)?.version ?? null },
        edits: own.map((edit) => withPlaceholder(edit, selected)),
      })),
    ],
  };
}

/** The editor selects the words that are to be replaced. */
function withPlaceholder(edit: TextEdit, words: string | undefined): TextEdit | SnippetTextEdit {
  const at = words === undefined ? -1 : edit.newText.indexOf(words);
  if (words === undefined || at === -1) return edit;
  const [before, after] = [edit.newText.slice(0, at), edit.newText.slice(at + words.length)];
  const value = `${escaped(before)}\${1:${escaped(words)}}${escaped(after)}`;
  return { range: edit.range, snippet: { kind: 'snippet', value } };
}

function escaped(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}
