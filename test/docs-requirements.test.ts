import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { format, resolveConfig } from 'prettier';
import { requirementIds } from '../server/src/core/requirements/editions';
import { requirementsPage } from './support/requirements-page';

const PATH = 'docs/requirements.md';

describe('docs/requirements.md', () => {
  it('is what the catalog says', async () => {
    const options = await resolveConfig(PATH);
    const page = await format(requirementsPage(), { ...options, filepath: PATH });
    if (process.env.UPDATE === '1') writeFileSync(PATH, page);
    assert.equal(readFileSync(PATH, 'utf8'), page);
  });

  it('names every requirement', () => {
    const page = readFileSync(PATH, 'utf8');
    for (const id of requirementIds()) assert.ok(page.includes(`| \`${id}\``), id);
  });
});
