import { parseAddresses } from '../../../../packets/cidr';
import { addressPeers, type PeerSet } from '../../../../packets/peer-set';
import { known, unknown, type Value } from '../../../../values/value';
import { plain } from '../../rounds';
import type { TfValue } from '../../values/value';
import { quoted } from '../reading';

/** The addresses of a network. What is malformed is no rule, so nothing is said of it here. */
export function cidrSet(value: TfValue): Value<PeerSet> {
  if (value.kind === 'unknown') return plain(value);
  const range = value.kind === 'string' ? parseAddresses(value.value) : undefined;
  if (range === undefined || 'error' in range) {
    return unknown(`${quoted(value)} is not a CIDR block`, value.at);
  }
  return known(addressPeers(range));
}
