import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { contributes } from '../../../package.json';
import { closeAll, EXTENSION, findingsIn, show, until, untilFindings, uriOf } from './editor';
import { serversStarted } from './servers';

describe('the extension', () => {
  afterEach(closeAll);

  it('wakes for YAML, and starts no server where nothing is for it', async () => {
    await show('compose.yaml');
    const extension = vscode.extensions.getExtension(EXTENSION);
    await until(
      () => extension?.isActive,
      (isActive) => isActive === true,
    );
    assert.equal(serversStarted().length, 0);
  });

  it('has every command that it shows', async () => {
    const known = await vscode.commands.getCommands(true);
    assert.deepEqual(
      contributes.commands.filter(({ command }) => !known.includes(command)),
      [],
    );
  });

  it('starts its server when something is typed that might be', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'yaml', content: '' });
    await vscode.window.showTextDocument(document);
    for (const letter of 'firewall:') await vscode.commands.executeCommand('type', { text: letter });
    await until(serversStarted, ({ length }) => length === 1);
  });

  it('offers to restart a server that ended, once', async () => {
    const document = await show('main.tf');
    const findings = await untilFindings(document, ({ length }) => length > 0);
    const message = mock.method(vscode.window, 'showErrorMessage', () => Promise.resolve('Restart'));
    try {
      serversStarted().at(-1)?.kill('SIGKILL');
      await until(serversStarted, ({ length }) => length === 2);
      assert.deepEqual(
        message.mock.calls.map(({ arguments: [, ...choices] }) => choices),
        [['Restart', 'Show log']],
      );
    } finally {
      message.mock.restore();
    }
    assert.deepEqual(await untilFindings(document, ({ length }) => length > 0), findings);
  });

  it('restarts its server on command', async () => {
    const document = await show('main.tf');
    await untilFindings(document, ({ length }) => length > 0);
    const before = serversStarted().length;
    await vscode.commands.executeCommand('workspacesNetlint.restart');
    assert.equal(serversStarted().length, before + 1);
    await untilFindings(document, ({ length }) => length > 0);
    await until(
      () =>
        serversStarted().filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)
          .length,
      (running) => running === 1,
    );
  });

  it('opens a configuration to fill in and writes none', async () => {
    await vscode.commands.executeCommand('workspacesNetlint.createConfiguration');
    const document = vscode.window.activeTextEditor?.document;
    assert.ok(document !== undefined);
    assert.match(document.getText(), /^regions: \[/m);
    assert.deepEqual(findingsIn(document), []);
    const file = uriOf('.workspaces-netlint.yaml');
    assert.equal(document.uri.toString(), file.with({ scheme: 'untitled' }).toString());
    await assert.rejects(async () => vscode.workspace.fs.stat(file));
  });
});
