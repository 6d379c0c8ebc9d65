import * as vscode from 'vscode';
import { State, type LanguageClient } from 'vscode-languageclient/node';
import { SELECTOR } from './markers';

/** The language status item: what was found in the file that is shown, and for which Regions. */
export function showStatus(client: LanguageClient): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem('workspacesNetlint', SELECTOR);
  item.name = 'WorkSpaces Netlint';
  const update = () => {
    const { document } = vscode.window.activeTextEditor ?? {};
    const findings = document === undefined ? [] : findingsIn(document);
    const regions = new Set(findings.flatMap(regionOf));
    item.busy = client.state === State.Starting;
    item.text = client.state === State.Stopped ? 'not running' : countsOf(findings);
    item.detail = ['WorkSpaces', ...[...regions].sort()].join(' · ');
    item.command =
      client.state === State.Stopped
        ? { command: 'workspacesNetlint.restart', title: 'Start' }
        : { command: 'workbench.actions.view.problems', title: 'Problems' };
  };
  update();
  return vscode.Disposable.from(
    item,
    client.onDidChangeState(update),
    vscode.window.onDidChangeActiveTextEditor(update),
    vscode.languages.onDidChangeDiagnostics(update),
  );
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

/** The server sends with a finding whom it is about. */
function regionOf(finding: vscode.Diagnostic): string[] {
  const data: unknown = 'data' in finding ? finding.data : undefined;
  if (typeof data !== 'object' || data === null || !('region' in data)) return [];
  return typeof data.region === 'string' ? [data.region] : [];
}
