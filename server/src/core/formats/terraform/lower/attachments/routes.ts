import type { PeerSet } from '../../../../packets/peer-set';
import { known, type Value } from '../../../../values/value';
import type { Route, Use } from '../../../attachment';
import { elementAt } from '../elements';
import { prefixListPeer } from '../prefix-lists';
import type { Resource } from '../resource';
import type { Section } from '../section';
import { cidrSet } from './cidr-set';
import { identify, placeOf, useOf, vpcBehind, type Context } from './use';

const DEFAULT = 'default_route_table_id';

/** `aws_route`. */
export function readRoute(resource: Resource, context: Context): readonly Route[] {
  const vpc = vpcOfTable(resource, 'route_table_id', context);
  return destinations(resource, ['destination_cidr_block', 'destination_ipv6_cidr_block'], context).map(
    (destination) => route(resource, resource, destination, vpc),
  );
}

/** The `route` blocks of a route table. */
export function readTableRoutes(resource: Resource, context: Context): readonly Route[] {
  const vpc =
    resource.type === 'aws_default_route_table'
      ? vpcOfTable(resource, DEFAULT, context)
      : useOf(resource, 'vpc_id', context);
  return (resource.sections('route') ?? []).flatMap((section) =>
    destinations(section, ['cidr_block', 'ipv6_cidr_block'], context).map((destination) =>
      route(resource, section, destination, vpc),
    ),
  );
}

function route(
  resource: Resource,
  { at }: Section,
  destination: Value<PeerSet>,
  vpc: Use | undefined,
): Route {
  return { kind: 'route', ...identify(resource), at, ...(vpc !== undefined && { vpc }), destination };
}

/** Where a route leads to, unless it is the default route, or stays in the VPC. */
function destinations(
  section: Section,
  cidrs: readonly string[],
  { reading }: Context,
): readonly Value<PeerSet>[] {
  if (section.anything !== undefined) return [section.anything];
  const gateway = section.get('gateway_id');
  if (gateway?.kind === 'string' && gateway.value === 'local') return [];
  return [
    ...cidrs
      .flatMap((name) => elementAt(section, name))
      .filter(({ value }) => value.kind !== 'string' || !EVERYWHERE.has(value.value))
      .map(({ value }) => cidrSet(value)),
    ...elementAt(section, 'destination_prefix_list_id').map((list) => prefixListPeer(list, reading).set),
  ];
}

const EVERYWHERE: ReadonlySet<string> = new Set(['0.0.0.0/0', '::/0']);

/** The VPC of the route table that an argument names. */
function vpcOfTable(resource: Resource, argument: string, context: Context): Use | undefined {
  const value = resource.get(argument);
  const vpc = vpcBehind(value, ['main_route_table_id', 'default_route_table_id'], context);
  if (vpc !== undefined) return { to: known(vpc), at: placeOf(resource, argument) };
  const id = value?.kind === 'unknown' ? value.reference : value?.kind === 'string' ? value.value : undefined;
  const table = id === undefined ? undefined : context.byId.get(id);
  if (table?.type === 'aws_route_table') return useOf(table, 'vpc_id', context);
  return table?.type === 'aws_default_route_table' ? vpcOfTable(table, DEFAULT, context) : undefined;
}
