import {
  ExecuteCommandRequest,
  Range,
  ShowDocumentRequest,
  type Command,
  type Connection,
} from 'vscode-languageserver';
import { isAnyRequest, type Guard } from './requests';
import type { Workspace } from './workspace';

/** Has the editor show a place: runs here, so that no editor need know it. */
export const OPEN_COMMAND = 'workspacesNetlint.open';

export function openCommand(title: string, uri: string, selection: Range): Command {
  return { title, command: OPEN_COMMAND, arguments: [uri, selection] };
}

export function registerOpenPlace(connection: Connection, _: Workspace, guard: Guard): void {
  connection.onRequest(
    ExecuteCommandRequest.type,
    guard(async ({ command, arguments: given }) => {
      const places: readonly unknown[] = given ?? [];
      const [uri, selection] = places;
      if (command !== OPEN_COMMAND || typeof uri !== 'string' || !Range.is(selection)) return;
      await connection.sendRequest(ShowDocumentRequest.type, { uri, takeFocus: true, selection });
    }, isAnyRequest),
  );
}
