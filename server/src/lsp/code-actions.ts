import {
  CodeActionKind,
  CodeActionRequest,
  CodeActionResolveRequest,
  LSPErrorCodes,
  ResponseError,
  type CodeAction,
  type CodeActionParams,
  type Connection,
  type Diagnostic as LspDiagnostic,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { Analysis } from '../core/analysis';
import type { Diagnostic } from '../core/checks/diagnostic';
import { isFixedInBulk } from '../core/fixes/bulk';
import type { Fix } from '../core/fixes/fix';
import type { SourceFile } from '../core/text/source';
import { toOffset } from './convert';
import { isAnyRequest, type Guard } from './requests';
import { keyOfUri } from './sources';
import { variableActions } from './variable-actions';
import { toWorkspaceEdit } from './workspace-edit';
import type { Workspace } from './workspace';
import { isObject } from '../core/values/json-object';

export const FIX_ALL = `${CodeActionKind.SourceFixAll}.workspaces-netlint`;

/** What actions there may be. */
export const ACTION_KINDS = [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, FIX_ALL];

/** Runs in the editor: copies its argument, the text of AWS commands. */
export const COPY_COMMAND = 'workspacesNetlint.copyCommand';

/** What an action is about that is worked out when it is chosen. */
interface Deferred {
  readonly uri: string;
  readonly version: number;
  /** Left out: everything in the document. */
  readonly policy?: string;
}

export function registerCodeActions(connection: Connection, workspace: Workspace, guard: Guard): void {
  connection.onRequest(
    CodeActionRequest.type,
    guard((params) => actionsFor(workspace, params)),
  );
  connection.onRequest(
    CodeActionResolveRequest.type,
    guard((action) => resolve(workspace, action), isAnyRequest),
  );
}

function actionsFor(
  workspace: Workspace,
  { textDocument: { uri }, range, context }: CodeActionParams,
): CodeAction[] {
  const document = workspace.sources.open.get(uri);
  const found = findingsIn(workspace, uri);
  if (document === undefined || found === undefined) return [];
  const { file, findings } = found;
  const wants = (kind: string): boolean =>
    context.only === undefined || context.only.some((only) => kind === only || kind.startsWith(`${only}.`));
  const actions: CodeAction[] = [];
  if (wants(CodeActionKind.QuickFix) || wants(CodeActionKind.RefactorRewrite)) {
    const [start, end] = [toOffset(file, range.start), toOffset(file, range.end)];
    const here = findings.filter(({ at }) => at.span.start <= end && start <= at.span.end);
    const all = actionsOn(workspace, here, found, document, context.diagnostics);
    actions.push(...all.filter(({ kind = '' }) => wants(kind)));
  }
  // Editors ask for these by name, on saving for instance; in a list of fixes they would be in the way.
  if (context.only?.some((only) => FIX_ALL === only || FIX_ALL.startsWith(`${only}.`)) === true) {
    const data: Deferred = { uri, version: document.version };
    if (findings.some(isFixedInBulk))
      actions.push(complete(workspace, { title: 'Fix all missing flows', kind: FIX_ALL, data }));
  }
  return actions;
}

/** What mends findings one by one, what gives them their values, and what mends all of a policy. */
function actionsOn(
  workspace: Workspace,
  here: readonly Diagnostic[],
  { analysis }: Findings,
  { uri, version }: { readonly uri: string; readonly version: number },
  shown: readonly LspDiagnostic[],
): readonly CodeAction[] {
  const actions: CodeAction[] = [];
  const mended: Diagnostic[] = [];
  for (const finding of here) {
    const fixes = analysis.fixesOf?.(finding) ?? [];
    if (fixes.length > 0 && isFixedInBulk(finding)) mended.push(finding);
    const diagnostics = shownAs(finding, shown);
    actions.push(...variableActions(workspace, finding, diagnostics));
    actions.push(...fixes.map((fix) => actionOf(workspace, fix, diagnostics, uri)));
  }
  const policies = mended.map(({ policy }) => policy?.name ?? '');
  for (const policy of new Set(policies)) {
    if (policies.filter((name) => name === policy).length < 2) continue;
    const data: Deferred = { uri, version, policy };
    const title = `Fix all missing flows of ${policy}`;
    actions.push(complete(workspace, { title, kind: CodeActionKind.QuickFix, data }));
  }
  return actions;
}

/** Editors that cannot ask again have everything at once. */
function complete(workspace: Workspace, action: CodeAction): CodeAction {
  return workspace.client.resolvesCodeActions ? action : { ...action, ...editOf(workspace, action) };
}

function resolve(workspace: Workspace, action: CodeAction): CodeAction | ResponseError<never> {
  // Some editors ask about every action that has no edit, also about those that are commands.
  if (!isDeferred(action.data)) return action;
  const edit = editOf(workspace, action);
  if (edit !== undefined) return { ...action, ...edit };
  return new ResponseError(
    LSPErrorCodes.ContentModified,
    'The document has changed since the fix was offered.',
  );
}

/** The edits of a deferred action; undefined when the document is another one by now. */
function editOf(workspace: Workspace, { data }: CodeAction): { readonly edit: WorkspaceEdit } | undefined {
  if (!isDeferred(data)) return undefined;
  const { units, sources } = workspace;
  const key = keyOfUri(data.uri);
  const shows = shownIn(workspace, key);
  if (shows === undefined || sources.open.get(data.uri)?.version !== data.version) return undefined;
  const isOfPolicy = ({ policy }: Diagnostic): boolean =>
    data.policy === undefined || policy?.name === data.policy;
  const together = units.fixedOf(key, (finding) => shows(finding) && isOfPolicy(finding));
  return {
    edit: toWorkspaceEdit(workspace, { edits: together.flatMap(({ edits }) => edits) }),
  };
}

function isDeferred(data: unknown): data is Deferred {
  return isObject(data) && typeof data.uri === 'string' && typeof data.version === 'number';
}

interface Findings {
  readonly analysis: Analysis;
  readonly file: SourceFile;
  readonly findings: readonly Diagnostic[];
}

function findingsIn(workspace: Workspace, uri: string): Findings | undefined {
  const key = keyOfUri(uri);
  const analysis = workspace.units.analysisOf(key);
  const file = workspace.sources.at(key);
  const shows = shownIn(workspace, key);
  if (analysis === undefined || file === undefined || shows === undefined) return undefined;
  return { analysis, file, findings: analysis.diagnostics.filter(shows) };
}

/** What is shown in a document, whatever its text is by now; what the settings silence is not to be fixed either. */
function shownIn(
  { sources, settingsOf }: Workspace,
  key: string,
): ((finding: Diagnostic) => boolean) | undefined {
  const file = sources.at(key);
  const { severities } = settingsOf(key);
  return file && (({ at, rule }) => at.file.path === file.path && severities[rule] !== 'off');
}

/** The diagnostics of the editor that a finding is part of. */
function shownAs({ rule, requirement }: Diagnostic, shown: readonly LspDiagnostic[]): LspDiagnostic[] {
  return shown.filter(({ code, data }) => {
    const requirements: unknown = isObject(data) ? data.requirements : undefined;
    return code === rule && Array.isArray(requirements) && requirements.includes(requirement);
  });
}

function actionOf(workspace: Workspace, fix: Fix, diagnostics: LspDiagnostic[], uri: string): CodeAction {
  const action = { title: fix.title, kind: kindOf(fix), diagnostics };
  if (fix.kind === 'command') {
    const text = fix.commands.join('\n');
    return { ...action, command: { title: fix.title, command: COPY_COMMAND, arguments: [text, uri] } };
  }
  return { ...action, isPreferred: fix.preferred, edit: toWorkspaceEdit(workspace, fix) };
}

function kindOf({ refactoring }: Fix): CodeActionKind {
  return refactoring === true ? CodeActionKind.RefactorRewrite : CodeActionKind.QuickFix;
}
