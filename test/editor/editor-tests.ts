import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { canHost, prepareHost } from './host/prepare';
import type { Host } from './host/workbench';
import { walk } from './walk';

export interface Count {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const VSIX = 'dist/workspaces-netlint.vsix';
const WORKSPACE = 'test/editor/workspace';
/** Stand-ins for extensions that many users have for the same languages. */
const NEIGHBOURS = 'test/editor/neighbours';
const BUILT = resolve('.cache/editor/built');

/**
 * The tests that need a real VS Code: a suite in its extension host, and a walk through its window with the
 * packaged extension installed. `EDITOR_TESTS=skip` leaves them out, `VSCODE_EXECUTABLE` names the VS Code to
 * use; without it, one that needs no desktop is prepared where that is possible, else the desktop build is
 * downloaded.
 */
export async function runEditorTests(): Promise<Count> {
  if (process.env.EDITOR_TESTS === 'skip') {
    console.log('The editor tests are skipped: EDITOR_TESTS=skip.');
    return { passed: 0, failed: 0, skipped: 1 };
  }
  try {
    execFileSync('npm', ['run', '--silent', 'package'], { stdio: ['ignore', 'ignore', 'inherit'] });
    await buildTests();
    const code = await findCode();
    const alone = await runSuite(code, false);
    const beside = await runSuite(code, true);
    return [alone, beside, await walkThrough(code)].reduce(add);
  } catch (error) {
    console.error('The editor tests cannot run:', error);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

/** A program that can be started as VS Code, and the parts it is made of where they are known. */
interface Code {
  readonly executable: string;
  readonly host?: Host;
}

async function findCode(): Promise<Code> {
  const given = process.env.VSCODE_EXECUTABLE;
  if (given !== undefined && given !== '') return { executable: given };
  const reasons: unknown[] = [];
  if (canHost()) {
    try {
      return { executable: join(BUILT, 'headless.js'), host: prepareHost() };
    } catch (error) {
      reasons.push(error);
    }
  }
  try {
    return { executable: await downloadAndUnzipVSCode({ cachePath: resolve('.cache/editor/desktop') }) };
  } catch (error) {
    throw new AggregateError([...reasons, error], 'There is no VS Code to test in.');
  }
}

async function buildTests(): Promise<void> {
  rmSync(BUILT, { recursive: true, force: true });
  const specs = readdirSync('test/editor/suite').map((name) => join('test/editor/suite', name));
  const options = { bundle: true, platform: 'node', target: 'node20', logLevel: 'warning' } as const;
  await build({
    ...options,
    entryPoints: specs,
    outdir: join(BUILT, 'suite'),
    external: ['vscode', 'mocha'],
  });
  const headless = join(BUILT, 'headless.js');
  await build({
    ...options,
    entryPoints: ['test/editor/host/headless.ts'],
    outfile: headless,
    external: ['playwright-core'],
    banner: { js: '#!/usr/bin/env node' },
  });
  chmodSync(headless, 0o755);
}

async function runSuite(code: Code, hasNeighbours: boolean): Promise<Count> {
  const temporary = mkdtempSync(join(tmpdir(), 'editor-tests-'));
  try {
    return await runSuiteIn(temporary, code, hasNeighbours);
  } finally {
    rmSync(temporary, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function runSuiteIn(
  temporary: string,
  { executable, host }: Code,
  hasNeighbours: boolean,
): Promise<Count> {
  const folder = (name: string) => join(temporary, name);
  const result = folder('result');
  cpSync(WORKSPACE, folder('workspace'), { recursive: true });
  for (const name of hasNeighbours ? ['terraform', 'yaml'] : []) {
    const installed = join(folder('extensions'), `neighbour.${name}-1.0.0`);
    cpSync(join(NEIGHBOURS, name), installed, { recursive: true });
    cpSync(join(NEIGHBOURS, 'neighbour.cjs'), join(installed, 'neighbour.cjs'));
  }
  try {
    await runTests({
      vscodeExecutablePath: executable,
      extensionDevelopmentPath: resolve('.'),
      extensionTestsPath: join(BUILT, 'suite/index.js'),
      extensionTestsEnv: {
        EDITOR_TEST_RESULT: result,
        EDITOR_TEST_NEIGHBOURS: hasNeighbours ? 'yes' : 'no',
        EDITOR_HOST_SERVER: host?.server,
        EDITOR_HOST_NODE: host?.node,
        EDITOR_HOST_CHROMIUM: host?.chromium,
      },
      launchArgs: [
        folder('workspace'),
        `--user-data-dir=${folder('user')}`,
        `--extensions-dir=${folder('extensions')}`,
      ],
    });
  } catch (error) {
    // A test that failed is in the result; anything else leaves none.
    if (!existsSync(result)) throw error;
  }
  return { skipped: 0, ...readResult(result) };
}

/** VS Code ends with 0 when its extension host dies; only a result that was written is one. */
function readResult(path: string): { passed: number; failed: number } {
  if (!existsSync(path)) throw new Error('VS Code ended before the suite did.');
  const [passed = 0, failed = 0] = readFileSync(path, 'utf8').split(' ').map(Number);
  if (!(passed + failed > 0)) throw new Error('The suite ran no test.');
  return { passed, failed };
}

async function walkThrough({ host }: Code): Promise<Count> {
  if (host === undefined) {
    console.log('The walk with the installed extension is skipped: it needs the VS Code without a desktop.');
    return { passed: 0, failed: 0, skipped: 1 };
  }
  try {
    await walk(host, VSIX);
    return { passed: 1, failed: 0, skipped: 0 };
  } catch (error) {
    console.error('The walk with the installed extension failed:', error);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

function add(a: Count, b: Count): Count {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}
