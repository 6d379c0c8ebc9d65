import { readArguments, type Arguments, type Options } from './arguments';
import type { Host, Outcome } from './host';

/** One command of the command line. */
export interface Command {
  /** What follows the program's name: `lint [PATH…]`. */
  readonly usage: string;
  readonly options: Options<string>;
  /** Answers with what to write, or throws `WrongUsage`. */
  run(argv: readonly string[], host: Host): Promise<Outcome>;
}

/** Makes a command of its flags and what it does with them once they are read. */
export function defineCommand<Name extends string>(definition: {
  readonly usage: string;
  readonly options: Options<Name>;
  readonly run: (args: Arguments<Name>, host: Host) => Outcome | Promise<Outcome>;
}): Command {
  const { usage, options, run } = definition;
  return {
    usage,
    options,
    run: async (argv, host) => run(readArguments(options, argv), host),
  };
}
