import { resolve } from 'node:path';
import { version } from '../../../package.json';
import { appendTextFile, writeTextFile } from '../files';
import type { Command } from './define-command';
import type { Host, Outcome, Status } from './host';
import { printable } from './reporters/printable';
import { unknownWord, WrongUsage } from './usage';

/** By name, in the order of the help. */
type Commands = Readonly<Record<string, Entry>>;

/** A command is loaded when it is called: a run pays for its own only. `commands`: what its name goes before. */
type Entry = { readonly summary: string } & (
  { readonly load: () => Promise<Command> } | { readonly commands: Commands }
);

const COMMANDS: Commands = {
  lint: {
    summary: 'Reports the required traffic that does not get through.',
    load: async () => (await import('./lint')).lint,
  },
  init: {
    summary: 'Writes a configuration to start from.',
    load: async () => (await import('./init')).init,
  },
  requirements: {
    summary: 'Lists what WorkSpaces needs in a Region and role.',
    load: async () => (await import('./requirements')).requirements,
  },
  coverage: {
    summary: 'Shows which rule meets which requirement.',
    load: async () => (await import('./coverage')).coverage,
  },
  explain: {
    summary: 'Explains a check or a requirement.',
    load: async () => (await import('./explain')).explain,
  },
  catalog: {
    summary: 'Tells about the data behind the requirements, and brings it up to date.',
    commands: {
      list: {
        summary: 'Lists editions and snapshots of ip-ranges.json, and which are used.',
        load: async () => (await import('./catalog/list')).list,
      },
      show: {
        summary: 'Shows the values of an edition and where each comes from.',
        load: async () => (await import('./catalog/show')).show,
      },
      diff: {
        summary: 'Tells what changed between two editions or two snapshots, and which files that breaks.',
        load: async () => (await import('./catalog/diff')).diff,
      },
      verify: {
        summary: 'Looks for faults in the catalog and in the documents that it was made from.',
        load: async () => (await import('./catalog/verify')).verify,
      },
      update: {
        summary: 'Keeps a newer ip-ranges.json for runs with --ip-ranges cached.',
        load: async () => (await import('./catalog/update')).update,
      },
    },
  },
};

/** Runs a command line. All that it says is written when this resolves; the answer is the exit status. */
export async function run(argv: readonly string[], host: Host): Promise<Status> {
  try {
    const { status, stdout, stderr = '', files = [] } = await execute(argv, host);
    for (const { path, text, append = false } of files) {
      const write = append ? appendTextFile : writeTextFile;
      const why = write(resolve(host.cwd, path), text);
      if (why !== undefined) throw new WrongUsage(`${path} cannot be written: ${why}.`);
    }
    if (stderr !== '') host.stderr.write(stderr);
    if (stdout !== '') host.stdout.write(stdout);
    return status;
  } catch (error) {
    const isOurs = !(error instanceof WrongUsage);
    host.stderr.write(isOurs ? faultText(error) : usageText(error));
    return isOurs ? 3 : 2;
  }
}

async function execute(argv: readonly string[], host: Host): Promise<Outcome> {
  if (argv[0] === '--version') return { status: 0, stdout: `${version}\n` };
  return dispatch(COMMANDS, PROGRAM, argv, host);
}

const PROGRAM = 'workspaces-netlint';

/** `called`: the words before that led to these commands. */
async function dispatch(
  commands: Commands,
  called: string,
  [name, ...rest]: readonly string[],
  host: Host,
): Promise<Outcome> {
  const isAsked = name === '--help' || name === '-h';
  if (isAsked) return { status: 0, stdout: help(commands, called) };
  if (name === undefined) return { status: 2, stdout: '', stderr: help(commands, called) };
  const entry = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (entry === undefined) {
    if (name.startsWith('-')) throw unknownWord('flag', name, ['--help', '--version']);
    throw unknownWord('command', name, Object.keys(commands));
  }
  if ('commands' in entry) return dispatch(entry.commands, `${called} ${name}`, rest, host);
  const command = await entry.load();
  const flags = rest.slice(0, rest.includes('--') ? rest.indexOf('--') : rest.length);
  if (flags.includes('--help') || flags.includes('-h')) {
    return { status: 0, stdout: helpOf(command, entry.summary) };
  }
  return command.run(rest, host);
}

function help(commands: Commands, called: string): string {
  const width = Math.max(...Object.keys(commands).map((name) => name.length));
  const lines = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`);
  const version = called === PROGRAM ? '; --version prints the version' : '';
  return [
    `Usage: ${called} COMMAND [FLAG…] [PATH…]`,
    '',
    ...lines,
    '',
    `${called} COMMAND --help lists the flags of a command${version}.`,
    '',
  ].join('\n');
}

function helpOf({ usage, options }: Command, summary: string): string {
  const flags = Object.entries(options).map(
    ([name, { value, help: text }]) =>
      [value === undefined ? `--${name}` : `--${name} ${value}`, text] as const,
  );
  const width = Math.max(0, ...flags.map(([flag]) => flag.length));
  return [
    `Usage: ${PROGRAM} ${usage}`,
    '',
    summary,
    '',
    ...flags.map(([flag, text]) => `  ${flag.padEnd(width)}  ${text}`),
    '',
  ].join('\n');
}

function usageText({ message }: WrongUsage): string {
  const [first, ...rest] = message.split('\n').map(printable);
  return [`workspaces-netlint: ${first ?? ''}`, ...rest, ''].join('\n');
}

function faultText(error: unknown): string {
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return [
    'workspaces-netlint: internal error. This is a fault of the linter, not of your files.',
    `Please report it to its maintainers with these lines and, if you may, the file that caused it. Version ${version}.`,
    trace,
    '',
  ].join('\n');
}
