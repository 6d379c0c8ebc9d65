import { ignoringCase, not, PERL_CLASSES, POSIX_CLASSES, unicodeClass } from './class';
import type { Assertion, Matcher, Node, Pattern, PatternError } from './syntax';

interface Flags {
  readonly ignoreCase: boolean;
  readonly multiLine: boolean;
  readonly dotAll: boolean;
  readonly ungreedy: boolean;
}

const DEEPEST = 100;

/** Reads the syntax of RE2, but for the rare parts: `\Q…\E`, `\C`. */
export function parsePattern(text: string): Pattern | PatternError {
  const characters = Array.from(text);
  const groups: (string | undefined)[] = [];
  let at = 0;
  let depth = 0;

  const peek = (ahead = 0): string => characters[at + ahead] ?? '';
  const accept = (wanted: string): boolean => {
    for (const [index, character] of Array.from(wanted).entries())
      if (peek(index) !== character) return false;
    at += wanted.length;
    return true;
  };
  let error: PatternError | undefined;
  /** Nothing is read behind the first error: all loops are at the end then. */
  const stop = (kind: PatternError['kind'], reason: string): Node => {
    error ??= { kind, reason };
    at = characters.length;
    return { kind: 'empty' };
  };
  const invalid = (reason: string): Node => stop('invalid', reason);

  function alternatives(outer: Flags): Node {
    if (++depth > DEEPEST) stop('unsupported', `it is nested more than ${DEEPEST} deep`);
    let flags = outer;
    const branches: Node[] = [];
    let sequence: Node[] = [];
    while (at < characters.length && peek() !== ')') {
      if (accept('|')) {
        branches.push({ kind: 'sequence', nodes: sequence });
        sequence = [];
        continue;
      }
      const inner = groupFlags(flags);
      if (inner !== undefined) flags = inner;
      else sequence.push(repeat(term(flags), flags));
    }
    depth--;
    const last: Node = { kind: 'sequence', nodes: sequence };
    return branches.length === 0 ? last : { kind: 'alternatives', nodes: [...branches, last] };
  }

  /** `(?i)`: for the rest of the group. */
  function groupFlags(flags: Flags): Flags | undefined {
    const match = /^\(\?([imsU]*(?:-[imsU]+)?)\)/.exec(characters.slice(at, at + 16).join(''));
    if (match === null) return undefined;
    at += match[0].length;
    return withFlags(flags, match[1] ?? '');
  }

  function term(flags: Flags): Node {
    const character = peek();
    if ('*+?'.includes(character)) return invalid(`there is nothing to repeat before "${character}"`);
    at++;
    switch (character) {
      case '(':
        return group(flags);
      case '[':
        return { kind: 'character', matches: bracket(flags) };
      case '.':
        return { kind: 'character', matches: flags.dotAll ? () => true : (c) => c !== 10 };
      case '^':
        return assertion(flags.multiLine ? 'line-start' : 'text-start');
      case '$':
        return assertion(flags.multiLine ? 'line-end' : 'text-end');
      case '\\':
        return escape(flags);
      default:
        return literal(character.codePointAt(0) ?? 0, flags);
    }
  }

  function group(outer: Flags): Node {
    if (!accept('?')) return capture(undefined, outer);
    if (peek() === '<' || peek() === 'P') {
      const match = /^P?<([A-Za-z0-9_]+)>/.exec(characters.slice(at, at + 200).join(''));
      if (match === null) return invalid('the name of a group is not complete');
      at += match[0].length;
      return capture(match[1], outer);
    }
    const match = /^([imsU]*(?:-[imsU]+)?):/.exec(characters.slice(at, at + 16).join(''));
    if (match === null) return invalid(`"(?${peek()}" is not part of the syntax`);
    at += match[0].length;
    return close(alternatives(withFlags(outer, match[1] ?? '')));
  }

  function capture(name: string | undefined, flags: Flags): Node {
    if (name !== undefined && groups.includes(name)) return invalid(`two groups are named "${name}"`);
    const index = groups.push(name);
    return { kind: 'group', inner: close(alternatives(flags)), index };
  }

  function close(inner: Node): Node {
    return accept(')') ? inner : invalid('a closing parenthesis is missing');
  }

  function repeat(inner: Node, flags: Flags): Node {
    let node = inner;
    let repeated = false;
    for (;;) {
      const bounds = quantifier();
      if (bounds === undefined) return node;
      if (repeated) return invalid('two repetitions stand behind each other');
      const lazy = accept('?');
      node = { kind: 'repeat', inner: node, ...bounds, greedy: lazy === flags.ungreedy };
      repeated = true;
    }
  }

  function quantifier(): { readonly min: number; readonly max: number } | undefined {
    if (accept('*')) return { min: 0, max: Infinity };
    if (accept('+')) return { min: 1, max: Infinity };
    if (accept('?')) return { min: 0, max: 1 };
    const match = /^\{(\d+)(?:(,)(\d*))?\}/.exec(characters.slice(at, at + 16).join(''));
    if (match === null) return undefined;
    const [all, low = '', comma, high = ''] = match;
    at += all.length;
    const min = Number(low);
    const max = comma === undefined ? min : high === '' ? Infinity : Number(high);
    if (min > max || min > 1000 || (max > 1000 && max !== Infinity))
      invalid(`${all} is no count of repetitions`);
    return { min, max };
  }

  function escape(flags: Flags): Node {
    const character = peek();
    const named = ASSERTIONS[character];
    if (named !== undefined) {
      at++;
      return assertion(named);
    }
    const matches = escapedClass();
    if (matches === undefined) return literal(escapedCharacter(), flags);
    return { kind: 'character', matches: flags.ignoreCase ? ignoringCase(matches) : matches };
  }

  /** Behind the backslash: `d`, `pL`, `P{Greek}`; moves on only when it is a class. */
  function escapedClass(): Matcher | undefined {
    const written = characters.slice(at, at + 64).join('');
    const match = /^(?:[dwsDWS]|([pP])(?:\{(\^?)(\w+)\}|([A-Z])))/.exec(written);
    if (match === null) return undefined;
    const [all, letter, caret = '', long, short] = match;
    at += all.length;
    if (letter === undefined) return PERL_CLASSES[all];
    const named = unicodeClass(long ?? short ?? '');
    if (named === undefined) invalid(`there is no class "\\${all}"`);
    else return (letter === 'P') !== (caret === '^') ? not(named) : named;
    return undefined;
  }

  /** Behind the backslash: one character, however it is written. */
  function escapedCharacter(): number {
    const character = peek();
    at++;
    const control = CONTROLS[character];
    if (control !== undefined) return control;
    if (character === 'x') {
      const match = /^(?:([0-9a-fA-F]{2})|\{([0-9a-fA-F]{1,6})\})/.exec(
        characters.slice(at, at + 8).join(''),
      );
      const code = Number.parseInt(match?.[1] ?? match?.[2] ?? '', 16);
      if (match === null || !(code <= 0x10ffff)) invalid('"\\x" is not complete');
      else at += match[0].length;
      return code;
    }
    if (character === '' || /[0-9]/.test(character)) invalid(`"\\${character}" is not part of the syntax`);
    if (/[A-Za-z]/.test(character)) stop('unsupported', `"\\${character}" is not read here`);
    return character.codePointAt(0) ?? 0;
  }

  function bracket(flags: Flags): Matcher {
    const negated = accept('^');
    const parts: Matcher[] = [];
    for (let first = true; first || (peek() !== ']' && peek() !== ''); first = false)
      parts.push(bracketPart(first));
    if (!accept(']')) invalid('a closing bracket is missing');
    const any: Matcher = (c) => parts.some((part) => part(c));
    const matches = flags.ignoreCase ? ignoringCase(any) : any;
    return negated ? not(matches) : matches;
  }

  function bracketPart(first: boolean): Matcher {
    const posix = /^\[:(\^?)([a-z]+):\]/.exec(characters.slice(at, at + 16).join(''));
    if (posix !== null) {
      const named = POSIX_CLASSES[posix[2] ?? ''];
      at += posix[0].length;
      if (named === undefined) invalid(`there is no class ${posix[0]}`);
      else return posix[1] === '^' ? not(named) : named;
    }
    if (accept('\\')) {
      const named = escapedClass();
      if (named !== undefined) return named;
      at--;
    }
    if (peek() === '-' && !first && peek(1) !== ']') invalid('a "-" in brackets stands first or last');
    const from = bracketCharacter();
    if (peek() !== '-' || peek(1) === ']' || peek(1) === '') return (c) => c === from;
    at++;
    const to = bracketCharacter();
    if (to < from) invalid('a range in brackets ends before it starts');
    return (c) => c >= from && c <= to;
  }

  function bracketCharacter(): number {
    const character = peek();
    at++;
    return character === '\\' ? escapedCharacter() : (character.codePointAt(0) ?? 0);
  }

  const root = alternatives({ ignoreCase: false, multiLine: false, dotAll: false, ungreedy: false });
  if (at < characters.length) invalid('there is a closing parenthesis too many');
  return error ?? { kind: 'pattern', root, groups };
}

const ASSERTIONS: Readonly<Record<string, Assertion>> = {
  A: 'text-start',
  z: 'text-end',
  b: 'word',
  B: 'no-word',
};
const CONTROLS: Readonly<Record<string, number>> = { a: 7, f: 12, t: 9, n: 10, r: 13, v: 11 };

function assertion(what: Assertion): Node {
  return { kind: 'assertion', what };
}

function literal(code: number, flags: Flags): Node {
  const same: Matcher = (c) => c === code;
  return { kind: 'character', matches: flags.ignoreCase ? ignoringCase(same) : same };
}

function withFlags(flags: Flags, written: string): Flags {
  const [on = '', off = ''] = written.split('-');
  const flag = (letter: string, before: boolean): boolean =>
    (before || on.includes(letter)) && !off.includes(letter);
  return {
    ignoreCase: flag('i', flags.ignoreCase),
    multiLine: flag('m', flags.multiLine),
    dotAll: flag('s', flags.dotAll),
    ungreedy: flag('U', flags.ungreedy),
  };
}
