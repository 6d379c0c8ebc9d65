import { run } from '../../server/src/cli/command';
import type { Status } from '../../server/src/cli/host';

/** What a command line says and how it ends. */
export interface Ran {
  readonly status: Status;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line within this process, in a folder, with this on its standard input. */
export async function runCli(cwd: string, args: readonly string[], stdin = ''): Promise<Ran> {
  let stdout = '';
  let stderr = '';
  const status = await run(args, {
    cwd,
    env: {},
    stdin: only(stdin),
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    now: () => Date.parse('2026-09-01'),
  });
  return { status, stdout, stderr };
}

async function* only(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(new TextEncoder().encode(text));
}
