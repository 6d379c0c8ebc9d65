#!/usr/bin/env node
import { run } from './cli/command';

// A reader that has seen enough (`| head`) closes the pipe: that is no failure.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

const host = {
  cwd: process.cwd(),
  env: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  now: Date.now,
};

// Not process.exit: what is written to a pipe must arrive first.
void run(process.argv.slice(2), host).then((status) => {
  process.exitCode = status;
});
