import type { Policy } from '../../../../policies/policy';
import type { Attachment } from '../../../attachment';
import type { Reading } from '../reading';
import { resourcesOf, type Resource } from '../resource';
import { BUNDLE_TYPE, readService, readWorkspace, readWorkspacesDirectory } from './directories';
import { INTERFACE_TYPES, readInterfaces } from './interfaces';
import { readSubnet, SECONDARY_CIDR_TYPE, readVpcs } from './networks';
import { readAclAssociation, readAclUse } from './network-acls';
import { readRoute, readTableRoutes } from './routes';
import { VPC_TYPES, type Context } from './use';

type Read = (resource: Resource, context: Context) => readonly Attachment[];

/** What says by itself who uses what. */
const READERS: ReadonlyMap<string, Read> = new Map<string, Read>([
  ['aws_workspaces_directory', readWorkspacesDirectory],
  ['aws_directory_service_directory', readService],
  ['aws_workspaces_workspace', readWorkspace],
  ['aws_network_acl', readAclUse],
  ['aws_default_network_acl', readAclUse],
  ['aws_network_acl_association', readAclAssociation],
  ['aws_subnet', readSubnet],
  ['aws_default_subnet', readSubnet],
  ['aws_route', readRoute],
  ['aws_route_table', readTableRoutes],
  ['aws_default_route_table', readTableRoutes],
]);

const TYPES: ReadonlySet<string> = new Set([
  ...READERS.keys(),
  ...VPC_TYPES,
  SECONDARY_CIDR_TYPE,
  ...INTERFACE_TYPES,
  BUNDLE_TYPE,
]);

/** Who uses what in a unit. `policies` are those of the unit, whose names the attachments use. */
export function readAttachments(reading: Reading, policies: readonly Policy[]): readonly Attachment[] {
  const resources = distinct(resourcesOf(TYPES, reading));
  const context: Context = {
    reading,
    byId: new Map(resources.flatMap((resource) => idsOf(resource).map((id) => [id, resource] as const))),
    resources,
  };
  return [
    ...resources.flatMap((resource) => READERS.get(resource.type)?.(resource, context) ?? []),
    ...readVpcs(context),
    ...readInterfaces(context, policies),
  ];
}

/** A reference to its id, and the id itself where it is known. A registration shares that of the directory service. */
function idsOf(resource: Resource): readonly string[] {
  const reference = `${resource.address}.id`;
  const id = resource.type === 'aws_workspaces_directory' ? undefined : resource.get('id');
  return id?.kind === 'string' ? [reference, id.value] : [reference];
}

/** Those that nobody can count go by one address, and are one thing. */
function distinct(resources: readonly Resource[]): readonly Resource[] {
  const seen = new Set<string>();
  return resources.filter(({ address }) => {
    const isNew = !seen.has(address);
    seen.add(address);
    return isNew;
  });
}
