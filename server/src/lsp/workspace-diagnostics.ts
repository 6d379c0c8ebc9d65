import {
  ErrorCodes,
  ResponseError,
  WorkspaceDiagnosticRequest,
  type CancellationToken,
  type Connection,
  type ProgressToken,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import { createFollower, type Follower } from './follower';
import type { Quiet } from './quiet';
import type { Guard } from './requests';
import { keyOfUri } from './sources';
import type { Workspace } from './workspace';
import { listFiles, scanFiles, type Scan, type WorkspaceFiles } from './workspace-scan';
import { isObject } from '../core/values/json-object';

/** Tells those who follow the whole workspace what they have to look at again. */
export interface WorkspaceWatch {
  /** Files by their keys, or everything where none are named; files may have come and gone. */
  changed(keys?: readonly string[]): void;
  /** The same files say something else. */
  edited(key: string): void;
  /** Answers everybody, because the session ends. */
  end(): void;
}

/**
 * Findings in all files of the workspace folders. Who asks without saying where parts of the answer go has them
 * once. Who says it has them unit by unit, and from then on whatever changes, until the request is cancelled:
 * editors ask again at once when they have an answer.
 */
export function registerWorkspaceDiagnostics(
  connection: Connection,
  workspace: Workspace,
  quiet: Quiet,
  guard: Guard,
): WorkspaceWatch {
  const followers = new Set<Follower>();
  connection.onRequest(
    WorkspaceDiagnosticRequest.type,
    guard(async ({ previousResultIds, partialResultToken, workDoneToken }, token) => {
      const had = new Map(previousResultIds.map(({ uri, value }) => [keyOfUri(uri), value]));
      const items: WorkspaceDocumentDiagnosticReport[] = [];
      const found: Scan['found'] = (part) => {
        if (partialResultToken === undefined) items.push(...part);
        else
          void connection.sendProgress(WorkspaceDiagnosticRequest.partialResult, partialResultToken, {
            items: part,
          });
      };
      // From here on nothing is missed, not even what changes during the first scan.
      const follower = createFollower(token);
      followers.add(follower);
      try {
        const files = await scanAll(connection, workspace, { had, found }, quiet, workDoneToken, token);
        if (partialResultToken !== undefined)
          await follow(workspace, follower, files, { had, found }, quiet, token);
      } finally {
        followers.delete(follower);
      }
      return { items };
    }, malformedIds),
  );
  return {
    changed(keys) {
      for (const follower of followers) follower.changed(keys);
    },
    edited(key) {
      for (const follower of followers) follower.edited(key);
    },
    end() {
      for (const follower of followers) follower.end();
    },
  };
}

async function scanAll(
  connection: Connection,
  workspace: Workspace,
  scan: Scan,
  quiet: Quiet,
  workDone: ProgressToken | undefined,
  token: CancellationToken,
): Promise<WorkspaceFiles> {
  const progress = connection.window.attachWorkDoneProgress(workDone);
  progress.begin('Checking the workspace', 0);
  let last = 0;
  const passed = (done: number, total: number): void => {
    const percentage = Math.floor((100 * done) / total);
    if (percentage > last) progress.report(percentage);
    last = percentage;
  };
  try {
    const files = await listFiles(workspace, quiet, token);
    await scanFiles(workspace, files, { ...scan, passed }, quiet, token);
    return files;
  } finally {
    progress.done();
  }
}

async function follow(
  workspace: Workspace,
  follower: Follower,
  listed: WorkspaceFiles,
  scan: Scan,
  quiet: Quiet,
  token: CancellationToken,
): Promise<void> {
  let files = listed;
  for (let news = await follower.next(); news !== undefined; news = await follower.next()) {
    if (news.files) files = await listFiles(workspace, quiet, token);
    await scanFiles(workspace, files, { ...scan, ...(news.keys && { changed: news.keys }) }, quiet, token);
  }
}

function malformedIds(params: unknown): ResponseError<never> | undefined {
  const ids: unknown = isObject(params) ? params.previousResultIds : undefined;
  const isWell = (id: unknown): boolean =>
    isObject(id) && typeof id.uri === 'string' && typeof id.value === 'string';
  return Array.isArray(ids) && ids.every(isWell)
    ? undefined
    : new ResponseError(
        ErrorCodes.InvalidParams,
        'previousResultIds is a list of URIs and their result ids.',
      );
}
