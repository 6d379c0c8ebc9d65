import type { Expression, ObjectExpression } from '../../../../syntax/hcl';
import type { SourceFile } from '../../../../text/source';
import { indentAt, insertion, lineEndAt, lineEndOf, orderedLike } from '../../../../text/layout';
import type { Edit } from '../../../../text/edits';
import { inOneLine, namesOf, nameOf, objectText } from '../elements';
import { listValue, type Argument } from '../style';
import { isNothing, type Part, type Solution } from './solve';
import type { Wanted } from './wanted';

/** An entry as text, without a key, in the style of the last of its neighbours. Undefined when some part of it is open. */
export function entryText(
  { parts, whole }: Solution,
  siblings: readonly Expression[],
  words: string,
  file: SourceFile,
  indent: string,
): string | undefined {
  if (whole !== undefined) {
    const text = valueText(whole, siblings, file);
    return typeof text === 'string' || text === undefined ? text : inOneLine(text);
  }
  const objects = siblings.flatMap((sibling) => (sibling.kind === 'object' ? [sibling] : []));
  if (objects.length < siblings.length) return undefined;
  const like = objects.at(-1);
  const present = like === undefined ? [] : namesOf(like);
  const wanted = new Map<string, Part>(parts);
  for (const name of present) {
    if (!wanted.has(name)) wanted.set(name, { wanted: { kind: 'same' }, optional: false });
  }
  const args: Argument[] = [];
  for (const [name, part] of wanted) {
    if ((part.optional || isNothing(part.wanted)) && like !== undefined && !present.includes(name)) continue;
    const all = objects.flatMap((object) => partOf(object, name) ?? []);
    const value = valueText(vagueAs(part.wanted, name, words), all, file);
    if (value === undefined) return undefined;
    args.push({ name, value });
  }
  const ordered = orderedLike(args, ({ name }) => name, present);
  const spelt = ordered.map((argument) => ({ ...argument, name: keyLike(argument.name, like, file) }));
  return objectText(spelt, like, indent, lineEndOf(file.text), file.text);
}

/** What people read gets words of its own; what nobody here understands must be the same everywhere. */
function vagueAs(wanted: Wanted, name: string, words: string): Wanted {
  if (wanted.kind !== 'words' && wanted.kind !== 'same') return wanted;
  if (/desc|comment/i.test(name)) return wanted.kind === 'words' ? wanted : { kind: 'words', value: words };
  if (isName(name)) return { kind: 'words', value: words };
  return { kind: 'same' };
}

/** Whether a part of an entry is what the entry is called. */
export function isName(part: string): boolean {
  return /name|title|label|key|^id$/i.test(part);
}

function partOf({ entries }: ObjectExpression, name: string): Expression | undefined {
  return entries.find(({ key }) => nameOf(key) === name)?.value;
}

function valueText(
  wanted: Wanted,
  siblings: readonly Expression[],
  file: SourceFile,
): string | readonly string[] | undefined {
  const texts = siblings.map(({ span }) => file.text.slice(span.start, span.end));
  const like = siblings.at(-1);
  const quoted = like?.kind === 'literal' && typeof like.value === 'string' ? like.value : undefined;
  switch (wanted.kind) {
    case 'text':
      return `"${quoted !== undefined && /^[A-Z]+$/.test(quoted) ? wanted.value.toUpperCase() : wanted.value}"`;
    case 'words':
      return `"${wanted.value}"`;
    case 'number':
    case 'bool':
      return quoted !== undefined ? `"${wanted.value}"` : String(wanted.value);
    case 'list':
      return wanted.items.length === 0 ? (emptyAmong(texts) ?? '[]') : listValue(wanted.items);
    case 'reference':
      return wanted.written;
    case 'none':
      return emptyAmong(texts) ?? wanted.written;
    case 'same':
      return new Set(texts).size === 1 ? texts[0] : undefined;
  }
}

/** How the neighbours say that something is not there. */
function emptyAmong(texts: readonly string[]): string | undefined {
  return texts.find((text) => /^(?:null|""|false|\[\s*\])$/.test(text));
}

/** A key with quotes where the neighbours have quotes. */
export function keyLike(name: string, like: ObjectExpression | undefined, file: SourceFile): string {
  const isQuoted = like?.entries.some(({ key }) => file.text[key.span.start] === '"') === true;
  return isQuoted || !/^[A-Za-z_][\w-]*$/.test(name) ? JSON.stringify(name) : name;
}

/** Adds entries behind the last one of a map, in one line or one below the other as the others stand. */
export function appendToMap(
  file: SourceFile,
  { entries, span }: ObjectExpression,
  added: readonly { readonly key: string; readonly value: string }[],
): readonly Edit[] {
  const { text } = file;
  const eol = lineEndOf(text);
  const last = entries.at(-1);
  if (last === undefined) {
    const outer = indentAt(text, span.start);
    const lines = added.map(({ key, value }) => `${outer}  ${key} = ${value}${eol}`).join('');
    return [{ file, span: { start: span.start + 1, end: span.end - 1 }, newText: eol + lines + outer }];
  }
  const between = text.slice(last.key.span.end, last.value.span.start);
  const width = last.key.span.end - last.key.span.start + between.search(/[=:]/);
  const written = added.map(({ key, value }) =>
    between.includes('=')
      ? `${between.startsWith(' ') ? key.padEnd(width - 1) + ' ' : key}${between.trimStart()}${value}`
      : `${key}${between}${value}`,
  );
  const before = entries.at(-2)?.span.end ?? span.start + 1;
  if (!text.slice(before, last.span.start).includes('\n')) {
    return [insertion(file, last.span.end, written.map((entry) => `, ${entry}`).join(''))];
  }
  const behind = text.slice(last.span.end, span.end - 1);
  const comma = /^[ \t]*,/.exec(behind)?.[0] ?? '';
  const separator = eol + indentAt(text, last.span.start);
  const sign = comma === '' ? '' : ',';
  const hasGaps = entries.length > 1 && /\n[ \t]*\r?\n/.test(text.slice(before, last.span.start));
  const newText = written.map((entry) => (hasGaps ? eol : '') + separator + entry + sign).join('');
  // The last one of a line that the brace closes as well.
  const at = behind.includes('\n')
    ? lineEndAt(text, last.span.end + comma.length)
    : last.span.end + comma.length;
  return [insertion(file, at, newText)];
}
