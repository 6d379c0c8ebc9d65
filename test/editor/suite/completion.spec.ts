import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { closeAll, remove, replace, show, until, write } from './editor';

/** What is offered right behind a text that stands in the document, once something of it is wanted. */
async function offered(document: vscode.TextDocument, behind: string, wanted: string): Promise<void> {
  const text = document.getText();
  const position = document.positionAt(text.indexOf(behind) + behind.length);
  const ask = () =>
    vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      position,
    );
  const labelOf = ({ label }: vscode.CompletionItem) => (typeof label === 'string' ? label : label.label);
  const items = await until(
    async () => (await ask()).items.map(labelOf),
    (labels) => labels.includes(wanted),
  );
  assert.equal(new Set(items).size, items.length);
}

describe('completion', () => {
  afterEach(closeAll);

  it('knows the addresses that a rule lacks', async () => {
    const document = await show('office.yaml');
    await replace(document, '[52.59.191.224/30]', '[18.]');
    await offered(document, '[18.', '18.192.216.0/22');
  });

  it('knows the roles in a directive', async () => {
    const document = await show('main.tf');
    await replace(document, 'role=client-network', 'role=');
    await offered(document, 'role=', 'client-network');
  });

  it('knows the keys of a configuration', async () => {
    await write('.workspaces-netlint.yaml', 'pro\n');
    await offered(await show('.workspaces-netlint.yaml'), 'pro', 'protocols');
    await closeAll();
    await remove('.workspaces-netlint.yaml');
  });
});
