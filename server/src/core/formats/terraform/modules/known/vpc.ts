import { ORIGIN, output, resource, variable } from './text';

/**
 * What a call of terraform-aws-modules/vpc comes to, as far as it decides what reaches a WorkSpace: the VPC, its
 * subnets, the network ACLs on them and the routes that lead somewhere else.
 */
export function vpc(): string {
  return [
    variable('create_vpc', 'bool', 'true'),
    variable('putin_khuylo', 'bool', 'true'),
    ...['region', 'outpost_az', 'ipv6_cidr'].map((name) => variable(name, 'string', 'null')),
    variable('name', 'string', '""'),
    variable('tags', 'map(string)', '{}'),
    variable('vpc_tags', 'map(string)', '{}'),
    variable('cidr', 'string', 'release.at_least["4.0.0"] ? "10.0.0.0/16" : "0.0.0.0/0"'),
    variable('secondary_cidr_blocks', 'list(string)', '[]'),
    variable('azs', 'list(string)', '[]'),
    ...['use_ipam_pool', 'enable_ipv6', 'single_nat_gateway', 'one_nat_gateway_per_az'].map(off),
    'locals {\n  is_made = var.create_vpc && var.putin_khuylo\n',
    '  vpc_id = try(aws_vpc_ipv4_cidr_block_association.this[0].vpc_id, aws_vpc.this[0].id, "")\n}\n',
    resource('aws_vpc', 'this', {
      count: 'local.is_made ? 1 : 0',
      region: 'var.region',
      cidr_block: 'var.use_ipam_pool ? null : var.cidr',
      ipv6_cidr_block: 'var.ipv6_cidr',
      tags: 'merge({ Name = var.name }, var.tags, var.vpc_tags)',
    }),
    resource('aws_vpc_ipv4_cidr_block_association', 'this', {
      [ORIGIN]: 'var.secondary_cidr_blocks[count.index]',
      count: 'local.is_made ? length(var.secondary_cidr_blocks) : 0',
      region: 'var.region',
      vpc_id: 'aws_vpc.this[0].id',
      cidr_block: 'var.secondary_cidr_blocks[count.index]',
    }),
    off('manage_default_vpc'),
    resource('aws_default_vpc', 'this', { count: 'var.manage_default_vpc ? 1 : 0', region: 'var.region' }),
    ...Object.entries(LAYERS).flatMap(([layer, suffix]) => [...subnets(layer), ...networkAcl(layer, suffix)]),
    ...routes(),
    ...defaults(),
    ...OWN.map((name) => output(name, `try(aws_vpc.this[0].${name.replace(/^vpc_/, '')}, null)`)),
    output('vpc_secondary_cidr_blocks', 'aws_vpc_ipv4_cidr_block_association.this[*].cidr_block'),
    output('azs', 'var.azs'),
    output('name', 'var.name'),
  ].join('');
}

/** The kinds of subnets, with what is in the names of their things. */
const LAYERS = {
  public: 'public',
  private: 'private',
  database: 'db',
  redshift: 'redshift',
  elasticache: 'elasticache',
  intra: 'intra',
  outpost: 'outpost',
};

const OWN = [
  'vpc_id',
  'vpc_arn',
  'vpc_cidr_block',
  'vpc_ipv6_cidr_block',
  'vpc_main_route_table_id',
  'vpc_owner_id',
  'default_security_group_id',
  'default_network_acl_id',
  'default_route_table_id',
];

function off(name: string): string {
  return variable(name, 'bool', 'false');
}

function countOf(layer: string): string {
  return `max(length(var.${layer}_subnets), length(var.${layer}_subnet_ipv6_prefixes))`;
}

function subnets(layer: string): readonly string[] {
  const zone = 'element(var.azs, count.index)';
  const isName = `length(regexall("^[a-z]{2}-", ${zone})) > 0`;
  const all = `aws_subnet.${layer}[*]`;
  // One gateway per zone asks for a public subnet in each.
  const condition =
    layer === 'public'
      ? `local.is_made && (!var.one_nat_gateway_per_az || ${countOf(layer)} >= length(var.azs))`
      : 'local.is_made';
  return [
    variable(`${layer}_subnets`, 'list(string)', '[]'),
    variable(`${layer}_subnet_ipv6_prefixes`, 'list(string)', '[]'),
    off(`${layer}_subnet_ipv6_native`),
    resource('aws_subnet', layer, {
      [ORIGIN]: `var.${layer}_subnets[count.index]`,
      count: `${condition} ? ${countOf(layer)} : 0`,
      region: 'var.region',
      vpc_id: 'local.vpc_id',
      availability_zone: layer === 'outpost' ? 'var.outpost_az' : `${isName} ? ${zone} : null`,
      availability_zone_id: layer === 'outpost' ? 'null' : `${isName} ? null : ${zone}`,
      cidr_block: `var.${layer}_subnet_ipv6_native ? null : element(concat(var.${layer}_subnets, [""]), count.index)`,
      ipv6_cidr_block: `var.enable_ipv6 && length(var.${layer}_subnet_ipv6_prefixes) > 0 ? cidrsubnet(aws_vpc.this[0].ipv6_cidr_block, 8, var.${layer}_subnet_ipv6_prefixes[count.index]) : null`,
    }),
    output(`${layer}_subnets`, `${all}.id`),
    output(`${layer}_subnet_objects`, `aws_subnet.${layer}`),
    output(`${layer}_subnet_arns`, `${all}.arn`),
    output(`${layer}_subnets_cidr_blocks`, `compact(${all}.cidr_block)`),
    output(`${layer}_subnets_ipv6_cidr_blocks`, `compact(${all}.ipv6_cidr_block)`),
  ];
}

function networkAcl(layer: string, suffix: string): readonly string[] {
  const isMade = `length(aws_subnet.${layer}) > 0 && var.${layer}_dedicated_network_acl`;
  return [
    off(`${layer}_dedicated_network_acl`),
    variable(`${layer}_acl_tags`, 'map(string)', '{}'),
    variable(`${layer}_subnet_suffix`, 'string', `"${suffix}"`),
    resource('aws_network_acl', layer, {
      count: `${isMade} ? 1 : 0`,
      region: 'var.region',
      vpc_id: 'local.vpc_id',
      subnet_ids: `aws_subnet.${layer}[*].id`,
      tags: `merge({ Name = "\${var.name}-\${var.${layer}_subnet_suffix}" }, var.tags, var.${layer}_acl_tags)`,
    }),
    ...['inbound', 'outbound'].flatMap((direction) => {
      const input = `${layer}_${direction}_acl_rules`;
      const element = `var.${input}[count.index]`;
      const optional = ['from_port', 'to_port', 'icmp_code', 'icmp_type', 'cidr_block', 'ipv6_cidr_block'];
      return [
        variable(input, 'list(map(string))', `[${everything('rule_number', 'rule_action', V4)}]`),
        resource('aws_network_acl_rule', `${layer}_${direction}`, {
          [ORIGIN]: element,
          count: `${isMade} ? length(var.${input}) : 0`,
          region: 'var.region',
          network_acl_id: `aws_network_acl.${layer}[0].id`,
          egress: String(direction === 'outbound'),
          ...Object.fromEntries(
            ['rule_number', 'rule_action', 'protocol'].map((name) => [name, `${element}["${name}"]`]),
          ),
          ...Object.fromEntries(optional.map((name) => [name, `lookup(${element}, "${name}", null)`])),
        }),
      ];
    }),
    output(`${layer}_network_acl_id`, `try(aws_network_acl.${layer}[0].id, null)`),
    output(`${layer}_network_acl_arn`, `try(aws_network_acl.${layer}[0].arn, null)`),
  ];
}

const V4 = 'cidr_block = "0.0.0.0/0"';
const V6 = 'ipv6_cidr_block = "::/0"';

/** The entry that lets everything pass. */
function everything(number: string, action: string, peer: string, at = 100): string {
  return `{ ${number} = ${at}, ${action} = "allow", from_port = 0, to_port = 0, protocol = "-1", ${peer} }`;
}

/** Those that may lead to somebody whose addresses matter; where a gateway leads is the whole internet. */
function routes(): readonly string[] {
  const gateways = `max(${['private', 'public', 'elasticache', 'database', 'redshift'].map(countOf).join(', ')})`;
  return [
    off('enable_nat_gateway'),
    variable('create_private_nat_gateway_route', 'bool', 'true'),
    variable('nat_gateway_destination_cidr_block', 'string', '"0.0.0.0/0"'),
    'locals {\n  gateways = var.single_nat_gateway ? 1 : ',
    `var.one_nat_gateway_per_az ? length(var.azs) : ${gateways}\n}\n`,
    resource('aws_route_table', 'private', {
      count: 'length(aws_subnet.private) > 0 ? local.gateways : 0',
      region: 'var.region',
      vpc_id: 'local.vpc_id',
    }),
    resource('aws_route', 'private_nat_gateway', {
      count:
        'local.is_made && var.enable_nat_gateway && var.create_private_nat_gateway_route ? local.gateways : 0',
      region: 'var.region',
      route_table_id: 'element(aws_route_table.private[*].id, count.index)',
      destination_cidr_block: 'var.nat_gateway_destination_cidr_block',
    }),
    output('private_route_table_ids', 'aws_route_table.private[*].id'),
  ];
}

/** What AWS makes together with the VPC. */
function defaults(): readonly string[] {
  const adopted = (what: string): string =>
    variable(`manage_default_${what}`, 'bool', 'release.at_least["4.0.0"]');
  const acl = (side: string): string =>
    variable(
      `default_network_acl_${side}`,
      'list(map(string))',
      `[${everything('rule_no', 'action', V4)}, ${everything('rule_no', 'action', V6, 101)}]`,
    );
  return [
    ...['security_group', 'network_acl', 'route_table'].map(adopted),
    ...['ingress', 'egress'].flatMap((side) => [
      acl(side),
      variable(`default_security_group_${side}`, 'list(map(string))', '[]'),
    ]),
    variable('default_route_table_routes', 'list(map(string))', '[]'),
    // What they are called says nothing of what they are meant for.
    block('aws_default_security_group', 'security_group', 'vpc_id = aws_vpc.this[0].id', [
      nested('ingress', 'default_security_group_ingress', GROUP_RULE),
      nested('egress', 'default_security_group_egress', GROUP_RULE),
    ]),
    block(
      'aws_default_network_acl',
      'network_acl',
      'default_network_acl_id = aws_vpc.this[0].default_network_acl_id',
      [
        nested('ingress', 'default_network_acl_ingress', ACL_RULE),
        nested('egress', 'default_network_acl_egress', ACL_RULE),
      ],
    ),
    block(
      'aws_default_route_table',
      'route_table',
      'default_route_table_id = aws_vpc.this[0].default_route_table_id',
      [nested('route', 'default_route_table_routes', ROUTE)],
    ),
  ];
}

function block(type: string, what: string, owner: string, nestedBlocks: readonly string[]): string {
  const name = what === 'route_table' ? 'default' : 'this';
  const count = `local.is_made && var.manage_default_${what} ? 1 : 0`;
  const lines = [`count = ${count}`, 'region = var.region', owner, 'tags = var.tags', ...nestedBlocks];
  return `resource "${type}" "${name}" {\n${lines.join('\n')}\n}\n`;
}

function nested(type: string, input: string, args: Readonly<Record<string, string>>): string {
  const lines = Object.entries({ [ORIGIN]: 'each', ...args }).map(
    ([name, value]) => `${name} = ${value.replaceAll('each', `${type}.value`)}`,
  );
  return `dynamic "${type}" {\nfor_each = var.${input}\ncontent {\n${lines.join('\n')}\n}\n}`;
}

/** Lists are written with commas. */
function listed(name: string): string {
  return `compact(split(",", lookup(each, "${name}", "")))`;
}

const GROUP_RULE = {
  self: 'lookup(each, "self", null)',
  cidr_blocks: listed('cidr_blocks'),
  ipv6_cidr_blocks: listed('ipv6_cidr_blocks'),
  prefix_list_ids: listed('prefix_list_ids'),
  security_groups: listed('security_groups'),
  from_port: 'lookup(each, "from_port", 0)',
  to_port: 'lookup(each, "to_port", 0)',
  protocol: 'lookup(each, "protocol", "-1")',
};

const ACL_RULE = {
  rule_no: 'each.rule_no',
  action: 'each.action',
  protocol: 'each.protocol',
  from_port: 'each.from_port',
  to_port: 'each.to_port',
  icmp_type: 'lookup(each, "icmp_type", null)',
  icmp_code: 'lookup(each, "icmp_code", null)',
  cidr_block: 'lookup(each, "cidr_block", null)',
  ipv6_cidr_block: 'lookup(each, "ipv6_cidr_block", null)',
};

const ROUTE = {
  cidr_block: 'lookup(each, "cidr_block", null)',
  ipv6_cidr_block: 'lookup(each, "ipv6_cidr_block", null)',
  gateway_id: 'lookup(each, "gateway_id", null)',
  nat_gateway_id: 'lookup(each, "nat_gateway_id", null)',
  transit_gateway_id: 'lookup(each, "transit_gateway_id", null)',
  vpc_peering_connection_id: 'lookup(each, "vpc_peering_connection_id", null)',
};
