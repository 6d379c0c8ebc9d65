import { firstUnknown } from '../values/known';
import { openSequence } from '../values/open';
import { formatNumber } from '../values/number';
import { TEXT_EXCEEDED, MAX_TEXT } from '../values/limits';
import { firstUnknownOf } from '../values/known';
import { bool, list, number, string, unknownValue } from '../values/make';
import { compareText } from '../values/order';
import { BOOL, listOf, NUMBER, STRING } from '../values/type';
import type { Unknown } from '../../../values/value';
import type { TfValue } from '../values/value';
import { elementsOf, numberOf, textOf } from './arguments';
import { formatText } from './format';
import { formatList } from './format-list';
import { graphemes } from './graphemes';
import type { Failure, Parameter, TfFunction } from './function';
import { failure } from './function';
import { quote } from '../values/quote';

export const TEXT_TOO_LONG: Failure = { kind: 'failure', reason: TEXT_EXCEEDED, limit: true };

const text: Parameter = { name: 'str', type: STRING };
const strings = listOf(STRING);

/** A lone element is the result itself: `join("", aws_instance.a[*].id)` was the way to write `one()`. */
function joinUnknown(lists: readonly TfValue[], unknown: Unknown): TfValue {
  const [only, ...more] = lists.flatMap(elementsOf);
  const isClosed = lists.every((list) => 'elements' in list && list.open === undefined);
  return isClosed && only !== undefined && more.length === 0 ? only : unknownValue(unknown, STRING);
}

export const STRING_FUNCTIONS: Readonly<Record<string, TfFunction>> = {
  lower: fromText((input) => input.toLowerCase()),
  upper: fromText((input) => mapCharacters(input, (character) => character.toUpperCase())),
  title: fromText(toTitle),
  trimspace: fromText((input) => strip(input, (character) => SPACE.test(character), 'both')),
  chomp: fromText((input) => strip(input, (character) => character === '\n' || character === '\r', 'end')),
  strrev: fromText((input) => graphemes(input).reverse().join('')),
  trim: fromTexts('cutset', trim),
  trimprefix: fromTexts('prefix', (input, prefix) =>
    input.startsWith(prefix) ? input.slice(prefix.length) : input,
  ),
  trimsuffix: fromTexts('suffix', (input, suffix) =>
    suffix !== '' && input.endsWith(suffix) ? input.slice(0, -suffix.length) : input,
  ),
  startswith: question('prefix', (input, prefix) => input.startsWith(prefix)),
  endswith: question('suffix', (input, suffix) => input.endsWith(suffix)),
  strcontains: question('substr', (input, part) => input.includes(part)),
  indent: {
    parameters: [{ name: 'spaces', type: NUMBER }, text],
    result: STRING,
    call([spaces, input], { at }) {
      const count = numberOf(spaces);
      if (!Number.isInteger(count) || count < 0) return failure('the number of spaces is a whole number', 0);
      const lines = textOf(input).split('\n');
      if (count * lines.length > MAX_TEXT) return TEXT_TOO_LONG;
      return string(lines.join(`\n${' '.repeat(count)}`), at);
    },
  },
  join: {
    parameters: [{ name: 'separator', type: STRING }],
    rest: { name: 'lists', type: strings, partial: true },
    result: STRING,
    call([separator, ...lists], { at }) {
      if (lists.length === 0) return failure('there is no list to join');
      const elements = lists.flatMap(elementsOf);
      const unknown = firstUnknownOf(lists);
      if (unknown !== undefined) return joinUnknown(lists, unknown);
      if (elements.some((element) => element.kind === 'null')) return failure('null cannot be joined');
      const between = textOf(separator);
      if (between.length * elements.length > MAX_TEXT) return TEXT_TOO_LONG;
      return string(elements.map(textOf).join(between), at);
    },
  },
  split: {
    parameters: [{ name: 'separator', type: STRING }, text],
    result: strings,
    call([separator, input], { at }) {
      const between = textOf(separator);
      const parts = between === '' ? Array.from(textOf(input)) : textOf(input).split(between);
      return list(
        parts.map((part) => string(part, at)),
        at,
      );
    },
  },
  substr: {
    parameters: [text, { name: 'offset', type: NUMBER }, { name: 'length', type: NUMBER }],
    result: STRING,
    call([input, offset, length], { at }) {
      const [from, count] = [numberOf(offset), numberOf(length)];
      if (!Number.isInteger(from) || !Number.isInteger(count)) {
        return failure('offset and length are whole numbers');
      }
      const characters = graphemes(textOf(input));
      const start = from < 0 ? Math.max(0, characters.length + from) : from;
      return string(characters.slice(start, count < 0 ? undefined : start + count).join(''), at);
    },
  },
  sort: {
    parameters: [{ name: 'list', type: strings, partial: true }],
    result: strings,
    call: ([input], { at }) => sortTexts(input, at),
  },
  format: {
    parameters: [{ name: 'format', type: STRING }],
    rest: { name: 'args', type: { kind: 'any' }, nullable: true },
    result: STRING,
    call([pattern, ...args], { at }) {
      const formatted = formatText(textOf(pattern), args);
      return typeof formatted === 'string' ? string(formatted, at) : formatted;
    },
  },
  formatlist: {
    parameters: [{ name: 'format', type: STRING }],
    rest: { name: 'args', type: { kind: 'any' }, nullable: true, partial: true },
    result: strings,
    call: ([pattern, ...args], { at }) => formatList(textOf(pattern), args, at),
  },
  parseint: {
    parameters: [text, { name: 'base', type: NUMBER }],
    result: NUMBER,
    call([input, base], { at }) {
      const radix = numberOf(base);
      if (!Number.isInteger(radix) || radix < 2 || radix > 62) return failure('the base is from 2 to 62', 1);
      const value = parseInteger(textOf(input), radix);
      const reason = `${quote(textOf(input))} is no whole number in base ${formatNumber(radix)}`;
      return value === undefined ? failure(reason, 0) : number(value, at);
    },
  },
};

function fromText(change: (input: string) => string): TfFunction {
  return {
    parameters: [text],
    result: STRING,
    call: ([input], { at }) => string(change(textOf(input)), at),
  };
}

function fromTexts(name: string, change: (input: string, other: string) => string): TfFunction {
  return {
    parameters: [text, { name, type: STRING }],
    result: STRING,
    call: ([input, other], { at }) => string(change(textOf(input), textOf(other)), at),
  };
}

function question(name: string, ask: (input: string, other: string) => boolean): TfFunction {
  return {
    parameters: [text, { name, type: STRING }],
    result: BOOL,
    call: ([input, other], { at }) => bool(ask(textOf(input), textOf(other)), at),
  };
}

/** Character by character, so that no character becomes two: Terraform keeps "ß" in upper case. */
function mapCharacters(input: string, change: (character: string) => string): string {
  return input.replace(/./gsu, (character) => {
    const changed = change(character);
    return Array.from(changed).length === 1 ? changed : character;
  });
}

/** Letters, digits and "_" belong to a word; in ASCII everything else ends it, and beyond that white space. */
function toTitle(input: string): string {
  return input.replace(/(^|[\x00-/:-@[-^`{-\x7f\s])(\p{L})/gu, (_, before: string, letter: string) => {
    return before + letter.toUpperCase();
  });
}

function trim(input: string, cutset: string): string {
  const cut = new Set(cutset);
  return strip(input, (character) => cut.has(character), 'both');
}

/** White space as Unicode has it, without the byte order mark that JavaScript counts in. */
const SPACE = /[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

function strip(input: string, unwanted: (character: string) => boolean, where: 'both' | 'end'): string {
  const characters = Array.from(input);
  let start = 0;
  let end = characters.length;
  while (end > 0 && unwanted(characters[end - 1] ?? '')) end--;
  while (where === 'both' && start < end && unwanted(characters[start] ?? '')) start++;
  return characters.slice(start, end).join('');
}

/** Of a list that is partly unknown the elements stay; where they stand is not known. */
function sortTexts(input: TfValue | undefined, at: TfValue['at']): TfValue | Failure {
  if (input?.kind === 'unknown') return unknownValue(input, strings);
  if (input === undefined || !('elements' in input)) return failure('there is nothing to sort', 0);
  if (input.elements.some((element) => element.kind === 'null')) return failure('null cannot be sorted', 0);
  const known = input.elements.filter((element) => element.kind === 'string');
  const rest = input.elements.filter((element) => element.kind !== 'string');
  const sorted = [...known.sort((a, b) => compareText(a.value, b.value)), ...rest];
  const why = firstUnknown(input);
  if (why === undefined) return list(sorted, at);
  const open = openSequence(input) ?? { among: [] };
  return list(sorted, at, { ...open, reason: why.reason, at: why.at, head: 0 });
}

/** Digits, then letters of either case up to base 36, then upper case as 36 to 61. */
function parseInteger(input: string, base: number): number | undefined {
  const match = /^([+-]?)([0-9a-zA-Z]+)$/.exec(input);
  const [, sign, digits = ''] = match ?? [];
  let value = 0;
  for (const character of digits) {
    const digit = DIGITS.indexOf(base <= 36 ? character.toLowerCase() : character);
    if (digit >= base) return undefined;
    value = value * base + digit;
  }
  if (match === null || !Number.isFinite(value)) return undefined;
  return sign === '-' ? -value : value;
}

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
