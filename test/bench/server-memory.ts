import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type ProtocolConnection,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { pseudoRandom } from './inputs';
import { terraformFile } from './terraform';
import { writeTree } from './tree';

/** What the built server holds, in MiB: what is left on the heap after a collection, and resident memory. */
export interface Held {
  readonly heap: number;
  readonly resident: number;
}

/** Before and after so many random edits of 1,000 lines of Terraform, in one server. */
export async function heldWhileEditing(edits: number): Promise<readonly [before: Held, after: Held]> {
  const server = await start([]);
  const next = pseudoRandom(3);
  let document = TextDocument.create('file:///netlint-bench-nowhere/main.tf', '', 0, terraformFile(1000));
  const { uri } = document;
  const edit = async (): Promise<void> => {
    // As much is taken away as is typed, so that the text stays as long as it is.
    const from = next(document.getText().length - 4);
    const range = { start: document.positionAt(from), end: document.positionAt(from + next(4)) };
    const change = { range, text: SNIPPETS[next(SNIPPETS.length)] ?? '' };
    document = TextDocument.update(document, [change], document.version + 1);
    await server.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: document.version },
      contentChanges: [change],
    });
    if (document.version % 10 === 0) await pull(server.connection, uri);
  };
  await open(server.connection, document);
  for (let count = 0; count < 500; count++) await edit();
  const before = await server.held();
  for (let count = 0; count < edits; count++) await edit();
  const after = await server.held();
  await server.end();
  return [before, after];
}

const SNIPPETS = ['a', '"', '{', '}', '\n', '\r\n', '443', ', ', '\u{1F512}', ''];

/** With nothing open but one file: without a folder, with a folder of 10,000 files, and after a look at all of them. */
export async function heldWithFolder(): Promise<readonly [alone: Held, open: Held, checked: Held]> {
  const folder = mkdtempSync(join(tmpdir(), 'netlint-bench-'));
  try {
    writeTree(folder);
    const path = join(folder, 'dir-0', 'file-0.tf');
    const document = TextDocument.create(pathToFileURL(path).href, '', 0, readFileSync(path, 'utf8'));
    const alone = await start([]);
    await open(alone.connection, document);
    const first = await alone.held();
    await alone.end();
    const server = await start([folder]);
    await open(server.connection, document);
    const second = await server.held();
    await server.connection.sendRequest('workspace/diagnostic', { previousResultIds: [] });
    const third = await server.held();
    await server.end();
    return [first, second, third];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface Server {
  readonly connection: ProtocolConnection;
  held(): Promise<Held>;
  end(): Promise<void>;
}

function isHeld(told: unknown): told is Held {
  return typeof told === 'object' && told !== null && 'heap' in told && 'resident' in told;
}

/** Tells what it holds whenever it is asked by a message, after it has collected what nobody needs. */
const TELL = `process.on('message', () => {
  gc();
  const { heapUsed, rss } = process.memoryUsage();
  process.send({ heap: heapUsed / 2 ** 20, resident: rss / 2 ** 20 });
});
process.channel.unref();`;

async function start(folders: readonly string[]): Promise<Server> {
  const args = ['--expose-gc', '--import', `data:text/javascript,${encodeURIComponent(TELL)}`];
  const server = spawn(process.execPath, [...args, 'dist/server.js', '--stdio'], {
    stdio: ['pipe', 'pipe', 'inherit', 'ipc'],
  });
  const { stdin, stdout } = server;
  if (stdin === null || stdout === null) throw new Error('the server has no streams');
  const connection = createProtocolConnection(
    new StreamMessageReader(stdout),
    new StreamMessageWriter(stdin),
  );
  connection.listen();
  await connection.sendRequest('initialize', {
    processId: process.pid,
    capabilities: { textDocument: { diagnostic: {} } },
    workspaceFolders: folders.map((folder) => ({ uri: pathToFileURL(folder).href, name: 'many' })),
    initializationOptions: { regions: ['us-west-2'] },
  });
  await connection.sendNotification('initialized', {});
  return {
    connection,
    async held() {
      const answer: Promise<readonly unknown[]> = once(server, 'message');
      server.send('tell');
      const [told] = await answer;
      if (!isHeld(told)) throw new Error('the server does not tell what it holds');
      return told;
    },
    async end() {
      const ended = once(server, 'exit');
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
      await ended;
    },
  };
}

async function open(connection: ProtocolConnection, document: TextDocument): Promise<void> {
  const { uri, version } = document;
  await connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'terraform', version, text: document.getText() },
  });
  await pull(connection, uri);
}

async function pull(connection: ProtocolConnection, uri: string): Promise<void> {
  await connection.sendRequest('textDocument/diagnostic', { textDocument: { uri } });
}
