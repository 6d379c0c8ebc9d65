import { isWord } from './class';
import type { Instruction } from './program';
import type { Assertion } from './syntax';

/** Start and end of the match and of each group, two by two; -1 = the group took no part. */
export type Captures = readonly number[];

interface Thread {
  readonly at: number;
  readonly saved: Captures;
}

/**
 * The leftmost match from an offset on, of several the one that is preferred as in Perl. All possible ways are
 * followed at once, so that the time is the product of both lengths at worst, whatever the pattern is (that is
 * what RE2 is about, and what the regular expressions of JavaScript do not give).
 */
export function findMatch(
  program: readonly Instruction[],
  text: readonly number[],
  from: number,
  slots: number,
): Captures | undefined {
  let threads: Thread[] = [];
  let found: Captures | undefined;
  const none: Captures = new Array<number>(slots).fill(-1);
  for (let position = from; position <= text.length; position++) {
    const seen = new Set<number>();
    const current: Thread[] = [];
    for (const thread of threads) follow(program, thread, text, position, seen, current);
    if (found === undefined) follow(program, { at: 0, saved: none }, text, position, seen, current);
    threads = [];
    const character = text[position];
    for (const { at, saved } of current) {
      const instruction = program[at];
      if (instruction?.kind === 'match') {
        found = saved;
        break; // the ways behind this one are less preferred
      }
      if (instruction?.kind === 'character' && character !== undefined && instruction.matches(character)) {
        threads.push({ at: instruction.next, saved });
      }
    }
    if (threads.length === 0 && found !== undefined) break;
  }
  return found;
}

/** All places that a thread reaches without reading a character, in order of preference. */
function follow(
  program: readonly Instruction[],
  start: Thread,
  text: readonly number[],
  position: number,
  seen: Set<number>,
  reached: Thread[],
): void {
  const stack: Thread[] = [start];
  for (let thread = stack.pop(); thread !== undefined; thread = stack.pop()) {
    const { at, saved } = thread;
    const instruction = program[at];
    if (instruction === undefined || seen.has(at)) continue;
    seen.add(at);
    switch (instruction.kind) {
      case 'character':
      case 'match':
        reached.push(thread);
        break;
      case 'assertion':
        if (holds(instruction.what, text, position)) stack.push({ at: instruction.next, saved });
        break;
      case 'save':
        stack.push({ at: instruction.next, saved: withSlot(saved, instruction.slot, position) });
        break;
      case 'split':
        stack.push({ at: instruction.other, saved }, { at: instruction.next, saved });
    }
  }
}

function withSlot(saved: Captures, slot: number, position: number): Captures {
  const copy = saved.slice();
  copy[slot] = position;
  return copy;
}

function holds(what: Assertion, text: readonly number[], position: number): boolean {
  const [before, after] = [text[position - 1], text[position]];
  const isBoundary = (before !== undefined && isWord(before)) !== (after !== undefined && isWord(after));
  switch (what) {
    case 'text-start':
      return position === 0;
    case 'text-end':
      return position === text.length;
    case 'line-start':
      return before === undefined || before === 10;
    case 'line-end':
      return after === undefined || after === 10;
    case 'word':
      return isBoundary;
    case 'no-word':
      return !isBoundary;
  }
}
