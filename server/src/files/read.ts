import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { SourceFile } from '../core/text/source';
import { errorCode, reason } from './errors';
import { emptyFile, type FileProblem, startOf, syntaxError } from './problems';

/** Reads one file. Undefined when it is not there (any more). */
export function readTextFile(path: string, shown: string): ReadResult | undefined {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, 'r');
    return decodeText(readBytes(descriptor), shown);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    return { problem: syntaxError(emptyFile(shown), `The file cannot be read: ${reason(error)}.`) };
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

export type ReadResult =
  /** `mark`: the byte order mark that stood before the text and is no part of it. */
  { readonly file: SourceFile; readonly mark: Mark } | { readonly problem: FileProblem };

export type Mark = 'none' | 'utf-8' | 'utf-16le' | 'utf-16be';

/**
 * The text of a file's bytes: UTF-8, or UTF-16 with its mark, which is what Windows PowerShell makes of
 * `aws ec2 describe-security-groups > groups.json`. Undefined bytes stand for a file over the limit.
 */
export function decodeText(bytes: Uint8Array | undefined, shown: string): ReadResult {
  if (bytes === undefined) {
    const message = `The file is larger than ${FILE_LIMIT / 1024 / 1024} MiB and was left out. Split it, or export fewer groups at once.`;
    return { problem: { kind: 'limit-exceeded', message, at: startOf(emptyFile(shown)) } };
  }
  const mark = markOf(bytes);
  const encoding = mark === 'none' ? 'utf-8' : mark;
  try {
    return { file: { path: shown, text: new TextDecoder(encoding, { fatal: true }).decode(bytes) }, mark };
  } catch {
    const text = new TextDecoder(encoding).decode(bytes);
    const at = Math.max(0, text.indexOf('\uFFFD'));
    const message = `The file is not ${encoding.toUpperCase()} text from here on. Save it as UTF-8.`;
    const problem = syntaxError({ path: shown, text }, message);
    return {
      problem: { ...problem, at: { ...problem.at, span: { start: at, end: at + 1 } }, onlyIfOurs: true },
    };
  }
}

/** Joins chunks up to the limit; undefined beyond it. */
export async function readStream(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > FILE_LIMIT) return undefined;
  }
  return Buffer.concat(chunks);
}

/** Largest file that is read, in bytes. */
export const FILE_LIMIT = 16 * 1024 * 1024;

/** All bytes, or undefined beyond the limit. A pipe has no size, so reading decides. */
function readBytes(descriptor: number): Uint8Array | undefined {
  const { size } = fstatSync(descriptor);
  if (size > FILE_LIMIT) return undefined;
  let bytes = Buffer.allocUnsafe(size + 1);
  let length = 0;
  for (;;) {
    const count = readSync(descriptor, bytes, length, bytes.length - length, null);
    if (count === 0) return bytes.subarray(0, length);
    length += count;
    if (length > FILE_LIMIT) return undefined;
    if (length === bytes.length) bytes = Buffer.concat([bytes, Buffer.allocUnsafe(bytes.length + 65536)]);
  }
}

function markOf(bytes: Uint8Array): Mark {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'none';
}
