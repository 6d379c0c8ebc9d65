import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import {
  WorkDoneProgress,
  WorkspaceDiagnosticRequest,
  type LanguageClient,
  type WorkspaceDiagnosticReport,
} from 'vscode-languageclient/node';

/** One look at all files of the workspace, for who does not want to see their findings all the time. */
export interface WorkspaceCheck {
  /** Shows how far it is, can be cancelled, and ends with the list of problems. */
  run(): Promise<void>;
  dispose(): void;
}

export function createWorkspaceCheck(client: LanguageClient): WorkspaceCheck {
  const found = vscode.languages.createDiagnosticCollection('workspaces-netlint');
  const listeners = vscode.Disposable.from(
    // What is open is looked at by itself, and all the time.
    vscode.workspace.onDidOpenTextDocument(({ uri }) => {
      found.delete(uri);
    }),
    // What was found by other settings is not what would be found now.
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('workspacesNetlint')) found.clear();
    }),
    client.onDidChangeState(() => {
      found.clear();
    }),
  );

  const show = async ({ items }: WorkspaceDiagnosticReport): Promise<number> => {
    const open = new Set(vscode.workspace.textDocuments.map(({ uri }) => uri.toString()));
    found.clear();
    let files = 0;
    for (const item of items) {
      if (item.kind === 'unchanged' || item.items.length === 0) continue;
      files++;
      const uri = client.protocol2CodeConverter.asUri(item.uri);
      if (!open.has(uri.toString()))
        found.set(uri, await client.protocol2CodeConverter.asDiagnostics(item.items));
    }
    return files;
  };

  return {
    async run() {
      if (client.needsStart()) await client.start();
      const isFollowed = vscode.workspace.getConfiguration('workspacesNetlint').get('workspaceDiagnostics');
      const report = isFollowed === true ? undefined : await lookEverywhere(client);
      if (report === 'cancelled') return;
      if (report !== undefined && (await show(report)) === 0)
        await vscode.window.showInformationMessage('Nothing was found in the files of the workspace.');
      else await vscode.commands.executeCommand('workbench.actions.view.problems');
    },
    dispose() {
      listeners.dispose();
      found.dispose();
    },
  };
}

function lookEverywhere(client: LanguageClient): Thenable<WorkspaceDiagnosticReport | 'cancelled'> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: 'WorkSpaces Netlint checks the workspace',
    cancellable: true,
  };
  return vscode.window.withProgress(options, async (progress, token) => {
    const workDoneToken = randomUUID();
    let last = 0;
    const listener = client.onProgress(WorkDoneProgress.type, workDoneToken, (value) => {
      if (value.kind !== 'report' || value.percentage === undefined) return;
      progress.report({ increment: value.percentage - last });
      last = value.percentage;
    });
    try {
      const params = { previousResultIds: [], workDoneToken };
      return await client.sendRequest(WorkspaceDiagnosticRequest.type, params, token);
    } catch (error) {
      if (token.isCancellationRequested) return 'cancelled';
      throw error;
    } finally {
      listener.dispose();
    }
  });
}
