import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import fc from 'fast-check';
import type { Input, Target } from './target';

/** What came of trying inputs at random. */
export interface Search {
  readonly tried: number;
  /** The input that took longest, in seconds of processor time; only when a clock is looked at. */
  readonly slowest: { readonly seconds: number; readonly input?: Input };
  readonly failure?: Failure;
}

export interface Failure {
  /** As small as it could be made. */
  readonly input: Input;
  /** Makes the same inputs again. */
  readonly seed: number;
  readonly error: unknown;
}

export interface SearchOptions {
  readonly seed: number;
  /** Whether another round of inputs is to be tried; asked before each. */
  readonly more: (tried: number) => boolean;
  /** Where the input is written before it is tried, for whoever has to end a process that hangs. */
  readonly running?: string;
  /** The most seconds of processor time that an input may take; left out: nobody looks at a clock. */
  readonly patience?: number;
}

const ROUND = 10;
/** For making an input smaller, in milliseconds. */
const SHRINKING = 120_000;

/** Tries inputs until one fails or there are to be no more. */
export async function search(target: Target, options: SearchOptions): Promise<Search> {
  const { seed, more, running, patience = Infinity } = options;
  if (running !== undefined) mkdirSync(dirname(running), { recursive: true });
  let tried = 0;
  let slowest: Search['slowest'] = { seconds: 0 };
  const tryOne = async (input: Input): Promise<void> => {
    if (running !== undefined) writeFileSync(running, JSON.stringify(input));
    tried++;
    const before = process.cpuUsage();
    await target.check(input);
    if (patience === Infinity) return;
    const { user, system } = process.cpuUsage(before);
    const seconds = (user + system) / 1e6;
    if (seconds > slowest.seconds) slowest = { seconds, input };
    if (seconds > patience) throw new Error(`took ${seconds.toFixed(1)} s`);
  };
  for (let round = 0; more(tried); round++) {
    const details = await fc.check(fc.asyncProperty(target.inputs, tryOne), {
      seed: seed + round,
      numRuns: ROUND,
      ...(patience !== Infinity && { interruptAfterTimeLimit: SHRINKING }),
    });
    const [input] = details.counterexample ?? [];
    if (input === undefined) continue;
    return { tried, slowest, failure: { input, seed: seed + round, error: details.errorInstance } };
  }
  return { tried, slowest };
}
