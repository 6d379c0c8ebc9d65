import {
  cidrs,
  NAME,
  type Interval,
  type NeutralPolicy,
  type NeutralProtocol,
  type NeutralRule,
  type Writer,
} from './writers';

/** The ways in which people write groups and network ACLs in Terraform. */
export const TERRAFORM_WRITERS: readonly Writer[] = [
  groupWriter('inline', inlineGroup),
  groupWriter('rule resources', ruleResources),
  groupWriter('VPC rule resources', vpcRuleResources),
  groupWriter('lists of objects', objectLists),
  aclWriter('inline', inlineAcl),
  aclWriter('rule resources', aclRuleResources),
];

function groupWriter(name: string, write: (rules: readonly NeutralRule[]) => readonly string[]): Writer {
  return {
    name: `Terraform group, ${name}`,
    path: 'main.tf',
    kind: 'security-group',
    evaluation: 'any-allow',
    stateful: true,
    canDeny: false,
    hasSourcePorts: false,
    oneDirection: false,
    write: ({ rules }: NeutralPolicy) =>
      [...write(rules.filter(({ action }) => action === 'allow')), ''].join('\n'),
  };
}

function aclWriter(name: string, write: (entries: readonly Entry[]) => readonly string[]): Writer {
  return {
    name: `Terraform network ACL, ${name}`,
    path: 'main.tf',
    kind: 'network-acl',
    evaluation: 'first-match',
    stateful: false,
    canDeny: true,
    hasSourcePorts: false,
    oneDirection: false,
    write: ({ rules }: NeutralPolicy) => [...write(entriesOf(rules)), ''].join('\n'),
  };
}

/** What a block of a group says: one protocol and one span of ports. */
interface Flow {
  readonly side: 'ingress' | 'egress';
  readonly from: number;
  readonly to: number;
  readonly protocol: string;
}

function inlineGroup(rules: readonly NeutralRule[]): readonly string[] {
  return [
    `resource "aws_security_group" "${NAME}" {`,
    `  name = "${NAME}"`,
    ...rules.flatMap((rule) =>
      flowsOf(rule).flatMap(({ side, from, to, protocol }) => [
        '',
        `  ${side} {`,
        `    from_port   = ${from}`,
        `    to_port     = ${to}`,
        `    protocol    = "${protocol}"`,
        `    cidr_blocks = [${blocksOf(rule).join(', ')}]`,
        '  }',
      ]),
    ),
    '}',
  ];
}

function ruleResources(rules: readonly NeutralRule[]): readonly string[] {
  return [
    ...emptyGroup(),
    ...rules.flatMap((rule, index) =>
      flowsOf(rule).flatMap(({ side, from, to, protocol }, part) => [
        '',
        `resource "aws_security_group_rule" "rule_${index}_${part}" {`,
        `  type              = "${side}"`,
        `  from_port         = ${from}`,
        `  to_port           = ${to}`,
        `  protocol          = "${protocol}"`,
        `  cidr_blocks       = [${blocksOf(rule).join(', ')}]`,
        `  security_group_id = aws_security_group.${NAME}.id`,
        '}',
      ]),
    ),
  ];
}

function vpcRuleResources(rules: readonly NeutralRule[]): readonly string[] {
  return [
    ...emptyGroup(),
    ...rules.flatMap((rule, index) =>
      flowsOf(rule).flatMap(({ side, from, to, protocol }, part) =>
        blocksOf(rule).flatMap((block, number) => [
          '',
          `resource "aws_vpc_security_group_${side}_rule" "rule-${index}-${part}-${number}" {`,
          `  security_group_id = aws_security_group.${NAME}.id`,
          `  cidr_ipv4         = ${block}`,
          `  ip_protocol       = "${protocol}"`,
          ...(protocol === '-1' ? [] : [`  from_port         = ${from}`, `  to_port           = ${to}`]),
          '}',
        ]),
      ),
    ),
  ];
}

function objectLists(rules: readonly NeutralRule[]): readonly string[] {
  return [
    `resource "aws_security_group" "${NAME}" {`,
    `  name = "${NAME}"`,
    ...(['ingress', 'egress'] as const).flatMap((side) => [
      `  ${side} = [`,
      ...rules.flatMap((rule) =>
        flowsOf(rule)
          .filter((flow) => flow.side === side)
          .flatMap(({ from, to, protocol }) => [
            '    {',
            '      description      = ""',
            `      from_port        = ${from}`,
            `      to_port          = ${to}`,
            `      protocol         = "${protocol}"`,
            `      cidr_blocks      = [${blocksOf(rule).join(', ')}]`,
            '      ipv6_cidr_blocks = []',
            '      prefix_list_ids  = []',
            '      security_groups  = []',
            '      self             = false',
            '    },',
          ]),
      ),
      '  ]',
    ]),
    '}',
  ];
}

function emptyGroup(): readonly string[] {
  return [`resource "aws_security_group" "${NAME}" {`, `  name = "${NAME}"`, '}'];
}

interface Entry extends Flow {
  readonly number: number;
  readonly action: string;
  readonly block: string;
}

function entriesOf(rules: readonly NeutralRule[]): readonly Entry[] {
  return rules
    .flatMap((rule) =>
      flowsOf(rule).flatMap((flow) =>
        blocksOf(rule).map((block) => ({ ...flow, action: rule.action, block })),
      ),
    )
    .map((entry, index) => ({ ...entry, number: 100 + index }));
}

function inlineAcl(entries: readonly Entry[]): readonly string[] {
  return [
    `resource "aws_network_acl" "${NAME}" {`,
    '  vpc_id = "vpc-1"',
    ...entries.flatMap(({ side, number, action, protocol, from, to, block }) => [
      '',
      `  ${side} {`,
      `    rule_no    = ${number}`,
      `    action     = "${action}"`,
      `    protocol   = "${protocol}"`,
      `    from_port  = ${from}`,
      `    to_port    = ${to}`,
      `    cidr_block = ${block}`,
      ...(protocol === 'icmp' ? ['    icmp_type  = -1', '    icmp_code  = -1'] : []),
      '  }',
    ]),
    '}',
  ];
}

function aclRuleResources(entries: readonly Entry[]): readonly string[] {
  return [
    `resource "aws_network_acl" "${NAME}" {`,
    '  vpc_id = "vpc-1"',
    '}',
    ...entries.flatMap(({ side, number, action, protocol, from, to, block }) => [
      '',
      `resource "aws_network_acl_rule" "rule_${number}" {`,
      `  network_acl_id = aws_network_acl.${NAME}.id`,
      `  egress         = ${side === 'egress'}`,
      `  rule_number    = ${number}`,
      `  rule_action    = "${action}"`,
      `  protocol       = "${protocol}"`,
      `  from_port      = ${from}`,
      `  to_port        = ${to}`,
      `  cidr_block     = ${block}`,
      ...(protocol === 'icmp' ? ['  icmp_type      = -1', '  icmp_code      = -1'] : []),
      '}',
    ]),
  ];
}

function flowsOf({ direction, protocols, ports }: NeutralRule): readonly Flow[] {
  const side = direction === 'inbound' ? 'ingress' : 'egress';
  return protocols.flatMap((protocol) => ports.map((span): Flow => ({ side, ...flowOf(protocol, span) })));
}

function flowOf(protocol: NeutralProtocol, { from, to }: Interval): Omit<Flow, 'side'> {
  if (protocol === 'any') return { protocol: '-1', from: 0, to: 0 };
  if (protocol === 'icmp') return { protocol: 'icmp', from: -1, to: -1 };
  return { protocol, from, to };
}

function blocksOf({ peers }: NeutralRule): readonly string[] {
  return peers.flatMap(cidrs).map((cidr) => `"${cidr}"`);
}
