/** UTF-16 codes and character classes; codes and not strings, because the scanner looks at every character. */
export const TAB = 9;
export const LF = 10;
export const CR = 13;
export const SPACE = 32;
export const QUOTE = 34;
export const HASH = 35;
export const DOLLAR = 36;
export const PERCENT = 37;
export const STAR = 42;
export const MINUS = 45;
export const SLASH = 47;
export const LESS = 60;
export const EQUALS = 61;
export const GREATER = 62;
export const BACKSLASH = 92;
export const OPEN_BRACE = 123;
export const CLOSE_BRACE = 125;
export const TILDE = 126;

const PLUS = 43;
const DOT = 46;
const UPPER_E = 69;
const LOWER_E = 101;
const IDENTIFIER_START = 1;
const IDENTIFIER_PART = 2;
const DIGIT = 4;

const classes = new Uint8Array(128);
for (const letter of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_') {
  classes[letter.charCodeAt(0)] = IDENTIFIER_START | IDENTIFIER_PART;
}
for (const digit of '0123456789') classes[digit.charCodeAt(0)] = IDENTIFIER_PART | DIGIT;
classes[MINUS] = IDENTIFIER_PART;

const START = /^\p{ID_Start}/u;
const PART = /^\p{ID_Continue}/u;

export function isDigit(code: number): boolean {
  return ((classes[code] ?? 0) & DIGIT) !== 0;
}

export function isWhiteSpace(code: number): boolean {
  return code === SPACE || code === TAB || code === LF || code === CR;
}

/** The end of the identifier that starts at `at`, or `at` itself when none does. */
export function identifierEnd(text: string, at: number): number {
  const first = text.charCodeAt(at);
  let end = at + 1;
  if (first < 128) {
    if (((classes[first] ?? 0) & IDENTIFIER_START) === 0) return at;
  } else {
    const character = wholeCharacter(text, at);
    if (!START.test(character)) return at;
    end = at + character.length;
  }
  for (;;) {
    const code = text.charCodeAt(end);
    if (code < 128) {
      if (((classes[code] ?? 0) & IDENTIFIER_PART) === 0) return end;
      end++;
    } else {
      // Also the end of the text, where there is no code.
      const character = wholeCharacter(text, end);
      if (!PART.test(character)) return end;
      end += character.length;
    }
  }
}

/** The end of the number that starts at `at`, where a digit stands. */
export function numberEnd(text: string, at: number): number {
  let end = at + 1;
  for (let next = end; ;) {
    const code = text.charCodeAt(next);
    if (isDigit(code)) end = ++next;
    else if (code === DOT) next++;
    else if (code === UPPER_E || code === LOWER_E) {
      const sign = text.charCodeAt(next + 1);
      const digit = sign === PLUS || sign === MINUS ? next + 2 : next + 1;
      if (!isDigit(text.charCodeAt(digit))) return end;
      end = next = digit + 1;
    } else return end;
  }
}

/** The offset of the line end at or after `at`: of its LF, or of the CR before it; else the text's end. */
export function lineEnd(text: string, at: number): number {
  const feed = text.indexOf('\n', at);
  if (feed === -1) return text.length;
  return feed > at && text.charCodeAt(feed - 1) === CR ? feed - 1 : feed;
}

/** The offset at which the line of `at` starts. */
export function lineStart(text: string, at: number): number {
  return at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
}

/** The first offset from `at` on that is neither space nor tab. */
export function skipBlanks(text: string, at: number): number {
  for (let next = at; ; next++) {
    const code = text.charCodeAt(next);
    if (code !== SPACE && code !== TAB) return next;
  }
}

function wholeCharacter(text: string, at: number): string {
  const code = text.codePointAt(at);
  return code === undefined ? '' : String.fromCodePoint(code);
}

/** The offset behind the last character before `at` that is not white space. */
export function trimmedEnd(text: string, at: number): number {
  let end = at;
  while (end > 0) {
    if (!isWhiteSpace(text.charCodeAt(end - 1))) break;
    end--;
  }
  return end;
}
