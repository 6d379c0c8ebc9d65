import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ErrorCodes, ResponseError } from 'vscode-languageserver';
import { edit } from './editor';

async function ask(params: unknown): Promise<string> {
  const editor = await edit();
  return editor.request('workspacesNetlint/requirements', params);
}

describe('the requirements of a Region', () => {
  it('come role by role, with their peers, conditions and sources', async () => {
    const text = await ask({ region: 'us-west-2' });
    assert.match(text, /^# What WorkSpaces need in us-west-2\n/);
    const roles = ['client-network', 'workspace', 'directory', 'management'];
    assert.deepEqual([...text.matchAll(/^## (.*)$/gm)].flatMap(([, role]) => role ?? []).slice(0, 4), roles);
    const wsp = text.split('\n### ').find((each) => each.startsWith('client.streaming.wsp\n')) ?? '';
    assert.match(wsp, /- \*\*Peers\*\*: .*34\.223\.96\.0\/22/);
    assert.match(wsp, /- \*\*When\*\*: protocols has wsp/);
    assert.match(wsp, /- \*\*Source\*\*: \[.*\]\(https:\/\/docs\.aws\.amazon\.com\/.*\)/);
  });

  it('can be those of one role and of an older edition', async () => {
    const text = await ask({ region: 'eu-west-1', role: 'directory', edition: '2022-09-02' });
    assert.deepEqual(
      [...text.matchAll(/^## (.*)$/gm)].map(([, role]) => role),
      ['directory'],
    );
    assert.match(text, /^Catalog 2022-09-02,/m);
  });

  it('say when an edition knows nothing of the Region', async () => {
    assert.match(await ask({ region: 'mx-central-1' }), /^Edition .* has no data for mx-central-1\.$/m);
  });

  it('are those of Regions, roles and editions that there are', async () => {
    for (const params of [
      {},
      { region: 'us-west-9' },
      { region: 'us-west-2', role: 'x' },
      { region: 'us-west-2', edition: 'x' },
    ])
      await assert.rejects(
        ask(params),
        (error) => error instanceof ResponseError && error.code === ErrorCodes.InvalidParams,
      );
  });
});
