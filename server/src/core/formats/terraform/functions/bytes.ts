/** A text as bytes in UTF-8. */
export function toUtf8(text: string): number[] {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), tail(code));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), tail(code >> 6), tail(code));
    else bytes.push(0xf0 | (code >> 18), tail(code >> 12), tail(code >> 6), tail(code));
  }
  return bytes;
}

function tail(bits: number): number {
  return 0x80 | (bits & 0x3f);
}

/** The text that bytes stand for; `undefined` when they are not UTF-8. */
export function fromUtf8(bytes: readonly number[]): string | undefined {
  const characters: string[] = [];
  for (let at = 0; at < bytes.length;) {
    const first = bytes[at] ?? 0;
    const length =
      first < 0x80 ? 1 : first >> 5 === 6 ? 2 : first >> 4 === 14 ? 3 : first >> 3 === 30 ? 4 : 0;
    let code = length === 1 ? first : first & (0xff >> (length + 1));
    for (const byte of bytes.slice(at + 1, at + length)) {
      if (byte >> 6 !== 2) return undefined;
      code = (code << 6) | (byte & 0x3f);
    }
    const isSurrogate = code >= 0xd800 && code <= 0xdfff;
    if (length === 0 || at + length > bytes.length || code > 0x10ffff || isSurrogate) return undefined;
    if (code < (SMALLEST[length] ?? 0)) return undefined;
    characters.push(String.fromCodePoint(code));
    at += length;
  }
  return characters.join('');
}

/** The first code point that needs so many bytes; one that would fit in fewer is an error. */
const SMALLEST = [0, 0, 0x80, 0x800, 0x10000];

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

export function encodeBase64(bytes: readonly number[]): string {
  const groups: string[] = [];
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b, c] = bytes.slice(at, at + 3);
    const bits = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    const digits = [18, 12, 6, 0].map((shift) => ALPHABET[(bits >> shift) & 63] ?? '');
    if (b === undefined) digits.splice(2, 2, '==');
    else if (c === undefined) digits.splice(3, 1, '=');
    groups.push(digits.join(''));
  }
  return groups.join('');
}

/** With padding, as Terraform requires; line ends are skipped. */
export function decodeBase64(text: string): number[] | undefined {
  const compact = text.replace(/[\r\n]/g, '');
  if (compact.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(compact)) return undefined;
  const bytes: number[] = [];
  for (let at = 0; at < compact.length; at += 4) {
    const group = compact.slice(at, at + 4);
    const bits = Array.from(group, (digit) => Math.max(0, ALPHABET.indexOf(digit))).reduce(
      (all, digit) => all * 64 + digit,
      0,
    );
    const padding = group.endsWith('==') ? 2 : group.endsWith('=') ? 1 : 0;
    bytes.push(...[bits >> 16, (bits >> 8) & 255, bits & 255].slice(0, 3 - padding));
  }
  return bytes;
}
