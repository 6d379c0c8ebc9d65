import { RequestType, type Connection, type TextDocumentIdentifier } from 'vscode-languageserver';
import { fileStatus, type FileStatus } from '../core/reports/file-status';
import type { Guard } from './requests';
import { keyOfUri } from './sources';
import type { Workspace } from './workspace';

/** How the linter looks at a document; null for what it does not look at. */
export const StatusRequest = {
  type: new RequestType<StatusParams, FileStatus | null, never>('workspacesNetlint/status'),
};

export interface StatusParams {
  readonly textDocument: TextDocumentIdentifier;
}

export function registerStatus(connection: Connection, workspace: Workspace, guard: Guard): void {
  connection.onRequest(
    StatusRequest.type,
    guard(({ textDocument: { uri } }): FileStatus | null => {
      const { units, sources } = workspace;
      const key = keyOfUri(uri);
      const analysis = units.analysisOf(key);
      const file = sources.at(key);
      return analysis === undefined || file === undefined ? null : fileStatus(analysis, file);
    }),
  );
}
