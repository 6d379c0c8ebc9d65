import { MAX_TEXT } from '../values/limits';
import { list, nullAt, object, string, tuple, unknownValue } from '../values/make';
import { STRING } from '../values/type';
import type { TfValue } from '../values/value';
import { textOf } from './arguments';
import type { CallContext, Failure, Parameter, TfFunction } from './function';
import { failure } from './function';
import { matchAll, type Match, type Matches } from './regex';
import { TEXT_TOO_LONG } from './string';

const pattern: Parameter = { name: 'pattern', type: STRING };
const text: Parameter = { name: 'string', type: STRING };

/** Functions that take regular expressions. */
export const PATTERN_FUNCTIONS: Readonly<Record<string, TfFunction>> = {
  regex: {
    parameters: [pattern, text],
    call([expression, input], context) {
      const found = extract(textOf(expression), textOf(input), 1, context);
      if (found.kind !== 'matches') return found;
      const [first] = found.matches;
      return first === undefined ? failure('the pattern does not match', 1) : resultOf(first, found, context);
    },
  },
  regexall: {
    parameters: [pattern, text],
    call([expression, input], context) {
      const found = extract(textOf(expression), textOf(input), Infinity, context);
      if (found.kind !== 'matches') return found;
      return list(
        found.matches.map((match) => resultOf(match, found, context)),
        context.at,
      );
    },
  },
  replace: {
    parameters: [
      { name: 'str', type: STRING },
      { name: 'substr', type: STRING },
      { name: 'replace', type: STRING },
    ],
    result: STRING,
    call([input, part, replacement], context) {
      const sought = textOf(part);
      if (sought.length > 1 && sought.startsWith('/') && sought.endsWith('/')) {
        return replacePattern(textOf(input), sought.slice(1, -1), textOf(replacement), context);
      }
      const pieces = sought === '' ? ['', ...Array.from(textOf(input)), ''] : textOf(input).split(sought);
      return joinPieces(pieces, textOf(replacement), context);
    },
  },
};

function joinPieces(pieces: readonly string[], between: string, { at }: CallContext): TfValue | Failure {
  if (between.length * pieces.length > MAX_TEXT) return TEXT_TOO_LONG;
  return string(pieces.join(between), at);
}

function search(
  expression: string,
  input: string,
  most: number,
  { at, spend }: CallContext,
): Matches | Failure | TfValue {
  const found = matchAll(expression, input, most);
  switch (found.kind) {
    case 'matches':
      // A step of the machine is a small part of a step of evaluation.
      spend(found.effort >> 4);
      return found;
    case 'invalid':
      return failure(`the pattern is not valid: ${found.reason}`);
    case 'unsupported':
      return unknownValue({ reason: `the pattern cannot be read here: ${found.reason}`, at });
    case 'too-much':
      return { kind: 'failure', reason: 'pattern and text are too long for each other', limit: true };
  }
}

/** What becomes of groups follows from the pattern: with names an object, else a tuple. */
function extract(
  expression: string,
  input: string,
  most: number,
  context: CallContext,
): Matches | Failure | TfValue {
  const found = search(expression, input, most, context);
  if (found.kind !== 'matches') return found;
  const named = found.groups.filter((name) => name !== undefined).length;
  const mixed = named > 0 && named < found.groups.length;
  return mixed ? failure('groups with names and without cannot be mixed', 0) : found;
}

function resultOf({ texts: [whole, ...groups] }: Match, found: Matches, { at }: CallContext): TfValue {
  const value = (part: string | undefined): TfValue => (part === undefined ? nullAt(at) : string(part, at));
  if (groups.length === 0) return value(whole);
  if (found.groups[0] === undefined) return tuple(groups.map(value), at);
  return object(
    found.groups.map((name, index) => [name ?? '', value(groups[index])]),
    at,
  );
}

function replacePattern(
  input: string,
  expression: string,
  replacement: string,
  context: CallContext,
): TfValue | Failure {
  const found = search(expression, input, Infinity, context);
  if (found.kind !== 'matches') return found;
  let result = '';
  let from = 0;
  for (const match of found.matches) {
    result += found.characters.slice(from, match.start).join('') + expand(replacement, match, found);
    if (result.length > MAX_TEXT) return TEXT_TOO_LONG;
    from = match.end;
  }
  return string(result + found.characters.slice(from).join(''), context.at);
}

/** `$1`, `${1}`, `$name`, `${name}` and `$$` in a replacement; a group that does not exist is empty. */
function expand(replacement: string, match: Match, found: Matches): string {
  return replacement.replace(
    /\$(?:\$|\{(\w+)\}|(\w+))/g,
    (written, braced: string | undefined, bare: string | undefined) => {
      const name = braced ?? bare;
      if (name === undefined) return written === '$$' ? '$' : written;
      const index = /^\d+$/.test(name) ? Number(name) : found.groups.indexOf(name) + 1;
      return (index === 0 && !/^\d+$/.test(name) ? undefined : match.texts[index]) ?? '';
    },
  );
}
