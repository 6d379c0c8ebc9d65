import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ClientCapabilities, CodeAction, Diagnostic, TextEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { edit as openEdit, PULLING, PUSHED, type Editor, type EditorOptions } from './editor';
import { EXPORT, FIREWALL } from './fixtures';

const ABLE: ClientCapabilities = {
  workspace: { ...PULLING.workspace, workspaceEdit: { documentChanges: true } },
  textDocument: { ...PULLING.textDocument, codeAction: { resolveSupport: { properties: ['edit'] } } },
};

const edit = (options?: EditorOptions): Promise<Editor> => openEdit({ capabilities: ABLE, ...options });

describe('code actions', () => {
  it('mend a finding: the edit is for the version that is open, and the finding is gone', async () => {
    const editor = await edit();
    await editor.open('edge.yaml', FIREWALL);
    const found = await editor.findings('edge.yaml');
    const wsp = found.find(({ data }) => JSON.stringify(data).includes('client.health-check.wsp'));
    assert.ok(wsp);
    const actions = await ask(editor, 'edge.yaml', wsp.range, [wsp]);
    const action = actions.find(({ title }) => /4195.*health check/.test(title));
    assert.ok(action);
    assert.equal(action.isPreferred, true);
    assert.equal(action.kind, 'quickfix');
    assert.deepEqual(action.diagnostics, [wsp]);
    const [change] = action.edit?.documentChanges ?? [];
    assert.ok(change !== undefined && 'textDocument' in change);
    assert.deepEqual(change.textDocument, { uri: editor.uri('edge.yaml'), version: 1 });
    await editor.change('edge.yaml', applied(FIREWALL, action, editor.uri('edge.yaml')));
    assert.doesNotMatch(JSON.stringify(await editor.findings('edge.yaml')), /client\.health-check\.wsp/);
  });

  it('mend all of a policy, and what they do is worked out when they are chosen', async () => {
    const editor = await edit();
    await editor.open('edge.yaml', FIREWALL);
    const all = (await everywhere(editor, 'edge.yaml')).find(
      ({ title }) => title === 'Fix all missing flows of edge',
    );
    assert.ok(all);
    assert.equal(all.edit, undefined);
    const resolved = await editor.request<CodeAction>('codeAction/resolve', all);
    await editor.change('edge.yaml', applied(FIREWALL, resolved, editor.uri('edge.yaml')));
    // 443 to AWS can only be opened to everybody, and nobody has that done in passing.
    const left = (await editor.findings('edge.yaml')).map(({ data }) => JSON.stringify(data));
    assert.ok(left.length > 0 && left.every((text) => text.includes('"client.https')), left.join());
  });

  it('mend all of a document on request, and only on request', async () => {
    const editor = await edit();
    await editor.open('edge.yaml', FIREWALL);
    const listed = await everywhere(editor, 'edge.yaml');
    assert.ok(listed.every(({ kind }) => kind === 'quickfix'));
    for (const only of ['source', 'source.fixAll', 'source.fixAll.workspaces-netlint']) {
      const [action, ...others] = await everywhere(editor, 'edge.yaml', [only]);
      assert.ok(action !== undefined && others.length === 0, only);
      assert.equal(action.kind, 'source.fixAll.workspaces-netlint');
      const resolved = await editor.request<CodeAction>('codeAction/resolve', action);
      assert.ok(editsOf(resolved, editor.uri('edge.yaml')).length > 0);
    }
    assert.deepEqual(await everywhere(editor, 'edge.yaml', ['refactor']), []);
    assert.deepEqual(await everywhere(editor, 'edge.yaml', ['source.fixAll.eslint']), []);
  });

  it('mend all in as many rounds as it takes, in one edit', async () => {
    // The list is extended first: its host bits are corrected only when nothing else changes it.
    const text = FIREWALL.replace('[34.223.96.0/22]', '[54.185.4.125/31]');
    const editor = await edit();
    await editor.open('edge.yaml', text);
    const [action] = await everywhere(editor, 'edge.yaml', ['source.fixAll']);
    const resolved = await editor.request<CodeAction>('codeAction/resolve', action);
    const now = applied(text, resolved, editor.uri('edge.yaml'));
    assert.match(now, /\[54\.185\.4\.124\/31, /);
    await editor.change('edge.yaml', now);
    const [again] = await everywhere(editor, 'edge.yaml', ['source.fixAll']);
    const nothing = await editor.request<CodeAction>('codeAction/resolve', again);
    assert.deepEqual(editsOf(nothing, editor.uri('edge.yaml')), []);
  });

  it('are refused when the document has changed meanwhile', async () => {
    const editor = await edit();
    await editor.open('edge.yaml', FIREWALL);
    const [action] = await everywhere(editor, 'edge.yaml', ['source.fixAll']);
    await editor.change('edge.yaml', `${FIREWALL}\n`);
    await assert.rejects(editor.request('codeAction/resolve', action), /has changed since/);
  });

  it('bring everything at once to editors that cannot ask again, in the form that they know', async () => {
    const editor = await edit({ capabilities: PUSHED });
    await editor.open('edge.yaml', FIREWALL);
    const actions = [
      ...(await everywhere(editor, 'edge.yaml')),
      ...(await everywhere(editor, 'edge.yaml', ['source.fixAll'])),
    ];
    assert.ok(actions.length > 3);
    for (const action of actions) {
      assert.equal(action.edit?.documentChanges, undefined);
      assert.ok(editsOf(action, editor.uri('edge.yaml')).length > 0, action.title);
    }
  });

  it('offer the AWS command beside the edit of an export', async () => {
    const editor = await edit();
    await editor.open('groups.json', EXPORT);
    const actions = await everywhere(editor, 'groups.json');
    const copy = actions.find(({ command }) => command?.command === 'workspacesNetlint.copyCommand');
    assert.match(
      String(copy?.command?.arguments?.[0]),
      /^aws ec2 authorize-security-group-egress --group-id sg-0a1b2c3d /,
    );
    assert.ok(
      actions.some(({ title, edit: change }) => title.includes('in this export') && change !== undefined),
    );
    // There is nothing to work out, and some editors ask all the same.
    assert.deepEqual(await editor.request('codeAction/resolve', copy), copy);
  });

  it('make a configuration for what no file says, where the editor can make files', async () => {
    const text = `firewalls:
  - { name: known, role: client-network, regions: [us-west-2], rules: [] }
  - { name: unknown, role: client-network, rules: [] }
`;
    const creating: ClientCapabilities = {
      ...ABLE,
      workspace: {
        ...ABLE.workspace,
        workspaceEdit: { documentChanges: true, resourceOperations: ['create'] },
      },
    };
    const made = async (capabilities: ClientCapabilities) => {
      const editor = await edit({ capabilities });
      await editor.open('sites/edge.yaml', text);
      const actions = await everywhere(editor, 'sites/edge.yaml');
      const uris = actions.map(({ edit: change }) =>
        (change?.documentChanges ?? []).flatMap((each) =>
          'kind' in each ? (each.kind === 'create' ? [each.uri] : []) : [each.textDocument.uri],
        ),
      );
      const configuration = editor.uri('.workspaces-netlint.yaml');
      return uris
        .filter((all) => all.includes(configuration))
        .map((all) => all.filter((uri) => uri === configuration).length);
    };
    const counts = await made(creating);
    assert.ok(counts.length > 0 && counts.every((count) => count === 2), 'it is made, then written');
    assert.deepEqual(await made(ABLE), []);
  });

  it('that narrow what is open are refactorings', async () => {
    const editor = await edit();
    const wide = FIREWALL.replace('34.223.96.0/22', 'any');
    await editor.open('edge.yaml', wide);
    const [action, ...others] = await everywhere(editor, 'edge.yaml', ['refactor']);
    assert.equal(action?.kind, 'refactor.rewrite');
    assert.match(action.title, /^Narrow to the gateways/);
    assert.deepEqual(others, []);
    const fixes = await everywhere(editor, 'edge.yaml', ['quickfix']);
    assert.ok(fixes.length > 0 && fixes.every(({ title }) => !title.startsWith('Narrow')));
  });

  it('leave the reason of a suppression to be filled in, where the editor can', async () => {
    const filling: ClientCapabilities = {
      ...ABLE,
      workspace: {
        ...ABLE.workspace,
        workspaceEdit: { documentChanges: true, snippetEditSupport: true },
      },
    };
    const suppressing = async (capabilities: ClientCapabilities): Promise<string> => {
      const editor = await edit({ capabilities });
      await editor.open('edge.yaml', FIREWALL);
      const actions = await everywhere(editor, 'edge.yaml');
      const action = actions.find(({ title }) => title.startsWith('Suppress'));
      const [change] = action?.edit?.documentChanges ?? [];
      assert.ok(change !== undefined && 'edits' in change);
      const [only, ...others] = change.edits;
      assert.ok(only !== undefined && others.length === 0);
      return 'snippet' in only ? only.snippet.value : `plain: ${only.newText}`;
    };
    assert.match(
      await suppressing(filling),
      /^ *# workspaces-netlint: .* reason="\$\{1:not needed here\}"\n$/,
    );
    assert.match(await suppressing(ABLE), /^plain: .* reason="not needed here"\n$/);
  });

  it('leave alone what the settings silence', async () => {
    const editor = await edit({ settings: { severities: { 'missing-flow': 'off' } } });
    await editor.open('edge.yaml', FIREWALL);
    assert.deepEqual(await everywhere(editor, 'edge.yaml'), []);
  });
});

function ask(
  editor: Editor,
  name: string,
  range: Diagnostic['range'],
  diagnostics: readonly Diagnostic[],
  only?: readonly string[],
): Promise<CodeAction[]> {
  return editor.request('textDocument/codeAction', {
    textDocument: { uri: editor.uri(name) },
    range,
    context: { diagnostics, ...(only !== undefined && { only }) },
  });
}

function everywhere(editor: Editor, name: string, only?: readonly string[]): Promise<CodeAction[]> {
  return ask(editor, name, { start: { line: 0, character: 0 }, end: { line: 999, character: 0 } }, [], only);
}

function editsOf({ edit: change }: CodeAction, uri: string): readonly TextEdit[] {
  const documents = change?.documentChanges ?? [];
  const versioned = documents.flatMap((each) =>
    'edits' in each && each.textDocument.uri === uri
      ? each.edits.flatMap((one) => ('newText' in one ? [one] : []))
      : [],
  );
  return [...versioned, ...(change?.changes?.[uri] ?? [])];
}

function applied(text: string, action: CodeAction, uri: string): string {
  const edits = editsOf(action, uri);
  assert.ok(edits.length > 0, action.title);
  return TextDocument.applyEdits(TextDocument.create(uri, 'yaml', 1, text), [...edits]);
}
