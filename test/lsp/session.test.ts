import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { describe, it } from 'node:test';
import {
  CancellationTokenSource,
  createProtocolConnection,
  ErrorCodes,
  LSPErrorCodes,
  ResponseError,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { connect, edit } from './editor';
import { EXPORT, FIREWALL, GROUP } from './fixtures';

async function errorOf(answer: Promise<unknown>): Promise<number> {
  try {
    return assert.fail(`no error but ${JSON.stringify(await answer)}`);
  } catch (error) {
    if (error instanceof ResponseError) return error.code;
    throw error;
  }
}

const CAPABILITIES = { capabilities: {}, processId: null, rootUri: null };

describe('a session', () => {
  it('answers nothing before it is initialized', async () => {
    const { connection, dispose } = connect();
    connection.listen();
    const params = { textDocument: { uri: 'file:///x.tf' }, position: { line: 0, character: 0 } };
    for (const method of ['textDocument/hover', 'textDocument/diagnostic', 'x/y']) {
      assert.equal(await errorOf(connection.sendRequest(method, params)), ErrorCodes.ServerNotInitialized);
    }
    // What is told before is dropped, and no reason to stumble.
    await connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri: 'file:///x.tf', languageId: 'terraform', version: 1, text: GROUP },
    });
    await connection.sendRequest('initialize', CAPABILITIES);
    dispose();
  });

  it('is initialized once, and answers nothing after shutdown', async () => {
    const editor = await edit();
    assert.equal(await errorOf(editor.request('initialize', CAPABILITIES)), ErrorCodes.InvalidRequest);
    assert.equal(await errorOf(editor.request('x/y', {})), ErrorCodes.MethodNotFound);
    await editor.request('shutdown', undefined);
    assert.equal(await errorOf(editor.pull('main.tf')), ErrorCodes.InvalidRequest);
    assert.equal(await errorOf(editor.request('x/y', {})), ErrorCodes.InvalidRequest);
  });

  it('answers what is malformed with an error', async () => {
    const editor = await edit();
    for (const params of [{}, { textDocument: 1 }, { textDocument: { uri: 3 } }]) {
      assert.equal(
        await errorOf(editor.request('textDocument/diagnostic', params)),
        ErrorCodes.InvalidParams,
      );
    }
    await editor.connection.sendNotification('textDocument/didChange', { textDocument: { uri: 1 } });
    await editor.connection.sendNotification('textDocument/didClose', {});
    await editor.open('main.tf', GROUP);
    assert.ok((await editor.findings('main.tf')).length > 0);
  });

  it('lives with wrong versions, unknown documents and ranges outside the text', async () => {
    const editor = await edit();
    await editor.change('nowhere.tf', 'x');
    await editor.open('main.tf', GROUP);
    const uri = editor.uri('main.tf');
    const far = { start: { line: 900, character: 900 }, end: { line: 1e9, character: 0 } };
    const reversed = { start: { line: 3, character: 2 }, end: { line: 1, character: 0 } };
    for (const [version, change] of [
      [1, { range: far, text: '# far\n' }],
      [0, { range: reversed, text: '' }],
      [-7, { text: GROUP }],
    ] as const) {
      await editor.connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [change],
      });
      await editor.pull('main.tf');
    }
    assert.ok((await editor.findings('main.tf')).length > 0);
    await editor.close('nowhere.tf');
    assert.ok((await editor.findings('main.tf')).length > 0);
  });

  it('drops what is cancelled, at any moment', async () => {
    const editor = await edit();
    await editor.open('edge.yaml', FIREWALL);
    await editor.change('edge.yaml', `${FIREWALL}# more\n`);
    const cancelled = Array.from({ length: 20 }, (_, turn) => {
      const source = new CancellationTokenSource();
      const answer = editor.connection.sendRequest(
        'textDocument/diagnostic',
        { textDocument: { uri: editor.uri('edge.yaml') } },
        source.token,
      );
      setTimeout(() => {
        source.cancel();
      }, turn);
      return errorOf(answer);
    });
    const codes = await Promise.all(cancelled);
    assert.deepEqual([...new Set(codes)], [LSPErrorCodes.RequestCancelled]);
    assert.ok((await editor.findings('edge.yaml')).length > 0);
  });

  it('keeps the text that the editor has through ten thousand edits', async () => {
    const editor = await edit();
    const next = pseudoRandom(7);
    let text = `${GROUP}${GROUP.replaceAll('\n', '\r\n')}`;
    await editor.open('a/main.tf', text);
    for (let round = 0; round < 10_000; round++) {
      const change = randomChange(text, next);
      await editor.change('a/main.tf', [change]);
      text = apply(text, change);
      if (text.length > 4000) {
        text = GROUP;
        await editor.change('a/main.tf', text);
      }
      if (round % 250 !== 0) continue;
      await editor.open('b/main.tf', text);
      assert.deepEqual(
        withoutFolder(await editor.findings('a/main.tf')),
        withoutFolder(await editor.findings('b/main.tf')),
        text,
      );
      await editor.close('b/main.tf');
    }
  });

  it('ends with 0 after shutdown, and with 1 without', async () => {
    assert.equal(await statusOf(true), 0);
    assert.equal(await statusOf(false), 1);
  });

  it('reads a damaged file without a word too many', async () => {
    const editor = await edit();
    await editor.open('broken.json', EXPORT.slice(0, -30));
    assert.deepEqual(
      (await editor.findings('broken.json')).map(({ code }) => code),
      ['syntax-error'],
    );
  });
});

/** The exit status of the server as a process. */
function statusOf(shutDown: boolean): Promise<number | null> {
  const server = spawn(process.execPath, ['--import', 'tsx', 'server/src/server.ts', '--stdio'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const connection = createProtocolConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  connection.listen();
  return new Promise((resolve, reject) => {
    server.on('exit', resolve);
    const talk = async (): Promise<void> => {
      await connection.sendRequest('initialize', CAPABILITIES);
      if (shutDown) await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
    };
    talk().catch(reject);
  });
}

const PIECES = [
  '{',
  '}\n',
  '"',
  '# 🚧 👩‍👩‍👧\n',
  '\r\n',
  '\n',
  '\r',
  'é',
  'egress {\r\n',
  ' = ',
  '10.0.0.0/33',
  '\u2028',
  '',
];

function randomChange(text: string, next: (below: number) => number): { range: Range; text: string } {
  const start = next(text.length + 1);
  const end = Math.min(text.length, start + (next(3) === 0 ? next(40) : next(3)));
  const range = { start: positionOf(text, start), end: positionOf(text, end) };
  return { range, text: PIECES[next(PIECES.length)] ?? '' };
}

interface Range {
  readonly start: Place;
  readonly end: Place;
}
interface Place {
  readonly line: number;
  readonly character: number;
}

/** As the protocol counts: lines end with CRLF, LF or CR; nothing lies between CR and LF. */
function positionOf(text: string, offset: number): Place {
  const lines = text.slice(0, offset).split(/\r\n|\n|\r/);
  const isBetween = text[offset - 1] === '\r' && text[offset] === '\n';
  const before = isBetween ? text.slice(0, offset - 1).split(/\r\n|\n|\r/) : lines;
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}

function offsetOf(text: string, { line, character }: Place): number {
  const ends = [...text.matchAll(/\r\n|\n|\r/g)].map(({ index, 0: end }) => index + end.length);
  return (line === 0 ? 0 : (ends[line - 1] ?? text.length)) + character;
}

function apply(text: string, change: { range: Range; text: string }): string {
  return (
    text.slice(0, offsetOf(text, change.range.start)) +
    change.text +
    text.slice(offsetOf(text, change.range.end))
  );
}

function withoutFolder(found: unknown): unknown {
  return JSON.parse(JSON.stringify(found).replaceAll(/\b[ab]\/main\.tf/g, 'main.tf'));
}

/** Numbers below a bound that look like chance and are the same in every run (mulberry32). */
function pseudoRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
