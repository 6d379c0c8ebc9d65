import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type ProtocolConnection,
} from 'vscode-languageserver/node';

/** Milliseconds from a change that an editor sends to the diagnostics that it gets for it. */
export interface Typing {
  /** One for each key, ascending. */
  readonly keys: readonly number[];
  /** From the start of the server's process to the first diagnostics. */
  readonly start: number;
  /** Resident memory of the server in the end, in MiB; undefined where the system does not tell. */
  readonly memory: number | undefined;
}

/** The first keys do not count: the engine still compiles. */
const WARM_UP = 20;

/** The document that is typed into, and the folder that is open around it, if any. */
export interface Typed {
  readonly uri: string;
  readonly text: string;
  readonly folder?: string;
}

/** Types into the middle of a document, through a real connection to the built server. */
export async function typeInto({ uri, text, folder }: Typed, keys: number): Promise<Typing> {
  const begun = performance.now();
  const server = spawn(process.execPath, ['dist/server.js', '--stdio'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const connection = createProtocolConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  connection.onRequest('client/registerCapability', () => null);
  connection.listen();
  await connection.sendRequest('initialize', {
    processId: process.pid,
    capabilities: {
      textDocument: { diagnostic: {} },
      workspace: { didChangeWatchedFiles: { dynamicRegistration: true } },
    },
    workspaceFolders: folder === undefined ? null : [{ uri: folder, name: 'bench' }],
    initializationOptions: { regions: ['us-west-2'] },
  });
  await connection.sendNotification('initialized', {});
  await connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'plaintext', version: 0, text },
  });
  await pull(connection, uri);
  const start = performance.now() - begun;

  const line = Math.floor(text.split('\n').length / 2);
  const times: number[] = [];
  for (let key = 1; key <= WARM_UP + keys; key++) {
    // A word is begun in a comment, rubbed out, and begun again.
    const [character, typed] = key % 2 === 1 ? [0, `# ${key}\n`] : [0, ''];
    const end = key % 2 === 1 ? { line, character } : { line: line + 1, character: 0 };
    const from = performance.now();
    await connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: key },
      contentChanges: [{ range: { start: { line, character }, end }, text: typed }],
    });
    await pull(connection, uri);
    if (key > WARM_UP) times.push(performance.now() - from);
  }
  const memory = server.pid === undefined ? undefined : residentMemory(server.pid);
  await connection.sendRequest('shutdown');
  await connection.sendNotification('exit');
  return { keys: times.sort((a, b) => a - b), start, memory };
}

async function pull(connection: ProtocolConnection, uri: string): Promise<void> {
  await connection.sendRequest('textDocument/diagnostic', { textDocument: { uri } });
}

function residentMemory(pid: number): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const kibibytes = Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  return kibibytes / 1024;
}
