import { peerTexts } from '../../packets/peer-set';
import type { NarrowRule } from '../../policies/change';
import type { Peer } from '../../policies/policy';
import { entryOf, type YamlList, type YamlMap } from '../../syntax/yaml';
import type { Edit } from '../../text/edits';
import { indentAt, insertion, lineEndAt, lineEndOf, lineStartAt, startsLine } from '../../text/layout';

/** Other addresses at the far end of a rule, which may not have named any. */
export function narrowRule({ rule, peers }: NarrowRule, { items }: YamlList): readonly Edit[] | undefined {
  const { file, span } = rule.at;
  const item = items.find(({ at }) => at.span.start === span.start && at.span.end === span.end);
  if (item?.kind !== 'map' || rule.direction.kind === 'unknown' || rule.peers.some(isNamed)) return undefined;
  const key = rule.direction.value === 'outbound' ? 'destinations' : 'sources';
  const entry = entryOf(item, key);
  const addresses = peerTexts(peers).map((text) => (text.includes(':') ? `"${text}"` : text));
  if (entry === undefined) return addKey(item, `${key}: [${addresses.join(', ')}]`);
  const { value, keyAt } = entry;
  // Behind an alias it stands elsewhere, and belongs to others as well.
  if (value.at.span.start < keyAt.span.end || value.kind === 'map') return undefined;
  const { text } = file;
  const [first] = value.kind === 'list' ? value.items : [];
  const isBlock = first !== undefined && text[value.at.span.start] !== '[';
  if (!isBlock) return [{ file, span: value.at.span, newText: `[${addresses.join(', ')}]` }];
  const dash = text.lastIndexOf('-', first.at.span.start - 1);
  if (!startsLine(text, dash)) return undefined;
  const head = text.slice(lineStartAt(text, dash), first.at.span.start);
  const end =
    value.kind === 'list' ? (value.items.at(-1)?.at.span.end ?? value.at.span.end) : value.at.span.end;
  const lines = addresses.map((address) => head + address).join(lineEndOf(text));
  return [{ file, span: { start: lineStartAt(text, dash), end }, newText: lines }];
}

/** A domain, which is to stay and stands among the addresses. */
function isNamed({ set }: Peer): boolean {
  return set.kind === 'known' && !set.value.symbols.allBut && set.value.symbols.names.length > 0;
}

/** A key more, behind the last one. */
function addKey(map: YamlMap, line: string): readonly Edit[] | undefined {
  const { file, span } = map.at;
  const { text } = file;
  const last = map.entries.at(-1);
  if (last === undefined) return undefined;
  const end = last.at.span.start + text.slice(last.at.span.start, last.at.span.end).trimEnd().length;
  if (text[span.start] === '{') return [insertion(file, end, `, ${line}`)];
  const first = map.entries[0]?.keyAt.span.start ?? span.start;
  const column = first - lineStartAt(text, first);
  const indent = startsLine(text, first) ? indentAt(text, first) : ' '.repeat(column);
  return [insertion(file, lineEndAt(text, end), lineEndOf(text) + indent + line)];
}
