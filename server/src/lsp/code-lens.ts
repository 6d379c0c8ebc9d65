import {
  CodeLensRequest,
  RequestType,
  type CodeLens,
  type Connection,
  type TextDocumentIdentifier,
} from 'vscode-languageserver';
import { coverageText } from '../core/reports/coverage-text';
import { standingsOf, standingText, type Standing } from '../core/reports/standing';
import { toRange } from './convert';
import type { Guard } from './requests';
import { keyOfUri } from './sources';
import type { Workspace } from './workspace';

/** Runs in the editor: shows the coverage of the policy that is its second argument, in the document of the first. */
export const SHOW_COVERAGE = 'workspacesNetlint.showCoverage';

/** What is asked of one policy, or of all in a document, and whether it is met, as Markdown. */
export const CoverageRequest = {
  type: new RequestType<CoverageParams, string | null, never>('workspacesNetlint/coverage'),
};

export interface CoverageParams {
  readonly textDocument: TextDocumentIdentifier;
  readonly policy?: string;
}

export function registerCodeLens(connection: Connection, workspace: Workspace, guard: Guard): void {
  connection.onRequest(
    CodeLensRequest.type,
    guard(({ textDocument: { uri } }): CodeLens[] => {
      if (!workspace.settingsOf(keyOfUri(uri)).codeLens) return [];
      return standingsIn(workspace, uri).map((standing) => ({
        range: toRange(standing.at.file, standing.at.span),
        command: { title: standingText(standing), command: SHOW_COVERAGE, arguments: [uri, standing.policy] },
      }));
    }),
  );
  connection.onRequest(
    CoverageRequest.type,
    guard(({ textDocument: { uri }, policy }): string | null => {
      const standings = standingsIn(workspace, uri).filter(
        (each) => policy === undefined || each.policy === policy,
      );
      return standings.length === 0 ? null : coverageText(standings);
    }),
  );
}

function standingsIn({ units, sources }: Workspace, uri: string): readonly Standing[] {
  const key = keyOfUri(uri);
  const analysis = units.analysisOf(key);
  const file = sources.at(key);
  return analysis === undefined ? [] : standingsOf(analysis).filter(({ at }) => at.file === file);
}
