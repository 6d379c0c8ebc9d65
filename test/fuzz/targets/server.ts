import assert from 'node:assert/strict';
import fc from 'fast-check';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { EXPORT, FIREWALL, GROUP, VARIABLES } from '../../lsp/fixtures';
import { openEditor, type Editor } from '../../lsp/open-editor';
import { edit } from '../inputs/broken';
import type { Input, Target } from '../target';

const CONFIGURATION = '.workspaces-netlint.yaml';
const FILES = {
  'main.tf': GROUP,
  'variables.tf': VARIABLES,
  'edge.yaml': FIREWALL,
  'export.json': EXPORT,
  [CONFIGURATION]: 'regions: [us-west-2]\n',
};

/**
 * Edits of open documents, with requests in between: nothing fails, and in the end the server says of the texts what
 * one says that sees them for the first time.
 */
export const server: Target = {
  name: 'server',
  fewInputs: 10,
  inputs: fc.record({
    files: fc.constant(FILES),
    edits: fc.array(edit(Object.values(FILES)), { minLength: 1, maxLength: 25 }),
    seed: fc.nat(),
  }),
  async check(input) {
    const documents = Object.entries(input.files)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, text]) => TextDocument.create(name, 'plaintext', 1, text));
    const edited = await openEditor();
    const fresh = await openEditor();
    try {
      for (const document of documents) await edited.open(document.uri, document.getText());
      await type(edited, documents, input);
      for (const document of documents) await fresh.open(document.uri, document.getText());
      for (const { uri } of documents) {
        assert.deepEqual(await told(edited, uri), await told(fresh, uri), `${uri} after the edits`);
      }
      assert.deepEqual([...edited.logged, ...fresh.logged], []);
    } finally {
      edited.dispose();
      fresh.dispose();
    }
  },
};

const REQUESTS = ['hover', 'completion', 'codeAction', 'codeLens', 'inlayHint', 'diagnostic'] as const;

async function type(
  editor: Editor,
  documents: readonly TextDocument[],
  { edits = [], seed = 0 }: Input,
): Promise<void> {
  for (const [turn, { file, at, remove, insert }] of edits.entries()) {
    // While a configuration cannot be read, the last one that could counts: an editor that sees only this one has none.
    const editable = documents.filter(({ uri }) => uri !== CONFIGURATION);
    const document = editable[file % editable.length];
    if (document === undefined) continue;
    const start = at % (document.getText().length + 1);
    const range = { start: document.positionAt(start), end: document.positionAt(start + remove) };
    await editor.change(document.uri, [{ range, text: insert }]);
    TextDocument.update(document, [{ range, text: insert }], document.version + 1);
    const request = REQUESTS[(seed + turn) % (2 * REQUESTS.length)];
    if (request !== undefined) await ask(editor, document.uri, request, range);
  }
}

/** Whatever is asked of a text that nobody has finished, an answer comes. */
async function ask(
  editor: Editor,
  name: string,
  request: (typeof REQUESTS)[number],
  range: object,
): Promise<void> {
  await editor.request(`textDocument/${request}`, {
    textDocument: { uri: editor.uri(name) },
    range,
    context: { diagnostics: [] },
    ...('start' in range && { position: range.start }),
  });
}

/** What is found in a document, with the folder of the editor taken out. */
async function told(editor: Editor, name: string): Promise<unknown> {
  return JSON.parse(JSON.stringify(await editor.findings(name)).replaceAll(editor.uri(''), ''));
}
