import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { parseHcl } from '../../../../server/src/core/syntax/hcl';
import type { Expression } from '../../../../server/src/core/syntax/hcl/ast';
import type { SourceFile } from '../../../../server/src/core/text/source';
import { evaluate } from '../../../../server/src/core/formats/terraform/evaluate/evaluate';
import type {
  EvaluationError,
  FileAccess,
  LimitExceeded,
  Scope,
} from '../../../../server/src/core/formats/terraform/evaluate/scope';
import { newBudget } from '../../../../server/src/core/formats/terraform/evaluate/scope';
import { FUNCTIONS } from '../../../../server/src/core/formats/terraform/functions';
import { object, unknownValue } from '../../../../server/src/core/formats/terraform/values/make';
import { formatNumber } from '../../../../server/src/core/formats/terraform/values/number';
import type { TfType } from '../../../../server/src/core/formats/terraform/values/type';
import {
  BOOL,
  listOf,
  mapOf,
  NUMBER,
  setOf,
  STRING,
} from '../../../../server/src/core/formats/terraform/values/type';
import type { Open, OpenEntries, TfValue } from '../../../../server/src/core/formats/terraform/values/value';

export interface Outcome {
  readonly value: TfValue;
  readonly errors: readonly EvaluationError[];
  readonly limits: readonly LimitExceeded[];
  readonly file: SourceFile;
}

/** The expression as it stands in a file behind `x = `, and the file. */
export function parseExpression(text: string): {
  readonly expression: Expression;
  readonly file: SourceFile;
} {
  const file = { path: 'main.tf', text: `x = ${text}\n` };
  const parsed = parseHcl(file.text);
  const expression = parsed.body.attributes[0]?.expr;
  assert.deepEqual(parsed.errors, [], text);
  assert.ok(expression !== undefined, text);
  return { expression, file };
}

export function evaluateText(
  text: string,
  names: ReadonlyMap<string, TfValue> = UNKNOWNS,
  budget = newBudget(),
): Outcome {
  const { expression, file } = parseExpression(text);
  const errors: EvaluationError[] = [];
  const limits: LimitExceeded[] = [];
  const scope: Scope = {
    file,
    resolve(root) {
      const value = names.get(root);
      return value && { value, used: 0 };
    },
    functions: FUNCTIONS,
    budget,
    errors,
    limits,
    files: FIXTURES,
  };
  return { value: evaluate(expression, scope), errors, limits, file };
}

const FOLDER = fileURLToPath(new URL('functions/files', import.meta.url));

/** The files that the cases may ask for. */
const FIXTURES: FileAccess = {
  folder: '.',
  root: '.',
  read(path) {
    const full = join(FOLDER, path);
    return statSync(full, { throwIfNoEntry: false })?.isFile() === true
      ? readFileSync(full, 'utf8')
      : undefined;
  },
  list(folder) {
    const full = join(FOLDER, folder);
    if (!existsSync(full)) return undefined;
    const entries = readdirSync(full, { recursive: true, encoding: 'utf8', withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(full.length + 1))
      .sort();
  },
};

/** A place for values that come from nowhere. */
export const NOWHERE = { file: { path: 'nowhere.tf', text: '' }, span: { start: 0, end: 0 } };

const TYPES: Readonly<Record<string, TfType | undefined>> = {
  any: undefined,
  string: STRING,
  number: NUMBER,
  bool: BOOL,
  strings: listOf(STRING),
  set: setOf(STRING),
  map: mapOf(STRING),
};

/** `unknown.any`, `unknown.string`, …: the reason is the name. */
export const UNKNOWNS: ReadonlyMap<string, TfValue> = new Map([
  [
    'unknown',
    object(
      Object.entries(TYPES).map(([name, type]) => [
        name,
        unknownValue({ reason: `unknown.${name}`, at: NOWHERE }, type),
      ]),
      NOWHERE,
    ),
  ],
]);

/**
 * A value as text: `[1]` is a tuple, `list[1]`, `set[1]`, `{ a = 1 }` an object, `map{ a = 1 }`. Behind `...` comes
 * why there may be more, behind `|` what it may be; `^2` says that two elements stand where they are shown.
 */
export function render(value: TfValue): string {
  switch (value.kind) {
    case 'null':
      return 'null';
    case 'unknown':
      return `<${value.reason}>`;
    case 'string':
      return JSON.stringify(value.value);
    case 'number':
      return formatNumber(value.value);
    case 'bool':
      return String(value.value);
    case 'list':
    case 'tuple':
    case 'set': {
      const head =
        value.kind !== 'set' && value.open !== undefined && value.open.head > 0 ? `^${value.open.head}` : '';
      const items = [
        ...value.elements.map(render),
        ...(value.open === undefined ? [] : [renderOpen(value.open) + head]),
      ];
      return `${value.kind === 'tuple' ? '' : value.kind}[${items.join(', ')}]`;
    }
    case 'map':
    case 'object': {
      const items = [...value.entries].map(([key, entry]) => `${renderKey(key)} = ${render(entry)}`);
      if (value.open !== undefined) items.push(renderOpenEntries(value.open));
      return `${value.kind === 'map' ? 'map' : ''}{${items.length === 0 ? '' : ` ${items.join(', ')} `}}`;
    }
  }
}

export function renderKey(key: string): string {
  return /^[A-Za-z_][\w-]*$/.test(key) ? key : JSON.stringify(key);
}

function renderOpen({ reason, among }: Open): string {
  return `...<${reason}>${among === undefined ? '' : ` | ${among.map(render).join(', ')}`}`;
}

function renderOpenEntries({ reason, among }: OpenEntries): string {
  const entries = among?.map(
    ({ key, value }) => `${key === undefined ? '?' : renderKey(key)} = ${render(value)}`,
  );
  return `...<${reason}>${entries === undefined ? '' : ` | ${entries.join(', ')}`}`;
}

/** What evaluation of a text gives, as one line: the value, `error: …` or `limit: …`. */
export function summarize({ value, errors, limits }: Outcome): string {
  const [error] = errors;
  const [limit] = limits;
  if (limit !== undefined) return `limit: ${limit.reason}`;
  return error === undefined ? render(value) : `error: ${error.reason}`;
}

export interface Case {
  readonly line: number;
  readonly expression: string;
  readonly expected: string;
}

/** Cases are written as `expression ==> expected`; the expression may take several lines. */
export function readCases(path: URL | string): readonly Case[] {
  const cases: Case[] = [];
  let start = 0;
  let text: string[] = [];
  for (const [index, line] of readFileSync(path, 'utf8').split('\n').entries()) {
    if (text.length === 0 && (line.trim() === '' || line.startsWith('#'))) continue;
    if (text.length === 0) start = index + 1;
    const arrow = line.lastIndexOf('==> ');
    text.push(arrow === -1 ? line : line.slice(0, arrow));
    if (arrow === -1) continue;
    cases.push({
      line: start,
      expression: text.join('\n').trimEnd(),
      expected: line.slice(arrow + 4).trim(),
    });
    text = [];
  }
  assert.deepEqual(text, [], `unfinished case in line ${start}`);
  return cases;
}
