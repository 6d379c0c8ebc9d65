import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import type { Locator, Page } from 'playwright-core';
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
/** What the fix adds to the file. */
const ADDED = `\
    - name: client-streaming-wsp
      action: allow
      direction: outbound
      protocol: udp
      ports: [4195]
      destinations: [18.192.216.0/22]
`;
const SHOTS = '.cache/editor-shots';

/**
 * What a user does: installs the packaged extension, opens a file, sees what is underlined, reads why, takes a
 * fix and saves.
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
  cpSync('test/editor/workspace', workspace, { recursive: true });
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
    page.setDefaultTimeout(15_000);
    await seeAndMend(page, workspace);
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

async function seeAndMend(page: Page, workspace: string): Promise<void> {
  await openFile(page, 'office.yaml');
  const squiggle = page.locator('.monaco-editor .squiggly-error').first();
  await squiggle.waitFor({ state: 'attached', timeout: 30_000 });
  // The lens above the policy moves what stands below it.
  await page.locator('.codelens-decoration', { hasText: 'requirements met' }).first().waitFor();
  await shoot(page, '1-squiggle');

  const [x, y] = await middleOf(squiggle);
  await page.mouse.move(x, y);
  await page.locator('.monaco-hover:not(.hidden)', { hasText: 'missing-flow' }).first().waitFor();
  await shoot(page, '2-hover');

  const fix = await showFix(page, squiggle, 'Allow UDP 4195 to the WSP gateways');
  await shoot(page, '3-fixes');

  await fix.click();
  await page.locator('.view-line', { hasText: 'client-streaming-wsp' }).waitFor();
  await squiggle.waitFor({ state: 'detached' });
  await shoot(page, '4-fixed');

  const file = join(workspace, 'office.yaml');
  const original = readFileSync(file, 'utf8');
  await page.keyboard.press('Control+s');
  await page.locator('.tab.active:not(.dirty)', { hasText: 'office.yaml' }).waitFor();
  assert.equal(readFileSync(file, 'utf8'), original + ADDED);

  await openFile(page, 'main.tf');
  await squiggle.waitFor({ state: 'attached' });
  await shoot(page, '5-terraform');

  await page.locator('[id="status.languageStatus"]').click();
  await page.locator('.hover-language-status', { hasText: 'us-west-2 · catalog' }).first().waitFor();
  await shoot(page, '6-status');

  await page.keyboard.press('Escape');
  const suppress = await showFix(page, squiggle, 'Suppress missing-flow');
  await suppress.click();
  await page.locator('.view-line', { hasText: 'not needed here' }).waitFor();
  // The reason is selected, so that what is typed takes its place.
  await page.keyboard.type('no desktops here');
  await page.locator('.view-line', { hasText: 'reason="no desktops here"' }).waitFor();
  await shoot(page, '7-suppressed');

  await runCommand(page, 'Welcome: Open Walkthrough');
  await runCommand(page, 'Get started with WorkSpaces Netlint', '');
  await page.locator('.gettingStartedContainer', { hasText: 'See what does not get through' }).waitFor();
  await shoot(page, '8-walkthrough');
}

async function middleOf(place: Locator): Promise<[x: number, y: number]> {
  const box = await place.boundingBox();
  assert.ok(box !== null, 'the place is not in sight');
  return [box.x + box.width / 2, box.y + box.height / 2];
}

/** Opens the menu of fixes for a finding; answers with the first of its lines that says something. */
async function showFix(page: Page, finding: Locator, title: string): Promise<Locator> {
  const [x, y] = await middleOf(finding);
  await page.mouse.click(x, y);
  // Away from the text, or the hover would take the place of the menu.
  await page.mouse.move(0, 0);
  await page.locator('.monaco-hover:not(.hidden)').first().waitFor({ state: 'hidden' });
  const fix = page.locator('.action-widget .monaco-list-row', { hasText: title }).first();
  await press(page, 'Control+.', fix);
  return fix;
}

/** Picks the first that matches in the list of commands, or in the list that is open. */
async function runCommand(page: Page, name: string, open = 'F1'): Promise<void> {
  const input = page.locator('.quick-input-widget input').first();
  if (open !== '') await press(page, open, input);
  await input.pressSequentially(name);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().click();
}

/** Until it has an effect: a menu that opens while the editor looks for actions by itself is closed again. */
async function press(page: Page, keys: string, effect: Locator): Promise<void> {
  for (let tries = 0; tries < 5 && !(await effect.isVisible()); tries++) {
    await page.keyboard.press(keys);
    await effect.waitFor({ timeout: 3_000 }).catch(() => undefined);
  }
  await effect.waitFor();
}

async function openFile(page: Page, name: string): Promise<void> {
  const row = page.locator('.explorer-folders-view .monaco-list-row', { hasText: name });
  // The first window of a fresh server takes its time.
  await row.first().dblclick({ timeout: 60_000 });
}

async function shoot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(SHOTS, `${name}.png`) });
}
