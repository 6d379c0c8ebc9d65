import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { pathToFileURL } from 'node:url';
import {
  createConnection,
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type ClientCapabilities,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type InitializeResult,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type Registration,
  type TextDocumentContentChangeEvent,
} from 'vscode-languageserver/node';
import { serve } from '../../server/src/lsp/serve';

/** An editor at the other end of a real connection, with a folder of its own. */
export interface Editor {
  readonly connection: ProtocolConnection;
  readonly initialized: InitializeResult;
  /** Registrations that the server asked for, by method. */
  readonly registered: readonly string[];
  /** With which options it asked for a method, those that count now. */
  options(method: string): readonly unknown[];
  /** How often the server asked for a refresh, by method. */
  readonly refreshes: ReadonlyMap<string, number>;
  /** What the server logged. */
  readonly logged: readonly string[];
  uri(name: string): string;
  write(name: string, text: string): void;
  remove(name: string): void;
  open(name: string, text: string): Promise<void>;
  /** Replaces the whole text, or makes the edits. */
  change(name: string, change: string | TextDocumentContentChangeEvent[]): Promise<void>;
  close(name: string): Promise<void>;
  pull(name: string, previousResultId?: string): Promise<DocumentDiagnosticReport>;
  /** The items of a pull that must be a full one. */
  findings(name: string): Promise<Diagnostic[]>;
  /** The next diagnostics that are sent for a document and that the condition holds for; also those sent before. */
  published(
    name: string,
    holds: (params: PublishDiagnosticsParams) => boolean,
  ): Promise<PublishDiagnosticsParams>;
  readonly publishedCount: () => number;
  changedOnDisk(...names: string[]): Promise<void>;
  request<R>(method: string, params: unknown): Promise<R>;
  dispose(): void;
}

export interface EditorOptions {
  readonly capabilities?: ClientCapabilities;
  readonly files?: Readonly<Record<string, string>>;
  readonly settings?: unknown;
  readonly initializationOptions?: unknown;
  /** Names of the workspace folders within the temporary folder. */
  readonly folders?: readonly string[];
}

/** A client that asks for diagnostics. */
export const PULLING: ClientCapabilities = {
  workspace: {
    workspaceFolders: true,
    configuration: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    diagnostics: { refreshSupport: true },
    codeLens: { refreshSupport: true },
    inlayHint: { refreshSupport: true },
  },
  textDocument: {
    diagnostic: {},
    publishDiagnostics: { relatedInformation: true },
    hover: { contentFormat: ['markdown', 'plaintext'] },
  },
};

/** A client that waits for diagnostics and can do little else. */
export const PUSHED: ClientCapabilities = {
  textDocument: { publishDiagnostics: { relatedInformation: true } },
};

export async function openEditor(options: EditorOptions = {}): Promise<Editor> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'netlint-lsp-')));
  const uri = (name: string) => pathToFileURL(join(root, name)).href;
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  };
  for (const [name, text] of Object.entries(options.files ?? {})) write(name, text);
  for (const name of options.folders ?? []) mkdirSync(join(root, name), { recursive: true });

  const { connection, dispose } = connect();
  const registered: string[] = [];
  const registrations = new Map<string, Registration>();
  const refreshes = new Map<string, number>();
  const logged: string[] = [];
  const sent: PublishDiagnosticsParams[] = [];
  const waiting: (() => void)[] = [];
  connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
    sent.push(params);
    for (const look of [...waiting]) look();
  });
  connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
    logged.push(message);
  });
  connection.onRequest(
    'client/registerCapability',
    ({ registrations: added }: { registrations: Registration[] }) => {
      registered.push(...added.map(({ method }) => method));
      for (const each of added) registrations.set(each.id, each);
      return null;
    },
  );
  connection.onRequest(
    'client/unregisterCapability',
    ({ unregisterations }: { unregisterations: { id: string }[] }) => {
      for (const { id } of unregisterations) registrations.delete(id);
      return null;
    },
  );
  connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) =>
    items.map(() => options.settings ?? null),
  );
  for (const method of [
    'workspace/diagnostic/refresh',
    'workspace/codeLens/refresh',
    'workspace/inlayHint/refresh',
  ]) {
    connection.onRequest(method, () => {
      refreshes.set(method, (refreshes.get(method) ?? 0) + 1);
      return null;
    });
  }
  connection.listen();

  const initialized: InitializeResult = await connection.sendRequest<InitializeResult>('initialize', {
    processId: null,
    capabilities: options.capabilities ?? PULLING,
    workspaceFolders: (options.folders ?? ['.']).map((name) => ({ uri: uri(name), name })),
    ...(options.initializationOptions !== undefined && {
      initializationOptions: options.initializationOptions,
    }),
  });
  await connection.sendNotification('initialized', {});

  const versions = new Map<string, number>();
  const next = (name: string): number => {
    const version = (versions.get(name) ?? 0) + 1;
    versions.set(name, version);
    return version;
  };
  const pull = (name: string, previousResultId?: string): Promise<DocumentDiagnosticReport> =>
    connection.sendRequest('textDocument/diagnostic', {
      textDocument: { uri: uri(name) },
      ...(previousResultId !== undefined && { previousResultId }),
    });

  return {
    connection,
    initialized,
    registered,
    options: (method) =>
      [...registrations.values()]
        .filter((each) => each.method === method)
        .map(({ registerOptions }): unknown => registerOptions),
    refreshes,
    logged,
    uri,
    write,
    remove(name) {
      rmSync(join(root, name));
    },
    open: (name, text) =>
      connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri: uri(name), languageId: 'plaintext', version: next(name), text },
      }),
    change: (name, change) =>
      connection.sendNotification('textDocument/didChange', {
        textDocument: { uri: uri(name), version: next(name) },
        contentChanges: typeof change === 'string' ? [{ text: change }] : change,
      }),
    close: (name) =>
      connection.sendNotification('textDocument/didClose', { textDocument: { uri: uri(name) } }),
    pull,
    async findings(name) {
      const report = await pull(name);
      if (report.kind !== 'full') throw new Error(`the report for ${name} is ${report.kind}`);
      return report.items;
    },
    published: (name, holds) =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = sent.find((params) => params.uri === uri(name) && holds(params));
          if (found === undefined) return;
          waiting.splice(waiting.indexOf(look), 1);
          resolve(found);
        };
        waiting.push(look);
        look();
      }),
    publishedCount: () => sent.length,
    changedOnDisk: (...names) =>
      connection.sendNotification('workspace/didChangeWatchedFiles', {
        changes: names.map((name) => ({ uri: uri(name), type: 2 })),
      }),
    request: (method, params) => connection.sendRequest(method, params),
    dispose() {
      dispose();
      rmSync(root, { recursive: true });
    },
  };
}

/** A server and a client at the two ends of a pair of streams; nothing is sent yet. */
export function connect(): { readonly connection: ProtocolConnection; readonly dispose: () => void } {
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  const server = createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient));
  serve(server, { today: () => '2026-09-01', now: () => performance.now() });
  const connection = createProtocolConnection(
    new StreamMessageReader(toClient),
    new StreamMessageWriter(toServer),
  );
  return {
    connection,
    dispose() {
      connection.dispose();
      server.dispose();
    },
  };
}
