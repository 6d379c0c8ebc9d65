import { toCidrs } from '../../packets/cidr';
import type { NarrowRule } from '../../policies/change';
import { insertItems, jsonNodeAt, propertyOf, type JsonNode } from '../../syntax/json-edit';
import type { Edit } from '../../text/edits';
import type { SourceFile } from '../../text/source';
import { commandTail, permissionsOf } from './write';

const LISTS = [
  ['IpRanges', 'CidrIp'],
  ['Ipv6Ranges', 'CidrIpv6'],
] as const;

/** Other address ranges in a permission. An entry of a network ACL has room for one only. */
export function narrowPermission({ rule, peers, policy }: NarrowRule): readonly Edit[] | undefined {
  const { file } = policy.at;
  const node = rule.at.file === file ? jsonNodeAt(file, rule.at.span.start) : undefined;
  if (node === undefined || policy.kind !== 'security-group') return undefined;
  const edits: Edit[] = [];
  for (const [list, key] of LISTS) {
    const array = propertyOf(node, list);
    const cidrs = list === 'IpRanges' ? toCidrs({ ...peers, v6: [] }) : toCidrs({ ...peers, v4: [] });
    if (array === undefined || (array.items.length === 0 && cidrs.length === 0)) continue;
    if (array.kind !== 'array' || array.items.some(({ kind }) => kind !== 'object')) return undefined;
    edits.push(...replaceItems(file, array, cidrs, key));
  }
  return edits.length === 0 ? undefined : edits;
}

/** The first item becomes all of the new ones, written as it is; the others go. */
function replaceItems(
  file: SourceFile,
  array: JsonNode,
  cidrs: readonly string[],
  key: string,
): readonly Edit[] {
  const [first, ...others] = array.items;
  const last = others.at(-1) ?? first;
  const [cidr, ...more] = cidrs;
  if (first === undefined || last === undefined || cidr === undefined) {
    return [{ file, span: { start: array.span.start + 1, end: array.span.end - 1 }, newText: '' }];
  }
  const value = propertyOf(first, key);
  if (value === undefined) return [];
  const replaced = { file, span: value.span, newText: JSON.stringify(cidr) };
  const removed = { file, span: { start: first.span.end, end: last.span.end }, newText: '' };
  const kept = { ...array, items: [first] };
  const added =
    more.length === 0
      ? []
      : insertItems(
          file,
          kept,
          1,
          more.map((each) => ({ [key]: each })),
        );
  return [replaced, ...(others.length === 0 ? [] : [removed]), ...added];
}

/** First what is to stay is allowed, then the wide rule goes, so that nobody is cut off in between. */
export function narrowingCommands(change: NarrowRule): readonly string[] | undefined {
  const { policy, rule, peers } = change;
  const { direction, protocols, ports } = rule;
  const tail = commandTail(policy);
  if (
    tail === undefined ||
    policy.kind !== 'security-group' ||
    direction.kind === 'unknown' ||
    protocols.kind === 'unknown' ||
    ports.kind === 'unknown'
  ) {
    return undefined;
  }
  const side = direction.value === 'inbound' ? 'ingress' : 'egress';
  const sets = rule.peers.flatMap(({ set }) => (set.kind === 'known' ? [set.value] : []));
  const command = (verb: string, wanted: NarrowRule['peers']): string => {
    const permissions = permissionsOf(
      { protocols: protocols.value, ports: ports.value, peers: wanted },
      false,
      undefined,
    );
    return `aws ec2 ${verb}-security-group-${side} --group-id ${policy.name} --ip-permissions '${JSON.stringify(permissions)}'${tail}`;
  };
  const wide = sets.filter(({ v4, v6 }) => v4.length > 0 || v6.length > 0);
  return [command('authorize', peers), ...wide.map((set) => command('revoke', set))];
}
