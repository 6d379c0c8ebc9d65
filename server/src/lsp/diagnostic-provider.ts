import {
  DocumentDiagnosticRequest,
  type Connection,
  type DiagnosticOptions,
  type Disposable,
} from 'vscode-languageserver';
import type { Client } from './client';
import { SOURCE } from './diagnostics';
import type { Workspace } from './workspace';

/** For editors that cannot be told later: whether they ask for the whole workspace is up to them. */
export function initialProvider(client: Client): { diagnosticProvider?: DiagnosticOptions } {
  return client.pullsDiagnostics && !client.registersDiagnostics ? { diagnosticProvider: options(true) } : {};
}

/**
 * Tells the others when the settings are known and whenever they change: an editor that may ask for the whole
 * workspace asks for it all the time, and leaves findings of documents in its list when they are closed.
 */
export function followProvider(
  connection: Connection,
  workspace: Workspace,
  warn: (error: unknown) => void,
): () => void {
  const { client, sources, settingsOf } = workspace;
  let told: boolean | undefined;
  let registration = Promise.resolve<Disposable | undefined>(undefined);
  const tell = async (before: Disposable | undefined, wanted: boolean): Promise<Disposable> => {
    before?.dispose();
    return connection.client.register(DocumentDiagnosticRequest.type, {
      documentSelector: null,
      ...options(wanted),
    });
  };
  return () => {
    if (!client.pullsDiagnostics || !client.registersDiagnostics) return;
    const wanted = ['', ...sources.folders()].some((key) => settingsOf(key).workspaceDiagnostics);
    if (wanted === told) return;
    told = wanted;
    registration = registration.then((before) => tell(before, wanted));
    registration.catch(warn);
  };
}

function options(workspaceDiagnostics: boolean): DiagnosticOptions {
  return { identifier: SOURCE, interFileDependencies: true, workspaceDiagnostics };
}
