import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { closeAll, showCopy, textOf, until, untilFindings } from './editor';

const RANGE = '34.223.96.0/22';

/** Runs beside stand-ins for the Terraform extension of HashiCorp and the YAML extension of Red Hat. */
describe('beside other extensions for the same languages', () => {
  afterEach(closeAll);

  for (const [name, language, neighbour] of [
    ['constants/main.tf', 'terraform', 'neighbour.terraform'],
    ['egress.yaml', 'yaml', 'neighbour.yaml'],
  ] as const) {
    it(`findings, hover and fixes are there in ${language}`, async () => {
      const document = await showCopy(name);
      assert.equal(document.languageId, language);
      await until(
        () => vscode.languages.getDiagnostics(document.uri),
        (all) => all.some(({ source }) => source === neighbour),
      );
      const [finding] = await untilFindings(document, ({ length }) => length > 0);
      const { range } = document.lineAt((finding?.line ?? 1) - 1);
      const hovers = await until(
        () =>
          vscode.commands.executeCommand<vscode.Hover[]>(
            'vscode.executeHoverProvider',
            document.uri,
            document.positionAt(document.getText().indexOf('4195')),
          ),
        ({ length }) => length > 1,
      );
      assert.match(textOf(hovers), /client\.streaming\.wsp/);
      const actions = await until(
        () =>
          vscode.commands.executeCommand<vscode.CodeAction[]>(
            'vscode.executeCodeActionProvider',
            document.uri,
            range,
          ),
        (all) => all.some(({ edit }) => edit !== undefined),
      );
      assert.ok(actions.some(({ title }) => title === 'An action of somebody else'));
      const fix = actions.find(({ title }) => title.startsWith('Allow UDP 4195 to the WSP gateways'));
      assert.ok(fix?.edit !== undefined, actions.map(({ title }) => title).join('\n'));
      assert.ok(await vscode.workspace.applyEdit(fix.edit));
      assert.ok(document.getText().includes(RANGE));
      await untilFindings(document, (all) => all.every(({ message }) => !message.includes(RANGE)));
    });
  }
});
