import { quote } from '../values/quote';
import { string, unknownValue } from '../values/make';
import { STRING } from '../values/type';
import type { TfValue } from '../values/value';
import { textOf } from './arguments';
import { decodeBase64, encodeBase64, fromUtf8, toUtf8 } from './bytes';
import { type CallContext, failure, type TfFunction } from './function';

/** How characters become bytes; `undefined` = they cannot. */
interface Encoding {
  readonly encode: (text: string) => readonly number[] | undefined;
  readonly decode: (bytes: readonly number[]) => string | undefined;
}

/** UTF-16 is what PowerShell and Windows ask for; the encodings of single countries would need their tables. */
const ENCODINGS: ReadonlyMap<string, Encoding> = new Map([
  ['utf-8', { encode: toUtf8, decode: fromUtf8 }],
  ['utf-16le', utf16(0)],
  ['utf-16be', utf16(1)],
  ['utf-16', utf16WithMark()],
  ['iso-8859-1', singleBytes(0x100)],
  ['latin1', singleBytes(0x100)],
  ['us-ascii', singleBytes(0x80)],
]);

export const TEXT_ENCODING_FUNCTIONS: Readonly<Record<string, TfFunction>> = {
  textencodebase64: {
    parameters: [
      { name: 'string', type: STRING },
      { name: 'encoding', type: STRING },
    ],
    result: STRING,
    call([text, name], context) {
      const encoding = ENCODINGS.get(textOf(name).toLowerCase());
      if (encoding === undefined) return unknownEncoding('textencodebase64', textOf(name), context);
      const bytes = encoding.encode(textOf(text));
      if (bytes === undefined) return failure(`there are characters that ${textOf(name)} does not have`, 0);
      return string(encodeBase64(bytes), context.at);
    },
  },
  textdecodebase64: {
    parameters: [
      { name: 'source', type: STRING },
      { name: 'encoding', type: STRING },
    ],
    result: STRING,
    call([source, name], context) {
      const encoding = ENCODINGS.get(textOf(name).toLowerCase());
      if (encoding === undefined) return unknownEncoding('textdecodebase64', textOf(name), context);
      const bytes = decodeBase64(textOf(source));
      if (bytes === undefined) return failure('this is not base64', 0);
      const text = encoding.decode(bytes);
      if (text === undefined) return failure(`this is no text in ${textOf(name)}`, 0);
      return string(text, context.at);
    },
  },
};

function unknownEncoding(called: string, name: string, { at }: CallContext): TfValue {
  const reason = `${called}() needs the table of the encoding ${quote(name)}, which is not kept here`;
  return unknownValue({ reason, at }, STRING);
}

/** Each unit as two bytes, of which the lower one stands at that index. */
function utf16(lowAt: 0 | 1): Encoding {
  return {
    encode: (text) =>
      Array.from({ length: text.length * 2 }, (_, at) => {
        const unit = text.charCodeAt(at >> 1);
        return (at & 1) === lowAt ? unit & 0xff : unit >> 8;
      }),
    decode(bytes) {
      if (bytes.length % 2 !== 0) return undefined;
      const units: string[] = [];
      for (let at = 0; at < bytes.length; at += 2) {
        const low = bytes[at + lowAt] ?? 0;
        const high = bytes[at + 1 - lowAt] ?? 0;
        units.push(String.fromCharCode((high << 8) | low));
      }
      const text = units.join('');
      return LONE_SURROGATE.test(text) ? undefined : text;
    },
  };
}

const LONE_SURROGATE = /\p{Surrogate}/u;

/** Big-endian behind a mark; without a mark it is read so too. */
function utf16WithMark(): Encoding {
  const [little, big] = [utf16(0), utf16(1)];
  return {
    encode: (text) => big.encode(`\ufeff${text}`),
    decode(bytes) {
      const [first, second] = bytes;
      if (first === 0xff && second === 0xfe) return little.decode(bytes.slice(2));
      return big.decode(first === 0xfe && second === 0xff ? bytes.slice(2) : bytes);
    },
  };
}

/** The first characters of Unicode, a byte for each. */
function singleBytes(end: number): Encoding {
  return {
    encode(text) {
      const codes = Array.from(text, (character) => character.codePointAt(0) ?? 0);
      return codes.every((code) => code < end) ? codes : undefined;
    },
    decode: (bytes) =>
      bytes.every((byte) => byte < end) ? bytes.map((byte) => String.fromCharCode(byte)).join('') : undefined,
  };
}
