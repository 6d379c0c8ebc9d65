import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  CancellationTokenSource,
  ErrorCodes,
  LSPErrorCodes,
  ResponseError,
  WorkDoneProgress,
  WorkspaceDiagnosticRequest,
  type PreviousResultId,
  type WorkspaceDiagnosticReport,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import { edit, PULLING, type Editor } from './editor';
import { EXPORT, FIREWALL, GROUP, VARIABLES } from './fixtures';

const FILES = {
  'net/main.tf': GROUP,
  'net/variables.tf': VARIABLES,
  'groups.json': EXPORT,
  'edge.yaml': FIREWALL,
  'package.json': '{ "name": "x" }',
  'ignored/edge.yaml': FIREWALL,
  'fine.yaml': 'services: {}\n',
  '.gitignore': 'ignored/\n',
};

/** Asks once, without saying where parts of the answer go. */
function check(
  editor: Editor,
  previousResultIds: PreviousResultId[] = [],
): Promise<WorkspaceDiagnosticReport> {
  return editor.request('workspace/diagnostic', { previousResultIds });
}

function idsOf({ items }: WorkspaceDiagnosticReport): PreviousResultId[] {
  return items.flatMap(({ uri, resultId }) => (resultId === undefined ? [] : [{ uri, value: resultId }]));
}

/** The kinds of report by file, with the number of findings of those that are full. */
function summary(
  editor: Editor,
  items: readonly WorkspaceDocumentDiagnosticReport[],
): Record<string, unknown> {
  const root = editor.uri('.').replace(/\/?$/, '/');
  return Object.fromEntries(
    items.map((item) => [
      item.uri.replace(root, ''),
      item.kind === 'full' ? item.items.length > 0 : item.kind,
    ]),
  );
}

/** An editor that follows the whole workspace. */
function follow(editor: Editor) {
  const seen: WorkspaceDocumentDiagnosticReport[] = [];
  let wake = (): void => undefined;
  editor.connection.onProgress(WorkspaceDiagnosticRequest.partialResult, 'parts', ({ items }) => {
    seen.push(...items);
    wake();
  });
  const source = new CancellationTokenSource();
  const answer = editor.connection.sendRequest(
    WorkspaceDiagnosticRequest.type,
    { previousResultIds: [], partialResultToken: 'parts' },
    source.token,
  );
  return {
    seen,
    answer,
    cancel() {
      source.cancel();
    },
    /** Waits for a report, also among those that have come, and takes it out. */
    async take(name: string): Promise<WorkspaceDocumentDiagnosticReport> {
      for (;;) {
        const at = seen.findIndex(({ uri }) => uri === editor.uri(name));
        const [found] = at < 0 ? [] : seen.splice(at, 1);
        if (found !== undefined) return found;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}

async function codeOf(answer: Promise<unknown>): Promise<number> {
  try {
    return assert.fail(`no error but ${JSON.stringify(await answer)}`);
  } catch (error) {
    if (error instanceof ResponseError) return error.code;
    throw error;
  }
}

describe('the whole workspace', () => {
  it('is looked at without opening a file; what is ignored or not ours is left out', async () => {
    const editor = await edit({ files: FILES });
    const { items } = await check(editor);
    assert.deepEqual(summary(editor, items), { 'edge.yaml': true, 'groups.json': true, 'net/main.tf': true });
  });

  it('says the same as the documents do when they are open', async () => {
    const editor = await edit({ files: FILES });
    const { items } = await check(editor);
    for (const [name, text] of [
      ['net/main.tf', GROUP],
      ['groups.json', EXPORT],
      ['edge.yaml', FIREWALL],
    ] as const) {
      await editor.open(name, text);
      const report = items.find(({ uri }) => uri === editor.uri(name));
      assert.deepEqual(report?.kind === 'full' && report.items, await editor.findings(name));
    }
  });

  it('is not sent again where nothing changed; what is gone has no findings any more', async () => {
    const editor = await edit({ files: FILES });
    const ids = idsOf(await check(editor));
    assert.equal(ids.length, 3);
    editor.write('edge.yaml', FIREWALL.replace('[4195]', '[4172]'));
    editor.remove('groups.json');
    assert.deepEqual(summary(editor, (await check(editor, ids)).items), {
      'edge.yaml': true,
      'groups.json': false,
      'net/main.tf': 'unchanged',
    });
  });

  it('has open documents as they stand', async () => {
    const editor = await edit({ files: FILES });
    await editor.open('edge.yaml', FIREWALL.replace('[4195]', '[4172]'));
    await editor.open('net/variables.tf', 'variable "office" {}\n');
    const { items } = await check(editor);
    const codes = items.flatMap((item) => (item.kind === 'full' ? item.items.map(({ code }) => code) : []));
    assert.ok(codes.includes('undetermined-flow'));
    const edge = items.find(({ uri }) => uri === editor.uri('edge.yaml'));
    assert.equal(edge?.version, 1);
    assert.match(JSON.stringify(edge), /UDP 4195/);
  });

  it('comes in parts to those who follow it, and then what changes', async () => {
    const editor = await edit({ files: FILES });
    const following = follow(editor);
    for (const name of ['edge.yaml', 'groups.json', 'net/main.tf'])
      assert.equal((await following.take(name)).kind, 'full');

    editor.write('more/edge.yaml', FIREWALL);
    await editor.changedOnDisk('more/edge.yaml');
    assert.equal((await following.take('more/edge.yaml')).kind, 'full');

    await editor.open('net/variables.tf', 'variable "office" {}\n');
    await editor.change('net/variables.tf', 'variable "offices" {}\n');
    const main = await following.take('net/main.tf');
    assert.match(JSON.stringify(main), /undetermined-flow|unknown/);

    editor.remove('groups.json');
    await editor.changedOnDisk('groups.json');
    const gone = await following.take('groups.json');
    assert.deepEqual(gone.kind === 'full' && gone.items, []);

    editor.write('.workspaces-netlint.yaml', 'checks: { missing-flow: off }\n');
    await editor.changedOnDisk('.workspaces-netlint.yaml');
    const edge = await following.take('edge.yaml');
    assert.doesNotMatch(JSON.stringify(edge), /missing-flow/);
    assert.deepEqual(
      following.seen.filter(({ uri }) => uri === editor.uri('package.json')),
      [],
    );
    following.cancel();
    assert.equal(await codeOf(following.answer), LSPErrorCodes.RequestCancelled);
  });

  it('is looked at again where a module is called from', async () => {
    const module = 'variable "group" {}\n';
    const editor = await edit({
      files: {
        'site/main.tf': `${GROUP}${VARIABLES}module "extra" {\n  source = "../extra"\n  group  = aws_security_group.clients.id\n}\n`,
        'extra/main.tf': module,
        'other/edge.yaml': FIREWALL,
      },
    });
    const following = follow(editor);
    await following.take('site/main.tf');
    await following.take('other/edge.yaml');
    const rule = (port: number) =>
      `resource "aws_vpc_security_group_egress_rule" "x" {\n  security_group_id = var.group\n  ip_protocol = "udp"\n  from_port = ${port}\n  to_port = ${port}\n  cidr_ipv4 = "34.223.96.0/22"\n}\n`;
    editor.write('extra/main.tf', module + rule(4195));
    await editor.changedOnDisk('extra/main.tf');
    const report = await following.take('site/main.tf');
    assert.equal(report.kind, 'full');
    assert.deepEqual(
      following.seen.filter(({ uri }) => uri === editor.uri('other/edge.yaml')),
      [],
    );
    following.cancel();
    assert.equal(await codeOf(following.answer), LSPErrorCodes.RequestCancelled);
  });

  it('is answered when the session ends, and stops when it is cancelled, at any moment', async () => {
    const editor = await edit({ files: FILES });
    const codes = await Promise.all(
      Array.from({ length: 10 }, (_, turn) => {
        const source = new CancellationTokenSource();
        const answer = editor.connection.sendRequest(
          WorkspaceDiagnosticRequest.type,
          { previousResultIds: [], partialResultToken: `parts-${turn}` },
          source.token,
        );
        setTimeout(() => {
          source.cancel();
        }, turn);
        return codeOf(answer);
      }),
    );
    assert.deepEqual([...new Set(codes)], [LSPErrorCodes.RequestCancelled]);
    const following = follow(editor);
    await following.take('edge.yaml');
    await editor.request('shutdown', undefined);
    assert.deepEqual(await following.answer, { items: [] });
  });

  it('tells how far it is to whoever wants to know', async () => {
    const editor = await edit({ files: FILES });
    const kinds: string[] = [];
    editor.connection.onProgress(WorkDoneProgress.type, 'work', ({ kind }) => {
      kinds.push(kind);
    });
    await editor.request('workspace/diagnostic', { previousResultIds: [], workDoneToken: 'work' });
    assert.deepEqual([kinds[0], kinds.at(-1)], ['begin', 'end']);
    assert.deepEqual([...new Set(kinds)], ['begin', 'report', 'end']);
  });

  it('wants to know what the editor has', async () => {
    const editor = await edit();
    for (const previousResultIds of [undefined, [1], [{ uri: 'x' }]])
      assert.equal(
        await codeOf(editor.request('workspace/diagnostic', { previousResultIds })),
        ErrorCodes.InvalidParams,
      );
  });

  it('is offered where the settings say so, to who can be told later', async () => {
    const capabilities = {
      ...PULLING,
      textDocument: { ...PULLING.textDocument, diagnostic: { dynamicRegistration: true } },
    };
    for (const workspaceDiagnostics of [true, false]) {
      const editor = await edit({ capabilities, settings: { workspaceDiagnostics } });
      assert.equal(editor.initialized.capabilities.diagnosticProvider, undefined);
      await editor.open('main.tf', GROUP);
      assert.ok((await editor.findings('main.tf')).length > 0);
      assert.deepEqual(editor.options('textDocument/diagnostic'), [
        {
          documentSelector: null,
          identifier: 'workspaces-netlint',
          interFileDependencies: true,
          workspaceDiagnostics,
        },
      ]);
      // What was answered has arrived before the next answer.
      await editor.findings('main.tf');
    }
  });
});
