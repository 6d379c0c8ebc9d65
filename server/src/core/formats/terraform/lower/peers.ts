import type { Peer } from '../../../policies/policy';
import { unknown } from '../../../values/value';
import { plain } from '../rounds';
import type { Section } from './section';
import { readCidr } from './cidrs';
import { elementAt, elementsOf, type Element } from './elements';
import { prefixListPeer } from './prefix-lists';
import { malformed, quoted, symbolOf, type Reading } from './reading';
import type { TfString, TfValue } from '../values/value';

/** What the arguments of a kind of rule are called. */
export interface PeerArguments {
  readonly cidrs: readonly (readonly [name: string, family: 4 | 6])[];
  readonly groups: readonly string[];
  readonly prefixLists: readonly string[];
  /** Each argument takes a list. */
  readonly lists: boolean;
}

/** Everybody that a rule names. `own` is the symbol of the group that the rule belongs to, for `self`. */
export function readPeers(
  section: Section,
  { cidrs, groups, prefixLists, lists }: PeerArguments,
  own: string | undefined,
  reading: Reading,
  policy: string,
): readonly Peer[] {
  const read = lists ? elementsOf : elementAt;
  return [
    ...cidrs.flatMap(([name, family]) => {
      const value = section.get(name);
      if (lists && value?.kind === 'string') return [noList(value, name, reading, policy)];
      return read(section, name).map((element) => cidrPeer(element, name, family, reading, policy));
    }),
    ...groups.flatMap((name) =>
      (name === 'security_groups' ? elementsOf : elementAt)(section, name).map((element) =>
        groupPeer(element, reading),
      ),
    ),
    ...prefixLists.flatMap((name) => read(section, name).map((element) => prefixListPeer(element, reading))),
    ...selfPeer(section, own, reading),
  ];
}

function cidrPeer(
  { value, text, at }: Element,
  name: string,
  family: 4 | 6,
  reading: Reading,
  policy: string,
): Peer {
  if (value.kind === 'string') return { text, at, set: readCidr(value, family, reading, policy) };
  if (value.kind === 'unknown') return { text, at, set: plain(value) };
  const set = malformed(reading, {
    kind: 'invalid-cidr',
    reason: `${quoted(value)} is not a CIDR block`,
    advice: `Write ${name} as text, such as "10.0.0.0/16".`,
    at: value.at,
    policy,
  });
  return { text, at, set };
}

function noList(value: TfString, name: string, reading: Reading, policy: string): Peer {
  const set = malformed(reading, {
    kind: 'invalid-cidr',
    reason: `${quoted(value)} is a single text, and ${name} takes a list`,
    advice: `Write [${quoted(value)}].`,
    at: value.at,
    policy,
  });
  return { text: value.value, at: value.at, set };
}

/**
 * A group is a peer by its name only: who is in it changes by the minute. One whose id is not known goes by what is
 * written there; whichever it is, it is a group and no range of addresses.
 */
function groupPeer({ value, text, at }: Element, reading: Reading): Peer {
  const name = ownerName(value, () => text, reading);
  if (name === '' && value.kind === 'unknown') return { text, at, set: plain(value) };
  return { text, at, set: symbolOf(`sg:${name}`, reading) };
}

/** What a group or an ACL is called that an expression names by its id. */
export function ownerName(value: TfValue, text: () => string, { owners }: Reading): string {
  if (value.kind === 'string') return owners.get(value.value) ?? text();
  const reference = value.kind === 'unknown' ? value.reference : undefined;
  return reference === undefined ? text() : (owners.get(reference) ?? reference);
}

function selfPeer(section: Section, own: string | undefined, reading: Reading): readonly Peer[] {
  const value = section.get('self');
  if (value === undefined) return [];
  const peer = { text: 'self', at: value.at };
  if (value.kind === 'unknown') return [{ ...peer, set: plain(value) }];
  const isSet = (value.kind === 'bool' && value.value) || (value.kind === 'string' && value.value === 'true');
  if (!isSet) return [];
  const set =
    own === undefined ? unknown('the group itself is not in the files', value.at) : symbolOf(own, reading);
  return [{ ...peer, set }];
}
