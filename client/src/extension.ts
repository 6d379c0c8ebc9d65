import * as vscode from 'vscode';
import { CloseAction, ErrorAction, LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { registerCommands } from './commands';
import { carriesMarker, CONFIGURATION_FILE, SELECTOR } from './markers';
import { showStatus } from './status';

let client: LanguageClient | undefined;

/** Runs when a file of one of our languages is opened, or when a folder holds a configuration. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  client = createClient(context);
  const waiting = startWhenMarked(client);
  context.subscriptions.push(...registerCommands(client), showStatus(client), waiting);
  if (await isWanted()) {
    waiting.dispose();
    await start(client);
  }
}

export async function deactivate(): Promise<void> {
  if (client?.isRunning() === true) await client.stop();
}

function createClient(context: vscode.ExtensionContext): LanguageClient {
  const server = { module: context.asAbsolutePath('dist/server.js'), transport: TransportKind.stdio };
  const created: LanguageClient = new LanguageClient('workspacesNetlint', 'WorkSpaces Netlint', server, {
    documentSelector: SELECTOR,
    errorHandler: {
      error: () => ({ action: ErrorAction.Continue, handled: true }),
      closed: () => {
        // Only after this answer the client is one that can be started again.
        setImmediate(() => void offerRestart(created));
        return { action: CloseAction.DoNotRestart, handled: true };
      },
    },
  });
  return created;
}

/** What goes wrong here is told by the client or by its error handler, and once is enough. */
async function start(stopped: LanguageClient): Promise<void> {
  await stopped.start().catch(() => undefined);
}

/** A server that died is started again by whoever wants it: it might die of the file that is open. */
async function offerRestart(stopped: LanguageClient): Promise<void> {
  const choice = await vscode.window.showErrorMessage(
    'WorkSpaces Netlint stopped: its language server ended unexpectedly.',
    'Restart',
    'Show log',
  );
  if (choice === 'Restart') await start(stopped);
  if (choice === 'Show log') stopped.outputChannel.show();
}

/** Most YAML and JSON is not about networks, and no process should run for it. */
async function isWanted(): Promise<boolean> {
  if (vscode.workspace.getConfiguration('workspacesNetlint').get('workspaceDiagnostics') === true)
    return true;
  if (vscode.workspace.textDocuments.some(isMarked)) return true;
  return (await vscode.workspace.findFiles(`**/${CONFIGURATION_FILE}`, undefined, 1)).length > 0;
}

function isMarked(document: vscode.TextDocument): boolean {
  return isSelected(document) && carriesMarker(document.getText());
}

function isSelected(document: vscode.TextDocument): boolean {
  return vscode.languages.match(SELECTOR, document) > 0;
}

function startWhenMarked(waiting: LanguageClient): vscode.Disposable {
  const listeners = vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument((document) => {
      if (isMarked(document)) stopWaiting();
    }),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (!isSelected(document)) return;
      // A word that is typed is whole on its line, one that is pasted in what was pasted.
      const lineOf = (line: number) => document.lineAt(Math.min(line, document.lineCount - 1)).text;
      const texts = contentChanges.flatMap(({ range, text }) => [text, lineOf(range.start.line)]);
      if (texts.some(carriesMarker)) stopWaiting();
    }),
  );
  const stopWaiting = () => {
    listeners.dispose();
    void start(waiting);
  };
  return listeners;
}
