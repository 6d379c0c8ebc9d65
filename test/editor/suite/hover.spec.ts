import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { closeAll, show, textOf, until } from './editor';

async function hoverOver(name: string, text: string): Promise<string> {
  const document = await show(name);
  const position = document.positionAt(document.getText().indexOf(text) + 1);
  const ask = () =>
    vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, position);
  const hovers = await until(ask, ({ length }) => length > 0);
  return textOf(hovers);
}

describe('hover', () => {
  afterEach(closeAll);

  it('says whose an address is', async () => {
    assert.match(await hoverOver('acl/main.tf', '34.217.248.177'), /health check server.* of us-west-2/i);
  });

  it('says what a port is for', async () => {
    assert.match(await hoverOver('egress.yaml', '4195'), /client\.streaming\.wsp/);
  });

  it('says what a rule serves', async () => {
    assert.match(await hoverOver('groups.json', '443'), /client\.https/);
  });

  it('says why a policy has its role', async () => {
    assert.match(await hoverOver('main.tf', 'resource'), /client-network/);
  });
});
