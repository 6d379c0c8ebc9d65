import { entryOf, readYaml, type YamlMap } from '../syntax/yaml';
import type { Edit } from '../text/edits';
import {
  appendToList,
  indentAt,
  insertion,
  lineEndAt,
  lineEndOf,
  lineStartAt,
  startsLine,
} from '../text/layout';
import type { SourceFile } from '../text/source';
import type { PolicyEntry } from './configuration';

// The text of a configuration is somebody's: lines are added to it and none is written anew.

/** Adds an entry under `policies:`, behind those that are there. Undefined where its text leaves no place for it. */
export function addPolicyEntry(
  file: SourceFile,
  fields: Readonly<Record<string, string>>,
): readonly Edit[] | undefined {
  const root = rootOf(file);
  if (root === undefined) return undefined;
  const pairs = Object.entries(fields).map(([key, value]) => `${key}: ${scalar(value)}`);
  const { text } = file;
  const eol = lineEndOf(text);
  const lines = (indent: string): string =>
    pairs.map((pair, index) => `${indent}${index === 0 ? '- ' : '  '}${pair}`).join(eol);
  const list = root === 'empty' ? undefined : entryOf(root, 'policies');
  if (list === undefined) return appendLines(file, root, `policies:${eol}${lines('  ')}`);
  const { value, keyAt } = list;
  if (value.kind === 'list' && text[value.at.span.start] === '[') {
    const items = value.items.map(({ at }) => at.span);
    return appendToList(file, value.at.span, items, [`{ ${pairs.join(', ')} }`]);
  }
  const last = value.kind === 'list' ? value.items.at(-1) : undefined;
  const dash = last === undefined ? -1 : text.lastIndexOf('-', last.at.span.start - 1);
  if (last === undefined || dash < keyAt.span.end || !startsLine(text, dash)) return undefined;
  const end = endOf(text, last.at.span.start, last.at.span.end);
  return [insertion(file, lineEndAt(text, end), eol + lines(indentAt(text, dash)))];
}

/** Adds `regions:` to an entry under `policies:`, or for everything. Not where Regions are stated already. */
export function addRegions(
  file: SourceFile,
  region: string,
  entry: PolicyEntry | undefined,
): readonly Edit[] | undefined {
  const root = rootOf(file);
  if (root === undefined) return undefined;
  const pair = `regions: [${region}]`;
  if (root === 'empty') return appendLines(file, root, pair);
  if (entry === undefined) {
    return entryOf(root, 'regions') === undefined ? appendLines(file, root, pair) : undefined;
  }
  const list = entryOf(root, 'policies')?.value;
  const map =
    list?.kind === 'list' ? list.items.find(({ at }) => at.span.start === entry.at.span.start) : undefined;
  const last = map?.kind === 'map' ? map.entries.at(-1) : undefined;
  if (map?.kind !== 'map' || last === undefined || entryOf(map, 'regions') !== undefined) return undefined;
  const { text } = file;
  const end = endOf(text, last.at.span.start, last.at.span.end);
  if (text[map.at.span.start] === '{') return [insertion(file, end, `, ${pair}`)];
  const indent = ' '.repeat(map.at.span.start - lineStartAt(text, map.at.span.start));
  return [insertion(file, lineEndAt(text, end), lineEndOf(text) + indent + pair)];
}

/** Undefined where the text is not what a configuration is. */
function rootOf(file: SourceFile): YamlMap | 'empty' | undefined {
  const { documents, problems } = readYaml(file);
  if (problems.length > 0) return undefined;
  const [root, ...others] = documents.flatMap((document) => document.root ?? []);
  if (root === undefined || (root.kind === 'scalar' && root.value === null)) return 'empty';
  return root.kind === 'map' && others.length === 0 && file.text[root.at.span.start] !== '{'
    ? root
    : undefined;
}

/** Lines at the end of the text; a document may end before it. */
function appendLines(file: SourceFile, root: YamlMap | 'empty', lines: string): readonly Edit[] | undefined {
  const { text } = file;
  const eol = lineEndOf(text);
  const last = root === 'empty' ? undefined : root.entries.at(-1);
  if (/^(---|\.\.\.)/m.test(text.slice(last?.at.span.end ?? 0))) return undefined;
  const start = text === '' || text.endsWith('\n') ? '' : eol;
  return [insertion(file, text.length, `${start}${lines}${eol}`)];
}

function endOf(text: string, start: number, end: number): number {
  return start + text.slice(start, end).trimEnd().length;
}

/** In quotes where YAML would read something else. */
function scalar(value: string): string {
  return /^[A-Za-z][\w./-]*$/.test(value) && !/^(true|false|null|yes|no|on|off)$/i.test(value)
    ? value
    : `'${value.replaceAll("'", "''")}'`;
}
