#!/usr/bin/env node
import { run } from './cli/command';
import type { Sink } from './cli/host';

// Each stream is made when it is first used: few runs need all three, and making one takes time.
const host = {
  cwd: process.cwd(),
  env: process.env,
  get stdin() {
    return process.stdin;
  },
  get stdout() {
    return untilClosed(process.stdout);
  },
  get stderr() {
    return untilClosed(process.stderr);
  },
  now: Date.now,
};

function untilClosed(stream: NodeJS.WriteStream): Sink {
  if (!stream.listeners('error').includes(endQuietly)) stream.on('error', endQuietly);
  return stream;
}

/** A reader that has seen enough (`| head`) closes the pipe: that is no failure. */
function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

// Not process.exit: what is written to a pipe must arrive first.
void run(process.argv.slice(2), host).then((status) => {
  process.exitCode = status;
});
