import { resolve } from 'node:path';
import { version } from '../../../package.json';
import { appendTextFile, writeTextFile } from '../files';
import type { Command } from './define-command';
import type { Host, Outcome, Status } from './host';
import { printable } from './reporters/printable';
import { unknownWord, WrongUsage } from './usage';

/** The commands in the order of the help. Each is loaded when it is called: a run pays for its own only. */
const COMMANDS: Readonly<
  Record<string, { readonly summary: string; readonly load: () => Promise<Command> }>
> = {
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

async function execute([name, ...rest]: readonly string[], host: Host): Promise<Outcome> {
  if (name === '--version') return { status: 0, stdout: `${version}\n` };
  if (name === undefined || name === '--help' || name === '-h') {
    return name === undefined ? { status: 2, stdout: '', stderr: help() } : { status: 0, stdout: help() };
  }
  const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (entry === undefined) {
    if (name.startsWith('-')) throw unknownWord('flag', name, ['--help', '--version']);
    throw unknownWord('command', name, Object.keys(COMMANDS));
  }
  const command = await entry.load();
  const flags = rest.slice(0, rest.includes('--') ? rest.indexOf('--') : rest.length);
  if (flags.includes('--help') || flags.includes('-h')) {
    return { status: 0, stdout: helpOf(command, entry.summary) };
  }
  return command.run(rest, host);
}

function help(): string {
  const width = Math.max(...Object.keys(COMMANDS).map((name) => name.length));
  const lines = Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`);
  return [
    'Usage: workspaces-netlint COMMAND [FLAG…] [PATH…]',
    '',
    ...lines,
    '',
    'workspaces-netlint COMMAND --help lists the flags of a command; --version prints the version.',
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
    `Usage: workspaces-netlint ${usage}`,
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
