import * as vscode from 'vscode';
import { State, type LanguageClient } from 'vscode-languageclient/node';
import type { FileStatus } from '../../server/src/core/reports/file-status';
import { SELECTOR } from './markers';

/**
 * The language status item: what was found in the file that is shown, and by what it was judged, also where nothing
 * was found.
 */
export function showStatus(client: LanguageClient): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem('workspacesNetlint', SELECTOR);
  item.name = 'WorkSpaces Netlint';
  let turn = 0;
  const update = async () => {
    const own = ++turn;
    const { document } = vscode.window.activeTextEditor ?? {};
    const status = document === undefined ? null : await statusOf(client, document);
    // Another file is shown by now, or the same one says something else.
    if (own !== turn) return;
    const isStopped = client.state === State.Stopped;
    item.busy = client.state === State.Starting;
    item.text = isStopped
      ? 'not running'
      : status === null || document === undefined
        ? 'no network rules'
        : countsOf(findingsIn(document));
    item.detail = status === null ? 'WorkSpaces' : detailOf(status);
    item.command = isStopped
      ? { command: 'workspacesNetlint.restart', title: 'Start' }
      : { command: 'workbench.actions.view.problems', title: 'Problems' };
  };
  void update();
  return vscode.Disposable.from(
    item,
    client.onDidChangeState(update),
    vscode.window.onDidChangeActiveTextEditor(update),
    vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      const shown = vscode.window.activeTextEditor?.document.uri.toString();
      if (uris.some((uri) => uri.toString() === shown)) void update();
    }),
  );
}

async function statusOf(client: LanguageClient, document: vscode.TextDocument): Promise<FileStatus | null> {
  if (!client.isRunning() || vscode.languages.match(SELECTOR, document) === 0) return null;
  const uri = client.code2ProtocolConverter.asUri(document.uri);
  // A server that ends meanwhile is told about elsewhere.
  return client
    .sendRequest<FileStatus | null>('workspacesNetlint/status', { textDocument: { uri } })
    .catch(() => null);
}

function detailOf({ edition, regions, policies, judged }: FileStatus): string {
  const where = regions.length === 0 ? 'no Region known' : regions.join(', ');
  return ['WorkSpaces', where, `catalog ${edition}`, `${judged} of ${policies} judged`].join(' · ');
}

function findingsIn({ uri }: vscode.TextDocument): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'workspaces-netlint');
}

function countsOf(findings: readonly vscode.Diagnostic[]): string {
  const { Error, Warning, Information } = vscode.DiagnosticSeverity;
  const counts = [
    [Error, 'error'] as const,
    [Warning, 'warning'] as const,
    [Information, 'info'] as const,
  ].flatMap(([severity, name]) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [`${count} ${name}${count === 1 ? '' : 's'}`];
  });
  return counts.length === 0 ? 'no findings' : counts.join(', ');
}
