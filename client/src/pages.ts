import * as vscode from 'vscode';

const SCHEME = 'workspaces-netlint';

/** Pages that are written while one asks for them, shown as rendered Markdown; there is nothing to save. */
export interface Pages {
  show(title: string, text: string): Promise<void>;
  dispose(): void;
}

export function openPages(): Pages {
  const texts = new Map<string, string>();
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const provider = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    onDidChange: changed.event,
    provideTextDocumentContent: ({ path }) => texts.get(path) ?? '',
  });
  return {
    async show(title, text) {
      const uri = vscode.Uri.from({ scheme: SCHEME, path: `${title.replaceAll('/', '-')}.md` });
      texts.set(uri.path, text);
      changed.fire(uri);
      await vscode.commands.executeCommand('markdown.showPreview', uri);
    },
    dispose() {
      provider.dispose();
      changed.dispose();
    },
  };
}
