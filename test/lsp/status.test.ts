import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { edit, type Editor } from './editor';
import { FIREWALL, GROUP } from './fixtures';

function status(editor: Editor, name: string): Promise<unknown> {
  return editor.request('workspacesNetlint/status', { textDocument: { uri: editor.uri(name) } });
}

describe('the status of a file', () => {
  it('names Regions, edition and policies, whatever is found', async () => {
    const editor = await edit({ settings: { severities: { 'missing-flow': 'off' }, edition: '2022-09-02' } });
    await editor.open('edge.yaml', FIREWALL);
    assert.deepEqual(await status(editor, 'edge.yaml'), {
      edition: '2022-09-02',
      regions: ['us-west-2'],
      policies: 1,
      judged: 1,
    });
  });

  it('counts policies whose role is not known', async () => {
    const editor = await edit({
      settings: { regions: ['eu-west-1', 'eu-central-1'], edition: '2026-08-22' },
    });
    await editor.open(
      'main.tf',
      GROUP.replace(/^#.*\n/, '')
        .replaceAll('54.244.46.0/23', '10.0.0.0/8')
        .replaceAll('4172', '22'),
    );
    assert.deepEqual(await status(editor, 'main.tf'), {
      edition: '2026-08-22',
      regions: ['eu-central-1', 'eu-west-1'],
      policies: 1,
      judged: 0,
    });
  });

  it('is none for what is not ours', async () => {
    const editor = await edit();
    await editor.open('package.json', '{}');
    assert.equal(await status(editor, 'package.json'), null);
  });
});
