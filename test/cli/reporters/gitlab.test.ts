import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { assertGolden, fixture, runIn } from '../run';
import { folderWith } from '../temporary';

describe('gitlabReport', () => {
  it('prints a code quality report', async () => {
    const { stdout } = await runIn(fixture('branch'), ['lint', '--format', 'gitlab']);
    assertGolden(stdout, 'lint-gitlab');
  });

  it('has a fingerprint of its own for every entry', async () => {
    const { stdout } = await runIn(fixture('branch'), ['lint', '--format', 'gitlab']);
    const fingerprints = [...stdout.matchAll(/"fingerprint": "(\w+)"/g)].map(
      ([, fingerprint]) => fingerprint,
    );
    assert.ok(fingerprints.length > 1);
    assert.equal(new Set(fingerprints).size, fingerprints.length);
  });

  it('is an empty list when there is nothing to say', async (t) => {
    const cwd = folderWith(t, { 'sg.json': '{"SecurityGroups": []}' });
    assert.equal((await runIn(cwd, ['lint', '--format', 'gitlab'])).stdout, '[]\n');
  });

  it('names files from the root of the project', async (t) => {
    const root = folderWith(t, { 'infra/sg.json': '{"SecurityGroups": [' });
    const world = { env: { CI_PROJECT_DIR: root } };
    const { stdout } = await runIn(join(root, 'infra'), ['lint', '--format', 'gitlab', 'sg.json'], world);
    assert.match(stdout, /"path": "infra\/sg\.json"/);
  });
});
