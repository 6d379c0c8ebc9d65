import { createHash } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import {
  DocumentDiagnosticReportKind,
  type CancellationToken,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import { walkFolder } from '../files';
import { findingsOf } from './diagnostics';
import type { Quiet } from './quiet';
import { folderOfKey, keyOfUri } from './sources';
import type { Workspace } from './workspace';
import { groupBy } from '../core/text/group-by';

/** The files of the workspace folders, by their keys. */
export type WorkspaceFiles = ReadonlySet<string>;

export interface Scan {
  /** Only the units that these are in are looked at. */
  readonly changed?: ReadonlySet<string>;
  /** Result ids of what the editor has, by key. Kept up to date with what is found. */
  readonly had: Map<string, string>;
  /** Takes what was found in a unit. */
  readonly found: (reports: WorkspaceDocumentDiagnosticReport[]) => void;
  /** Is told how far it is. */
  readonly passed?: (done: number, total: number) => void;
}

/** Finds all files of the workspace folders that a format may take; what is ignored is left out, as everywhere. */
export async function listFiles(
  { sources, configurations }: Workspace,
  quiet: Quiet,
  token: CancellationToken,
): Promise<WorkspaceFiles> {
  const files = new Set<string>();
  for (const folder of sources.folders()) {
    const walk = walkFolder(folder, (path) => configurations.ignores(path));
    let step = walk.next();
    for (; step.done !== true && !token.isCancellationRequested; step = walk.next()) await breathe(quiet);
    // One workspace folder may lie in another.
    for (const key of step.done === true ? step.value : []) files.add(key);
  }
  return files;
}

/**
 * Looks at one unit after the other, and at none while somebody types: a key waits for one unit at the most. Of a
 * unit in which nothing is open, nothing is kept.
 */
export async function scanFiles(
  workspace: Workspace,
  files: WorkspaceFiles,
  { changed, had, found, passed }: Scan,
  quiet: Quiet,
  token: CancellationToken,
): Promise<void> {
  const { unitOf } = workspace.units;
  const units = changed && new Set([...changed].map(unitOf));
  // What belongs together may be something else after every edit.
  const wanted = [...groupBy(files, unitOf)].filter(([unit]) => units === undefined || units.has(unit));
  for (const [index, [unit, keys]] of wanted.entries()) {
    passed?.(index, wanted.length);
    await breathe(quiet);
    if (token.isCancellationRequested) return;
    const reports = keys.flatMap((key) => reportOf(workspace, key, had));
    if (reports.length > 0) found(reports);
    release(workspace, unit, keys);
  }
  if (token.isCancellationRequested) return;
  const gone = [...had.keys()].filter((key) => !files.has(key));
  if (gone.length > 0) found(gone.map((key) => full(key, [], undefined)));
  for (const key of gone) had.delete(key);
}

/** Lets everything in that has arrived, and waits for a pause in the typing. */
async function breathe(quiet: Quiet): Promise<void> {
  await new Promise(setImmediate);
  for (let left = quiet.waitForAll(); left > 0; left = quiet.waitForAll())
    await new Promise((resolve) => setTimeout(resolve, left));
}

/** Nothing about a file without findings that had none before. */
function reportOf(
  workspace: Workspace,
  key: string,
  had: Map<string, string>,
): readonly WorkspaceDocumentDiagnosticReport[] {
  const { items } = findingsOf(workspace, key);
  const before = had.get(key);
  if (items.length === 0 && before === undefined) return [];
  // By their content, because nothing else is kept of them until the next time.
  const resultId = createHash('sha1').update(JSON.stringify(items)).digest('base64');
  if (items.length === 0) had.delete(key);
  else had.set(key, resultId);
  const open = workspace.sources.open.all().find(({ uri }) => keyOfUri(uri) === key);
  const report = full(key, items, open);
  if (before !== resultId) return [{ ...report, resultId }];
  const { uri, version } = report;
  return [{ kind: DocumentDiagnosticReportKind.Unchanged, uri, version, resultId }];
}

function full(
  key: string,
  items: Extract<WorkspaceDocumentDiagnosticReport, { kind: 'full' }>['items'],
  open: { readonly uri: string; readonly version: number } | undefined,
): Extract<WorkspaceDocumentDiagnosticReport, { kind: 'full' }> {
  const uri = open?.uri ?? pathToFileURL(key).href;
  return { kind: DocumentDiagnosticReportKind.Full, uri, version: open?.version ?? null, items };
}

function release({ sources, units }: Workspace, unit: string, keys: readonly string[]): void {
  const open = sources.open.all().map(({ uri }) => keyOfUri(uri));
  if (!open.some((key) => units.unitOf(key) === unit)) for (const key of keys) units.forget(key);
  const folders = new Set(keys.map(folderOfKey));
  for (const key of open) folders.delete(folderOfKey(key));
  for (const folder of folders) sources.forget(folder);
}
