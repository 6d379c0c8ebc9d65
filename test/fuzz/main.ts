import { spawn } from 'node:child_process';
import { readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { FOUND, keepInput, readInput } from './corpus';
import { search } from './search';
import { TARGETS } from './targets';

/**
 * `npm run fuzz -- [--seconds N] [--target NAME]… [--seed N] [--input FILE]`
 *
 * Tries inputs on each target for so many seconds, in a process of its own that is ended when one input takes too
 * long. What fails is made small, kept in `.cache/fuzz` and printed with the seed; the status is 1 then. With
 * `--input` only that file is tried. A failure that has been understood moves to `test/fuzz/corpus`.
 */
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    target: { type: 'string', multiple: true, default: [] },
    seed: { type: 'string' },
    input: { type: 'string' },
    alone: { type: 'boolean', default: false },
  },
});

/** Seconds of processor time that one input may take: what the linter promises for a unit. */
const PATIENCE = 5;
/** Seconds without progress after which a process counts as hanging; it may share the processor with much else. */
const HANGS = 90;

const seconds = Number(values.seconds);
const seed = values.seed === undefined ? Date.now() % 2 ** 31 : Number(values.seed);
const targets = TARGETS.filter(({ name }) => values.target.length === 0 || values.target.includes(name));
const runningOf = (name: string): string => join(FOUND, `${name}.running`);

void (values.input !== undefined ? replay(values.input) : values.alone ? alone() : supervise());

/** Tries one input on the target that is named. */
async function replay(path: string): Promise<void> {
  const input = readInput(path);
  for (const target of targets) await target.check(input);
  console.log(`${path}: nothing found`);
}

/** Tries inputs on the one target that is named, in this process. */
async function alone(): Promise<void> {
  for (const target of targets) {
    const end = performance.now() + seconds * 1000;
    const { tried, slowest, failure } = await search(target, {
      seed,
      more: () => performance.now() < end,
      running: runningOf(target.name),
      patience: target.patience ?? PATIENCE,
    });
    const { seconds: most, input: slow } = slowest;
    const kept = slow && most > 1 ? ` (${keepInput(join(FOUND, target.name, 'slow'), slow)})` : '';
    const summary = `the slowest ${most.toFixed(2)} s of processor time${kept}`;
    console.log(`${target.name}: ${tried} inputs, ${summary}, seed ${seed}`);
    if (failure === undefined) continue;
    console.log(`FAILED with seed ${failure.seed}`, failure.error);
    console.log(`kept as ${keepInput(join(FOUND, target.name), failure.input)}`);
    process.exitCode = 1;
  }
  rmSync(runningOf(targets[0]?.name ?? ''), { force: true });
  // A server that failed may keep the process.
  process.exit();
}

/** Runs each target in a process of its own, and ends the one that hangs. */
async function supervise(): Promise<void> {
  for (const { name } of targets) {
    if (!(await survives(name))) process.exitCode = 1;
  }
}

function survives(name: string): Promise<boolean> {
  const running = runningOf(name);
  // One that is left of a run that was stopped would look like a process that hangs.
  rmSync(running, { force: true });
  const args = ['--import', 'tsx', __filename, '--alone', '--target', name];
  const child = spawn(process.execPath, [...args, '--seconds', String(seconds), '--seed', String(seed)], {
    stdio: 'inherit',
  });
  return new Promise((resolve) => {
    const look = setInterval(() => {
      const written = statSync(running, { throwIfNoEntry: false })?.mtimeMs;
      if (written === undefined || Date.now() - written < HANGS * 1000) return;
      child.kill('SIGKILL');
    }, 1000);
    child.on('exit', (status) => {
      clearInterval(look);
      if (status === null || (status !== 0 && status !== 1)) report(name, running, status);
      resolve(status === 0);
    });
  });
}

function report(name: string, running: string, status: number | null): void {
  const path = keepInput(join(FOUND, name), readInput(running));
  const what = status === null ? `did not end within ${HANGS} s` : `ended its process with ${status}`;
  console.log(`FAILED: ${name} ${what}, seed ${seed}`);
  console.log(`kept as ${path}\n${readFileSync(path, 'utf8').slice(0, 2000)}`);
}
