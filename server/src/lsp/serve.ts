import {
  CodeLensRefreshRequest,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  ErrorCodes,
  ResponseError,
  TextDocuments,
  TextDocumentSyncKind,
  type Connection,
  type InitializeParams,
  type ServerCapabilities,
  type WorkspaceFolder,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { version } from '../../../package.json';
import { readClient, type Client } from './client';
import { registerCompletion, TRIGGER_CHARACTERS } from './completion';
import { isConfiguration } from './configurations';
import { followProvider, initialProvider } from './diagnostic-provider';
import { SOURCE } from './diagnostics';
import { followSettings } from './editor-settings';
import { ACTION_KINDS, registerCodeActions } from './code-actions';
import { registerCodeLens } from './code-lens';
import type { Host } from './host';
import { registerHover } from './hover';
import { registerInlayHints } from './inlay-hints';
import { OPEN_COMMAND, registerOpenPlace } from './open-place';
import { CONFIGURATION_GLOB, FILES_GLOB, isOfInterest } from './outside';
import { createPull } from './pull-diagnostics';
import { createPush } from './push-diagnostics';
import { createQuiet, type Quiet } from './quiet';
import { createGuard, outOfPhase, type Guard, type Phase } from './requests';
import { registerRequirements } from './requirements';
import { SECTION } from './settings';
import { folderOfKey, keyOfUri } from './sources';
import { registerStatus } from './status';
import { createWorkspace, type Workspace } from './workspace';
import { registerWorkspaceDiagnostics } from './workspace-diagnostics';

/** What answers requests and needs to know of nothing else. */
const FEATURES = [
  registerHover,
  registerCodeLens,
  registerInlayHints,
  registerCodeActions,
  registerCompletion,
  registerRequirements,
  registerOpenPlace,
  registerStatus,
];

/** Serves one editor over a connection, from `initialize` to `exit`. */
export function serve(connection: Connection, host: Host): void {
  let phase: Phase = 'new';
  let session: Session | undefined;
  const guard = createGuard(
    () => phase,
    () => session?.settingsKnown,
    connection,
  );

  connection.onInitialize((params) => {
    if (phase !== 'new') {
      return new ResponseError(ErrorCodes.InvalidRequest, 'The server is initialized already.', {
        retry: false,
      });
    }
    phase = 'running';
    const documents = new TextDocuments(TextDocument);
    const workspace = createWorkspace(documents, readClient(params), host);
    session = start(connection, workspace, documents, params, createQuiet(host.now), guard);
    documents.listen(connection);
    return { capabilities: capabilities(workspace.client), serverInfo: { name: SOURCE, version } };
  });
  connection.onShutdown(() => {
    phase = 'shut-down';
    session?.end();
  });
  // What no feature has taken: too early, too late, or not ours.
  connection.onRequest(
    (method) =>
      outOfPhase(phase) ?? new ResponseError(ErrorCodes.MethodNotFound, `There is no method ${method} here.`),
  );
  connection.listen();
}

function capabilities(client: Client): ServerCapabilities {
  return {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
    ...initialProvider(client),
    hoverProvider: true,
    completionProvider: { triggerCharacters: TRIGGER_CHARACTERS },
    codeLensProvider: {},
    inlayHintProvider: true,
    codeActionProvider: { codeActionKinds: ACTION_KINDS, resolveProvider: true },
    ...(client.showsDocuments && { executeCommandProvider: { commands: [OPEN_COMMAND] } }),
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  };
}

interface Session {
  /** Settles when requests can be served. */
  readonly settingsKnown: Promise<void>;
  /** Answers what is waiting for changes that will not come any more. */
  end(): void;
}

/** Connects the parts: what is edited, closed or changed outside, and who wants to know. */
function start(
  connection: Connection,
  workspace: Workspace,
  documents: TextDocuments<TextDocument>,
  params: InitializeParams,
  quiet: Quiet,
  guard: Guard,
): Session {
  const { client, sources, units } = workspace;
  const warn = (error: unknown): void => {
    try {
      connection.console.warn(error instanceof Error ? error.message : String(error));
    } catch {
      // Who has hung up hears nothing any more.
    }
  };
  sources.setFolders(foldersOf(params));
  const settings = followSettings(connection, workspace, params.initializationOptions, () => {
    changedEverywhere();
    provide();
  });
  const provide = followProvider(connection, workspace, warn);
  const watch = registerWorkspaceDiagnostics(connection, workspace, quiet, guard);
  const reporter = client.pullsDiagnostics
    ? createPull(connection, workspace, quiet, guard)
    : createPush(connection, workspace, quiet, settings.known);
  const changedOutside = (): void => {
    reporter.changedOutside();
    if (client.refreshesCodeLens) void connection.sendRequest(CodeLensRefreshRequest.type).catch(warn);
    if (client.refreshesInlayHints) void connection.languages.inlayHint.refresh().catch(warn);
  };
  const changedEverywhere = (): void => {
    changedOutside();
    watch.changed();
  };

  const opened = new WeakSet<TextDocument>();
  documents.onDidChangeContent(({ document }) => {
    const key = keyOfUri(document.uri);
    // Opening a document also comes by here, and only typing waits for a pause.
    if (opened.has(document)) {
      quiet.edited(key);
      reporter.edited(key);
      if (isConfiguration(key)) watch.changed();
      else watch.edited(key);
    } else {
      opened.add(document);
      reporter.opened(key);
    }
  });
  documents.onDidClose(({ document: { uri } }) => {
    const key = keyOfUri(uri);
    quiet.closed(key);
    sources.stamps.clear();
    reporter.closed(uri);
    watch.edited(key);
    const stillOpen = documents.keys().map(keyOfUri);
    if (stillOpen.every((other) => units.unitOf(other) !== units.unitOf(key))) {
      units.forget(key);
      sources.forget(folderOfKey(key));
    }
    // The disk counts again, and may say something else than the editor did.
    if (isConfiguration(key) || stillOpen.some((other) => units.unitOf(other) === units.unitOf(key)))
      changedOutside();
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    const keys = changes.map(({ uri }) => keyOfUri(uri));
    sources.stamps.clear();
    keys.forEach(workspace.calls.changed);
    if (changes.some(({ uri }) => isOfInterest(workspace, uri))) changedOutside();
    if (keys.some(isConfiguration)) watch.changed();
    else watch.changed(keys);
  });
  connection.onInitialized(() => {
    void settings.load();
    void settings.known.then(provide);
    if (client.registersConfiguration) {
      void connection.client
        .register(DidChangeConfigurationNotification.type, { section: SECTION })
        .catch(warn);
    }
    if (client.watchesFiles) {
      const watchers = [FILES_GLOB, CONFIGURATION_GLOB].map((globPattern) => ({ globPattern }));
      void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }).then(() => {
        sources.stamps.watch();
      }, warn);
    }
    if (!client.workspaceFolders) return;
    connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      const gone = removed.map(({ uri }) => keyOfUri(uri));
      const kept = sources.folders().filter((folder) => !gone.includes(folder));
      sources.setFolders([...new Set([...kept, ...added.map(({ uri }) => keyOfUri(uri))])]);
      changedEverywhere();
      void settings.load();
    });
  });
  for (const register of FEATURES) register(connection, workspace, guard);
  return {
    settingsKnown: settings.known,
    end() {
      watch.end();
    },
  };
}

/** Where the editor says it works; old ones know one root only. */
interface Roots {
  readonly workspaceFolders?: readonly WorkspaceFolder[] | null;
  readonly rootUri?: string | null;
}

function foldersOf({ workspaceFolders, rootUri }: Roots): readonly string[] {
  if (workspaceFolders) return workspaceFolders.map(({ uri }) => keyOfUri(uri));
  return rootUri === null || rootUri === undefined ? [] : [keyOfUri(rootUri)];
}
