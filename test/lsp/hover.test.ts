import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Hover } from 'vscode-languageserver';
import { edit, PUSHED, type Editor } from './editor';
import { EXPORT, FIREWALL, GROUP, VARIABLES } from './fixtures';

describe('hover', () => {
  it('answers with Markdown and the place it is about, in every format', async () => {
    const editor = await edit();
    await editor.open('main.tf', GROUP);
    await editor.open('variables.tf', VARIABLES);
    await editor.open('edge.yaml', FIREWALL);
    await editor.open('groups.json', EXPORT);
    assert.deepEqual(await hover(editor, 'main.tf', GROUP, '54.244'), {
      contents: {
        kind: 'markdown',
        value:
          '`54.244.46.0/23`, 512 addresses\n\n- **PCoIP gateways of us-west-2**, since the edition of 2022-09-02',
      },
      range: { start: { line: 8, character: 19 }, end: { line: 8, character: 35 } },
    });
    assert.match(text(await hover(editor, 'main.tf', GROUP, 'resource')), /2 rules/);
    assert.match(text(await hover(editor, 'variables.tf', VARIABLES, '10.0.0.0')), /16,777,216 addresses/);
    assert.match(
      text(await hover(editor, 'edge.yaml', FIREWALL, '34.223')),
      /WSP \(DCV\) gateways of us-west-2/,
    );
    assert.match(text(await hover(editor, 'edge.yaml', FIREWALL, '4195')), /`client\.streaming\.wsp`/);
    assert.match(text(await hover(editor, 'groups.json', EXPORT, '443')), /`workspace\.https\.out`/);
  });

  it('answers in plain text where the editor shows no Markdown', async () => {
    const editor = await edit({ capabilities: PUSHED });
    await editor.open('edge.yaml', FIREWALL);
    assert.equal(
      text(await hover(editor, 'edge.yaml', FIREWALL, '34.223')),
      '34.223.96.0/22, 1,024 addresses\n\n- WSP (DCV) gateways of us-west-2, since the edition of 2022-09-02',
    );
  });

  it('has nothing to say of what is not ours, not open, or outside the text', async () => {
    const editor = await edit();
    await editor.open('package.json', '{ "a": 1 }');
    assert.equal(await hover(editor, 'package.json', '{ "a": 1 }', 'a'), null);
    assert.equal(await hover(editor, 'nowhere.tf', 'x', 'x'), null);
    await editor.open('main.tf', '');
    for (const position of [
      { line: 99, character: 99 },
      { line: -1, character: -1 },
    ]) {
      const answer = editor.request('textDocument/hover', {
        textDocument: { uri: editor.uri('main.tf') },
        position,
      });
      assert.equal(await answer, null);
    }
  });
});

function hover(editor: Editor, name: string, content: string, at: string): Promise<Hover | null> {
  const before = content.slice(0, content.indexOf(at)).split('\n');
  return editor.request('textDocument/hover', {
    textDocument: { uri: editor.uri(name) },
    position: { line: before.length - 1, character: (before.at(-1)?.length ?? 0) + 1 },
  });
}

function text(hover: Hover | null): string {
  return hover !== null && typeof hover.contents === 'object' && 'value' in hover.contents
    ? hover.contents.value
    : '';
}
