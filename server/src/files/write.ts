import {
  appendFileSync,
  existsSync,
  fstatSync,
  mkdirSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { errorCode, reason } from './errors';
import { DISK, type DiskSteps } from './replace';

/** Writes a file. Answers why it could not, as the end of a sentence. */
export function writeTextFile(path: string, text: string): string | undefined {
  try {
    writeFileSync(path, text);
    return undefined;
  } catch (error) {
    return reason(error);
  }
}

/** Adds to a file, which is made if there is none. Answers why it could not, as the end of a sentence. */
export function appendTextFile(path: string, text: string): string | undefined {
  try {
    appendFileSync(path, text);
    return undefined;
  } catch (error) {
    return reason(error);
  }
}

/** Makes a new file, whole or not at all. Answers why it could not, as the end of a sentence. */
export function createTextFile(path: string, text: string): string | undefined {
  if (existsSync(path)) return 'it exists already';
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, text, { flag: 'wx' });
    renameSync(temporary, path);
    return undefined;
  } catch (error) {
    rmSync(temporary, { force: true });
    return reason(error);
  }
}

/**
 * Puts a text in the place of a file, or makes the file and its folders: whoever reads it finds the old text or the
 * new one, also when this is stopped midway. Answers why it could not, as the end of a sentence.
 */
export function putTextFile(
  path: string,
  text: string,
  { write, rename }: DiskSteps = DISK,
): string | undefined {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    rmSync(temporary, { force: true });
    write(temporary, Buffer.from(text, 'utf8'), 0o644);
    rename(temporary, path);
    return undefined;
  } catch (error) {
    rmSync(temporary, { force: true });
    return reason(error);
  }
}

/**
 * Writes to an open file or pipe. Answers what a full pipe has not taken yet; a pipe that its reader has closed
 * takes everything.
 */
export function writeNow(descriptor: number, text: string): Uint8Array {
  let rest: Uint8Array = Buffer.from(text);
  try {
    while (rest.length > 0) rest = rest.subarray(writeSync(descriptor, rest));
  } catch (error) {
    if (errorCode(error) === 'EPIPE') return new Uint8Array();
    if (errorCode(error) !== 'EAGAIN') throw error;
  }
  return rest;
}

/** Whether an open file is a device, as a terminal is; also when nobody can say. */
export function isDevice(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isCharacterDevice();
  } catch {
    return true;
  }
}
