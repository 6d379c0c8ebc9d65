import { known, unknown } from '../../../../values/value';
import type { NetworkAclUse, Use } from '../../../attachment';
import type { Resource } from '../resource';
import { placeOf, useOf, usesOf, vpcBehind, type Context } from './use';

/** `aws_network_acl` and `aws_default_network_acl` with the subnets that they name themselves. */
export function readAclUse(resource: Resource, context: Context): readonly NetworkAclUse[] {
  const { address, at } = resource;
  const subnets = usesOf(resource, 'subnet_ids', context);
  const isDefault = resource.type === 'aws_default_network_acl';
  if (subnets.length === 0 && !isDefault) return [];
  const acl = { to: known(address), at };
  return [
    { kind: 'network-acl', acl, subnets, ...(isDefault && { defaultOf: vpcOf(resource, context) }), at },
  ];
}

/** `aws_network_acl_association`. */
export function readAclAssociation(resource: Resource, context: Context): readonly NetworkAclUse[] {
  const acl = useOf(resource, 'network_acl_id', context);
  const subnet = useOf(resource, 'subnet_id', context);
  if (acl === undefined || subnet === undefined) return [];
  return [{ kind: 'network-acl', acl, subnets: [subnet], at: resource.at }];
}

const DEFAULT = 'default_network_acl_id';

function vpcOf(resource: Resource, context: Context): Use {
  const at = placeOf(resource, DEFAULT);
  const vpc = vpcBehind(resource.get(DEFAULT), [DEFAULT], context);
  if (vpc !== undefined) return { to: known(vpc), at };
  return { to: unknown(`nobody says which VPC ${resource.address} is the default of`, at), at };
}
