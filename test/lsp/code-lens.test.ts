import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CodeLens, InlayHint } from 'vscode-languageserver';
import { edit, type Editor } from './editor';
import { FIREWALL, GROUP, VARIABLES } from './fixtures';

describe('code lens', () => {
  it('says of every judged policy how it stands, with the command that shows more', async () => {
    const editor = await edit();
    await editor.open('edge.yaml', FIREWALL);
    assert.deepEqual(await lenses(editor, 'edge.yaml'), [
      {
        range: { start: { line: 1, character: 2 }, end: { line: 1, character: 12 } },
        command: {
          title: 'WorkSpaces client-network, us-west-2: 1 of 7 requirements met',
          command: 'workspacesNetlint.showCoverage',
          arguments: [editor.uri('edge.yaml'), 'edge'],
        },
      },
    ]);
  });

  it('stands in the file of the policy only', async () => {
    const editor = await edit();
    await editor.open('main.tf', GROUP);
    await editor.open('variables.tf', VARIABLES);
    assert.equal((await lenses(editor, 'main.tf')).length, 1);
    assert.deepEqual(await lenses(editor, 'variables.tf'), []);
  });

  it('can be switched off', async () => {
    const editor = await edit({ settings: { codeLens: false } });
    await editor.open('edge.yaml', FIREWALL);
    assert.deepEqual(await lenses(editor, 'edge.yaml'), []);
  });

  it('is asked for again when something changed outside', async () => {
    const editor = await edit({ files: { '.workspaces-netlint.yaml': '' } });
    await editor.open('edge.yaml', FIREWALL);
    await lenses(editor, 'edge.yaml');
    await editor.changedOnDisk('.workspaces-netlint.yaml');
    await lenses(editor, 'edge.yaml');
    assert.equal(editor.refreshes.get('workspace/codeLens/refresh'), 1);
    assert.equal(editor.refreshes.get('workspace/inlayHint/refresh'), 1);
  });
});

describe('coverage', () => {
  it('is told as Markdown, of one policy or of all', async () => {
    const editor = await edit();
    await editor.open('edge.yaml', FIREWALL);
    const textDocument = { uri: editor.uri('edge.yaml') };
    const text = await editor.request<string>('workspacesNetlint/coverage', { textDocument, policy: 'edge' });
    assert.match(
      text,
      /^## edge\n\nWorkSpaces client-network, us-west-2: 1 of 7 requirements met\. It has this role because edge\.yaml:3 says so\./,
    );
    assert.match(text, /\n\| client\.streaming\.wsp \| us-west-2 \| met \| edge\.yaml:6 \|\n/);
    assert.equal(await editor.request('workspacesNetlint/coverage', { textDocument }), text);
    assert.equal(await editor.request('workspacesNetlint/coverage', { textDocument, policy: 'x' }), null);
  });
});

describe('inlay hints', () => {
  const range = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };

  it('are off unless the settings ask for them', async () => {
    const editor = await edit();
    await editor.open('edge.yaml', FIREWALL);
    assert.deepEqual(await hints(editor, 'edge.yaml', range), []);
  });

  it('name the owner behind every range in view', async () => {
    const editor = await edit({ settings: { inlayHints: true } });
    await editor.open('main.tf', GROUP);
    await editor.open('variables.tf', VARIABLES);
    const label = 'PCoIP gateways of us-west-2';
    const first = { position: { line: 8, character: 35 }, label, paddingLeft: true };
    assert.deepEqual(await hints(editor, 'main.tf', range), [
      first,
      { ...first, position: { line: 14, character: 35 } },
    ]);
    assert.deepEqual(await hints(editor, 'main.tf', { ...range, end: { line: 10, character: 0 } }), [first]);
    assert.deepEqual(await hints(editor, 'variables.tf', range), []);
  });
});

function lenses(editor: Editor, name: string): Promise<CodeLens[]> {
  return editor.request('textDocument/codeLens', { textDocument: { uri: editor.uri(name) } });
}

function hints(editor: Editor, name: string, range: object): Promise<InlayHint[]> {
  return editor.request('textDocument/inlayHint', { textDocument: { uri: editor.uri(name) }, range });
}
