import { symbolPeers } from '../../packets/peer-set';
import type { Peer } from '../../policies/policy';
import { isList, isRecord, type JsonPlace } from '../../syntax/json';
import { known, unknown } from '../../values/value';
import type { JsonObject } from './find';
import { malformed, quoted, type Reading } from './reading';
import { readCidr } from './values';

/** Everybody that a permission names. A permission that names nobody matches nothing. */
export function readPeers(
  permission: JsonObject,
  place: JsonPlace,
  reading: Reading,
  policy: string,
): Peer[] {
  const peers: Peer[] = [];
  for (const list of LISTS) {
    const items = permission[list.name];
    if (items === undefined || items === null) continue;
    if (!isList(items)) {
      peers.push(notUnderstood(items, place.at(list.name), `${list.name} is not a list`, reading, policy));
      continue;
    }
    for (let index = 0; index < items.length; index++) {
      peers.push(list.read(items[index], list.name, index, place, reading, policy));
    }
  }
  return peers;
}

interface PeerList {
  readonly name: string;
  read(item: unknown, name: string, index: number, place: JsonPlace, reading: Reading, policy: string): Peer;
}

const LISTS: readonly PeerList[] = [
  { name: 'IpRanges', read: (...item) => readRange('CidrIp', 4, ...item) },
  { name: 'Ipv6Ranges', read: (...item) => readRange('CidrIpv6', 6, ...item) },
  { name: 'UserIdGroupPairs', read: readGroupPair },
  { name: 'PrefixListIds', read: readPrefixListId },
];

/** `{CidrIp: …}`, or the bare text that a query leaves of it. */
function readRange(
  key: string,
  family: 4 | 6,
  item: unknown,
  name: string,
  index: number,
  place: JsonPlace,
  reading: Reading,
  policy: string,
): Peer {
  const text = isRecord(item) ? item[key] : item;
  const at = isRecord(item) ? place.at(name).at(index).at(key) : place.at(name).at(index);
  return cidrPeer(text, key, family, at, reading, policy);
}

/** A CIDR block in a property of its own. */
export function cidrPeer(
  text: unknown,
  key: string,
  family: 4 | 6,
  at: JsonPlace,
  reading: Reading,
  policy: string,
): Peer {
  if (typeof text === 'string') return { text, at, set: readCidr(text, family, at, reading, policy) };
  if (text === undefined || text === null) return { text: '', at, set: unknown(`${key} is missing`, at) };
  const set = malformed(reading, {
    kind: 'invalid-cidr',
    reason: `${quoted(text)} is not a CIDR block`,
    advice: `Write ${key} as text, such as "10.0.0.0/16".`,
    at,
    policy,
  });
  return { text: quoted(text), at, set };
}

function readGroupPair(
  item: unknown,
  name: string,
  index: number,
  place: JsonPlace,
  reading: Reading,
  policy: string,
): Peer {
  const at = place.at(name).at(index);
  if (!isRecord(item)) return notUnderstood(item, at, 'a group is named by an object', reading, policy);
  return groupPeer(item, at, reading);
}

/** Another group, which is a peer by its name only: who is in it changes by the minute. */
export function groupPeer(pair: JsonObject, at: JsonPlace, reading: Reading): Peer {
  const id = nonEmpty(pair.GroupId) ?? nonEmpty(pair.GroupName);
  if (id === undefined) return { text: '', at, set: unknown('the GroupId is missing', at) };
  let set = reading.memo.groups.get(id);
  if (set === undefined) {
    set = known(symbolPeers(`sg:${id}`));
    reading.memo.groups.set(id, set);
  }
  return { text: id, at, set };
}

function readPrefixListId(
  item: unknown,
  name: string,
  index: number,
  place: JsonPlace,
  reading: Reading,
): Peer {
  const at = place.at(name).at(index);
  return prefixListPeer(isRecord(item) ? item.PrefixListId : item, at, reading);
}

export function prefixListPeer(id: unknown, at: JsonPlace, reading: Reading): Peer {
  if (typeof id !== 'string' || id === '')
    return { text: '', at, set: unknown('the PrefixListId is missing', at) };
  const list = reading.prefixLists.get(id);
  if (list !== undefined) return { text: id, at, ...list };
  return {
    text: id,
    at,
    set: unknown(`the entries of prefix list ${id} are not in the files`, at),
    atLeast: symbolPeers(prefixListSymbol(id)),
  };
}

export function prefixListSymbol(id: string): string {
  return `prefix-list:${id}`;
}

function notUnderstood(
  value: unknown,
  at: JsonPlace,
  reason: string,
  reading: Reading,
  policy: string,
): Peer {
  const advice = 'Write it the way the AWS command line prints it.';
  return {
    text: quoted(value),
    at,
    set: malformed(reading, { kind: 'syntax-error', reason, advice, at, policy }),
  };
}

function nonEmpty(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
