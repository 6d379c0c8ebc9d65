import { rangeText, TCP, type PortRange } from '../../packets/packet-set';
import { domainOf } from '../../packets/domain-name';
import { peerTexts, type PeerSet } from '../../packets/peer-set';
import type { Change, ExtendRule, NewRule } from '../../policies/change';
import type { Direction, Policy, Rule } from '../../policies/policy';
import {
  entryOf,
  readYaml,
  type YamlEntry,
  type YamlList,
  type YamlMap,
  type YamlNode,
} from '../../syntax/yaml';
import type { Edit } from '../../text/edits';
import {
  appendToList,
  indentAt,
  insertion,
  lineEndAt,
  lineEndOf,
  lineStartAt,
  orderedLike,
  startsLine,
} from '../../text/layout';
import type { SourceFile } from '../../text/source';
import { findFirewalls } from './find';
import { RULE_KEYS, type RuleKey } from './keys';
import { narrowRule } from './narrow';

/** How a change is spelt in the firewall's own style. */
export function writeChange(change: Change): readonly Edit[] | undefined {
  const { file } = change.policy.at;
  const list = findRules(change.policy);
  if (list === undefined) return undefined;
  if (change.kind === 'narrow-rule') return narrowRule(change, list.value);
  return change.kind === 'extend-rule' ? extend(change, list, file) : addRules(change.rules, list, file);
}

/** The list of rules of a firewall, where it stands in the text. */
interface RuleList extends YamlEntry {
  readonly value: YamlList;
}

function findRules({ at }: Policy): RuleList | undefined {
  for (const document of readYaml(at.file).documents) {
    for (const { map, at: start } of findFirewalls(document)) {
      const named = entryOf(map, 'name')?.at ?? start;
      const entry = entryOf(map, 'rules');
      if (named.span.start !== at.span.start || entry === undefined) continue;
      const { key, keyAt, value } = entry;
      // Behind an alias the list stands elsewhere, and belongs to others as well.
      if (value.kind !== 'list' || value.at.span.start < keyAt.span.end) return undefined;
      return { key, keyAt, value, at: entry.at };
    }
  }
  return undefined;
}

function addRules(rules: readonly NewRule[], list: RuleList, file: SourceFile): readonly Edit[] | undefined {
  const { text } = file;
  const { items } = list.value;
  const names = new Set(items.flatMap((item) => nameOf(item) ?? []));
  const edits: Edit[] = [];
  for (const before of new Set(rules.map((rule) => rule.before))) {
    const added = rules.filter((rule) => rule.before === before);
    const index = before === undefined ? items.length : itemOf(items, before);
    if (index === -1) return undefined;
    const sibling = siblingFor(items, index);
    const written = added.map((rule) => entriesOf(rule, sibling, names, text));
    if (items.length === 0) edits.push(fillEmpty(list, written, file));
    else if (text[list.value.at.span.start] === '[')
      edits.push(...addToFlow(list.value, index, written, sibling, file));
    else {
      const edit = addToBlock(items, index, written, sibling, file);
      if (edit === undefined) return undefined;
      edits.push(edit);
    }
  }
  return edits;
}

/** The rule after whose style new ones are written: the one above, and an allow rather than a deny. */
function siblingFor(items: readonly YamlNode[], index: number): YamlMap | undefined {
  const maps = items.filter((item) => item.kind === 'map');
  const above = items.slice(0, index).filter((item) => item.kind === 'map');
  return above.filter(isAllow).at(-1) ?? maps.find(isAllow) ?? maps.at(-1);
}

function isAllow(map: YamlMap): boolean {
  const action = entryOf(map, 'action')?.value;
  return action?.kind === 'scalar' && action.text === 'allow';
}

function itemOf(items: readonly YamlNode[], { at }: Rule): number {
  return items.findIndex((item) => item.at.span.start === at.span.start && item.at.span.end === at.span.end);
}

function nameOf(item: YamlNode): string | undefined {
  const name = item.kind === 'map' ? entryOf(item, 'name')?.value : undefined;
  return name?.kind === 'scalar' ? name.text : undefined;
}

/** An entry of a new rule; a list in brackets or, one item below the other, with dashes. */
interface Written {
  readonly key: RuleKey;
  readonly items: readonly string[];
  readonly form: 'scalar' | 'flow' | 'block';
}

/** What a new rule says, in the order and with the quotes of its sibling. */
function entriesOf(
  rule: NewRule,
  sibling: YamlMap | undefined,
  names: Set<string>,
  text: string,
): readonly Written[] {
  const values = new Map<RuleKey, readonly string[]>();
  if (sibling === undefined || entryOf(sibling, 'name') !== undefined) {
    values.set('name', [freeName(rule.words, names)]);
  }
  values.set('action', ['allow']);
  values.set('direction', [rule.direction]);
  values.set(
    'protocol',
    rule.protocols.map(({ from }) => (from === TCP ? 'tcp' : 'udp')),
  );
  if (!rule.ports.some(isAll)) values.set('ports', rule.ports.map(rangeText));
  if (rule.sourcePorts !== undefined) values.set('sourcePorts', rule.sourcePorts.map(rangeText));
  values.set(otherEnd(rule.direction), textsOf(rule.peers));
  if (rule.own !== undefined) values.set(ownEnd(rule.direction), textsOf(rule.own));
  const written = RULE_KEYS.filter((key) => values.has(key));
  return orderedLike(written, (key) => key, sibling?.entries.map(({ key }) => key) ?? []).map((key) =>
    writtenLike(key, values.get(key) ?? [], sibling, text),
  );
}

function writtenLike(
  key: RuleKey,
  items: readonly string[],
  sibling: YamlMap | undefined,
  text: string,
): Written {
  const like = sibling && valueLike(sibling, key);
  const [first] = like?.kind === 'list' ? like.items : like === undefined ? [] : [like];
  const sign = first === undefined ? '' : (text[first.at.span.start] ?? '');
  const quote = sign === '"' || sign === "'" ? sign : '';
  const quoted = items
    .map((item) => quote + item + quote)
    .map((item) => (needsQuotes(item) ? `"${item}"` : item));
  const isList =
    key === 'protocol'
      ? items.length > 1
      : key.endsWith('s') && (items.length > 1 || like?.kind !== 'scalar');
  if (!isList) return { key, items: quoted, form: 'scalar' };
  const isBlock = like?.kind === 'list' && text[like.at.span.start] !== '[';
  return { key, items: quoted, form: isBlock ? 'block' : 'flow' };
}

/** An IPv6 address would read as a mapping in brackets, and a span of ports looks like a sum. */
function needsQuotes(text: string): boolean {
  return !/^["']/.test(text) && (/^\*|:/.test(text) || /^\d+-\d+$/.test(text));
}

/** The value whose style is that of a key: its own, or that of one of its kind. */
function valueLike(sibling: YamlMap, key: RuleKey): YamlNode | undefined {
  const kin: readonly RuleKey[] =
    key === 'destinations' || key === 'sources'
      ? [key, 'destinations', 'sources']
      : key === 'ports' || key === 'sourcePorts'
        ? [key, 'ports', 'sourcePorts']
        : [key];
  for (const each of kin) {
    const value = entryOf(sibling, each)?.value;
    if (value !== undefined) return value;
  }
  return undefined;
}

function addToBlock(
  items: readonly YamlNode[],
  index: number,
  rules: readonly (readonly Written[])[],
  sibling: YamlMap | undefined,
  file: SourceFile,
): Edit | undefined {
  const { text } = file;
  const anchor = items[Math.min(index, items.length - 1)];
  if (anchor === undefined) return undefined;
  const dash = text.lastIndexOf('-', anchor.at.span.start - 1);
  if (dash === -1 || !startsLine(text, dash)) return undefined;
  const eol = lineEndOf(text);
  const indent = indentAt(text, dash);
  const style = blockStyle(sibling, dash, anchor, text);
  const isFlow = sibling !== undefined && text[sibling.at.span.start] === '{';
  const lines = rules.map((entries) =>
    isFlow
      ? [`${indent}-${style.gap}${flowMap(entries, sibling, text)}`]
      : blockLines(entries, indent, style.gap, style.listIndent),
  );
  const blank = blankBetween(items, text) ? eol : '';
  if (index < items.length) {
    const at = aboveComments(text, lineStartAt(text, dash));
    return insertion(file, at, lines.map((each) => each.join(eol) + eol + blank).join(''));
  }
  const end = lineEndAt(text, trimmedEnd(text, anchor));
  return insertion(file, end, lines.map((each) => eol + blank + each.join(eol)).join(''));
}

interface BlockStyle {
  /** Between the dash and the first key. */
  readonly gap: string;
  /** Of the dashes of lists within a rule, beyond its keys. */
  readonly listIndent: string;
}

function blockStyle(sibling: YamlMap | undefined, dash: number, anchor: YamlNode, text: string): BlockStyle {
  const gap = text.slice(dash + 1, anchor.at.span.start);
  const list = sibling?.entries.find(
    ({ value }) => value.kind === 'list' && text[value.at.span.start] !== '[',
  );
  const listIndent =
    list === undefined
      ? '  '
      : indentAt(text, list.value.at.span.start).slice(column(text, list.keyAt.span.start));
  return { gap: /^ +$/.test(gap) ? gap : ' ', listIndent };
}

function column(text: string, offset: number): number {
  return offset - lineStartAt(text, offset);
}

function blockLines(
  entries: readonly Written[],
  indent: string,
  gap: string,
  listIndent: string,
): readonly string[] {
  const inner = `${indent} ${gap}`;
  return entries
    .flatMap(({ key, items, form }) =>
      form === 'block'
        ? [`${key}:`, ...items.map((item) => `${listIndent}- ${item}`)]
        : [`${key}: ${form === 'flow' ? `[${items.join(', ')}]` : (items[0] ?? '')}`],
    )
    .map((line, index) => (index === 0 ? `${indent}-${gap}${line}` : inner + line));
}

/** `{ name: x, … }` or `{name: x, …}`, as the sibling is written. */
function flowMap(entries: readonly Written[], sibling: YamlMap | undefined, text: string): string {
  const pad = sibling !== undefined && text[sibling.at.span.start + 1] === ' ' ? ' ' : '';
  const inside = entries.map(
    ({ key, items, form }) => `${key}: ${form === 'scalar' ? (items[0] ?? '') : `[${items.join(', ')}]`}`,
  );
  return `{${pad}${inside.join(', ')}${pad}}`;
}

function addToFlow(
  { at: { span }, items }: YamlList,
  index: number,
  rules: readonly (readonly Written[])[],
  sibling: YamlMap | undefined,
  file: SourceFile,
): readonly Edit[] {
  const { text } = file;
  const written = rules.map((entries) => flowMap(entries, sibling, text));
  const spans = items.map(({ at }) => at.span);
  const next = spans[index];
  if (next === undefined) return appendToList(file, span, spans, written);
  const separator = startsLine(text, next.start) ? lineEndOf(text) + indentAt(text, next.start) : ' ';
  return [insertion(file, next.start, written.map((rule) => `${rule},${separator}`).join(''))];
}

/** `rules: []` becomes a list with dashes below its key. */
function fillEmpty(
  { keyAt, value }: RuleList,
  rules: readonly (readonly Written[])[],
  file: SourceFile,
): Edit {
  const { text } = file;
  const indent = `${' '.repeat(column(text, keyAt.span.start))}  `;
  const eol = lineEndOf(text);
  const lines = rules.flatMap((entries) => blockLines(entries, indent, ' ', '  '));
  const colon = text.indexOf(':', keyAt.span.end) + 1;
  const newText = lines.map((line) => eol + line).join('');
  return { file, span: { start: colon, end: value.at.span.end }, newText };
}

function blankBetween(items: readonly YamlNode[], text: string): boolean {
  return items.slice(1).some((item, index) => {
    const end = items[index]?.at.span.end ?? 0;
    return /\n[ \t]*\r?\n/.test(text.slice(Math.max(0, end - 2), item.at.span.start));
  });
}

/** Comments directly above an item belong to it. */
function aboveComments(text: string, lineStart: number): number {
  let at = lineStart;
  while (at > 0) {
    const above = lineStartAt(text, at - 1);
    if (!/^[ \t]*#/.test(text.slice(above, at))) break;
    at = above;
  }
  return at;
}

/** Where the text of an item really ends: what is behind it in white space is nobody's. */
function trimmedEnd(text: string, { at: { span } }: YamlNode): number {
  return span.start + text.slice(span.start, span.end).trimEnd().length;
}

function extend(
  { rule, peers }: ExtendRule,
  { value }: RuleList,
  file: SourceFile,
): readonly Edit[] | undefined {
  const { text } = file;
  const item = value.items[itemOf(value.items, rule)];
  if (item?.kind !== 'map' || rule.direction.kind === 'unknown') return undefined;
  const entry = entryOf(item, otherEnd(rule.direction.value));
  if (entry === undefined || entry.value.at.span.start < entry.keyAt.span.end) return undefined;
  const list = entry.value;
  const [first] = list.kind === 'list' ? list.items : [list];
  if (first === undefined || list.kind === 'map') return undefined;
  const sign = text[first.at.span.start] ?? '';
  const quote = sign === '"' || sign === "'" ? sign : '';
  const added = textsOf(peers)
    .map((peer) => quote + peer + quote)
    .map((peer) => (needsQuotes(peer) ? `"${peer}"` : peer));
  if (list.kind === 'scalar') {
    const { span } = list.at;
    return [insertion(file, span.start, '['), insertion(file, span.end, `, ${added.join(', ')}]`)];
  }
  const spans = list.items.map(({ at }) => at.span);
  if (text[list.at.span.start] === '[') return appendToList(file, list.at.span, spans, added);
  const last = list.items.at(-1);
  const dash = last === undefined ? -1 : text.lastIndexOf('-', last.at.span.start - 1);
  if (last === undefined || dash === -1 || !startsLine(text, dash)) return undefined;
  const head = lineEndOf(text) + text.slice(lineStartAt(text, dash), last.at.span.start);
  return [insertion(file, lineEndAt(text, last.at.span.end), added.map((peer) => head + peer).join(''))];
}

function otherEnd(direction: Direction): 'destinations' | 'sources' {
  return direction === 'outbound' ? 'destinations' : 'sources';
}

function ownEnd(direction: Direction): 'destinations' | 'sources' {
  return direction === 'outbound' ? 'sources' : 'destinations';
}

/** CIDR blocks and domain names; a symbol of another format has no name here and fails when the text is tried. */
function textsOf(peers: PeerSet): readonly string[] {
  return peerTexts(peers).map((peer) => domainOf(peer) ?? peer);
}

function freeName(words: readonly string[], names: Set<string>): string {
  const base = words.join('-');
  let name = base;
  for (let number = 2; names.has(name); number++) name = `${base}-${number}`;
  names.add(name);
  return name;
}

function isAll({ from, to }: PortRange): boolean {
  return from === 0 && to === 65535;
}
