import { symbolPeers, unionAll, type PeerSet } from '../../../packets/peer-set';
import type { Peer } from '../../../policies/policy';
import { known, unknown, type Unknown } from '../../../values/value';
import { plain } from '../rounds';
import { readCidr } from './cidrs';
import type { Element } from './elements';
import type { Reading } from './reading';
import { resourcesOf, type Resource } from './resource';
import type { Section } from './section';

/** What a prefix list stands for, as far as the files tell. */
export type PrefixList = Pick<Peer, 'set' | 'atLeast' | 'maxEntries'>;

/** The prefix lists of a directory by the references to their ids. Each is read when a rule first names it. */
export interface PrefixLists {
  readonly declared: Map<string, () => PrefixList>;
  readonly read: Map<string, PrefixList>;
}

export function prefixListPeer({ value, text, at }: Element, reading: Reading): Peer {
  const reference = value.kind === 'unknown' ? value.reference : undefined;
  if (value.kind === 'unknown' && reference === undefined) return { text, at, set: plain(value) };
  const key = reference ?? text;
  const { declared, read } = reading.prefixLists;
  let list = read.get(key);
  if (list === undefined) {
    list = declared.get(key)?.() ?? {
      set: unknown(`the entries of prefix list ${key} are not in the files`, at),
      atLeast: symbolPeers(`prefix-list:${key}`),
    };
    read.set(key, list);
  }
  return { text, at, ...list };
}

/** Finds `aws_ec2_managed_prefix_list`, so that rules can name them. */
export function declarePrefixLists(reading: Reading): void {
  for (const resource of resourcesOf(LIST, reading)) {
    const id = resource.get('id');
    const { declared } = reading.prefixLists;
    declared.set(`${resource.address}.id`, () => readPrefixList(resource, reading));
    if (id?.kind === 'string') declared.set(id.value, () => readPrefixList(resource, reading));
  }
}

const LIST: ReadonlySet<string> = new Set(['aws_ec2_managed_prefix_list']);
const ENTRY: ReadonlySet<string> = new Set(['aws_ec2_managed_prefix_list_entry']);

function readPrefixList(resource: Resource, reading: Reading): PrefixList {
  const { address, at, complete } = resource;
  const inline = resource.sections('entry') ?? [];
  const sets: PeerSet[] = [symbolPeers(`prefix-list:${address}`)];
  let blame: Unknown | undefined = complete
    ? undefined
    : unknown(`the entries of ${address} cannot be read`, at);
  for (const section of [...inline, ...entriesApart(resource, reading)]) {
    const cidr = section.get('cidr');
    const set = cidr?.kind === 'string' ? readCidr(cidr, undefined, reading) : undefined;
    const doubt = section.doubt ?? (set?.kind === 'unknown' ? set : undefined);
    if (doubt === undefined && set?.kind === 'known') sets.push(set.value);
    else
      blame ??= doubt ?? (cidr?.kind === 'unknown' ? plain(cidr) : unknown('a cidr is missing', section.at));
  }
  const certain = unionAll(sets);
  const max = resource.get('max_entries');
  return {
    ...(blame === undefined ? { set: known(certain) } : { set: blame, atLeast: certain }),
    ...(max?.kind === 'number' && { maxEntries: max.value }),
  };
}

/** The entries of a list that are resources of their own. */
function entriesApart(owner: Resource, reading: Reading): readonly Section[] {
  const id = owner.get('id');
  return resourcesOf(ENTRY, reading).flatMap((resource): readonly Section[] => {
    const list = resource.get('prefix_list_id');
    const isOwn =
      list?.kind === 'unknown'
        ? list.reference === `${owner.address}.id`
        : list?.kind === 'string' && id?.kind === 'string' && list.value === id.value;
    if (!isOwn) return [];
    const { at, file, existence } = resource;
    if (existence === undefined) return [resource];
    const get = (name: string): ReturnType<Section['get']> => resource.get(name);
    return [{ at, file, get, written: () => undefined, doubt: existence }];
  });
}
