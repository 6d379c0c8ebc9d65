import {
  cidrs,
  NETWORK_ACL_WRITER,
  SECURITY_GROUP_WRITER,
  type Interval,
  type NeutralPolicy,
  type NeutralProtocol,
  type NeutralRule,
  type Writer,
} from '../../../support/writers';

/** A policy as Terraform: each of the ways in which people write the same one. */
function writer(kind: 'group' | 'acl', name: string, write: (policy: NeutralPolicy) => string): Writer {
  const like = kind === 'group' ? SECURITY_GROUP_WRITER : NETWORK_ACL_WRITER;
  return { ...like, name: `Terraform ${name}`, path: 'net/main.tf', write };
}

const GROUP = 'resource "aws_security_group" "proof"';
const GROUP_ID = 'security_group_id = aws_security_group.proof.id';
const ACL = 'resource "aws_network_acl" "proof"';

export const GROUP_WRITERS: readonly Writer[] = [
  writer('group', 'blocks', ({ rules }) => {
    const blocks = allows(rules).map(({ rule, ...match }) =>
      block(side(rule), [...ports(match), `cidr_blocks = ${list(blocksOf(rule))}`]),
    );
    return block(GROUP, ['name = "proof"', ...blocks]);
  }),

  writer('group', 'objects in a list', ({ rules }) => {
    const lists = ['ingress', 'egress'].map((name) => {
      const objects = allows(rules)
        .filter(({ rule }) => side(rule) === name)
        .map(({ rule, ...match }) =>
          object([...ports(match), `cidr_blocks = ${list(blocksOf(rule))}`, ...NONE]),
        );
      return `${name} = [${objects.join(', ')}]`;
    });
    return block(GROUP, lists);
  }),

  writer('group', 'dynamic blocks over locals and variables', ({ rules }) => {
    const dynamic = (name: string): string =>
      block(`dynamic "${name}"`, [
        `for_each = { for name, rule in merge(local.rules, {}) : name => rule if rule.side == "${name}" }`,
        'iterator = it',
        block('content', [
          'from_port = lookup(it.value, "from", null)',
          'to_port = it.value.to',
          'protocol = it.value.protocol',
          'cidr_blocks = concat(it.value.blocks, var.none)',
        ]),
      ]);
    const objects = allows(rules).map(({ rule, ...match }, index) => {
      const [from = '', to = '', protocol = ''] = ports(match).map((line) => line.replace(/^\w+ = /, ''));
      const parts = [`side = "${side(rule)}"`, `from = ${from}`, `to = ${to}`, `protocol = ${protocol}`];
      return `rule${index} = ${object([...parts, `blocks = ${list(blocksOf(rule))}`])}`;
    });
    return [
      block('variable "none"', ['default = []']),
      block('locals', [`rules = ${object(objects)}`]),
      block(GROUP, [dynamic('ingress'), dynamic('egress')]),
    ].join('\n');
  }),

  writer('group', 'aws_security_group_rule', ({ rules }) => {
    const separate = allows(rules).map(({ rule, ...match }, index) =>
      block(`resource "aws_security_group_rule" "r${index}"`, [
        index % 2 === 0 ? GROUP_ID : 'security_group_id = local.id',
        `type = "${side(rule)}"`,
        ...ports(match),
        `cidr_blocks = ${list(blocksOf(rule))}`,
      ]),
    );
    return [
      block('locals', ['id = one(aws_security_group.proof[*].id)']),
      block(GROUP, []),
      ...separate,
    ].join('\n');
  }),

  writer('group', 'aws_vpc_security_group_…_rule', ({ rules }) => {
    const separate = allows(rules).map(({ rule, protocol, ...match }, index) =>
      block(`resource "aws_vpc_security_group_${side(rule)}_rule" "r${index}"`, [
        `for_each = toset(${list(blocksOf(rule))})`,
        GROUP_ID,
        `ip_protocol = "${PROTOCOLS[protocol]}"`,
        ...(protocol === 'any' ? [] : ports({ protocol, ...match }).slice(0, 2)),
        'cidr_ipv4 = each.value',
      ]),
    );
    return [block(GROUP, []), ...separate].join('\n');
  }),
];

export const ACL_WRITERS: readonly Writer[] = [
  writer('acl', 'blocks', ({ rules }) =>
    block(
      ACL,
      entries(rules).map(({ rule, ...entry }) => block(side(rule), inline(rule, entry))),
    ),
  ),

  writer('acl', 'objects in a list', ({ rules }) =>
    block(
      ACL,
      ['ingress', 'egress'].map((name) => {
        const own = entries(rules).filter(({ rule }) => side(rule) === name);
        return `${name} = [${own.map(({ rule, ...entry }) => object(inline(rule, entry))).join(', ')}]`;
      }),
    ),
  ),

  writer('acl', 'aws_network_acl_rule', ({ rules }) =>
    [
      ...entries(rules).map(({ rule, number, cidr, ...match }) =>
        block(`resource "aws_network_acl_rule" "r${number}"`, [
          'network_acl_id = aws_network_acl.proof.id',
          `egress = ${rule.direction === 'outbound'}`,
          `rule_number = ${number}`,
          `rule_action = "${rule.action}"`,
          `cidr_block = "${cidr}"`,
          ...aclPorts(match),
        ]),
      ),
      block(ACL, []),
    ].join('\n'),
  ),
];

export interface Match {
  readonly protocol: NeutralProtocol;
  readonly ports: Interval;
}

export interface Entry extends Match {
  readonly number: number;
  readonly cidr: string;
}

export const PROTOCOLS = { any: '-1', icmp: 'icmp', tcp: 'tcp', udp: '17' } as const;
const NONE = ['ipv6_cidr_blocks = []', 'prefix_list_ids = null', 'security_groups = []', 'self = false'];

function matches(rule: NeutralRule): readonly (Match & { readonly rule: NeutralRule })[] {
  return rule.protocols.flatMap((protocol) => rule.ports.map((own) => ({ rule, protocol, ports: own })));
}

export function allows(rules: readonly NeutralRule[]): readonly (Match & { readonly rule: NeutralRule })[] {
  return rules.filter(({ action }) => action === 'allow').flatMap(matches);
}

export function entries(rules: readonly NeutralRule[]): readonly (Entry & { readonly rule: NeutralRule })[] {
  return rules
    .flatMap(matches)
    .flatMap((match) => blocksOf(match.rule).map((cidr) => ({ ...match, cidr })))
    .map((entry, index) => ({ ...entry, number: 100 + index }));
}

export function blocksOf({ peers }: NeutralRule): readonly string[] {
  return peers.flatMap(cidrs);
}

export function side({ direction }: NeutralRule): string {
  return direction === 'inbound' ? 'ingress' : 'egress';
}

/** Numbers of ports are also written as text. */
function ports({ protocol, ports: { from, to } }: Match): readonly string[] {
  const every = protocol === 'any' ? 0 : -1;
  const hasPorts = protocol === 'tcp' || protocol === 'udp';
  return [
    `from_port = ${hasPorts ? from : every}`,
    `to_port = ${hasPorts ? `"${to}"` : every}`,
    `protocol = "${PROTOCOLS[protocol]}"`,
  ];
}

function aclPorts({ protocol, ports: { from, to } }: Match): readonly string[] {
  if (protocol === 'icmp')
    return ['protocol = 1', 'icmp_type = -1', 'icmp_code = -1', 'from_port = 0', 'to_port = 0'];
  if (protocol === 'any') return ['protocol = "all"', 'from_port = 0', 'to_port = 0'];
  return [`protocol = "${protocol.toUpperCase()}"`, `from_port = ${from}`, `to_port = ${to}`];
}

function inline({ action }: NeutralRule, { number, cidr, ...match }: Entry): readonly string[] {
  return [`rule_no = ${number}`, `action = "${action}"`, `cidr_block = "${cidr}"`, ...aclPorts(match)];
}

function list(texts: readonly string[]): string {
  return `[${texts.map((text) => `"${text}"`).join(', ')}]`;
}

function block(header: string, lines: readonly string[]): string {
  return `${header} {\n${lines.join('\n')}\n}\n`;
}

function object(lines: readonly string[]): string {
  return `{\n${lines.join('\n')}\n}`;
}
