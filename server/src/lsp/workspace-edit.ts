import { CreateFile, type SnippetTextEdit, type TextEdit, type WorkspaceEdit } from 'vscode-languageserver';
import type { EditFix } from '../core/fixes/fix';
import { toRange } from './convert';
import type { Workspace } from './workspace';
import { groupBy } from '../core/text/group-by';

/** Edits that are refused when a document has changed meanwhile, where the editor knows such. */
export function toWorkspaceEdit(
  { sources, client }: Workspace,
  { edits, creates, placeholder }: Pick<EditFix, 'edits' | 'creates' | 'placeholder'>,
): WorkspaceEdit {
  const all = [...groupBy(edits, ({ file }) => file)].map(([file, own]) => ({
    uri: sources.uriOf(file),
    edits: own.map(({ span, newText }): TextEdit => ({ range: toRange(file, span), newText })),
  }));
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
