import { formatNumber } from '../values/number';
import type { TfValue } from '../values/value';
import { toUtf8 } from './bytes';

/**
 * A wholly known value as Terraform writes it in YAML: strings and keys in quotes, or as a block when they have
 * lines, and lists no further in than the key that they stand under.
 */
export function writeYaml(value: TfValue): string {
  const text = write(value, -1).replace(/\n?$/, '\n');
  return isPlain(value) ? `${text}...\n` : text;
}

/** Behind one that makes up the whole document, the end of the document is marked. */
function isPlain({ kind }: TfValue): boolean {
  return kind === 'null' || kind === 'number' || kind === 'bool';
}

/** Longer keys, in bytes, stand behind a "? ". */
const LONGEST_SIMPLE_KEY = 128;

/** What stands behind `- `, behind `? ` or at the start of the text, where `outer` is the indentation around it. */
function write(value: TfValue, outer: number): string {
  return writeLines(value, outer < 0 ? 0 : outer + 2) ?? writeScalar(value, outer, outer < 0 ? 0 : outer + 2);
}

/** The lines of what has any, the first of them without its indentation. */
function writeLines(value: TfValue, indent: number): string | undefined {
  const between = `\n${' '.repeat(indent)}`;
  if ('elements' in value && value.elements.length > 0) {
    return join(
      value.elements.map((element) => `- ${write(element, indent)}`),
      between,
    );
  }
  if ('entries' in value && value.entries.size > 0) {
    return join(
      [...value.entries].map(([key, entry]) => writeEntry(key, entry, indent)),
      between,
    );
  }
  return undefined;
}

function writeEntry(key: string, value: TfValue, indent: number): string {
  if (key.includes('\n') || toUtf8(key).length > LONGEST_SIMPLE_KEY) {
    const long = writeText(key, indent, indent + 2);
    return join([`? ${long}`, `: ${write(value, indent)}`], `\n${' '.repeat(indent)}`);
  }
  const inner = 'elements' in value ? indent : indent + 2;
  const lines = writeLines(value, inner);
  const start = `${quoted(key)}:`;
  if (lines !== undefined) return `${start}\n${' '.repeat(inner)}${lines}`;
  return `${start} ${writeScalar(value, indent, indent + Array.from(start).length + 1)}`;
}

/** A block of text may have ended its line already. */
function join(parts: readonly string[], between: string): string {
  return parts.reduce((text, part) => text + (text.endsWith('\n') ? between.slice(1) : between) + part);
}

/** It starts at the column; its further lines stand two further in than `indent`. */
function writeScalar(value: TfValue, indent: number, column: number): string {
  switch (value.kind) {
    case 'string':
      return writeText(value.value, indent, column);
    case 'number':
      return formatNumber(value.value);
    case 'bool':
      return String(value.value);
    case 'map':
    case 'object':
      return '{}';
    case 'list':
    case 'set':
    case 'tuple':
      return '[]';
    case 'null':
    case 'unknown':
      return 'null';
  }
}

function writeText(text: string, indent: number, column: number): string {
  const margin = ' '.repeat(Math.max(indent, 0) + 2);
  if (!text.includes('\n') || text.endsWith(' ') || text.includes(' \n') || UNPRINTABLE.test(text)) {
    return fold(text, column, margin);
  }
  const hint = /^[ \n]/.test(text) ? '2' : '';
  const chomp = !text.endsWith('\n') ? '-' : text === '\n' || text.endsWith('\n\n') ? '+' : '';
  const body = text.replace(/^(?=.)/gm, margin);
  return `|${hint}${chomp}\n${body}`;
}

/** What can only be written with a backslash: control characters, and all that need more than 16 bits. */
const UNPRINTABLE = /[^\n\x20-\x7e\xa0-\ufefe\uff00-\ufffd]|[\ud800-\udfff]/;

const TO_ESCAPE = /[\x00-\x1f"\\\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|[\u{10000}-\u{10ffff}]/gu;

const SHORT: Readonly<Record<string, string>> = {
  '\0': '0',
  '\x07': 'a',
  '\b': 'b',
  '\t': 't',
  '\n': 'n',
  '\v': 'v',
  '\f': 'f',
  '\r': 'r',
  '\x1b': 'e',
  '"': '"',
  '\\': '\\',
  '\x85': 'N',
  '\u2028': 'L',
  '\u2029': 'P',
};

/** In quotes, with a line end in place of the first space behind the width of a line. */
function fold(text: string, start: number, margin: string): string {
  const unfolded = quoted(text);
  if (start + unfolded.length <= WIDTH) return unfolded;
  let [result, column] = ['"', start + 1];
  let spaces = false;
  const characters = Array.from(text);
  for (const [at, character] of characters.entries()) {
    const isInside = at > 0 && at < characters.length - 1;
    let written = character.replace(TO_ESCAPE, escape);
    if (character === ' ' && !spaces && isInside && column > WIDTH) {
      written = `\n${margin}${characters[at + 1] === ' ' ? '\\' : ''}`;
      column = -1;
    }
    result += written;
    column += Array.from(written).length;
    spaces = character === ' ';
  }
  return `${result}"`;
}

const WIDTH = 80;

function quoted(text: string): string {
  return `"${text.replace(TO_ESCAPE, escape)}"`;
}

function escape(character: string): string {
  const short = SHORT[character];
  if (short !== undefined) return `\\${short}`;
  const code = character.codePointAt(0) ?? 0;
  const digits = code.toString(16).toUpperCase();
  if (code <= 0xff) return `\\x${digits.padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${digits.padStart(4, '0')}` : `\\U${digits.padStart(8, '0')}`;
}
