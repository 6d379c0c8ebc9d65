import type { Policy } from '../../../../policies/policy';
import type { Location } from '../../../../text/source';
import { unknown } from '../../../../values/value';
import type { NetworkInterface, Use } from '../../../attachment';
import type { Resource } from '../resource';
import { useOf, usesOf, type Context } from './use';

/** What has network interfaces, with the arguments that put groups on them. */
const GROUPS: ReadonlyMap<string, readonly string[]> = new Map([
  ['aws_network_interface', ['security_groups']],
  ['aws_instance', ['vpc_security_group_ids', 'security_groups']],
  ['aws_launch_template', ['vpc_security_group_ids']],
  ['aws_lb', ['security_groups']],
  ['aws_alb', ['security_groups']],
  ['aws_elb', ['security_groups']],
  ['aws_db_instance', ['vpc_security_group_ids']],
  ['aws_rds_cluster', ['vpc_security_group_ids']],
  ['aws_vpc_endpoint', ['security_group_ids']],
  ['aws_efs_mount_target', ['security_groups']],
  ['aws_fsx_windows_file_system', ['security_group_ids']],
]);

const ATTACHMENT = 'aws_network_interface_sg_attachment';

export const INTERFACE_TYPES = [...GROUPS.keys(), ATTACHMENT];

interface Attached {
  readonly at: Location;
  readonly uses: Use[];
}

/** The groups on every interface that has at least one of the unit's. */
export function readInterfaces(context: Context, policies: readonly Policy[]): readonly NetworkInterface[] {
  const groups = new Map(
    policies.flatMap((policy) => (policy.kind === 'security-group' ? [[policy.name, policy] as const] : [])),
  );
  const interfaces = new Map<string, Attached>();
  for (const resource of context.resources) {
    if (!INTERFACE_TYPES.includes(resource.type)) continue;
    const key = interfaceOf(resource);
    const attached = interfaces.get(key) ?? { at: resource.at, uses: [] };
    interfaces.set(key, attached);
    attached.uses.push(...groupsOf(resource, context));
  }
  return [...interfaces.values()].flatMap(({ at, uses }) => onInterface(at, uses, groups));
}

/** The groups of one interface come together, wherever they are attached to it. */
function interfaceOf(resource: Resource): string {
  const { type, address } = resource;
  if (type === 'aws_instance') return `${address}.primary_network_interface_id`;
  if (type !== ATTACHMENT) return `${address}.id`;
  const value = resource.get('network_interface_id');
  if (value?.kind === 'string') return value.value;
  return (value?.kind === 'unknown' ? value.reference : undefined) ?? address;
}

function groupsOf(resource: Resource, context: Context): readonly Use[] {
  if (resource.type === ATTACHMENT) {
    const use = useOf(resource, 'security_group_id', context);
    return use === undefined ? [] : [use];
  }
  return (GROUPS.get(resource.type) ?? []).flatMap((argument) => usesOf(resource, argument, context));
}

function onInterface(
  at: Location,
  uses: readonly Use[],
  groups: ReadonlyMap<string, Policy>,
): readonly NetworkInterface[] {
  const found = new Set<Policy>();
  let more: NetworkInterface['more'];
  for (const { to, at: place } of uses) {
    const group = to.kind === 'known' ? groups.get(to.value) : undefined;
    if (group !== undefined) found.add(group);
    else more ??= to.kind === 'unknown' ? to : unknown(`group ${to.value} is not in the files`, place);
  }
  if (found.size === 0) return [];
  return [{ kind: 'interface', groups: [...found], ...(more !== undefined && { more }), at }];
}
