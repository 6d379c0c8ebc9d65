import { NAMED_RULES, SERVICES } from './security-group-data';
import { ORIGIN, output, resource, variable } from './text';
import type { Release } from './releases';

/**
 * What a call of terraform-aws-modules/security-group comes to: the group under the names that it has there, and one
 * rule for each element of the inputs.
 */
export function securityGroup(): string {
  const own = [
    variable('create', 'bool', 'true'),
    variable('create_sg', 'bool', 'true'),
    variable('use_name_prefix', 'bool', 'true'),
    variable('putin_khuylo', 'bool', 'true'),
    variable('revoke_rules_on_delete', 'bool', 'false'),
    ...['security_group_id', 'vpc_id', 'name'].map((name) => variable(name, 'string', 'null')),
    variable('description', 'string', '"Security Group managed by Terraform"'),
    variable('tags', 'map(string)', '{}'),
    variable('create_timeout', 'string', 'null'),
    variable('delete_timeout', 'string', 'null'),
    variable('rules', 'map(list(any))', `{\n${namedRules()}  _ = ["", "", ""]\n}`),
  ];
  const group = (condition: string, name: string, value: string): string =>
    resource('aws_security_group', name, {
      count: `local.is_made && ${condition} ? 1 : 0`,
      [name === 'this' ? 'name' : 'name_prefix']: value,
      description: 'var.description',
      vpc_id: 'var.vpc_id',
      tags: 'merge({ Name = var.name }, var.tags)',
    });
  return [
    ...own,
    'locals {\n  is_wanted = var.create && var.putin_khuylo\n  is_made = local.is_wanted && var.create_sg\n',
    `  group = var.create_sg ? ${ofGroup('id')} : var.security_group_id\n}\n`,
    group('!var.use_name_prefix', 'this', 'var.name'),
    group('var.use_name_prefix', 'this_name_prefix', '"${var.name}-"'),
    ...side('ingress', '[]', '[]'),
    ...side('egress', '["0.0.0.0/0"]', '["::/0"]'),
    ...OUTPUTS.flatMap((name) => [
      output(`security_group_${name}`, ofGroup(name)),
      // As they were called before release 4.
      output(`this_security_group_${name}`, ofGroup(name)),
    ]),
  ].join('');
}

const OUTPUTS = ['id', 'arn', 'vpc_id', 'owner_id', 'name', 'description'];

function ofGroup(attribute: string): string {
  return `try(aws_security_group.this[0].${attribute}, aws_security_group.this_name_prefix[0].${attribute}, "")`;
}

/** All inputs of one direction, with the rules that they make. */
function side(direction: 'ingress' | 'egress', v4: string, v6: string): readonly string[] {
  const common = {
    v4: `var.${direction}_cidr_blocks`,
    v6: `var.${direction}_ipv6_cidr_blocks`,
    lists: `var.${direction}_prefix_list_ids`,
  };
  return [
    variable(`${direction}_cidr_blocks`, 'list(string)', v4),
    variable(`${direction}_ipv6_cidr_blocks`, 'list(string)', v6),
    variable(`${direction}_prefix_list_ids`, 'list(string)', '[]'),
    ...KINDS.flatMap(({ kind, peers }) => {
      const name = `${direction}_${kind}`;
      const type = kind === 'rules' ? 'list(string)' : 'list(map(string))';
      return ['', 'computed_'].flatMap((prefix) => {
        const input = `var.${prefix}${name}`;
        const element = `${input}[count.index]`;
        // Of what is computed only Terraform's caller knows how much there is.
        const count = prefix === '' ? `length(${input})` : `var.number_of_${prefix}${name}`;
        return [
          variable(`${prefix}${name}`, type, '[]'),
          prefix === '' ? '' : variable(`number_of_${prefix}${name}`, 'number', '0'),
          resource('aws_security_group_rule', `${prefix}${name}`, {
            [ORIGIN]: element,
            count: `local.is_wanted ? ${count} : 0`,
            security_group_id: 'local.group',
            type: `"${direction}"`,
            ...peers(element, common),
            ...(kind === 'rules' ? portsByName(element) : ports(element)),
          }),
        ];
      });
    }),
  ];
}

interface Common {
  readonly v4: string;
  readonly v6: string;
  readonly lists: string;
}

/** What an element of an input says about the other end. */
const KINDS: readonly {
  readonly kind: string;
  readonly peers: (element: string, common: Common) => Readonly<Record<string, string>>;
}[] = [
  {
    kind: 'rules',
    peers: (_, { v4, v6, lists }) => ({ cidr_blocks: v4, ipv6_cidr_blocks: v6, prefix_list_ids: lists }),
  },
  {
    kind: 'with_cidr_blocks',
    peers: (element, { v4, lists }) => ({
      cidr_blocks: ownOr(element, 'cidr_blocks', v4),
      prefix_list_ids: `release.at_least["5.2.0"] ? [] : ${lists}`,
    }),
  },
  {
    kind: 'with_ipv6_cidr_blocks',
    peers: (element, { v6, lists }) => ({
      ipv6_cidr_blocks: ownOr(element, 'ipv6_cidr_blocks', v6),
      prefix_list_ids: lists,
    }),
  },
  {
    kind: 'with_source_security_group_id',
    peers: (element, { lists }) => ({
      source_security_group_id: `lookup(${element}, "source_security_group_id", null)`,
      prefix_list_ids: lists,
    }),
  },
  {
    kind: 'with_self',
    peers: (element, { lists }) => ({ self: `lookup(${element}, "self", true)`, prefix_list_ids: lists }),
  },
  {
    kind: 'with_prefix_list_ids',
    peers: (element, { lists }) => ({
      source_security_group_id: `lookup(${element}, "source_security_group_id", null)`,
      prefix_list_ids: ownOr(element, 'prefix_list_ids', lists),
    }),
  },
];

/** What the element says, with commas; else what the call says for all of them. */
function ownOr(element: string, key: string, common: string): string {
  return `contains(keys(${element}), "${key}") ? compact(split(",", ${element}["${key}"])) : ${common}`;
}

const PORTS = ['from_port', 'to_port', 'protocol'];

function portsByName(element: string): Readonly<Record<string, string>> {
  return Object.fromEntries(PORTS.map((name, index) => [name, `var.rules[${element}][${index}]`]));
}

function ports(element: string): Readonly<Record<string, string>> {
  const named = `var.rules[lookup(${element}, "rule", "_")]`;
  return Object.fromEntries(
    PORTS.map((name, index) => [name, `lookup(${element}, "${name}", ${named}[${index}])`]),
  );
}

function namedRules(): string {
  return entriesOf(NAMED_RULES)
    .map(([name = '', from = '', to = '', protocol = to]) => {
      const last = protocol === to ? from : to;
      return `  ${name} = [${from}, ${last}, "${protocol}"]\n`;
    })
    .join('');
}

/** The lines of a table, with the words of each; an indented line goes on with the one before it. */
function entriesOf(table: string): readonly (readonly string[])[] {
  const lines = table.replaceAll('\n  ', ' ').trim().split('\n');
  return lines.map((line) => line.split(' '));
}

/** A module for one service. */
export interface Service {
  readonly text: string;
  /** The release since when it opens just these ports. */
  readonly since?: Release;
}

/** The module inside terraform-aws-modules/security-group that opens the ports of a service. */
export function serviceGroup(service: string): Service | undefined {
  for (const [head = '', ...rules] of entriesOf(SERVICES)) {
    const [name, since] = head.split('@');
    if (name !== service) continue;
    const [major = 0, minor = 0, patch = 0] = since?.split('.').map(Number) ?? [];
    return { text: serviceText(rules), ...(since !== undefined && { since: [major, minor, patch] }) };
  }
  return undefined;
}

/** It hands everything on, and adds the ports of the service, all traffic inside the group and all traffic out. */
function serviceText(rules: readonly string[]): string {
  const inputs = [
    ...securityGroup().matchAll(/^variable "(\w+)" \{\n {2}type {4}= (.*)\n {2}default = (.*)\n\}/gm),
  ];
  const passed: string[] = [];
  const variables = inputs.map(([, name = '', type = '', value = '']) => {
    const auto = autoOf(name, rules);
    const own = auto === undefined ? `var.${name}` : `concat(var.auto_${name}, var.${name})`;
    passed.push(`  ${name} = ${BY_NAME.test(name) ? `sort(compact(distinct(${own})))` : own}\n`);
    return variable(name, type, value) + (auto === undefined ? '' : variable(`auto_${name}`, type, auto));
  });
  return [
    ...variables,
    `module "sg" {\n  source = "terraform-aws-modules/security-group/aws"\n${passed.join('')}}\n`,
    ...OUTPUTS.flatMap((name) => [
      output(`security_group_${name}`, `module.sg.security_group_${name}`),
      output(`this_security_group_${name}`, `module.sg.this_security_group_${name}`),
    ]),
  ].join('');
}

const BY_NAME = /^(?:computed_)?(?:in|e)gress_rules$/;

function autoOf(name: string, rules: readonly string[]): string | undefined {
  switch (name) {
    case 'ingress_rules':
      return JSON.stringify(rules);
    case 'ingress_with_self':
      return '[{ rule = "all-all" }]';
    case 'egress_rules':
      return '["all-all"]';
    default:
      return undefined;
  }
}
