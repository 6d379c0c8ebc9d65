import type { NumberedRow, Row } from '../rows';

/** What an argument of a rule must come out as. */
export type Wanted =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'bool'; readonly value: boolean }
  /** As they are written: in quotes, or references. */
  | { readonly kind: 'list'; readonly items: readonly string[] }
  /** An id, as it is written. */
  | { readonly kind: 'reference'; readonly written: string }
  /** Nothing; `written` where it must be said. */
  | { readonly kind: 'none'; readonly written: string }
  /** Words for people. */
  | { readonly kind: 'words'; readonly value: string }
  /** Whatever the other entries say, if they agree. */
  | { readonly kind: 'same' };

/** What a row makes of an argument; undefined when it takes one thing and the row has several. */
export function wantedOf(row: Row | NumberedRow, name: string): Wanted | undefined {
  const { rule, ports, protocol, peers } = row;
  switch (name) {
    case 'type':
      return { kind: 'text', value: rule.direction === 'inbound' ? 'ingress' : 'egress' };
    case 'egress':
      return { kind: 'bool', value: rule.direction === 'outbound' };
    case 'from_port':
      return { kind: 'number', value: ports.from };
    case 'to_port':
      return { kind: 'number', value: ports.to };
    case 'protocol':
    case 'ip_protocol':
      return { kind: 'text', value: protocol };
    case 'action':
    case 'rule_action':
      return { kind: 'text', value: 'allow' };
    case 'rule_no':
    case 'rule_number':
      return 'number' in row ? { kind: 'number', value: row.number } : undefined;
    case 'cidr_blocks':
      return { kind: 'list', items: peers.v4 };
    case 'ipv6_cidr_blocks':
      return { kind: 'list', items: peers.v6 };
    case 'security_groups':
      // Where the group that the rules belong to reads the entry, the entry cannot name the group.
      return peers.self === undefined ? { kind: 'list', items: peers.groups } : undefined;
    case 'prefix_list_ids':
      return { kind: 'list', items: [] };
    case 'cidr_ipv4':
    case 'cidr_block':
      return one(peers.v4);
    case 'cidr_ipv6':
    case 'ipv6_cidr_block':
      return one(peers.v6);
    case 'source_security_group_id':
    case 'referenced_security_group_id':
      return one(peers.groups);
    case 'prefix_list_id':
      return { kind: 'none', written: 'null' };
    case 'self':
      return { kind: 'none', written: 'false' };
    default:
      return { kind: 'words', value: rule.purpose };
  }
}

function one([first, ...more]: readonly string[]): Wanted | undefined {
  if (more.length > 0) return undefined;
  if (first === undefined) return { kind: 'none', written: 'null' };
  return first.startsWith('"')
    ? { kind: 'text', value: first.slice(1, -1) }
    : { kind: 'reference', written: first };
}
