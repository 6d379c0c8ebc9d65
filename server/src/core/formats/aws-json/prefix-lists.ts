import { symbolPeers, unionAll, type PeerSet } from '../../packets/peer-set';
import { isList, type JsonPlace } from '../../syntax/json';
import { isObject, type JsonObject } from '../../values/json-object';
import { known, unknown, type Unknown } from '../../values/value';
import type { Found } from './find';
import { prefixListSymbol } from './peers';
import type { Reading } from './reading';
import { readCidr } from './values';

/**
 * Learns what prefix lists stand for. Entries come in an answer of their own that does not say whose they
 * are; the key or the file they were saved under does, or the only list that is described beside them.
 */
export function readPrefixLists(parts: readonly Found[], fileName: string, reading: Reading): void {
  const ids: string[] = [];
  const sizes = new Map<string, number>();
  for (const part of parts) {
    if (part.kind !== 'prefix-list') continue;
    const { value, place } = part;
    const id = idOf(value);
    ids.push(id);
    if (typeof value.MaxEntries === 'number') sizes.set(id, value.MaxEntries);
    // describe-prefix-lists, for the lists of AWS, prints the blocks right here.
    if (isList(value.Cidrs)) learn(id, value.Cidrs, place.at('Cidrs'), false, reading);
    else if (isList(value.Entries)) learn(id, value.Entries, place.at('Entries'), false, reading);
  }
  for (const part of parts) {
    if (part.kind !== 'prefix-entries') continue;
    const id = idIn(part.key) ?? idIn(fileName) ?? (ids.length === 1 ? ids[0] : undefined);
    if (id !== undefined) learn(id, part.value, part.place, part.partial, reading);
  }
  for (const [id, maxEntries] of sizes) {
    const list = reading.prefixLists.get(id);
    if (list !== undefined) reading.prefixLists.set(id, { ...list, maxEntries });
  }
}

function learn(
  id: string,
  entries: readonly unknown[],
  place: JsonPlace,
  partial: boolean,
  reading: Reading,
): void {
  const sets: PeerSet[] = [symbolPeers(prefixListSymbol(id))];
  let blame: Unknown | undefined = partial
    ? unknown(`only the first page of the entries of prefix list ${id} is in the files`, place)
    : undefined;
  entries.forEach((entry, index) => {
    const at = isObject(entry) ? place.at(index).at('Cidr') : place.at(index);
    const text = isObject(entry) ? entry.Cidr : entry;
    const set =
      typeof text === 'string' ? readCidr(text, undefined, at, reading) : unknown('a Cidr is missing', at);
    if (set.kind === 'known') sets.push(set.value);
    else blame ??= set;
  });
  const certain = unionAll(sets);
  reading.prefixLists.set(
    id,
    blame === undefined ? { set: known(certain) } : { set: blame, atLeast: certain },
  );
}

function idOf(list: JsonObject): string {
  return typeof list.PrefixListId === 'string' ? list.PrefixListId : '';
}

function idIn(text: string): string | undefined {
  return /\bpl-[0-9a-f]+/.exec(text)?.[0];
}
