import { quote } from '../values/quote';
import { string } from '../values/make';
import { STRING } from '../values/type';
import { textOf } from './arguments';
import { encodeBase64, toUtf8 } from './bytes';
import { type Algorithm, digest, toHex } from './digest';
import { failure, type TfFunction } from './function';

export const HASH_FUNCTIONS: Readonly<Record<string, TfFunction>> = {
  md5: hash('md5', toHex),
  sha1: hash('sha1', toHex),
  sha256: hash('sha256', toHex),
  sha512: hash('sha512', toHex),
  base64sha256: hash('sha256', encodeBase64),
  base64sha512: hash('sha512', encodeBase64),
  uuidv5: {
    parameters: [
      { name: 'namespace', type: STRING },
      { name: 'name', type: STRING },
    ],
    result: STRING,
    call([namespace, name], { at }) {
      const space = namespaceBytes(textOf(namespace));
      if (space === undefined) return failure(`${quote(textOf(namespace))} is no namespace`, 0);
      return string(nameBasedUuid(space, toUtf8(textOf(name))), at);
    },
  },
};

/** How the bytes of a hash are written. */
export type Writing = (bytes: readonly number[]) => string;

function hash(algorithm: Algorithm, write: Writing): TfFunction {
  return {
    parameters: [{ name: 'str', type: STRING }],
    result: STRING,
    call: ([text], { at }) => string(write(digest(algorithm, toUtf8(textOf(text)))), at),
  };
}

/** The namespaces of RFC 9562 that have a name. */
const NAMESPACES: ReadonlyMap<string, string> = new Map([
  ['dns', '6ba7b810-9dad-11d1-80b4-00c04fd430c8'],
  ['url', '6ba7b811-9dad-11d1-80b4-00c04fd430c8'],
  ['oid', '6ba7b812-9dad-11d1-80b4-00c04fd430c8'],
  ['x500', '6ba7b814-9dad-11d1-80b4-00c04fd430c8'],
]);

/** With dashes or without, in braces or behind `urn:uuid:`. */
const UUID =
  /^(?:(?:urn:uuid:)?[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|\{[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\}|[\da-f]{32})$/i;

function namespaceBytes(name: string): readonly number[] | undefined {
  const uuid = NAMESPACES.get(name) ?? name;
  if (!UUID.test(uuid)) return undefined;
  const digits = uuid.replace(/^urn:uuid:|[{}-]/gi, '').match(/../g) ?? [];
  return digits.map((pair) => Number.parseInt(pair, 16));
}

function nameBasedUuid(namespace: readonly number[], name: readonly number[]): string {
  const bytes = digest('sha1', [...namespace, ...name]).slice(0, 16);
  const marked = bytes.map((byte, at) =>
    at === 6 ? (byte & 0x0f) | 0x50 : at === 8 ? (byte & 0x3f) | 0x80 : byte,
  );
  return toHex(marked).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
