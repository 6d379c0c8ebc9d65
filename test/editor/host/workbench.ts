import { spawn } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';

/** Where the parts of a VS Code without a desktop are. */
export interface Host {
  /** The folder of the VS Code server, with `out/server-main.js` in it. */
  readonly server: string;
  /** The Node.js that runs it. */
  readonly node: string;
  readonly chromium: string;
}

export interface Folders {
  /** Logs and the server's own state. */
  readonly state: string;
  readonly userData: string;
  readonly extensions: string;
}

/** A VS Code server on a free port of this machine. */
export interface Server {
  /** Host and port. */
  readonly authority: string;
  stop(): Promise<void>;
}

const SETTINGS = {
  'chat.disableAIFeatures': true,
  'editor.minimap.enabled': false,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'files.autoSave': 'off',
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
};

export function serverArguments({ state, userData, extensions }: Folders): string[] {
  const folders = ['--server-data-dir', state, '--user-data-dir', userData, '--extensions-dir', extensions];
  return ['--accept-server-license-terms', '--telemetry-level', 'off', ...folders];
}

export async function startServer(host: Host, folders: Folders): Promise<Server> {
  mkdirSync(join(folders.userData, 'User'), { recursive: true });
  mkdirSync(folders.state, { recursive: true });
  const settings = join(folders.userData, 'User', 'settings.json');
  if (!existsSync(settings)) writeFileSync(settings, JSON.stringify(SETTINGS));

  const child = spawn(
    host.node,
    [
      join(host.server, 'out/server-main.js'),
      ...['--host', '127.0.0.1', '--port', '0', '--without-connection-token', '--disable-workspace-trust'],
      // Without it the workbench silently leaves out the tests that it is asked to run.
      '--enable-smoke-test-driver',
      ...serverArguments(folders),
    ],
    { stdio: ['ignore', 'pipe', 'pipe'], detached: true },
  );
  const log = createWriteStream(join(folders.state, 'server.log'));
  const gone = new Promise<void>((resolve) =>
    child.once('exit', () => {
      resolve();
    }),
  );
  const port = await new Promise<string>((resolve, reject) => {
    let said = '';
    const listen = (data: Buffer) => {
      log.write(data);
      said += data.toString();
      const [, found] = /Extension host agent listening on (\d+)/.exec(said) ?? [];
      if (found !== undefined) resolve(found);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    void gone.then(() => {
      reject(new Error(`The VS Code server ended:\n${said.slice(-2000)}`));
    });
  });
  return {
    authority: `127.0.0.1:${port}`,
    async stop() {
      // The server has children of its own; they are one process group.
      const signal = (name: NodeJS.Signals) => {
        if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, name);
      };
      signal('SIGTERM');
      await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, 3000))]);
      signal('SIGKILL');
      await gone;
      log.end();
    },
  };
}

export async function openBrowser(host: Host): Promise<{ readonly browser: Browser; readonly page: Page }> {
  const browser = await chromium.launch({
    executablePath: host.chromium,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  const context = await browser.newContext({
    viewport: { width: 1120, height: 700 },
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  return { browser, page: await context.newPage() };
}
