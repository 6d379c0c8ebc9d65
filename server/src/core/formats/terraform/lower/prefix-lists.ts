import { symbolPeers, unionAll, type PeerSet } from '../../../packets/peer-set';
import type { Peer } from '../../../policies/policy';
import { known, unknown, type Unknown } from '../../../values/value';
import type { Declaration } from '../directory';
import type { Instance } from '../instances';
import { headerOf } from '../module';
import { plain } from '../rounds';
import { nestedSections, type Section } from '../sections';
import { readCidr } from './cidrs';
import type { Element } from './elements';
import type { Reading } from './reading';
import { resourceSection, resourcesOf } from './resources';

/** What a prefix list stands for, as far as the files tell. */
export type PrefixList = Pick<Peer, 'set' | 'atLeast'>;

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

/** Finds `aws_ec2_managed_prefix_list` and the entries that are written apart from it. */
export function findPrefixLists(reading: Reading): Map<string, () => PrefixList> {
  const { module } = reading;
  const found = new Map<string, () => PrefixList>();
  for (const declaration of module.directory.resources) {
    if (declaration.block.labels[0]?.text !== 'aws_ec2_managed_prefix_list') continue;
    for (const instance of resourcesOf(declaration, module)) {
      found.set(`${instance.address}.id`, () => readPrefixList(declaration, instance, reading));
    }
  }
  return found;
}

function readPrefixList(declaration: Declaration, instance: Instance, reading: Reading): PrefixList {
  const { module } = reading;
  const { block } = declaration;
  const inline = nestedSections(block.body, 'entry', instance.scope, module) ?? [];
  const sets: PeerSet[] = [symbolPeers(`prefix-list:${instance.address}`)];
  let blame: Unknown | undefined = block.complete
    ? undefined
    : unknown(`the entries of ${instance.address} cannot be read`, headerOf(declaration));
  for (const section of [...inline, ...entriesApart(`${instance.address}.id`, reading)]) {
    const cidr = section.get('cidr');
    const set = cidr?.kind === 'string' ? readCidr(cidr, undefined, reading) : undefined;
    const doubt = section.doubt ?? (set?.kind === 'unknown' ? set : undefined);
    if (doubt === undefined && set?.kind === 'known') sets.push(set.value);
    else
      blame ??= doubt ?? (cidr?.kind === 'unknown' ? plain(cidr) : unknown('a cidr is missing', section.at));
  }
  const certain = unionAll(sets);
  return blame === undefined ? { set: known(certain) } : { set: blame, atLeast: certain };
}

function entriesApart(reference: string, { module }: Reading): readonly Section[] {
  const sections: Section[] = [];
  for (const declaration of module.directory.resources) {
    if (declaration.block.labels[0]?.text !== 'aws_ec2_managed_prefix_list_entry') continue;
    for (const instance of resourcesOf(declaration, module)) {
      const section = resourceSection(declaration, instance, module);
      const list = section.get('prefix_list_id');
      if (list?.kind !== 'unknown' || list.reference !== reference) continue;
      sections.push(instance.doubt === undefined ? section : { ...section, doubt: instance.doubt });
    }
  }
  return sections;
}
