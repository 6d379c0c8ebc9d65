import { toCidrs } from '../../../packets/cidr';
import { TCP, type PortRange } from '../../../packets/packet-set';
import type { PeerSet } from '../../../packets/peer-set';
import type { NewRule } from '../../../policies/change';
import type { Direction, Policy, Rule } from '../../../policies/policy';
import { freeNumbers } from '../../../policies/rule-numbers';
import { rulesOf } from './find';

/** One protocol and one span of ports of a new rule: what a block of a group says. */
export interface Row {
  readonly rule: NewRule;
  readonly protocol: 'tcp' | 'udp';
  readonly ports: PortRange;
  readonly peers: Peers;
  /** Words that tell it from the other rows of its rule, for a name. */
  readonly words: readonly string[];
}

/** Peers as the arguments take them, quoted or as references. */
export interface Peers {
  readonly v4: readonly string[];
  readonly v6: readonly string[];
  readonly groups: readonly string[];
  /** One of the groups, where it is the very group that the rule belongs to: in its own block it goes by `self`. */
  readonly self?: string;
  /** An expression for a list of IPv4 blocks, in place of `v4`. */
  readonly list?: string;
}

/** Undefined when some peer has no spelling here. `own`: the symbol of the group that the rule will belong to. */
export function rowsOf(rule: NewRule, own?: string): readonly Row[] | undefined {
  const peers = peersOf(rule.peers, own);
  if (peers === undefined || rule.sourcePorts !== undefined || rule.own !== undefined) return undefined;
  return rule.protocols.flatMap((number) =>
    rule.ports.map((ports): Row => {
      const protocol = number.from === TCP ? 'tcp' : 'udp';
      const words = [
        ...(rule.protocols.length > 1 ? [protocol] : []),
        ...(rule.ports.length > 1 ? [String(ports.from)] : []),
      ];
      return { rule, protocol, ports, peers, words };
    }),
  );
}

/** A row for each of its peers, where a block takes only one. */
export function single(row: Row): readonly Row[] {
  if (row.peers.list !== undefined) return [row];
  const { v4, v6, groups } = row.peers;
  const none: Peers = { v4: [], v6: [], groups: [] };
  const all = [
    ...v4.map((cidr): Peers => ({ ...none, v4: [cidr] })),
    ...v6.map((cidr): Peers => ({ ...none, v6: [cidr] })),
    ...groups.map((group): Peers => ({ ...none, groups: [group] })),
  ];
  return all.map((peers, index) => ({
    ...row,
    peers,
    words: all.length > 1 ? [...row.words, String(index + 1)] : row.words,
  }));
}

function peersOf({ v4, v6, symbols }: PeerSet, own: string | undefined): Peers | undefined {
  const names = symbols.allBut ? [] : symbols.names;
  const groups = names.flatMap(
    (name) => /^sg:(aws_\w+\.[\w-]+(?:\[(?:\d+|"[\w.-]*")\])?)$/.exec(name)?.[1] ?? [],
  );
  if (groups.length < names.length) return undefined;
  const quoted = (cidr: string): string => `"${cidr}"`;
  return {
    v4: toCidrs({ v4, v6: [] }).map(quoted),
    v6: toCidrs({ v4: [], v6 }).map(quoted),
    groups: groups.map((group) => `${group}.id`),
    ...(own !== undefined && names.includes(own) && { self: `${own.slice('sg:'.length)}.id` }),
  };
}

/** A row of a network ACL, with its number. */
export interface NumberedRow extends Row {
  readonly number: number;
}

/** Undefined when there is no room, or the numbers that are taken are not known. */
export function numbered(
  rows: readonly Row[],
  policy: Policy,
  direction: Direction,
): readonly NumberedRow[] | undefined {
  const taken = rulesOf(policy, direction).map(orderOf);
  if (taken.some(Number.isNaN)) return undefined;
  const result: NumberedRow[] = [];
  for (const before of new Set(rows.map(({ rule }) => rule.before))) {
    const own = rows.filter(({ rule }) => rule.before === before);
    const limit = before === undefined ? undefined : orderOf(before);
    const numbers = Number.isNaN(limit) ? undefined : freeNumbers(taken, limit, own.length);
    if (numbers === undefined) return undefined;
    taken.push(...numbers);
    result.push(...own.map((row, index) => ({ ...row, number: numbers[index] ?? 0 })));
  }
  return result;
}

function orderOf({ order }: Rule): number {
  return order?.kind === 'known' ? order.value : NaN;
}
