import {
  CompletionItemKind,
  CompletionRequest,
  type CompletionItem,
  type Connection,
} from 'vscode-languageserver';
import type { SourceFile } from '../../core/text/source';
import { isConfiguration } from '../configurations';
import { toOffset, toRange } from '../convert';
import type { Guard } from '../requests';
import { keyOfUri } from '../sources';
import type { Workspace } from '../workspace';
import type { Candidate, Completion } from './candidate';
import { completeDirective } from './directive';
import { completeJson } from './json';
import { completeTerraform } from './terraform';
import { completeConfiguration, completeFirewall } from './yaml';

/** What makes editors ask beside the letters of words. */
export const TRIGGER_CHARACTERS = [' ', ':', '=', ',', '"', '['];

export function registerCompletion(connection: Connection, workspace: Workspace, guard: Guard): void {
  connection.onRequest(
    CompletionRequest.type,
    guard(({ textDocument, position }): CompletionItem[] => {
      const key = keyOfUri(textDocument.uri);
      const file = workspace.sources.at(key);
      if (file === undefined) return [];
      const completion = completeAt(workspace, key, file, toOffset(file, position));
      return completion?.candidates.map((candidate) => toItem(candidate, completion, file)) ?? [];
    }),
  );
}

function completeAt(
  { units }: Workspace,
  key: string,
  file: SourceFile,
  offset: number,
): Completion | undefined {
  const head = file.text.slice(file.text.lastIndexOf('\n', offset - 1) + 1, offset);
  const directive = completeDirective(head, offset);
  if (directive !== undefined || /(^|\s)(#|\/\/)/.test(head))
    return isConfiguration(key) ? undefined : directive;
  if (isConfiguration(key)) return completeConfiguration(file, offset);
  if (/\.ya?ml$/i.test(key)) return completeFirewall(units.analysisOf(key), file, offset);
  const analysis = units.analysisOf(key);
  if (analysis === undefined) return undefined;
  if (/\.jsonc?$/i.test(key)) return completeJson(analysis, file, offset);
  return key.endsWith('.tf') ? completeTerraform(analysis, file, offset) : undefined;
}

const KINDS: Readonly<Record<Candidate['kind'], CompletionItemKind>> = {
  key: CompletionItemKind.Property,
  value: CompletionItemKind.EnumMember,
  address: CompletionItemKind.Constant,
  port: CompletionItemKind.Constant,
};

function toItem(candidate: Candidate, { word }: Completion, file: SourceFile): CompletionItem {
  const { label, insert = label, kind, detail, documentation, isLikely = false } = candidate;
  return {
    label,
    kind: KINDS[kind],
    ...(detail !== undefined && { detail }),
    ...(documentation !== undefined && { documentation }),
    sortText: `${isLikely ? 0 : 1} ${label}`,
    textEdit: { range: toRange(file, word), newText: insert },
  };
}
