import { parseAddresses } from '../../../packets/cidr';
import { addressPeers, type PeerSet } from '../../../packets/peer-set';
import { known, type Unknown, type Value } from '../../../values/value';
import type { TfString } from '../values/value';
import { malformed, quoted, type Reading } from './reading';

/** An IPv4 or IPv6 CIDR block. `family` is the one that the argument takes. */
export function readCidr(
  value: TfString,
  family: 4 | 6 | undefined,
  reading: Reading,
  policy?: string,
): Value<PeerSet> {
  const { value: text, at } = value;
  const familiar = reading.memo.cidrs.get(text);
  if (familiar !== undefined && (family === undefined || familiar.family === family)) return familiar;
  const reject = (kind: 'invalid-cidr' | 'host-bits-set', reason: string, advice: string): Unknown =>
    malformed(reading, {
      kind,
      reason: `${quoted(value)} ${reason}`,
      advice,
      at,
      ...(policy !== undefined && { policy }),
    });

  const range = parseAddresses(text);
  if ('error' in range) {
    const advice = 'Correct it; until then nobody can say what the rule matches.';
    return reject('invalid-cidr', `is not a CIDR block: ${range.error}`, advice);
  }
  if (!text.includes('/')) {
    const single = `For the one address write "${text}/${range.family === 4 ? 32 : 128}".`;
    const advice = text.includes('-') ? 'Write the range as CIDR blocks.' : single;
    return reject('invalid-cidr', 'is not a CIDR block: the prefix length is missing', advice);
  }
  if (family !== undefined && range.family !== family) {
    const advice = `IPv${range.family} blocks have an argument of their own.`;
    return reject('invalid-cidr', `is not an IPv${family} block`, advice);
  }
  if (range.hostBits !== undefined) {
    const advice = `It is read as the network, "${range.hostBits}". Write that, or the address that is meant.`;
    reject('host-bits-set', 'has bits set behind its prefix length', advice);
  }
  const peers = { ...known(addressPeers(range)), family: range.family };
  reading.memo.cidrs.set(text, peers);
  return peers;
}
