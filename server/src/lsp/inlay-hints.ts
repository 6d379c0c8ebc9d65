import { InlayHintRequest, type Connection, type InlayHint } from 'vscode-languageserver';
import { ownerHints } from '../core/reports/owner-hints';
import { toOffset, toRange } from './convert';
import type { Guard } from './requests';
import { keyOfUri } from './sources';
import type { Workspace } from './workspace';

export function registerInlayHints(connection: Connection, workspace: Workspace, guard: Guard): void {
  connection.onRequest(
    InlayHintRequest.type,
    guard(({ textDocument: { uri }, range }): InlayHint[] => {
      const key = keyOfUri(uri);
      if (!workspace.settingsOf(key).inlayHints) return [];
      const analysis = workspace.units.analysisOf(key);
      const file = workspace.sources.at(key);
      if (analysis === undefined || file === undefined) return [];
      const within = { start: toOffset(file, range.start), end: toOffset(file, range.end) };
      return ownerHints(analysis, file, within).map(({ at, text }) => ({
        position: toRange(file, at.span).end,
        label: text,
        paddingLeft: true,
      }));
    }),
  );
}
