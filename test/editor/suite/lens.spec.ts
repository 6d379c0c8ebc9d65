import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { click, closeAll, show, until } from './editor';

describe('a judged policy', () => {
  afterEach(closeAll);

  it('has a lens that says how much is met, and opens its coverage', async () => {
    const { uri } = await show('egress.yaml');
    const ask = () =>
      vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 1);
    const [lens] = await until(ask, ({ length }) => length > 0);
    assert.ok(lens?.command !== undefined);
    assert.match(lens.command.title, /us-west-2: \d of \d requirements met/);
    await click(lens.command);
    const labels = () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
    await until(labels, (all) => all.some((label) => label.includes('Coverage of branch-egress')));
  });

  it('shows whose its addresses are, where the settings want it', async () => {
    const document = await show('acl/main.tf');
    const settings = vscode.workspace.getConfiguration('workspacesNetlint');
    const all = new vscode.Range(0, 0, document.lineCount, 0);
    const ask = () =>
      vscode.commands.executeCommand<vscode.InlayHint[]>(
        'vscode.executeInlayHintProvider',
        document.uri,
        all,
      );
    assert.deepEqual(await ask(), []);
    await settings.update('inlayHints', true, vscode.ConfigurationTarget.Workspace);
    try {
      const [hint] = await until(ask, ({ length }) => length > 0);
      assert.match(JSON.stringify(hint?.label), /us-west-2/);
    } finally {
      await settings.update('inlayHints', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });
});
