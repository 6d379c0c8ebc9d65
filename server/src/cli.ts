#!/usr/bin/env node
import { run } from './cli/command';
import type { Sink } from './cli/host';
import { isDevice, writeNow } from './files';

const host = {
  cwd: process.cwd(),
  env: process.env,
  get stdin() {
    return process.stdin;
  },
  stdout: sinkOf(1, () => process.stdout),
  stderr: sinkOf(2, () => process.stderr),
  now: Date.now,
  platform: process.platform,
  // Wrapped, because the mere name loads Node's HTTP client.
  fetch: (url: string, options: RequestInit) => fetch(url, options),
};

/** Making a stream takes a tenth of a short run; files and pipes take what is written to them without one. */
function sinkOf(descriptor: number, stream: () => NodeJS.WriteStream): Sink {
  return {
    get isTTY() {
      return isDevice(descriptor) && stream().isTTY;
    },
    write(text) {
      const rest = isDevice(descriptor) ? text : writeNow(descriptor, text);
      if (rest.length > 0) untilClosed(stream()).write(rest);
    },
  };
}

function untilClosed(stream: NodeJS.WriteStream): NodeJS.WriteStream {
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
