import { TCP } from '../../packets/packet-set';
import { toCidrs } from '../../packets/cidr';
import type { PeerSet } from '../../packets/peer-set';
import type { AddRules, ExtendRule, NewRule } from '../../policies/change';
import type { Direction, Policy, Rule } from '../../policies/policy';
import { freeNumbers } from '../../policies/rule-numbers';
import { insertItems, jsonNodeAt, propertyOf, type JsonNode } from '../../syntax/json-edit';
import type { Edit } from '../../text/edits';

/** How a change is spelt in an export, or in a list of permissions. */
export function writeChange(change: AddRules | ExtendRule): readonly Edit[] | undefined {
  const { file, span } = change.policy.at;
  const node = jsonNodeAt(file, span.start);
  if (node === undefined) return undefined;
  if (change.kind === 'extend-rule') return extendPermission(change);
  return change.policy.kind === 'network-acl' ? addEntries(change, node) : addPermissions(change, node);
}

/** The commands that change the group or ACL itself. Ids come from files and go to a shell: only plain ones do. */
export function commandsFor(change: AddRules | ExtendRule): readonly string[] | undefined {
  const { policy } = change;
  const tail = commandTail(policy);
  if (tail === undefined) return undefined;
  if (policy.kind === 'network-acl') {
    if (change.kind === 'extend-rule') return undefined;
    return entriesOf(change)?.map((entry) => aclCommand(policy.name, entry) + tail);
  }
  const permissions =
    change.kind === 'add-rules'
      ? change.rules.map((rule) => [rule.direction, rule] as const)
      : extension(change);
  return (['inbound', 'outbound'] as const).flatMap((direction) => {
    const own = permissions
      .filter(([side]) => side === direction)
      .flatMap(([, rule]) => permissionsOf(rule, true, undefined));
    if (own.length === 0) return [];
    const side = direction === 'inbound' ? 'ingress' : 'egress';
    return [
      `aws ec2 authorize-security-group-${side} --group-id ${policy.name} --ip-permissions '${JSON.stringify(own)}'${tail}`,
    ];
  });
}

/** What commands about a policy end with; undefined when nobody can say what it is called. */
export function commandTail(policy: Policy): string | undefined {
  const region = policy.region?.kind === 'known' ? policy.region.value : undefined;
  if (
    !/^(sg|acl)-[0-9a-zA-Z]+$/.test(policy.name) ||
    (region !== undefined && !/^[a-z0-9-]+$/.test(region)) ||
    jsonNodeAt(policy.at.file, policy.at.span.start)?.kind !== 'object'
  ) {
    return undefined;
  }
  return region === undefined ? '' : ` --region ${region}`;
}

/** What a rule that takes in more peers newly allows, as rules. */
function extension({ rule, peers, purpose }: ExtendRule): readonly (readonly [Direction, PermissionRule])[] {
  const { direction, protocols, ports } = rule;
  if (direction.kind === 'unknown' || protocols.kind === 'unknown' || ports.kind === 'unknown') return [];
  return [[direction.value, { protocols: protocols.value, ports: ports.value, peers, purpose }]];
}

type PermissionRule = Pick<NewRule, 'protocols' | 'ports' | 'peers'> & Partial<Pick<NewRule, 'purpose'>>;

function addPermissions({ rules, policy }: AddRules, node: JsonNode): readonly Edit[] | undefined {
  const edits: Edit[] = [];
  for (const direction of ['inbound', 'outbound'] as const) {
    const added = rules.filter((rule) => rule.direction === direction);
    if (added.length === 0) continue;
    const key = direction === 'inbound' ? 'IpPermissions' : 'IpPermissionsEgress';
    const list = node.kind === 'array' ? node : propertyOf(node, key);
    if (list?.kind !== 'array') return undefined;
    const { items } = list;
    const isDescribed = items.length === 0 || items.some(isDescribing);
    const permissions = added.flatMap((rule) => permissionsOf(rule, isDescribed, items.at(-1)));
    edits.push(...insertItems(policy.at.file, list, items.length, permissions));
  }
  return edits;
}

function isDescribing(permission: JsonNode): boolean {
  return ranges(permission).some((range) => propertyOf(range, 'Description') !== undefined);
}

function ranges(permission: JsonNode): readonly JsonNode[] {
  return ['IpRanges', 'Ipv6Ranges'].flatMap((list) => propertyOf(permission, list)?.items ?? []);
}

/** Permissions for a rule, each with the properties and in the order of the one that stands there. */
export function permissionsOf(
  { protocols, ports, peers, purpose }: PermissionRule,
  isDescribed: boolean,
  sibling: JsonNode | undefined,
): readonly object[] {
  const description = isDescribed ? { Description: purpose } : {};
  const lists = {
    IpRanges: toCidrs({ v4: peers.v4, v6: [] }).map((CidrIp) => ({ CidrIp, ...description })),
    Ipv6Ranges: toCidrs({ v4: [], v6: peers.v6 }).map((CidrIpv6) => ({ CidrIpv6, ...description })),
    UserIdGroupPairs: groupsOf(peers).map((GroupId) => ({ GroupId, ...description })),
    PrefixListIds: [],
  };
  return protocols.flatMap((protocol) =>
    ports.map((span) => {
      const values: Readonly<Record<string, unknown>> = {
        IpProtocol: protocolName(protocol.from),
        FromPort: span.from,
        ToPort: span.to,
        ...lists,
      };
      const present = sibling?.properties.map(({ name }) => name) ?? [];
      const wanted = Object.entries(values).filter(
        ([name, value]) => !Array.isArray(value) || value.length > 0 || present.includes(name),
      );
      return inOrderOf(present, wanted);
    }),
  );
}

/** The properties in the order of their neighbour; those it does not have come last. */
function inOrderOf(names: readonly string[], entries: readonly (readonly [string, unknown])[]): object {
  const place = (name: string): number => (names.includes(name) ? names.indexOf(name) : names.length);
  return Object.fromEntries([...entries].sort(([a], [b]) => place(a) - place(b)));
}

function groupsOf({ symbols }: PeerSet): readonly string[] {
  if (symbols.allBut) return [];
  return symbols.names.flatMap((name) => (name.startsWith('sg:') ? [name.slice('sg:'.length)] : []));
}

function protocolName(number: number): string {
  return number === TCP ? 'tcp' : 'udp';
}

function extendPermission({ rule, peers, policy, purpose }: ExtendRule): readonly Edit[] | undefined {
  const { file } = policy.at;
  const node = rule.at.file === file ? jsonNodeAt(file, rule.at.span.start) : undefined;
  const v4 = toCidrs({ v4: peers.v4, v6: [] });
  const v6 = toCidrs({ v4: [], v6: peers.v6 });
  if (node === undefined || groupsOf(peers).length > 0) return undefined;
  const description = isDescribing(node) ? { Description: purpose } : {};
  const edits: Edit[] = [];
  for (const [list, key, cidrs] of [
    ['IpRanges', 'CidrIp', v4],
    ['Ipv6Ranges', 'CidrIpv6', v6],
  ] as const) {
    const array = propertyOf(node, list);
    if (cidrs.length === 0) continue;
    if (array?.kind !== 'array' || array.items.some(({ kind }) => kind !== 'object')) return undefined;
    const added = cidrs.map((cidr) => ({ [key]: cidr, ...description }));
    edits.push(...insertItems(file, array, array.items.length, added));
  }
  return edits;
}

/** An entry of a network ACL as `describe-network-acls` prints it. */
interface Entry {
  readonly CidrBlock?: string;
  readonly Ipv6CidrBlock?: string;
  readonly Egress: boolean;
  readonly PortRange: { readonly From: number; readonly To: number };
  readonly Protocol: string;
  readonly RuleAction: 'allow';
  readonly RuleNumber: number;
}

function addEntries(change: AddRules, node: JsonNode): readonly Edit[] | undefined {
  const list = node.kind === 'array' ? node : propertyOf(node, 'Entries');
  const entries = entriesOf(change);
  if (list?.kind !== 'array' || entries === undefined) return undefined;
  const names = list.items.at(0)?.properties.map(({ name }) => name) ?? [];
  const edits: Edit[] = [];
  for (const index of new Set(entries.map((entry) => placeOf(entry, list)))) {
    const here = entries.filter((entry) => placeOf(entry, list) === index);
    const values = here.map((entry) => inOrderOf(names, Object.entries(entry)));
    edits.push(...insertItems(change.policy.at.file, list, index, values));
  }
  return edits;
}

/** Entries stand in the order of their numbers, those of each direction for themselves. */
function placeOf({ Egress, RuleNumber }: Entry, { items }: JsonNode): number {
  const numberOf = (item: JsonNode): number =>
    propertyOf(item, 'Egress')?.value === Egress ? Number(propertyOf(item, 'RuleNumber')?.value) : NaN;
  const next = items.findIndex((item) => numberOf(item) > RuleNumber);
  return next === -1 ? items.length : next;
}

function entriesOf({ policy, rules }: AddRules): readonly Entry[] | undefined {
  const entries: Entry[] = [];
  for (const direction of ['inbound', 'outbound'] as const) {
    const taken = numbersOf(policy, direction);
    for (const before of new Set(
      rules.filter((rule) => rule.direction === direction).map((rule) => rule.before),
    )) {
      const wanted = rules
        .filter((rule) => rule.direction === direction && rule.before === before)
        .flatMap(entriesWithoutNumber);
      const limit = before === undefined ? undefined : orderOf(before);
      if (taken === undefined || Number.isNaN(limit)) return undefined;
      const numbers = freeNumbers(taken, limit, wanted.length);
      if (numbers === undefined) return undefined;
      taken.push(...numbers);
      entries.push(...wanted.map((entry, index) => ({ ...entry, RuleNumber: numbers[index] ?? 0 })));
    }
  }
  return entries;
}

function entriesWithoutNumber({
  direction,
  protocols,
  ports,
  peers,
}: NewRule): readonly Omit<Entry, 'RuleNumber'>[] {
  const ends = [
    ...toCidrs({ v4: peers.v4, v6: [] }).map((CidrBlock) => ({ CidrBlock })),
    ...toCidrs({ v4: [], v6: peers.v6 }).map((Ipv6CidrBlock) => ({ Ipv6CidrBlock })),
  ];
  return protocols.flatMap((protocol) =>
    ports.flatMap(({ from, to }) =>
      ends.map((end) => ({
        ...end,
        Egress: direction === 'outbound',
        PortRange: { From: from, To: to },
        Protocol: String(protocol.from),
        RuleAction: 'allow' as const,
      })),
    ),
  );
}

/** The numbers that are taken; undefined when not all of them are known. */
function numbersOf({ rules }: Policy, direction: Direction): number[] | undefined {
  const own = rules.filter((rule) => rule.direction.kind === 'unknown' || rule.direction.value === direction);
  const numbers = own.map(orderOf);
  return numbers.some(Number.isNaN) ? undefined : numbers;
}

function orderOf({ order }: Rule): number {
  return order?.kind === 'known' ? order.value : NaN;
}

function aclCommand(id: string, entry: Entry): string {
  const { Egress, PortRange, Protocol, RuleNumber, CidrBlock, Ipv6CidrBlock = '' } = entry;
  const end = CidrBlock === undefined ? `--ipv6-cidr-block ${Ipv6CidrBlock}` : `--cidr-block ${CidrBlock}`;
  return `aws ec2 create-network-acl-entry --network-acl-id ${id} --${Egress ? 'egress' : 'ingress'} --rule-number ${RuleNumber} --protocol ${Protocol} --port-range From=${PortRange.From},To=${PortRange.To} ${end} --rule-action allow`;
}
