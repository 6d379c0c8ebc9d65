import { ICMP, ICMPV6 } from '../../../packets/packet-set';
import type { Direction, Rule } from '../../../policies/policy';
import { known, unknown, type Unknown, type Value } from '../../../values/value';
import { plain } from '../rounds';
import type { Section } from './section';
import { quoted } from './reading';
import { readPeers, type PeerArguments } from './peers';
import { EVERY_PORT, readPorts } from './ports';
import { readProtocol } from './protocols';
import type { Reading } from './reading';

/** An `ingress` or `egress` of a network ACL. */
export function readInlineEntry(
  section: Section,
  direction: Direction,
  reading: Reading,
  policy: string,
): readonly Rule[] {
  return readEntry(section, known(direction), { number: 'rule_no', action: 'action' }, reading, policy);
}

/** `aws_network_acl_rule`. */
export function readAclRule(section: Section, reading: Reading, policy: string): readonly Rule[] {
  const names = { number: 'rule_number', action: 'rule_action' };
  return readEntry(section, directionOf(section), names, reading, policy);
}

const PEERS: PeerArguments = {
  cidrs: [
    ['cidr_block', 4],
    ['ipv6_cidr_block', 6],
  ],
  groups: [],
  prefixLists: [],
  lists: false,
};

/** One rule, or an allow and a deny, both in doubt, where nobody can say which it is. */
function readEntry(
  section: Section,
  direction: Value<Direction>,
  names: { readonly number: string; readonly action: string },
  reading: Reading,
  policy: string,
): readonly Rule[] {
  const protocols = readProtocol(section, 'protocol', reading, policy);
  const number = protocols.kind === 'known' ? protocols.value[0]?.from : undefined;
  const isIcmp = number === ICMP || number === ICMPV6;
  const rule: Omit<Rule, 'action'> = {
    direction,
    protocols,
    ports: readPorts(protocols, section, isIcmp ? 'icmp_type' : 'from_port', reading, policy),
    sourcePorts: EVERY_PORT,
    peers: section.anything
      ? [{ text: '', at: section.at, set: section.anything }]
      : readPeers(section, PEERS, undefined, reading, policy),
    ...(section.doubt !== undefined && { doubt: section.doubt }),
    order: readOrder(section, names.number),
    at: section.at,
  };
  const action = readAction(section, names.action);
  if (action.kind === 'known') return [{ ...rule, action: action.value }];
  const doubt: Unknown = section.doubt ?? action;
  return [
    { ...rule, action: 'deny', doubt },
    { ...rule, action: 'allow', doubt },
  ];
}

function readAction(section: Section, name: string): Value<Rule['action']> {
  const value = section.get(name);
  if (value === undefined) return unknown(`${name} is missing`, section.at);
  if (value.kind === 'unknown') return plain(value);
  const action = value.kind === 'string' ? value.value.toLowerCase() : '';
  if (action === 'allow' || action === 'deny') return known(action);
  return unknown(`${name} is ${quoted(value)}, neither "allow" nor "deny"`, value.at);
}

function readOrder(section: Section, name: string): Value<number> {
  const value = section.get(name);
  if (value?.kind === 'unknown') return plain(value);
  const number = value?.kind === 'number' || value?.kind === 'string' ? Number(value.value) : NaN;
  return Number.isInteger(number)
    ? known(number)
    : unknown(`${name} is not a whole number`, value?.at ?? section.at);
}

function directionOf(section: Section): Value<Direction> {
  const egress = section.get('egress');
  if (egress?.kind === 'unknown') return plain(egress);
  const isOutbound = egress !== undefined && 'value' in egress && String(egress.value) === 'true';
  return known(isOutbound ? 'outbound' : 'inbound');
}
