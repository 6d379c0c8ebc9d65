import { parseArgs } from 'node:util';
import { unknownWord, WrongUsage } from './usage';

/** A flag of a command. */
export interface Option {
  /** What its value is called in the help; left out = the flag is a switch. */
  readonly value?: string;
  readonly help: string;
}

export type Options<Name extends string> = Readonly<Record<Name, Option>>;

/** A command line that has been read. */
export interface Arguments<Name extends string> extends Flags<Name> {
  /** In the order given. */
  readonly given: readonly Given<Name>[];
}

/** What may be asked about flags by who knows some of them. */
export interface Flags<Name extends string> {
  readonly paths: readonly string[];
  /** Switches. */
  has(name: Name): boolean;
  /** Of a flag given several times the last counts … */
  last(name: Name): string | undefined;
  /** … unless it may be repeated. */
  all(name: Name): readonly string[];
}

export interface Given<Name extends string> {
  readonly name: Name;
  /** Empty for a switch. */
  readonly value: string;
}

export function readArguments<Name extends string>(
  options: Options<Name>,
  argv: readonly string[],
): Arguments<Name> {
  const isName = (name: string): name is Name => Object.hasOwn(options, name);
  const names = Object.keys(options).filter(isName);
  const { tokens } = parseArgs({
    args: [...argv],
    options: Object.fromEntries(
      names.map((name) => [
        name,
        { type: options[name].value === undefined ? 'boolean' : 'string', multiple: true } as const,
      ]),
    ),
    allowPositionals: true,
    strict: false,
    tokens: true,
  });

  const paths: string[] = [];
  const given: Given<Name>[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') paths.push(token.value);
    if (token.kind !== 'option') continue;
    const { name, rawName, value, inlineValue } = token;
    if (!rawName.startsWith('--') || !isName(name)) {
      throw unknownWord('flag', rawName, [...names.map((known) => `--${known}`), '--help']);
    }
    const placeholder = options[name].value;
    if (placeholder === undefined) {
      if (value !== undefined) throw new WrongUsage(`${rawName} takes no value.`);
    } else if (value === undefined || value === '' || (!inlineValue && /^-./.test(value))) {
      throw new WrongUsage(`${rawName} needs a value: ${rawName} ${placeholder}.`);
    }
    given.push({ name, value: value ?? '' });
  }

  const all = (name: Name) => given.filter((flag) => flag.name === name).map((flag) => flag.value);
  return {
    paths,
    given,
    all,
    has: (name) => given.some((flag) => flag.name === name),
    last: (name) => all(name).at(-1),
  };
}
