import {
  closeSync,
  fchmodSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { reason } from './errors';
import { realPath } from './paths';
import { decodeText, type Mark } from './read';

/**
 * Changes files, all of them or none: the new texts are written beside them first and then put in their place.
 * Encoding, byte order mark and mode stay, a link stays a link, and a file that is not what was read any more is
 * left alone. Answers with the file that could not be changed and why, as the end of a sentence.
 */
export function replaceTextFiles(
  replacements: readonly Replacement[],
  steps: DiskSteps = DISK,
): { readonly path: string; readonly reason: string } | undefined {
  const staged: Staged[] = [];
  const done: Staged[] = [];
  let path = '';
  try {
    for (const replacement of replacements) {
      ({ path } = replacement);
      const stage = stageOf(replacement);
      if (typeof stage === 'string') return { path, reason: stage };
      staged.push(stage);
      steps.write(stage.temporary, stage.bytes, stage.mode);
    }
    for (const stage of staged) {
      ({ path } = stage);
      steps.rename(stage.temporary, stage.target);
      done.push(stage);
    }
    return undefined;
  } catch (error) {
    for (const { target, original, mode, temporary } of done) {
      DISK.write(temporary, original, mode);
      DISK.rename(temporary, target);
    }
    return { path, reason: reason(error) };
  } finally {
    for (const { temporary } of staged) rmSync(temporary, { force: true });
  }
}

/** A file that is to be changed; `before` is its text as it was read. The path is absolute. */
export interface Replacement {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** What may fail while files are replaced; tests let it. */
export interface DiskSteps {
  readonly write: (path: string, bytes: Uint8Array, mode: number) => void;
  readonly rename: (from: string, to: string) => void;
}

interface Staged {
  readonly path: string;
  /** Where a link leads. */
  readonly target: string;
  readonly temporary: string;
  readonly bytes: Uint8Array;
  readonly original: Uint8Array;
  readonly mode: number;
}

function stageOf({ path, before, after }: Replacement): Staged | string {
  const target = realPath(path);
  const { mode } = statSync(target);
  if ((mode & 0o222) === 0) return 'it is read-only';
  const original = readFileSync(target);
  const read = decodeText(original, path);
  if (!('file' in read) || read.file.text !== before) return 'it has changed since it was read';
  const temporary = `${target}.${process.pid}.tmp`;
  return { path, target, temporary, bytes: encodeText(after, read.mark), original, mode: mode & 0o7777 };
}

export const DISK: DiskSteps = {
  write(path, bytes, mode) {
    const descriptor = openSync(path, 'wx', mode);
    try {
      writeFileSync(descriptor, bytes);
      // What the process may not grant by default, the file had all the same.
      fchmodSync(descriptor, mode);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  },
  rename: renameSync,
};

function encodeText(text: string, mark: Mark): Uint8Array {
  if (mark === 'none') return Buffer.from(text, 'utf8');
  if (mark === 'utf-8') return Buffer.from(`\uFEFF${text}`, 'utf8');
  const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le');
  return mark === 'utf-16le' ? bytes : bytes.swap16();
}
