import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from '../../server/src/cli/command';
import type { Fetch } from '../../server/src/cli/host';

export interface World {
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string | Uint8Array;
  /** Whether somebody watches both outputs. */
  readonly isTTY?: boolean;
  readonly now?: () => number;
  readonly fetch?: Fetch;
  readonly platform?: string;
}

export interface Result {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A date within the support of everything in the tests. */
const NOW = Date.UTC(2026, 9, 1);

/** Runs a command line in a folder, in this process. */
export async function runIn(cwd: string, argv: readonly string[], world: World = {}): Promise<Result> {
  const {
    env = {},
    stdin = '',
    isTTY = false,
    now = () => NOW,
    fetch = noNetwork,
    platform = 'linux',
  } = world;
  const written = { stdout: '', stderr: '' };
  const sink = (name: 'stdout' | 'stderr') => ({
    isTTY,
    write(text: string) {
      written[name] += text;
    },
  });
  async function* chunks() {
    yield await Promise.resolve(Buffer.from(stdin));
  }
  const host = {
    cwd,
    env,
    stdin: chunks(),
    stdout: sink('stdout'),
    stderr: sink('stderr'),
    now,
    fetch,
    platform,
  };
  const status = await run(argv, host);
  return { status, ...written };
}

function noNetwork(url: string): never {
  throw new Error(`${url} is fetched, and nobody asked for it`);
}

/** The folder of fixtures with this name. */
export function fixture(name: string): string {
  return join(__dirname, 'fixtures', name);
}

/** Compares with a stored text. `UPDATE=1 npm test` stores what comes out; read the difference before committing. */
export function assertGolden(actual: string, name: string): void {
  const path = join(__dirname, 'golden', `${name}.golden`);
  if (process.env.UPDATE === '1') {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, actual);
  }
  assert.equal(actual, readFileSync(path, 'utf8'));
}
