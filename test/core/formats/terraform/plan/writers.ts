import {
  NETWORK_ACL_WRITER,
  SECURITY_GROUP_WRITER,
  type NeutralPolicy,
  type Writer,
} from '../../../../support/writers';
import { allows, blocksOf, entries, PROTOCOLS, side, type Entry, type Match } from '../writers';
import { configured, planText, refs, stateText, type Planned } from './plan';

/** A policy as plans and states show it. */
function writer(kind: 'group' | 'acl', name: string, write: (policy: NeutralPolicy) => string): Writer {
  const like = kind === 'group' ? SECURITY_GROUP_WRITER : NETWORK_ACL_WRITER;
  return { ...like, name: `Terraform ${name}`, path: 'net/plan.json', write };
}

const GROUP = 'aws_security_group.proof';
const ACL = 'aws_network_acl.proof';
const MADE = { id: true, arn: true };

export const PLANNED_GROUP_WRITERS: readonly Writer[] = [
  writer('group', 'plan of a group', (policy) => {
    const unknown = { ...MADE, ingress: sides(policy, () => ({})).ingress };
    return planText(
      [{ address: GROUP, values: sides(policy, inlineRule), unknown }],
      configured({ resources: { [GROUP]: {} } }),
    );
  }),

  writer('group', 'plan of a group and its rules', ({ rules }) => {
    const separate = allows(rules).map((allow, index): Planned => ({
      address: `aws_security_group_rule.r[${index}]`,
      values: { ...inlineRule(allow), self: false, type: side(allow.rule) },
      unknown: { id: true, security_group_id: true, source_security_group_id: true },
    }));
    return planText(
      [{ address: GROUP, unknown: { ...MADE, ingress: true, egress: true } }, ...separate],
      configured({
        resources: { [GROUP]: {}, 'aws_security_group_rule.r': { security_group_id: refs('local.group') } },
      }),
    );
  }),

  writer('group', 'state of a group and its rules', (policy) => {
    const separate = allows(policy.rules).flatMap(({ rule, ...match }, index) =>
      [...new Set(blocksOf(rule))].map((cidr, at) => {
        const { from_port, to_port, protocol } = ports(match);
        return {
          address: `aws_vpc_security_group_${side(rule)}_rule.r${index}[${at}]`,
          values: { security_group_id: 'sg-1', from_port, to_port, ip_protocol: protocol, cidr_ipv4: cidr },
        };
      }),
    );
    return stateText([{ address: GROUP, values: { id: 'sg-1', ...sides(policy, inlineRule) } }, ...separate]);
  }),
];

export const PLANNED_ACL_WRITERS: readonly Writer[] = [
  writer('acl', 'state of an ACL', (policy) =>
    stateText([
      {
        address: ACL,
        values: {
          id: 'acl-1',
          ...Object.fromEntries(
            ['ingress', 'egress'].map((name) => [
              name,
              entries(policy.rules)
                .filter(({ rule }) => side(rule) === name)
                .map(({ rule, ...entry }) => inlineEntry(rule.action, entry)),
            ]),
          ),
        },
      },
    ]),
  ),

  writer('acl', 'plan of an ACL and its rules', ({ rules }) =>
    planText(
      [
        ...entries(rules).map(({ rule, ...entry }): Planned => ({
          address: `aws_network_acl_rule.r["${entry.number}"]`,
          values: {
            ...inlineEntry(rule.action, entry),
            rule_number: entry.number,
            rule_action: rule.action,
            egress: rule.direction === 'outbound',
          },
          unknown: { id: true, network_acl_id: true },
        })),
        { address: ACL, unknown: { ...MADE, ingress: true, egress: true } },
      ],
      configured({
        resources: { [ACL]: {}, 'aws_network_acl_rule.r': { network_acl_id: refs(`${ACL}.id`) } },
      }),
    ),
  ),
];

type Allow = ReturnType<typeof allows>[number];

function sides({ rules }: NeutralPolicy, write: (allow: Allow) => unknown): Record<string, unknown> {
  const own = (name: string): unknown[] =>
    allows(rules)
      .filter(({ rule }) => side(rule) === name)
      .map(write);
  return { ingress: own('ingress'), egress: own('egress') };
}

function inlineRule({ rule, ...match }: Allow): Record<string, unknown> {
  return {
    ...ports(match),
    cidr_blocks: blocksOf(rule),
    ipv6_cidr_blocks: [],
    prefix_list_ids: [],
    security_groups: [],
    self: false,
    description: '',
  };
}

function inlineEntry(action: string, { number, cidr, ...match }: Entry): Record<string, unknown> {
  const { protocol, from_port, to_port } = ports(match);
  const isIcmp = match.protocol === 'icmp';
  return {
    rule_no: number,
    action,
    cidr_block: cidr,
    ipv6_cidr_block: '',
    protocol,
    from_port: isIcmp ? 0 : from_port,
    to_port: isIcmp ? 0 : to_port,
    icmp_type: isIcmp ? -1 : 0,
    icmp_code: isIcmp ? -1 : 0,
  };
}

function ports({ protocol, ports: { from, to } }: Match): {
  readonly protocol: string;
  readonly from_port: number;
  readonly to_port: number;
} {
  const every = protocol === 'any' ? 0 : -1;
  const hasPorts = protocol === 'tcp' || protocol === 'udp';
  return {
    protocol: PROTOCOLS[protocol],
    from_port: hasPorts ? from : every,
    to_port: hasPorts ? to : every,
  };
}
