import type { Direction, Rule } from '../../../policies/policy';
import { known, unknown, type Value } from '../../../values/value';
import { plain } from '../rounds';
import type { Section } from './section';
import { readPeers, type PeerArguments } from './peers';
import { EVERY_PORT, readPorts } from './ports';
import { readProtocol } from './protocols';
import type { Reading } from './reading';

/** An `ingress` or `egress` of a group, as a block or as an object. */
export function readInlineRule(
  section: Section,
  direction: Direction,
  reading: Reading,
  policy: string,
): Rule {
  return readRule(section, known(direction), 'protocol', INLINE, reading, policy);
}

/** `aws_security_group_rule`. */
export function readSecurityGroupRule(section: Section, reading: Reading, policy: string): Rule {
  return readRule(section, directionOf(section), 'protocol', SEPARATE, reading, policy);
}

/** `aws_vpc_security_group_ingress_rule` and `…_egress_rule`. */
export function readVpcRule(section: Section, direction: Direction, reading: Reading, policy: string): Rule {
  return readRule(section, known(direction), 'ip_protocol', VPC_RULE, reading, policy);
}

const INLINE: PeerArguments = {
  cidrs: [
    ['cidr_blocks', 4],
    ['ipv6_cidr_blocks', 6],
  ],
  groups: ['security_groups'],
  prefixLists: ['prefix_list_ids'],
  lists: true,
};
const SEPARATE: PeerArguments = { ...INLINE, groups: ['source_security_group_id'] };
const VPC_RULE: PeerArguments = {
  cidrs: [
    ['cidr_ipv4', 4],
    ['cidr_ipv6', 6],
  ],
  groups: ['referenced_security_group_id'],
  prefixLists: ['prefix_list_id'],
  lists: false,
};

function readRule(
  section: Section,
  direction: Value<Direction>,
  protocol: string,
  peers: PeerArguments,
  reading: Reading,
  policy: string,
): Rule {
  const protocols = readProtocol(section, protocol, reading, policy);
  return {
    action: 'allow',
    direction,
    protocols,
    ports: readPorts(protocols, section, 'from_port', reading, policy),
    sourcePorts: EVERY_PORT,
    peers: section.anything
      ? [{ text: '', at: section.at, set: section.anything }]
      : readPeers(section, peers, `sg:${policy}`, reading, policy),
    ...(section.doubt !== undefined && { doubt: section.doubt }),
    at: section.at,
  };
}

function directionOf(section: Section): Value<Direction> {
  const type = section.get('type');
  if (type?.kind === 'unknown') return plain(type);
  if (type?.kind === 'string' && type.value === 'ingress') return known('inbound');
  if (type?.kind === 'string' && type.value === 'egress') return known('outbound');
  return unknown('type is neither ingress nor egress', type?.at ?? section.at);
}
