import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { CONFIGURATION_FILE } from './markers';
import { openPages, type Pages } from './pages';
import { showRequirements } from './requirements';
import { createWorkspaceCheck } from './workspace-check';

/** Everything in the command palette, and what the server's actions run. */
export function registerCommands(client: LanguageClient): { dispose(): unknown }[] {
  const pages = openPages();
  const register = (name: string, run: (...args: string[]) => Promise<void>) =>
    vscode.commands.registerCommand(`workspacesNetlint.${name}`, run);
  const check = createWorkspaceCheck(client);
  return [
    pages,
    check,
    register('restart', () => restart(client)),
    register('showCoverage', (uri, policy) => showCoverage(client, pages, uri, policy)),
    register('showRequirements', (region, role) => showRequirements(client, pages, region, role)),
    register('checkWorkspace', () => check.run()),
    register('fixAll', fixAll),
    register('createConfiguration', createConfiguration),
    register('copyCommand', copyCommand),
  ];
}

async function restart(client: LanguageClient): Promise<void> {
  if (client.isRunning()) await client.stop();
  await client.start();
}

/** Of one policy, or of everything in the file that is shown. */
async function showCoverage(
  client: LanguageClient,
  pages: Pages,
  uri = vscode.window.activeTextEditor?.document.uri.toString(),
  policy?: string,
): Promise<void> {
  const text =
    uri === undefined || !client.isRunning()
      ? null
      : await client.sendRequest<string | null>('workspacesNetlint/coverage', {
          textDocument: { uri },
          policy,
        });
  if (text === null) await vscode.window.showInformationMessage('No policy in this file was judged.');
  else await pages.show(`Coverage of ${policy ?? 'this file'}`, text);
}

async function fixAll(): Promise<void> {
  await vscode.commands.executeCommand('editor.action.sourceAction', {
    kind: 'source.fixAll.workspaces-netlint',
    apply: 'first',
  });
}

async function copyCommand(text = ''): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage('The AWS command is in the clipboard.', 5000);
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
