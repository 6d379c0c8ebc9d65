import {
  DocumentDiagnosticReportKind,
  DocumentDiagnosticRequest,
  type CancellationToken,
  type Connection,
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  type FullDocumentDiagnosticReport,
  type UnchangedDocumentDiagnosticReport,
} from 'vscode-languageserver';
import { isConfiguration } from './configurations';
import { findingsOf } from './diagnostics';
import type { Quiet } from './quiet';
import type { Reporter } from './reporter';
import type { Guard } from './requests';
import { keyOfUri } from './sources';
import type { Workspace } from './workspace';

/** Diagnostics for editors that ask for them. */
export function createPull(
  connection: Connection,
  workspace: Workspace,
  quiet: Quiet,
  guard: Guard,
): Reporter {
  connection.onRequest(
    DocumentDiagnosticRequest.type,
    guard(async (params, token) => {
      await standstill(params, quiet, token);
      return report(workspace, params);
    }),
  );
  const refresh = (): void => {
    if (workspace.client.refreshesDiagnostics) void connection.languages.diagnostics.refresh().catch(ignored);
  };
  return {
    opened: ignored,
    edited(key) {
      // The editor asks again for what was edited; of what else changes with it, it may not know.
      if (isConfiguration(key) || (matesOf(workspace, key).length > 0 && !workspace.client.relatedDocuments))
        refresh();
    },
    closed: ignored,
    changedOutside: refresh,
  };
}

/** A document is answered for as it stands when the typing pauses, which is what every earlier question wants, too. */
async function standstill(
  { textDocument }: DocumentDiagnosticParams,
  quiet: Quiet,
  token: CancellationToken,
): Promise<void> {
  const key = keyOfUri(textDocument.uri);
  for (let left = quiet.wait(key); left > 0 && !token.isCancellationRequested; left = quiet.wait(key)) {
    await new Promise<void>((resolve) => {
      const listener = token.onCancellationRequested(() => {
        done();
      });
      const timer = setTimeout(() => {
        done();
      }, left);
      const done = (): void => {
        clearTimeout(timer);
        listener.dispose();
        resolve();
      };
    });
  }
}

function report(
  workspace: Workspace,
  { textDocument, previousResultId }: DocumentDiagnosticParams,
): DocumentDiagnosticReport {
  const key = keyOfUri(textDocument.uri);
  const own = reportOf(workspace, key, previousResultId);
  if (!workspace.client.relatedDocuments) return own;
  const mates = matesOf(workspace, key).map((uri) => [uri, reportOf(workspace, keyOfUri(uri))] as const);
  return mates.length === 0 ? own : { ...own, relatedDocuments: Object.fromEntries(mates) };
}

function reportOf(
  workspace: Workspace,
  key: string,
  previous?: string,
): FullDocumentDiagnosticReport | UnchangedDocumentDiagnosticReport {
  const { items, resultId } = findingsOf(workspace, key);
  return resultId === previous
    ? { kind: DocumentDiagnosticReportKind.Unchanged, resultId }
    : { kind: DocumentDiagnosticReportKind.Full, resultId, items };
}

/** The other open documents of a unit. */
function matesOf({ sources, units }: Workspace, key: string): readonly string[] {
  return sources.open
    .all()
    .map(({ uri }) => uri)
    .filter((uri) => keyOfUri(uri) !== key && units.unitOf(keyOfUri(uri)) === units.unitOf(key));
}

function ignored(): void {
  // Nothing to do.
}
