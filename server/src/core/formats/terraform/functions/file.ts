import { bool, set, string, unknownValue } from '../values/make';
import { quote } from '../values/quote';
import { BOOL, setOf, STRING, type TfType } from '../values/type';
import type { TfValue } from '../values/value';
import { textOf } from './arguments';
import { encodeBase64, toUtf8 } from './bytes';
import { type Algorithm, digest, toHex } from './digest';
import { type CallContext, type Failure, failure, type Parameter, type TfFunction } from './function';
import { fileMatcher } from './glob';
import type { Writing } from './hash';

const path: Parameter = { name: 'path', type: STRING };

/** Functions that look at the files beside the configuration, as far as these have been read. */
export const FILE_FUNCTIONS: Readonly<Record<string, TfFunction>> = {
  file: ofText('file', (text) => text),
  filebase64: ofBytes('filebase64', encodeBase64),
  filemd5: hashOf('filemd5', 'md5', toHex),
  filesha1: hashOf('filesha1', 'sha1', toHex),
  filesha256: hashOf('filesha256', 'sha256', toHex),
  filesha512: hashOf('filesha512', 'sha512', toHex),
  filebase64sha256: hashOf('filebase64sha256', 'sha256', encodeBase64),
  filebase64sha512: hashOf('filebase64sha512', 'sha512', encodeBase64),
  fileexists: { parameters: [path], result: BOOL, call: ([of], context) => exists(textOf(of), context) },
  fileset: {
    parameters: [path, { name: 'pattern', type: STRING }],
    result: setOf(STRING),
    call: ([folder, pattern], context) => findFiles(textOf(folder), textOf(pattern), context),
  },
};

/** The text of a file, or an unknown that says why there is none. */
export function readText(called: string, of: string, { at, files }: CallContext, type?: TfType): TfValue {
  const text = files?.read(of);
  if (text === undefined) return notAtHand(called, of, { at }, type);
  // What is no UTF-8 was read with characters in its place.
  if (text.includes('\ufffd')) {
    return unknownValue({ reason: `${called}() reads ${quote(of)}, which is not text in UTF-8`, at }, type);
  }
  return { kind: 'string', value: text, at };
}

function notAtHand(called: string, of: string, { at }: Pick<CallContext, 'at'>, type?: TfType): TfValue {
  return unknownValue({ reason: `${called}() looks at ${quote(of)}, which is not at hand`, at }, type);
}

function ofText(called: string, write: (text: string) => string): TfFunction {
  return {
    parameters: [path],
    result: STRING,
    call([of], context) {
      const read = readText(called, textOf(of), context, STRING);
      return read.kind === 'string' ? string(write(read.value), context.at) : read;
    },
  };
}

function ofBytes(called: string, write: Writing): TfFunction {
  return ofText(called, (text) => write(toUtf8(text)));
}

function hashOf(called: string, algorithm: Algorithm, write: Writing): TfFunction {
  return ofBytes(called, (bytes) => write(digest(algorithm, bytes)));
}

function exists(of: string, { at, files }: CallContext): TfValue | Failure {
  if (files?.read(of) !== undefined) return bool(true, at);
  const slash = of.lastIndexOf('/');
  const folder = slash === -1 ? '.' : of.slice(0, slash) || '/';
  const beside = files?.list(folder);
  if (beside === undefined) return notAtHand('fileexists', of, { at }, BOOL);
  const name = of.slice(slash + 1);
  if (beside.some((file) => file.startsWith(`${name}/`))) return failure('this is a folder', 0);
  return bool(beside.includes(name), at);
}

function findFiles(folder: string, pattern: string, context: CallContext): TfValue | Failure {
  const { at, files, spend } = context;
  const matches = fileMatcher(pattern);
  if (matches === 'invalid') return failure('the pattern is not valid', 1);
  if (matches === 'outside') {
    return unknownValue({ reason: 'fileset() looks outside of its folder', at }, setOf(STRING));
  }
  const all = files?.list(folder);
  if (all === undefined) return notAtHand('fileset', folder, context, setOf(STRING));
  const found: TfValue[] = [];
  for (const file of all) {
    const matched = matches(file, spend);
    if (matched === undefined) {
      return { kind: 'failure', reason: 'pattern and names are too long for each other', limit: true };
    }
    if (matched) found.push(string(file, at));
  }
  return set(found, at);
}
