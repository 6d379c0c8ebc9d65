import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { closeAll, show, until, untilFindings, uriOf } from './editor';

const FILES = ['acl/main.tf', 'egress.yaml', 'groups.json', 'main.tf', 'office.yaml'];

/** Files of ours in the workspace that have findings, open or not. */
function filesWithFindings(): string[] {
  const root = uriOf('').path.replace(/\/?$/, '/');
  return vscode.languages
    .getDiagnostics()
    .filter(
      ([{ path }, all]) => path.startsWith(root) && all.some(({ source }) => source === 'workspaces-netlint'),
    )
    .map(([{ path }]) => path.slice(root.length))
    .filter((path) => !path.startsWith('copy-'))
    .sort();
}

describe('the whole workspace', () => {
  afterEach(closeAll);

  it('is checked on command', async () => {
    await vscode.commands.executeCommand('workspacesNetlint.checkWorkspace');
    const found = filesWithFindings();
    assert.deepEqual(
      FILES.filter((name) => !found.includes(name)),
      [],
      found.join(),
    );
    const document = await show('egress.yaml');
    await untilFindings(document, ({ length }) => length > 0);
    const messages = (await untilFindings(document, ({ length }) => length > 0)).map(
      ({ message }) => message,
    );
    assert.equal(new Set(messages).size, messages.length);
  });

  it('is followed where the settings want it, and only then', async () => {
    const settings = vscode.workspace.getConfiguration('workspacesNetlint');
    await settings.update('workspaceDiagnostics', true, vscode.ConfigurationTarget.Workspace);
    try {
      await until(filesWithFindings, (found) => FILES.every((name) => found.includes(name)));
      const file = uriOf('later.yaml');
      await vscode.workspace.fs.copy(uriOf('egress.yaml'), file);
      await until(filesWithFindings, (found) => found.includes('later.yaml'));
      await vscode.workspace.fs.delete(file);
      await until(filesWithFindings, (found) => !found.includes('later.yaml'));
      // Closed documents stay in the list.
      await untilFindings(await show('office.yaml'), ({ length }) => length > 0);
      await closeAll();
      await until(filesWithFindings, (found) => found.includes('office.yaml'));
    } finally {
      await settings.update('workspaceDiagnostics', undefined, vscode.ConfigurationTarget.Workspace);
    }
    await until(filesWithFindings, ({ length }) => length === 0);
    const document = await show('main.tf');
    await untilFindings(document, ({ length }) => length > 0);
    await closeAll();
    await until(filesWithFindings, ({ length }) => length === 0);
  });
});

describe('the requirements of a Region', () => {
  afterEach(closeAll);

  it('open as a page, for the Region and the role that are picked', async () => {
    await vscode.commands.executeCommand('workspacesNetlint.showRequirements', 'us-west-2', 'client-network');
    const labels = () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
    await until(labels, (all) => all.some((label) => label.includes('Requirements in us-west-2')));
    const page = vscode.Uri.from({ scheme: 'workspaces-netlint', path: 'Requirements in us-west-2.md' });
    const text = (await vscode.workspace.openTextDocument(page)).getText();
    assert.match(text, /34\.223\.96\.0\/22/);
    assert.doesNotMatch(text, /^## directory$/m);
  });
});
