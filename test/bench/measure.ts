import { spawnSync } from 'node:child_process';

/** Milliseconds of a subject and of what it is held against, each the median of its runs. */
export interface Measured {
  readonly subject: number;
  readonly baseline: number;
}

/** Runs both in turns, so that whatever else the machine does meets both alike. */
export function inTurns(rounds: number, subject: () => number, baseline: () => number): Measured {
  const subjects: number[] = [];
  const baselines: number[] = [];
  for (let round = 0; round < rounds; round++) {
    baselines.push(baseline());
    subjects.push(subject());
  }
  return { subject: median(subjects), baseline: median(baselines) };
}

/** Milliseconds of one call, for code that runs in this process. */
export function timed(work: () => unknown): () => number {
  return () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  };
}

/** Runs warm: the first rounds, in which the engine still compiles, do not count. */
export function warmInTurns(
  warmUp: number,
  rounds: number,
  subject: () => unknown,
  baseline: () => unknown,
): Measured {
  inTurns(warmUp, timed(subject), timed(baseline));
  return inTurns(rounds, timed(subject), timed(baseline));
}

/** Milliseconds of a whole Node process, from its start to its end. */
export function nodeProcess(...args: readonly string[]): () => number {
  return timed(() => runNode(args));
}

/** The most memory that a Node process held at any time, in MiB. */
export function peakMemory(...args: readonly string[]): number {
  const report = 'process.on("exit", () => process.stderr.write(String(process.resourceUsage().maxRSS)))';
  const { stderr } = runNode(['--import', `data:text/javascript,${report}`, ...args]);
  const kibibytes = Number(/\d+$/.exec(stderr)?.[0]);
  return kibibytes / 1024;
}

function runNode(args: readonly string[]): { readonly stderr: string } {
  const { status, stderr, error } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  // 1 is a run that found something; anything else was no run.
  if (error !== undefined || (status !== 0 && status !== 1)) {
    throw new Error(`node ${args.join(' ')} ended with ${status ?? 'a signal'}: ${error?.message ?? stderr}`);
  }
  return { stderr };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}
