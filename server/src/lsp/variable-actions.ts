import {
  CodeActionKind,
  type CodeAction,
  type Diagnostic as LspDiagnostic,
  type Range,
} from 'vscode-languageserver';
import type { Diagnostic } from '../core/checks/diagnostic';
import type { Assignment } from '../core/formats/format';
import { formatOf } from '../core/formats/index';
import { insertion, lineEndOf } from '../core/text/layout';
import type { Location } from '../core/text/source';
import { toRange } from './convert';
import { openCommand } from './open-place';
import { besideKey, folderOfKey } from './sources';
import { toWorkspaceEdit } from './workspace-edit';
import type { Workspace } from './workspace';

/** Where a variable without a value leaves flows undecided: ways to it, and a line that gives it one. */
export function variableActions(
  workspace: Workspace,
  { rule, related }: Diagnostic,
  diagnostics: LspDiagnostic[],
): readonly CodeAction[] {
  if (rule !== 'undetermined-flow' || !workspace.client.showsDocuments) return [];
  return related.flatMap(({ at }): readonly CodeAction[] => {
    const assignment = formatOf(at.file)?.assignment?.(at);
    if (assignment === undefined) return [];
    const title = `Open variable ${assignment.name}`;
    const command = openCommand(title, workspace.sources.uriOf(at.file), toRange(at.file, at.span));
    const open = { title, kind: CodeActionKind.QuickFix, diagnostics, command };
    return [open, ...assign(workspace, assignment, at, diagnostics)];
  });
}

/** The value is for the user to type: the cursor stands where it belongs. */
function assign(
  workspace: Workspace,
  { name, file: fileName, before, after }: Assignment,
  { file: declaring }: Location,
  diagnostics: LspDiagnostic[],
): readonly CodeAction[] {
  const { sources, client } = workspace;
  const key = besideKey(folderOfKey(sources.keyOf(declaring)), fileName);
  const known = sources.at(key);
  if (known === undefined && !client.createsFiles) return [];
  const file = known ?? sources.planned(key);
  const eol = lineEndOf(file.text === '' ? declaring.text : file.text);
  const isOpenLine = file.text !== '' && !file.text.endsWith('\n');
  const newText = `${isOpenLine ? eol : ''}${before}${after}${eol}`;
  const edit = toWorkspaceEdit(workspace, {
    edits: [insertion(file, file.text.length, newText)],
    ...(known === undefined && { creates: file }),
  });
  const { start } = toRange(file, { start: file.text.length, end: file.text.length });
  const line = isOpenLine ? start.line + 1 : start.line;
  const cursor = { line, character: before.length };
  const selection: Range = { start: cursor, end: cursor };
  const title = `Set ${name} in ${fileName}`;
  const command = openCommand(title, sources.uriOf(file), selection);
  return [{ title, kind: CodeActionKind.QuickFix, diagnostics, edit, command }];
}
