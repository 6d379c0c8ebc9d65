import { symbolPeers } from '../../packets/peer-set';
import type { Peer } from '../../policies/policy';
import { isList, type JsonPlace } from '../../syntax/json';
import { isObject, type JsonObject } from '../../values/json-object';
import { known, unknown } from '../../values/value';
import { malformed, quoted, type Reading } from './reading';
import { readCidr } from './values';

/** Everybody that a permission names. A permission that names nobody matches nothing. */
export function readPeers(
  permission: JsonObject,
  place: JsonPlace,
  reading: Reading,
  policy: string,
): readonly Peer[] {
  // Nearly every permission names one peer, and an array that starts empty takes room for many.
  let peers: Peer[] | undefined;
  for (const name of LISTS) {
    const items = permission[name];
    if (items === undefined || items === null) continue;
    if (!isList(items)) {
      const peer = notUnderstood(items, place.at(name), `${name} is not a list`, reading, policy);
      if (peers === undefined) peers = [peer];
      else peers.push(peer);
      continue;
    }
    for (let index = 0; index < items.length; index++) {
      const peer = readPeer(items[index], name, index, place, reading, policy);
      if (peers === undefined) peers = [peer];
      else peers.push(peer);
    }
  }
  return peers ?? NO_PEERS;
}

const NO_PEERS: readonly Peer[] = [];

const LISTS = ['IpRanges', 'Ipv6Ranges', 'UserIdGroupPairs', 'PrefixListIds'] as const;

function readPeer(
  item: unknown,
  list: (typeof LISTS)[number],
  index: number,
  place: JsonPlace,
  reading: Reading,
  policy: string,
): Peer {
  switch (list) {
    case 'IpRanges':
      // A query may have left the bare text of `{CidrIp: …}`.
      return isObject(item)
        ? cidrPeer(item.CidrIp, 'CidrIp', 4, place.at(list, index, 'CidrIp'), reading, policy)
        : cidrPeer(item, 'CidrIp', 4, place.at(list, index), reading, policy);
    case 'Ipv6Ranges':
      return isObject(item)
        ? cidrPeer(item.CidrIpv6, 'CidrIpv6', 6, place.at(list, index, 'CidrIpv6'), reading, policy)
        : cidrPeer(item, 'CidrIpv6', 6, place.at(list, index), reading, policy);
    case 'UserIdGroupPairs':
      return groupPeer(isObject(item) ? item : { GroupId: item }, place.at(list, index), reading);
    case 'PrefixListIds':
      return prefixListPeer(isObject(item) ? item.PrefixListId : item, place.at(list, index), reading);
  }
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
