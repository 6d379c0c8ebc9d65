import type { Block } from '../../../syntax/hcl';
import { attributeOf } from './find';
import type { NumberedRow, Row } from './rows';
import { listValue, type Argument } from './style';

/** The arguments of an `ingress` or `egress` of a group. */
export function inlineArguments(row: Row, sibling: Block | undefined): readonly Argument[] {
  const { groups, self } = row.peers;
  // A block that names the resource that it stands in is refused.
  const peers = { ...row.peers, groups: groups.filter((group) => group !== self) };
  return [
    ...description(row, sibling),
    ...portsAndProtocol(row, sibling, 'protocol'),
    ...lists({ ...row, peers }, 'security_groups'),
    ...(self === undefined ? [] : [{ name: 'self', value: 'true' }]),
  ];
}

/** The arguments of an `aws_security_group_rule`. */
export function ruleArguments(row: Row, owner: string, sibling: Block | undefined): readonly Argument[] {
  const type = row.rule.direction === 'inbound' ? 'ingress' : 'egress';
  return [
    { name: 'type', value: `"${type}"` },
    ...description(row, sibling),
    ...portsAndProtocol(row, sibling, 'protocol'),
    ...lists(row, undefined),
    ...row.peers.groups.map((value) => ({ name: 'source_security_group_id', value })),
    { name: 'security_group_id', value: owner },
  ];
}

/** The arguments of an `aws_vpc_security_group_…_rule`, for one peer. */
export function vpcRuleArguments(row: Row, owner: string, sibling: Block | undefined): readonly Argument[] {
  const { v4, v6, groups, list } = row.peers;
  return [
    ...(list === undefined ? [] : [{ name: 'for_each', value: `toset(${list})` }]),
    { name: 'security_group_id', value: owner },
    ...description(row, sibling),
    ...portsAndProtocol(row, sibling, 'ip_protocol'),
    ...(list === undefined ? [] : [{ name: 'cidr_ipv4', value: 'each.value' }]),
    ...v4.map((value) => ({ name: 'cidr_ipv4', value })),
    ...v6.map((value) => ({ name: 'cidr_ipv6', value })),
    ...groups.map((value) => ({ name: 'referenced_security_group_id', value })),
  ];
}

/** The arguments of an `ingress` or `egress` of a network ACL, for one peer. */
export function entryArguments(row: NumberedRow, sibling: Block | undefined): readonly Argument[] {
  return [
    { name: 'rule_no', value: numberText(row.number, 'rule_no', sibling) },
    { name: 'action', value: '"allow"' },
    ...portsAndProtocol(row, sibling, 'protocol'),
    ...blocks(row),
  ];
}

/** The arguments of an `aws_network_acl_rule`, for one peer. */
export function aclRuleArguments(
  row: NumberedRow,
  owner: string,
  sibling: Block | undefined,
): readonly Argument[] {
  return [
    { name: 'network_acl_id', value: owner },
    { name: 'rule_number', value: numberText(row.number, 'rule_number', sibling) },
    { name: 'egress', value: String(row.rule.direction === 'outbound') },
    ...portsAndProtocol(row, sibling, 'protocol'),
    { name: 'rule_action', value: '"allow"' },
    ...blocks(row),
  ];
}

function portsAndProtocol(
  { protocol, ports }: Row,
  sibling: Block | undefined,
  name: string,
): readonly Argument[] {
  const like = sibling && attributeOf(sibling, name)?.expr;
  const isUpper = like?.kind === 'literal' && typeof like.value === 'string' && /^[A-Z]+$/.test(like.value);
  return [
    { name: 'from_port', value: numberText(ports.from, 'from_port', sibling) },
    { name: 'to_port', value: numberText(ports.to, 'to_port', sibling) },
    { name, value: `"${isUpper ? protocol.toUpperCase() : protocol}"` },
  ];
}

/** In quotes where the neighbour has quotes. */
function numberText(number: number, name: string, sibling: Block | undefined): string {
  const like = sibling && attributeOf(sibling, name)?.expr;
  return like?.kind === 'literal' && typeof like.value === 'string' ? `"${number}"` : String(number);
}

/** Described where the neighbours are. */
function description({ rule }: Row, sibling: Block | undefined): readonly Argument[] {
  if (sibling !== undefined && attributeOf(sibling, 'description') === undefined) return [];
  return [{ name: 'description', value: `"${rule.purpose}"` }];
}

function lists(
  { peers: { v4, v6, groups, list } }: Row,
  groupsName: string | undefined,
): readonly Argument[] {
  return [
    ...(list === undefined ? [] : [{ name: 'cidr_blocks', value: list }]),
    ...(v4.length === 0 ? [] : [{ name: 'cidr_blocks', value: listValue(v4) }]),
    ...(v6.length === 0 ? [] : [{ name: 'ipv6_cidr_blocks', value: listValue(v6) }]),
    ...(groups.length === 0 || groupsName === undefined
      ? []
      : [{ name: groupsName, value: listValue(groups) }]),
  ];
}

function blocks({ peers: { v4, v6 } }: Row): readonly Argument[] {
  return [
    ...v4.map((value) => ({ name: 'cidr_block', value })),
    ...v6.map((value) => ({ name: 'ipv6_cidr_block', value })),
  ];
}
