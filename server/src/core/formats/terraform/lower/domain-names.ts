import { domainSymbol, readDomain } from '../../../packets/domain-name';
import { ANY_PEER, symbolPeers, type PeerSet } from '../../../packets/peer-set';
import type { Peer } from '../../../policies/policy';
import { known, unknown, type Value } from '../../../values/value';
import { plain } from '../rounds';
import { elementsOf, type Element } from './elements';
import { quoted } from './reading';
import type { Section } from './section';

/** How a service of AWS writes "everything below": `.x`, which takes in x itself, or `*.x`, which does not. */
export type Wildcard = '.' | '*';

/** The names that an argument lists. */
export function readNames(section: Section, argument: string, wildcard: Wildcard): readonly Peer[] {
  if (section.anything) return [{ text: '', at: section.at, set: section.anything }];
  return elementsOf(section, argument).map((element) => ({
    text: element.text,
    at: element.at,
    set: readName(element, wildcard),
  }));
}

function readName({ value, at }: Element, wildcard: Wildcard): Value<PeerSet> {
  if (value.kind === 'unknown') return plain(value);
  if (value.kind === 'string') {
    if (value.value === '*' && wildcard === '*') return known(ANY_PEER);
    const name = readDomain(value.value);
    const sign = name?.startsWith('*') === true ? '*' : name?.startsWith('.') === true ? '.' : undefined;
    if (name !== undefined && (sign === undefined || sign === wildcard)) {
      return known(symbolPeers(domainSymbol(name)));
    }
  }
  return unknown(`${quoted(value)} is no domain name that AWS takes here`, at);
}
