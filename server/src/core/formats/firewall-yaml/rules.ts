import { ALL_PORTS } from '../../packets/packet-set';
import { ANY_PEER } from '../../packets/peer-set';
import type { Direction, Peer, Rule } from '../../policies/policy';
import type { YamlEntry, YamlMap, YamlNode } from '../../syntax/yaml';
import { known, type Value } from '../../values/value';
import { ACTIONS, DIRECTIONS, RULE_KEYS, type RuleKey } from './keys';
import { malformed, readKeys, readText, readWord, written, type Reading } from './reading';
import { readPeers, readPorts, readProtocols } from './values';

/** The rules that an item of `rules` stands for: one, or two where nobody can say whether it allows or denies. */
export function readRule(node: YamlNode, reading: Reading): readonly Rule[] {
  if (node.kind !== 'map') return eitherWay(notARule(node, reading));
  const { entries, foreign } = readKeys(node, RULE_KEYS, reading);
  const action = readRequired('action', ACTIONS, node, entries, reading);
  const direction: Value<Direction> = readRequired('direction', DIRECTIONS, node, entries, reading);
  const name = readText(entries.get('name'), reading);
  readText(entries.get('description'), reading);
  const doubt = foreign ?? (action.kind === 'unknown' ? action : undefined);
  const rule: Omit<Rule, 'action'> = {
    direction,
    protocols: readProtocols(entries.get('protocol'), reading),
    ports: readPorts(entries.get('ports'), reading),
    sourcePorts: readPorts(entries.get('sourcePorts'), reading),
    ...readEnds(direction, node, entries, reading),
    ...(doubt !== undefined && { doubt }),
    ...(name !== undefined && { name }),
    at: node.at,
  };
  return action.kind === 'known' ? [{ ...rule, action: action.value }] : eitherWay(rule);
}

/** Seen from the policy's own side: the destinations of what leaves, the sources of what comes in. */
function readEnds(
  direction: Value<Direction>,
  node: YamlMap,
  entries: ReadonlyMap<RuleKey, YamlEntry>,
  reading: Reading,
): Pick<Rule, 'peers' | 'own'> {
  const destinations = readPeers(entries.get('destinations'), node.at, reading);
  const sources = readPeers(entries.get('sources'), node.at, reading);
  // Without a direction it is not known which of the two is the other end.
  if (direction.kind === 'unknown') return { peers: [{ text: '', at: node.at, set: direction }] };
  const [peers, own] = direction.value === 'outbound' ? [destinations, sources] : [sources, destinations];
  return own.some(isAnybody) ? { peers } : { peers, own };
}

function isAnybody({ set }: Peer): boolean {
  return set.kind === 'known' && set.value === ANY_PEER;
}

function readRequired<W extends string>(
  key: RuleKey,
  words: readonly W[],
  node: YamlMap,
  entries: ReadonlyMap<RuleKey, YamlEntry>,
  reading: Reading,
): Value<W> {
  const entry = entries.get(key);
  if (entry !== undefined) return readWord(entry, words, reading);
  const at = node.entries[0]?.keyAt ?? node.at;
  return malformed(
    reading,
    'syntax-error',
    `the rule has no "${key}"`,
    `Add "${key}: ${words.join('" or "')}".`,
    at,
  );
}

/** Something stands where a rule should: it could be a rule for anything. */
function notARule(node: YamlNode, reading: Reading): Omit<Rule, 'action'> {
  const advice = 'Write a mapping with action, direction, protocol, ports and destinations.';
  const doubt = malformed(reading, 'syntax-error', `${written(node)} is not a rule`, advice, node.at);
  return {
    direction: doubt,
    protocols: doubt,
    ports: doubt,
    sourcePorts: known([ALL_PORTS]),
    peers: [{ text: '', at: node.at, set: doubt }],
    doubt,
    at: node.at,
  };
}

/** A rule that allows or denies, nobody can say which. */
function eitherWay(rule: Omit<Rule, 'action'>): readonly Rule[] {
  return [
    { ...rule, action: 'deny' },
    { ...rule, action: 'allow' },
  ];
}
