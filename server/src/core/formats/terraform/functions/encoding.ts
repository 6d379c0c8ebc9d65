import { list, object, string } from '../values/make';
import { STRING, ANY } from '../values/type';
import type { TfValue } from '../values/value';
import { decodeBase64, encodeBase64, fromUtf8, toUtf8 } from './bytes';
import { textOf } from './arguments';
import type { Failure, Parameter, TfFunction } from './function';
import { failure } from './function';
import { readCsv } from './csv';
import { readJson, writeJson } from './json';

const text: Parameter = { name: 'str', type: STRING };

export const ENCODING_FUNCTIONS: Readonly<Record<string, TfFunction>> = {
  jsonencode: {
    parameters: [{ name: 'val', type: ANY, nullable: true }],
    result: STRING,
    call: ([value], { at }) =>
      value === undefined ? failure('there is no value') : string(writeJson(value), at),
  },
  jsondecode: { parameters: [text], call: ([input], { at }) => readJson(textOf(input), at) },
  csvdecode: { parameters: [text], call: ([input], { at }) => decodeCsv(textOf(input), at) },
  base64encode: {
    parameters: [text],
    result: STRING,
    call: ([input], { at }) => string(encodeBase64(toUtf8(textOf(input))), at),
  },
  base64decode: {
    parameters: [text],
    result: STRING,
    call([input], { at }) {
      const bytes = decodeBase64(textOf(input));
      const decoded = bytes === undefined ? undefined : fromUtf8(bytes);
      return decoded === undefined ? failure('this is no text in base64', 0) : string(decoded, at);
    },
  },
  urlencode: {
    parameters: [text],
    result: STRING,
    call: ([input], { at }) => string(encodeUrl(textOf(input)), at),
  },
  urldecode: {
    parameters: [text],
    result: STRING,
    call([input], { at }) {
      const decoded = decodeUrl(textOf(input));
      return decoded === undefined
        ? failure('there is a "%" without two hexadecimal digits', 0)
        : string(decoded, at);
    },
  },
};

/** One object per line, named by the first line. */
function decodeCsv(input: string, at: TfValue['at']): TfValue | Failure {
  const rows = readCsv(input);
  if (rows === undefined) return failure('this is not CSV: a quote is out of place', 0);
  const [header, ...lines] = rows;
  if (header === undefined) return failure('the line with the names is missing', 0);
  if (new Set(header).size < header.length) return failure('two columns have the same name', 0);
  const wrong = lines.findIndex((line) => line.length !== header.length);
  if (wrong !== -1) return failure(`record ${wrong + 2} does not have ${header.length} fields`, 0);
  return list(
    lines.map((line) =>
      object(
        header.map((name, column) => [name, string(line[column] ?? '', at)]),
        at,
      ),
    ),
    at,
  );
}

/** As in the query of an address: letters, digits and `-_.~` stay, a space is "+". */
function encodeUrl(input: string): string {
  return Array.from(toUtf8(input), (byte) => {
    const character = String.fromCharCode(byte);
    if (/[A-Za-z0-9_.~-]/.test(character)) return character;
    return character === ' ' ? '+' : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }).join('');
}

function decodeUrl(input: string): string | undefined {
  if (/%(?![0-9a-fA-F]{2})/.test(input)) return undefined;
  const bytes: number[] = [];
  for (const piece of input.match(/%[0-9a-fA-F]{2}|[^%]+/g) ?? []) {
    if (piece.startsWith('%')) bytes.push(Number.parseInt(piece.slice(1), 16));
    else for (const byte of toUtf8(piece.replaceAll('+', ' '))) bytes.push(byte);
  }
  return fromUtf8(bytes);
}
