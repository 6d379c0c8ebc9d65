import { HoverRequest, MarkupKind, type Connection, type Hover } from 'vscode-languageserver';
import { hoverAt } from '../core/reports/hover';
import { toOffset, toRange } from './convert';
import type { Guard } from './requests';
import { keyOfUri } from './sources';
import type { Workspace } from './workspace';

export function registerHover(connection: Connection, workspace: Workspace, guard: Guard): void {
  connection.onRequest(
    HoverRequest.type,
    guard(({ textDocument, position }): Hover | null => {
      const key = keyOfUri(textDocument.uri);
      const file = workspace.sources.at(key);
      const analysis = workspace.units.analysisOf(key);
      if (file === undefined || analysis === undefined) return null;
      const hover = hoverAt(analysis, file, toOffset(file, position));
      if (hover === undefined) return null;
      const { markdownHover } = workspace.client;
      return {
        contents: {
          kind: markdownHover ? MarkupKind.Markdown : MarkupKind.PlainText,
          value: markdownHover ? hover.text : hover.text.replace(/\\(?=[^\w\s])|[`*]/g, ''),
        },
        range: toRange(file, hover.span),
      };
    }),
  );
}
