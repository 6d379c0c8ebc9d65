import { addressPeers, unionAll, type PeerSet } from '../../../../packets/peer-set';
import { known, unknown, type Value } from '../../../../values/value';
import type { Subnet, Vpc } from '../../../attachment';
import { plain } from '../../rounds';
import { remarksOn } from '../describe';
import type { Resource } from '../resource';
import { cidrSet } from './cidr-set';
import { identify, placeOf, useOf, VPC_TYPES, type Context } from './use';

export const SECONDARY_CIDR_TYPE = 'aws_vpc_ipv4_cidr_block_association';

/** `aws_subnet`. */
export function readSubnet(resource: Resource, context: Context): readonly Subnet[] {
  const vpc = useOf(resource, 'vpc_id', context);
  const zone = resource.get('availability_zone') ?? resource.get('availability_zone_id');
  return [
    {
      kind: 'subnet',
      ...identify(resource),
      ...(vpc !== undefined && { vpc }),
      cidrs: subnetCidrs(resource),
      ...(zone?.kind === 'string' && { zone: known(zone.value) }),
      ...(zone?.kind === 'unknown' && { zone: plain(zone) }),
    },
  ];
}

/** The IPv6 block mostly comes from AWS; that it is not known takes nothing from what is known of IPv4. */
function subnetCidrs(resource: Resource): Value<PeerSet> {
  const v4 = resource.get('cidr_block');
  const v6 = resource.get('ipv6_cidr_block');
  const sets = [v4, v6].flatMap((value) => (value === undefined ? [] : [cidrSet(value)]));
  const [first] = sets;
  if (first === undefined) return assigned(resource);
  if (first.kind === 'unknown') return first;
  return known(unionAll(sets.flatMap((set) => (set.kind === 'known' ? [set.value] : []))));
}

function assigned(resource: Resource): Value<PeerSet> {
  return unknown(`the CIDR of ${resource.address} is assigned by AWS`, resource.at);
}

/** `aws_vpc` with its secondary CIDRs, and the VPCs elsewhere that are given some here. */
export function readVpcs(context: Context): readonly Vpc[] {
  const { resources } = context;
  const secondary = resources.filter(({ type }) => type === SECONDARY_CIDR_TYPE);
  const vpcs = resources
    .filter(({ type }) => VPC_TYPES.includes(type))
    .map((resource): Vpc => ({
      kind: 'vpc',
      ...identify(resource),
      ...remarksOn(resource),
      ...(resource.call !== undefined && { call: resource.call }),
      cidrs: [...primaryCidrs(resource), ...secondaryCidrs(resource.address, secondary, context)],
    }));
  const names = new Set(vpcs.map(({ name }) => name));
  const strangers = secondary.flatMap((resource): readonly Vpc[] => {
    const vpc = useOf(resource, 'vpc_id', context);
    if (vpc?.to.kind !== 'known' || names.has(vpc.to.value)) return [];
    const name = vpc.to.value;
    names.add(name);
    const primary = unknown(`the primary CIDR of ${name} is not in the files`, vpc.at);
    const cidrs = [{ set: primary, at: vpc.at }, ...secondaryCidrs(name, secondary, context)];
    return [{ kind: 'vpc', ...identify(resource), name, at: vpc.at, comments: [], tags: [], cidrs }];
  });
  return [...vpcs, ...strangers];
}

/** AWS makes the default VPC of every Region with the same addresses. */
const DEFAULT_VPC: Value<PeerSet> = known(addressPeers({ family: 4, start: 0xac1f0000, end: 0xac200000 }));

function primaryCidrs(resource: Resource): Vpc['cidrs'] {
  const v4 = resource.get('cidr_block');
  const v6 = resource.get('ipv6_cidr_block');
  const first =
    v4 !== undefined ? cidrSet(v4) : resource.type === 'aws_default_vpc' ? DEFAULT_VPC : assigned(resource);
  const at = v4 === undefined ? resource.at : placeOf(resource, 'cidr_block');
  const more = v6?.kind === 'string' ? [{ set: cidrSet(v6), at: placeOf(resource, 'ipv6_cidr_block') }] : [];
  return [{ set: first, at }, ...more];
}

function secondaryCidrs(vpc: string, associations: readonly Resource[], context: Context): Vpc['cidrs'] {
  return associations.flatMap((resource) => {
    const owner = useOf(resource, 'vpc_id', context)?.to;
    if (owner?.kind !== 'known' || owner.value !== vpc) return [];
    const block = resource.get('cidr_block');
    const set = resource.existence ?? (block === undefined ? assigned(resource) : cidrSet(block));
    return [{ set, at: resource.at }];
  });
}
