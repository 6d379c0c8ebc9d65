import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Input, TextEdit } from './target';

/** Inputs that found something once, by target; committed, and tried in every `npm test`. */
export const CORPUS = join(__dirname, 'corpus');

/** What a run finds is put here first. Nobody commits it. */
export const FOUND = join('.cache', 'fuzz');

/** The inputs of a folder, each with the path of its file. */
export function readInputs(folder: string): readonly { readonly path: string; readonly input: Input }[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => ({ path: join(folder, name), input: readInput(join(folder, name)) }));
}

export function readInput(path: string): Input {
  return decodeInput(JSON.parse(readFileSync(path, 'utf8')));
}

/** Answers the path of the file, which is named after what is in it. */
export function keepInput(folder: string, input: Input): string {
  const text = `${JSON.stringify(input, undefined, 2)}\n`;
  const path = join(folder, `${createHash('sha256').update(text).digest('hex').slice(0, 12)}.json`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, text);
  return path;
}

function decodeInput(value: unknown): Input {
  const { files, roles, edits, seed } = record(value);
  return {
    files: Object.fromEntries(Object.entries(record(files)).map(([path, content]) => [path, text(content)])),
    ...(roles !== undefined && { roles: list(roles).map(text) }),
    ...(edits !== undefined && { edits: list(edits).map(decodeEdit) }),
    ...(seed !== undefined && { seed: number(seed) }),
  };
}

function decodeEdit(value: unknown): TextEdit {
  const { file, at, remove, insert } = record(value);
  return { file: number(file), at: number(at), remove: number(remove), insert: text(insert) };
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) throw new TypeError('an object is expected');
  return { ...value };
}

function list(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new TypeError('a list is expected');
  return value;
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw new TypeError('a text is expected');
  return value;
}

function number(value: unknown): number {
  if (typeof value !== 'number') throw new TypeError('a number is expected');
  return value;
}
