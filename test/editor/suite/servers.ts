import childProcess, { type ChildProcess } from 'node:child_process';
import { mock } from 'node:test';

// The extension runs in the process of the tests, and starts its server with the function that is watched here.
const fork = mock.method(childProcess, 'fork');

/** Every language server of ours that was started since the tests began; other extensions have theirs. */
export function serversStarted(): readonly ChildProcess[] {
  return fork.mock.calls.flatMap(({ arguments: [module], result }) =>
    result !== undefined && module.toString().endsWith('dist/server.js') ? [result] : [],
  );
}
