import { known, unknown, type Value } from '../../../../values/value';
import { addressSet, type PeerSet } from '../../../../packets/peer-set';
import { parseAddresses } from '../../../../packets/cidr';
import type { DirectoryService, Use, Workspace, WorkspacesDirectory } from '../../../attachment';
import { plain } from '../../rounds';
import { elementsOf } from '../elements';
import { resourcesOf, type Resource } from '../resource';
import type { Section } from '../section';
import { identify, madeGroup, placeOf, useOf, usesOf, type Context } from './use';

/** `aws_workspaces_directory`. */
export function readWorkspacesDirectory(
  resource: Resource,
  context: Context,
): readonly WorkspacesDirectory[] {
  const group = customGroup(resource, context);
  const service = useOf(resource, 'directory_id', context);
  return [
    {
      kind: 'workspaces-directory',
      ...identify(resource),
      ...(group !== undefined && { group }),
      members: madeGroup(resource, 'workspace_security_group_id', context),
      subnets: usesOf(resource, 'subnet_ids', context),
      ...(service !== undefined && { service }),
    },
  ];
}

const PROPERTIES = 'workspace_creation_properties';
const GROUP: ReadonlySet<string> = new Set(['aws_security_group']);

/**
 * Where the value does not tell which group it is, a lone one that is named there and may not be made tells it: where
 * it is made at all, it is made for this.
 */
function customGroup(resource: Resource, context: Context): Use | undefined {
  const use = firstUse(resource.sections(PROPERTIES), 'custom_security_group_id', context);
  if (use?.to.kind !== 'unknown') return use;
  const mentioned = resource.mentions(PROPERTIES);
  const [only, ...others] = resourcesOf(GROUP, context.reading).filter(({ key }) => mentioned.has(key));
  if (only?.existence === undefined || others.length > 0) return use;
  return { ...use, to: known(only.address) };
}

/** `aws_directory_service_directory`. */
export function readService(resource: Resource, context: Context): readonly DirectoryService[] {
  const connect = resource.sections('connect_settings') ?? [];
  const settings = [...(resource.sections('vpc_settings') ?? []), ...connect];
  const vpc = firstUse(settings, 'vpc_id', context);
  const dns = connect.flatMap((section) => elementsOf(section, 'customer_dns_ips'));
  return [
    {
      kind: 'directory-service',
      ...identify(resource),
      hostsControllers: hostsControllers(resource),
      group: madeGroup(resource, 'security_group_id', context),
      subnets: settings.flatMap((section) => usesOf(section, 'subnet_ids', context)),
      ...(vpc !== undefined && { vpc }),
      ...(dns.length > 0 && { dns: addressesOf(dns) }),
    },
  ];
}

/** Where nothing is said it is a Simple AD. */
function hostsControllers(resource: Resource): Value<boolean> {
  const type = resource.get('type');
  if (type === undefined) return known(true);
  if (type.kind === 'unknown') return plain(type);
  return known(type.kind !== 'string' || type.value.toLowerCase() !== 'adconnector');
}

function addressesOf(elements: ReturnType<typeof elementsOf>): Value<PeerSet> {
  const ranges = [];
  for (const { value, at } of elements) {
    if (value.kind === 'unknown') return plain(value);
    const range = value.kind === 'string' ? parseAddresses(value.value) : { error: 'it is no text' };
    if ('error' in range) return unknown(`a DNS address cannot be read: ${range.error}`, at);
    ranges.push(range);
  }
  return known(addressSet(ranges));
}

export const BUNDLE_TYPE = 'data.aws_workspaces_bundle';

/** `aws_workspaces_workspace`. */
export function readWorkspace(resource: Resource, context: Context): readonly Workspace[] {
  const directory = directoryOf(resource, context);
  const properties = resource.sections('workspace_properties') ?? [];
  const protocols = properties.flatMap((section) => elementsOf(section, 'protocols'));
  const words = bundleWords(resource, context);
  return [
    {
      kind: 'workspace',
      ...identify(resource),
      ...(directory !== undefined && { directory }),
      ...(protocols.length > 0 && { protocols: textsOf(protocols) }),
      ...(words.length > 0 && { bundle: { words, at: placeOf(resource, 'bundle_id') } }),
    },
  ];
}

/** A registration has the id of the directory service behind it, so WorkSpaces may name either of them. */
function directoryOf(workspace: Resource, context: Context): Use | undefined {
  const use = useOf(workspace, 'directory_id', context);
  const id = use?.to.kind === 'known' ? use.to.value : undefined;
  if (use === undefined || id === undefined) return use;
  const registration = context.resources.find((candidate) => {
    if (candidate.type !== 'aws_workspaces_directory') return false;
    const service = useOf(candidate, 'directory_id', context)?.to;
    return service?.kind === 'known' && service.value === id;
  });
  return registration === undefined ? use : { ...use, to: known(registration.address) };
}

function textsOf(elements: ReturnType<typeof elementsOf>): Value<readonly string[]> {
  const texts: string[] = [];
  for (const { value } of elements) {
    if (value.kind === 'unknown') return plain(value);
    if (value.kind === 'string') texts.push(value.value);
  }
  return known(texts);
}

/** The id, and what the bundle is called where it was looked up. */
function bundleWords(workspace: Resource, { byId }: Context): readonly string[] {
  const value = workspace.get('bundle_id');
  const id = value?.kind === 'string' ? value.value : undefined;
  const reference = value?.kind === 'unknown' ? value.reference : undefined;
  const bundle = byId.get(id ?? reference ?? '');
  const words = ['bundle_id', 'name', 'owner'].flatMap((argument) => {
    const word = bundle?.get(argument);
    return word?.kind === 'string' && word.value !== '' ? [word.value] : [];
  });
  return [...new Set(id === undefined ? words : [id, ...words])];
}

function firstUse(
  sections: readonly Section[] | undefined,
  argument: string,
  context: Context,
): Use | undefined {
  const uses = sections?.map((section) => useOf(section, argument, context)) ?? [];
  return uses.find((use) => use !== undefined);
}
