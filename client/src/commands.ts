import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { CONFIGURATION_FILE } from './markers';

/** Everything in the command palette. */
export function registerCommands(client: LanguageClient): vscode.Disposable[] {
  const commands: Readonly<Record<string, () => Promise<void>>> = {
    restart: () => restart(client),
    fixAll,
    createConfiguration,
  };
  return Object.entries(commands).map(([name, run]) =>
    vscode.commands.registerCommand(`workspacesNetlint.${name}`, run),
  );
}

async function restart(client: LanguageClient): Promise<void> {
  if (client.isRunning()) await client.stop();
  await client.start();
}

async function fixAll(): Promise<void> {
  await vscode.commands.executeCommand('editor.action.sourceAction', {
    kind: 'source.fixAll.workspaces-netlint',
    apply: 'first',
  });
}

/** Opens a configuration to fill in. Nothing is on the disk before the user saves it. */
async function createConfiguration(): Promise<void> {
  const folder = await chooseFolder();
  if (folder === undefined) return;
  const file = vscode.Uri.joinPath(folder.uri, CONFIGURATION_FILE);
  const exists = await vscode.workspace.fs.stat(file).then(
    () => true,
    () => false,
  );
  const uri = exists ? file : file.with({ scheme: 'untitled' });
  const editor = await vscode.window.showTextDocument(uri);
  if (!exists && editor.document.getText() === '') await editor.insertSnippet(CONFIGURATION);
}

async function chooseFolder(): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length > 1) return vscode.window.showWorkspaceFolderPick();
  if (folders.length === 0)
    await vscode.window.showInformationMessage('A configuration lies in a folder. Open one first.');
  return folders[0];
}

const CONFIGURATION =
  new vscode.SnippetString(`# What WorkSpaces Netlint cannot read from the files. Every key may be left out.

# The Regions that the WorkSpaces are in.
regions: [\${1:us-east-1}]

# The streaming protocols in use; unstated, both are looked for.
protocols: [\${2:pcoip, wsp}]

# The first entry that matches gives a policy its role: client-network, workspace, directory, management.
policies:
  - match: '\${3:*}'
    role: \${4|client-network,workspace,directory,management|}
`);
