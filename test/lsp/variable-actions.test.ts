import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ClientCapabilities, CodeAction, ShowDocumentParams } from 'vscode-languageserver';
import { edit, PULLING, type Editor } from './editor';

const ABLE: ClientCapabilities = {
  ...PULLING,
  workspace: {
    ...PULLING.workspace,
    workspaceEdit: { documentChanges: true, resourceOperations: ['create'] },
  },
  window: { showDocument: { support: true } },
};

const GROUP = `# workspaces-netlint: role=client-network region=us-west-2 protocols=wsp
resource "aws_security_group" "clients" {
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = var.peers
  }
}

variable "peers" {
  type = list(string)
}
`;

async function actionsIn(editor: Editor, text = GROUP): Promise<readonly CodeAction[]> {
  await editor.open('main.tf', text);
  return editor.request('textDocument/codeAction', {
    textDocument: { uri: editor.uri('main.tf') },
    range: { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } },
    context: { diagnostics: [], only: ['quickfix'] },
  });
}

function byTitle(actions: readonly CodeAction[], title: string): CodeAction {
  const action = actions.find((each) => each.title === title);
  assert.ok(action, actions.map((each) => each.title).join('\n'));
  return action;
}

describe('variables without a value', () => {
  it('are opened where they are declared', async () => {
    const editor = await edit({ capabilities: ABLE });
    assert.deepEqual(editor.initialized.capabilities.executeCommandProvider, {
      commands: ['workspacesNetlint.open'],
    });
    const shown: ShowDocumentParams[] = [];
    editor.connection.onRequest('window/showDocument', (params: ShowDocumentParams) => {
      shown.push(params);
      return { success: true };
    });
    const { command } = byTitle(await actionsIn(editor), 'Open variable peers');
    await editor.request('workspace/executeCommand', command);
    assert.equal(shown.length, 1);
    assert.equal(shown[0]?.uri, editor.uri('main.tf'));
    assert.equal(shown[0].takeFocus, true);
    assert.deepEqual(shown[0].selection?.start, { line: 10, character: 0 });
  });

  it('get a line in a file of values that is made for it, with the cursor in the value', async () => {
    const editor = await edit({ capabilities: ABLE });
    const action = byTitle(await actionsIn(editor), 'Set peers in terraform.tfvars');
    const uri = editor.uri('terraform.tfvars');
    const start = { line: 0, character: 0 };
    assert.deepEqual(action.edit?.documentChanges, [
      { kind: 'create', uri },
      {
        textDocument: { uri, version: null },
        edits: [{ range: { start, end: start }, newText: 'peers = []\n' }],
      },
    ]);
    const cursor = { line: 0, character: 'peers = ['.length };
    assert.deepEqual(action.command?.arguments, [uri, { start: cursor, end: cursor }]);
  });

  it('get a line behind those that are there', async () => {
    const editor = await edit({ capabilities: ABLE, files: { 'terraform.tfvars': 'stage = "dev"' } });
    const text = GROUP.replace('var.peers', '[var.peers]').replace('list(string)', 'string');
    const action = byTitle(await actionsIn(editor, text), 'Set peers in terraform.tfvars');
    const [change, ...others] = action.edit?.documentChanges ?? [];
    assert.ok(change !== undefined && 'edits' in change && others.length === 0);
    const [line] = change.edits;
    assert.ok(line !== undefined && 'newText' in line);
    assert.equal(line.newText, '\npeers = ""\n');
    assert.deepEqual(line.range.start, { line: 0, character: 13 });
    const cursor = { line: 1, character: 'peers = "'.length };
    assert.deepEqual(action.command?.arguments?.[1], { start: cursor, end: cursor });
  });

  it('are left alone by editors that cannot be asked to open something', async () => {
    const editor = await edit({ capabilities: PULLING });
    assert.equal(editor.initialized.capabilities.executeCommandProvider, undefined);
    const titles = (await actionsIn(editor)).map(({ title }) => title);
    assert.ok(!titles.some((title) => title.includes('peers')), titles.join('\n'));
  });

  it('commands that are not ours, or that name no place, do nothing', async () => {
    const editor = await edit({ capabilities: ABLE });
    for (const params of [
      { command: 'somebody.elses' },
      { command: 'workspacesNetlint.open' },
      { command: 'workspacesNetlint.open', arguments: [editor.uri('main.tf'), { start: 1 }] },
    ]) {
      assert.equal(await editor.request('workspace/executeCommand', params), null);
    }
  });
});
