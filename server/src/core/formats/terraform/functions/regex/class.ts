import type { Matcher } from './syntax';

export const isDigit: Matcher = (c) => c >= 48 && c <= 57;
export const isWord: Matcher = (c) => isDigit(c) || isLetter(c) || c === 95;
const isSpace: Matcher = (c) => c === 32 || c === 9 || c === 10 || c === 12 || c === 13;
const isLetter: Matcher = (c) => (c >= 65 && c <= 90) || (c >= 97 && c <= 122);
const isUpper: Matcher = (c) => c >= 65 && c <= 90;
const isLower: Matcher = (c) => c >= 97 && c <= 122;
const isPrintable: Matcher = (c) => c > 32 && c < 127;

export function not(matches: Matcher): Matcher {
  return (c) => !matches(c);
}

/** `\d`, `\W` and the like: ASCII only, as in RE2. */
export const PERL_CLASSES: Readonly<Record<string, Matcher>> = {
  d: isDigit,
  w: isWord,
  s: isSpace,
  D: not(isDigit),
  W: not(isWord),
  S: not(isSpace),
};

/** `[:alpha:]` and the like. */
export const POSIX_CLASSES: Readonly<Record<string, Matcher>> = {
  alnum: (c) => isLetter(c) || isDigit(c),
  alpha: isLetter,
  ascii: (c) => c < 128,
  blank: (c) => c === 32 || c === 9,
  cntrl: (c) => c < 32 || c === 127,
  digit: isDigit,
  graph: isPrintable,
  lower: isLower,
  print: (c) => c === 32 || isPrintable(c),
  punct: (c) => isPrintable(c) && !isLetter(c) && !isDigit(c),
  space: (c) => isSpace(c) || c === 11,
  upper: isUpper,
  word: isWord,
  xdigit: (c) => isDigit(c) || (c >= 65 && c <= 70) || (c >= 97 && c <= 102),
};

/** `\pL`, `\p{Lu}`, `\p{Greek}`: a general category or a script of Unicode; `undefined` when there is none. */
export function unicodeClass(name: string): Matcher | undefined {
  if (name === 'Any') return () => true;
  try {
    const property = new RegExp(`^\\p{${name.length < 3 ? '' : 'Script='}${name}}$`, 'u');
    return (c) => property.test(String.fromCodePoint(c));
  } catch {
    return undefined;
  }
}

/** The same in either case. */
export function ignoringCase(matches: Matcher): Matcher {
  return (c) => {
    if (matches(c)) return true;
    const character = String.fromCodePoint(c);
    return [character.toLowerCase(), character.toUpperCase()].some(
      (other) => Array.from(other).length === 1 && matches(other.codePointAt(0) ?? c),
    );
  };
}
