import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { format, parseArgs } from 'node:util';
import { openBrowser, startServer, type Host } from './workbench';

/** A suite that hangs must not hold up a pipeline. In milliseconds. */
const LIMIT = 180_000;

/** What the workbench says about itself. Native parts are left out of this server on purpose. */
const NOISE =
  /bindings file|Cannot find module '.*(build\/Release|\.node')|open-vsx\.org|^(Resolv(ing|ed) connection|Timed out waiting for auth|Creation of workbench|Creating a socket|Updating additional|\[(reconnection|Service Worker|AgentHost|AccountPolicy))/;

/**
 * Stands in for the program "code" where `@vscode/test-electron` starts it: runs the tests in the extension
 * host of a VS Code server, with its workbench open in a browser without a window, shows what they print, and
 * ends with their exit status.
 */
async function main(): Promise<number> {
  const temporary = mkdtempSync(join(tmpdir(), 'editor-host-'));
  const { values, positionals } = parseArgs({ strict: false, allowPositionals: true });
  const textOf = (name: string) => {
    const value = values[name];
    return typeof value === 'string' ? value : undefined;
  };
  const host = hostOf(process.env);
  const server = await startServer(host, {
    state: join(temporary, 'state'),
    userData: textOf('user-data-dir') ?? join(temporary, 'user'),
    extensions: textOf('extensions-dir') ?? join(temporary, 'extensions'),
  });
  const { browser, page } = await openBrowser(host);
  try {
    return await new Promise<number>((end, fail) => {
      setTimeout(() => {
        fail(new Error(`The tests did not end within ${LIMIT / 1000} s.`));
      }, LIMIT);
      const remote = (path = '') => `vscode-remote://${server.authority}${encodeURI(resolve(path))}`;
      const payload = ['extensionDevelopmentPath', 'extensionTestsPath'].map((name) => [
        name,
        remote(textOf(name)),
      ]);
      const query = new URLSearchParams({
        folder: resolve(positionals[0] ?? '.'),
        payload: JSON.stringify([['skipWelcome', 'true'], ...payload]),
      });
      page.on('crash', () => {
        fail(new Error('The page of the workbench crashed.'));
      });
      // The two functions by which a workbench under test speaks to whoever drives it.
      const heard = page.exposeFunction('codeAutomationLog', (type: string, args: readonly unknown[]) => {
        const line = `${format(...args)}\n`;
        if (!NOISE.test(line)) (type === 'error' ? process.stderr : process.stdout).write(line);
      });
      const ended = page.exposeFunction('codeAutomationExit', end);
      Promise.all([heard, ended])
        .then(() => page.goto(`http://${server.authority}/?${query.toString()}`))
        .catch(fail);
    });
  } finally {
    await browser.close();
    await server.stop();
    rmSync(temporary, { recursive: true, force: true, maxRetries: 3 });
  }
}

function hostOf(env: NodeJS.ProcessEnv): Host {
  const { EDITOR_HOST_SERVER: server, EDITOR_HOST_NODE: node, EDITOR_HOST_CHROMIUM: chromium } = env;
  if (server === undefined || node === undefined || chromium === undefined) {
    throw new Error('EDITOR_HOST_SERVER, EDITOR_HOST_NODE and EDITOR_HOST_CHROMIUM must be set.');
  }
  return { server, node, chromium };
}

main().then(
  (status) => process.exit(status),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
