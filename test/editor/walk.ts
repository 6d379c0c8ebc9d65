import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { openBrowser, serverArguments, startServer, type Host } from './host/workbench';

/** What the extension consists of. */
const FILES = [
  'LICENSE.txt',
  'changelog.md',
  'client/icon.png',
  'client/language-configuration.json',
  'client/walkthrough/1-see.md',
  'client/walkthrough/2-tell.md',
  'client/walkthrough/3-fix.md',
  'dist/extension.js',
  'dist/server.js',
  'package.json',
  'readme.md',
  'server/schemas/configuration.schema.json',
];
const SHOTS = '.cache/editor-shots';

/**
 * What a user does: installs the packaged extension, opens a file, sees what is underlined and reads why.
 * Pictures of each step are left in `.cache/editor-shots`.
 */
export async function walk(host: Host, vsix: string): Promise<void> {
  rmSync(SHOTS, { recursive: true, force: true });
  mkdirSync(SHOTS, { recursive: true });
  const temporary = mkdtempSync(join(tmpdir(), 'editor-walk-'));
  const [workspace = '', state = '', userData = '', extensions = ''] = [
    'workspace',
    'state',
    'user',
    'extensions',
  ].map((name) => join(temporary, name));
  const folders = { state, userData, extensions };
  cpSync('docs/example', workspace, { recursive: true });
  execFileSync(
    host.node,
    [
      join(host.server, 'out/server-main.js'),
      '--install-extension',
      resolve(vsix),
      ...serverArguments(folders),
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const [installed = ''] = readdirSync(extensions).filter((name) => name.startsWith('workspaces-netlint.'));
  assert.ok(statSync(vsix).size < 1_000_000, 'the package is too large');
  assert.deepEqual(filesBelow(join(extensions, installed)), FILES);

  const server = await startServer(host, folders);
  const { browser, page } = await openBrowser(host);
  try {
    await page.goto(`http://${server.authority}/?folder=${encodeURIComponent(workspace)}`);
    await seeAndRead(page);
  } catch (error) {
    await shoot(page, 'failure');
    throw error;
  } finally {
    await browser.close();
    await server.stop();
    rmSync(temporary, { recursive: true, force: true, maxRetries: 3 });
  }
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== '.vsixmanifest')
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

async function seeAndRead(page: Page): Promise<void> {
  const explorer = page.locator('.explorer-folders-view .monaco-list-row');
  await explorer.filter({ hasText: 'branch-offices.yaml' }).dblclick({ timeout: 60_000 });
  const squiggle = page.locator('.monaco-editor .squiggly-error').first();
  await squiggle.waitFor({ state: 'attached', timeout: 30_000 });
  await shoot(page, '1-squiggle');

  const box = await squiggle.boundingBox();
  assert.ok(box !== null, 'the squiggle is not in sight');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  const hover = page
    .locator('.monaco-hover:not(.hidden) .hover-contents', { hasText: 'missing-flow' })
    .first();
  await hover.waitFor({ timeout: 10_000 });
  await shoot(page, '2-hover');
}

async function shoot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(SHOTS, `${name}.png`) });
}
