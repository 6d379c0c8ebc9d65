/**
 * A policy in nobody's notation, and its text in each format that can express it, so that one case can be
 * put to the linter in all of them.
 */
export interface NeutralPolicy {
  /** In the order in which they are tried. */
  readonly rules: readonly NeutralRule[];
  /** What happens to a packet that no rule matches; only firewalls can allow it. */
  readonly default?: 'allow' | 'deny';
}

export interface NeutralRule {
  readonly name: string;
  readonly action: 'allow' | 'deny';
  readonly direction: 'inbound' | 'outbound';
  readonly protocols: readonly NeutralProtocol[];
  /** Destination ports; all of them for protocols without ports. */
  readonly ports: readonly Interval[];
  /** Left out = all. AWS formats cannot narrow them and write the rule as if they were. */
  readonly sourcePorts?: readonly Interval[];
  /** IPv4 addresses of the other end. */
  readonly peers: readonly Interval[];
}

export type NeutralProtocol = 'tcp' | 'udp' | 'icmp' | 'any';

/** Whole numbers, both ends included: ports, or IPv4 addresses. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

export const EVERY_PORT: Interval = { from: 0, to: 65535 };
export const EVERY_ADDRESS: Interval = { from: 0, to: 2 ** 32 - 1 };

/** A format as a place to write policies down, and what can be said there. */
export interface Writer {
  readonly name: string;
  readonly path: string;
  readonly kind: 'security-group' | 'network-acl' | 'firewall';
  readonly evaluation: 'any-allow' | 'first-match';
  readonly stateful: boolean;
  readonly canDeny: boolean;
  /** Whether a rule can name source ports. */
  readonly hasSourcePorts: boolean;
  /** Bare permission lists are about one direction, which the command line states. */
  readonly oneDirection: boolean;
  write(policy: NeutralPolicy, direction: NeutralRule['direction']): string;
}

const SECURITY_GROUP = {
  path: 'group.json',
  kind: 'security-group',
  evaluation: 'any-allow',
  stateful: true,
  canDeny: false,
  hasSourcePorts: false,
} as const;

export const SECURITY_GROUP_WRITER: Writer = {
  ...SECURITY_GROUP,
  name: 'aws-json security group',
  oneDirection: false,
  write: ({ rules }) =>
    JSON.stringify({
      SecurityGroups: [
        {
          GroupId: NAME,
          GroupName: 'proof',
          OwnerId: '111122223333',
          IpPermissions: permissions(rules, 'inbound'),
          IpPermissionsEgress: permissions(rules, 'outbound'),
        },
      ],
    }),
};

export const PERMISSIONS_WRITER: Writer = {
  ...SECURITY_GROUP,
  name: 'aws-json permission list',
  path: 'sg-proof.json',
  oneDirection: true,
  write: ({ rules }, direction) => JSON.stringify(permissions(rules, direction)),
};

export const NETWORK_ACL_WRITER: Writer = {
  name: 'aws-json network ACL',
  path: 'acl.json',
  kind: 'network-acl',
  evaluation: 'first-match',
  stateful: false,
  canDeny: true,
  hasSourcePorts: false,
  oneDirection: false,
  write: ({ rules }) =>
    JSON.stringify({ NetworkAcls: [{ NetworkAclId: NAME, IsDefault: false, Entries: aclEntries(rules) }] }),
};

/** The linter's own firewall form, in each of its four kinds. */
export const FIREWALL_WRITERS: readonly Writer[] = [true, false].flatMap((stateful) =>
  (['first-match', 'any-allow'] as const).map((evaluation) => firewallWriter(stateful, evaluation)),
);

export const WRITERS: readonly Writer[] = [
  SECURITY_GROUP_WRITER,
  PERMISSIONS_WRITER,
  NETWORK_ACL_WRITER,
  ...FIREWALL_WRITERS,
];

export function firewallWriter(stateful: boolean, evaluation: Writer['evaluation']): Writer {
  return {
    name: `firewall YAML, ${stateful ? 'stateful' : 'stateless'} ${evaluation}`,
    path: 'firewall.yaml',
    kind: 'firewall',
    evaluation,
    stateful,
    canDeny: true,
    hasSourcePorts: true,
    oneDirection: false,
    write: (policy) =>
      [
        'firewall:',
        `  name: ${NAME}`,
        // What is the default is sometimes written and sometimes not, as people do.
        ...(stateful && policy.rules.length % 2 === 0 ? [] : [`  stateful: ${stateful}`]),
        ...(policy.default === undefined ? [] : [`  default: ${policy.default}`]),
        ...(evaluation === 'first-match' && policy.rules.length % 2 === 0
          ? []
          : [`  evaluation: ${evaluation}`]),
        ...(policy.rules.length === 0 ? ['  rules: []'] : ['  rules:', ...policy.rules.flatMap(yamlRule)]),
        '',
      ].join('\n'),
  };
}

/** How every written policy is called. */
export const NAME = 'sg-proof';

/** How the text starts at the places of a rule: an ACL has an entry for each of its protocols, ports and blocks. */
export function ruleMarks(
  writer: Writer,
  rules: readonly NeutralRule[],
  rule: NeutralRule,
): readonly string[] {
  if (writer.kind === 'firewall') return [`name: ${rule.name}`];
  const first = FIRST_NUMBER + aclEntries(rules.slice(0, rules.indexOf(rule))).length;
  return aclEntries([rule]).map((_, index) => `{"RuleNumber":${first + index},`);
}

function permissions(rules: readonly NeutralRule[], direction: NeutralRule['direction']): object[] {
  return rules
    .filter((rule) => rule.direction === direction && rule.action === 'allow')
    .flatMap((rule) =>
      eachMatch(rule).flatMap(({ protocol, ports }) =>
        chunks(rule.peers.flatMap(cidrs), 50).map((some) => ({
          ...permissionFlow(protocol, ports),
          IpRanges: some.map((CidrIp) => ({ CidrIp, Description: rule.name })),
          UserIdGroupPairs: [],
          Ipv6Ranges: [],
          PrefixListIds: [],
        })),
      ),
    );
}

function permissionFlow(protocol: NeutralProtocol, { from, to }: Interval): object {
  if (protocol === 'any') return { IpProtocol: '-1' };
  if (protocol === 'icmp') return { IpProtocol: 'icmp', FromPort: -1, ToPort: -1 };
  return { IpProtocol: protocol, FromPort: from, ToPort: to };
}

const FIRST_NUMBER = 100;
const PROTOCOL_NUMBERS = { any: '-1', icmp: '1', tcp: '6', udp: '17' } as const;

function aclEntries(rules: readonly NeutralRule[]): object[] {
  return rules
    .flatMap((rule) =>
      eachMatch(rule).flatMap(({ protocol, ports }) =>
        rule.peers.flatMap(cidrs).map((CidrBlock) => ({
          CidrBlock,
          Egress: rule.direction === 'outbound',
          Protocol: PROTOCOL_NUMBERS[protocol],
          ...(protocol === 'icmp' && { IcmpTypeCode: { Type: -1, Code: -1 } }),
          ...((protocol === 'tcp' || protocol === 'udp') && {
            PortRange: { From: ports.from, To: ports.to },
          }),
          RuleAction: rule.action,
        })),
      ),
    )
    .map((entry, index) => ({ RuleNumber: FIRST_NUMBER + index, ...entry }));
}

function eachMatch(rule: NeutralRule): readonly { protocol: NeutralProtocol; ports: Interval }[] {
  return rule.protocols.flatMap((protocol) => rule.ports.map((ports) => ({ protocol, ports })));
}

function yamlRule({
  name,
  action,
  direction,
  protocols,
  ports,
  sourcePorts,
  peers,
}: NeutralRule): readonly string[] {
  const [only] = protocols;
  const side = direction === 'outbound' ? 'destinations' : 'sources';
  return [
    `    - name: ${name}`,
    `      action: ${action}`,
    `      direction: ${direction}`,
    `      protocol: ${protocols.length === 1 && only !== undefined ? only : list(protocols)}`,
    ...(ports.some(isEveryPort) ? [] : [`      ports: ${list(ports.map(yamlPorts))}`]),
    ...(sourcePorts === undefined || sourcePorts.some(isEveryPort)
      ? []
      : [`      sourcePorts: ${list(sourcePorts.map(yamlPorts))}`]),
    `      ${side}: ${list(peers.map(addressText))}`,
  ];
}

function list(items: readonly string[]): string {
  return `[${items.join(', ')}]`;
}

function isEveryPort({ from, to }: Interval): boolean {
  return from === EVERY_PORT.from && to === EVERY_PORT.to;
}

function yamlPorts({ from, to }: Interval): string {
  return from === to ? String(from) : `"${from}-${to}"`;
}

/** `any`, one address, a block or a dash range, whichever says it shortest. */
function addressText(interval: Interval): string {
  if (interval.from === EVERY_ADDRESS.from && interval.to === EVERY_ADDRESS.to) return 'any';
  if (interval.from === interval.to) return dotted(interval.from);
  const [block, ...more] = cidrs(interval);
  if (block !== undefined && more.length === 0) return block;
  return `${dotted(interval.from)}-${dotted(interval.to)}`;
}

/** The blocks that make up the interval: from its start always the largest that is aligned and fits. */
export function cidrs({ from, to }: Interval): readonly string[] {
  const result: string[] = [];
  for (let start = from; start <= to;) {
    let length = 32;
    while (length > 0 && start % sizeOf(length - 1) === 0 && start + sizeOf(length - 1) - 1 <= to) length--;
    result.push(`${dotted(start)}/${length}`);
    start += sizeOf(length);
  }
  return result;
}

function sizeOf(length: number): number {
  return 2 ** (32 - length);
}

export function dotted(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}

/** The addresses of `a.b.c.d`, `a.b.c.d/n` or `a-b`. */
export function addresses(text: string): Interval {
  const [first = '', last] = text.split('-');
  if (last !== undefined) return { from: addresses(first).from, to: addresses(last).to };
  const [address = '', length = '32'] = text.split('/');
  const octets = address.split('.').map(Number);
  if (octets.length !== 4 || octets.some((octet) => !Number.isInteger(octet))) {
    throw new Error(`${text} is no IPv4 address`);
  }
  const from = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  return { from, to: from + sizeOf(Number(length)) - 1 };
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  const result: T[][] = [];
  for (let at = 0; at < items.length; at += size) result.push(items.slice(at, at + size));
  return result;
}
