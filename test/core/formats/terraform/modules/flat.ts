import fc from 'fast-check';

/** A configuration that can be written with modules or without: a group per instance, and what its rules are made of. */
export interface Plan {
  readonly outer: Times;
  readonly inner: Times;
  /** Whether the group itself has a count that nobody knows. */
  readonly isDoubtful: boolean;
  readonly rules: readonly PlannedRule[];
  /** A rule that the root adds to each group by way of outputs. */
  readonly added?: PlannedRule;
}

export type Times =
  | { readonly kind: 'once' }
  | { readonly kind: 'count'; readonly count: number }
  | { readonly kind: 'each'; readonly keys: readonly string[] }
  | { readonly kind: 'perhaps' };

export interface PlannedRule {
  readonly direction: 'ingress' | 'egress';
  /** Left out: what optional() says, which is tcp. */
  readonly protocol?: 'udp' | '-1';
  readonly ports: readonly [number, number] | 'unknown';
  readonly cidrs: Cidrs;
}

export type Cidrs =
  | { readonly kind: 'same'; readonly blocks: readonly Block[] }
  /** The first for the first instance of the outer module, the other for all others. */
  | { readonly kind: 'by-instance'; readonly first: readonly Block[]; readonly others: readonly Block[] };

/** An address block, or the elements of a list that nobody knows. */
export type Block = '0.0.0.0/0' | '10.0.0.0/8' | '10.20.0.0/16' | 'unknown';

const blocks = fc.array(
  fc.constantFrom<Block>('0.0.0.0/0', '0.0.0.0/0', '10.0.0.0/8', '10.20.0.0/16', 'unknown'),
  { minLength: 1, maxLength: 2 },
);
const cidrs = fc.oneof(
  blocks.map((known): Cidrs => ({ kind: 'same', blocks: known })),
  fc.tuple(blocks, blocks).map(([first, others]): Cidrs => ({ kind: 'by-instance', first, others })),
);
const rule = fc.record(
  {
    direction: fc.constantFrom('ingress' as const, 'egress' as const, 'egress' as const),
    protocol: fc.constantFrom('udp' as const, '-1' as const),
    ports: fc.constantFrom<PlannedRule['ports']>([0, 65535], [53, 53], [80, 443], [1024, 65535], 'unknown'),
    cidrs,
  },
  { requiredKeys: ['direction', 'ports', 'cidrs'] },
);
const times = fc.oneof(
  fc.constant<Times>({ kind: 'once' }),
  fc.constant<Times>({ kind: 'perhaps' }),
  fc.integer({ min: 0, max: 2 }).map((count): Times => ({ kind: 'count', count })),
  fc.subarray(['x', 'y', 'z']).map((keys): Times => ({ kind: 'each', keys })),
);

export const plans: fc.Arbitrary<Plan> = fc.record(
  {
    outer: times,
    inner: times,
    isDoubtful: fc.boolean(),
    rules: fc.array(rule, { maxLength: 4 }),
    added: rule,
  },
  { requiredKeys: ['outer', 'inner', 'isDoubtful', 'rules'] },
);

/** What nobody knows: the root has variables that are given nothing. */
const UNKNOWN = `variable "blocks" {
  type = list(string)
}
variable "port" {
  type = number
}
variable "flags" {
  type = object({ outer = bool, inner = bool, group = bool })
}
`;

/** By two levels of modules, with the group at the bottom. */
export function nested(plan: Plan): Readonly<Record<string, string>> {
  const { outer, inner, isDoubtful, rules } = plan;
  const main = `${UNKNOWN}module "mid" {
  source = "./mid"
${repeat(outer, 'outer')}  label  = ${labelOf(outer)}
  flags  = var.flags
  rules  = [${rules.map((each) => row(each, isFirst(outer))).join(', ')}]
}
`;
  const mid = `variable "label" {}
variable "flags" {}
variable "rules" {}
locals {
  rules = [for rule in var.rules : merge(rule, { cidrs = distinct(rule.cidrs) })]
}
module "leaf" {
  source = "../leaf"
${repeat(inner, 'inner')}  label  = join("-", [var.label, ${labelOf(inner)}])
  flag   = var.flags.group
  rules  = local.rules
}
output "ids" {
  value = ${inner.kind === 'each' ? '{ for key, leaf in module.leaf : key => leaf.id }' : inner.kind === 'once' ? 'module.leaf.id' : 'module.leaf[*].id'}
}
`;
  const leaf = `variable "label" {}
variable "flag" {}
variable "rules" {
  type = list(object({
    direction = string
    protocol  = optional(string, "tcp")
    from      = number
    to        = number
    cidrs     = list(string)
  }))
}
resource "aws_security_group" "this" {
${isDoubtful ? '  count = var.flag ? 1 : 0\n' : ''}  tags = { Name = var.label }
${dynamic('ingress')}${dynamic('egress')}}
output "id" {
  value = one(aws_security_group.this[*].id)
}
`;
  const extra = instancesOf(outer, inner).map((at, index) =>
    separate(plan, index, `module.mid${step(outer, at.outer)}.ids${step(inner, at.inner)}`),
  );
  return { 'main.tf': main + extra.join(''), 'mid/main.tf': mid, 'leaf/main.tf': leaf };
}

/** In one folder, with a resource per instance. */
export function flat(plan: Plan): Readonly<Record<string, string>> {
  const { outer, inner, isDoubtful, rules } = plan;
  const flags = [
    ...(outer.kind === 'perhaps' ? ['var.flags.outer'] : []),
    ...(inner.kind === 'perhaps' ? ['var.flags.inner'] : []),
    ...(isDoubtful ? ['var.flags.group'] : []),
  ];
  const count = flags.length === 0 ? '' : `  count = ${flags.join(' && ')} ? 1 : 0\n`;
  const groups = instancesOf(outer, inner).map((at, index) => {
    const own = rules.map((each) => inline(each, at.outer === 0)).join('');
    const group = `resource "aws_security_group" "g${index}" {\n${count}  tags = { Name = "${at.label}" }\n${own}}\n`;
    return group + separate(plan, index, `aws_security_group.g${index}.id`);
  });
  return { 'main.tf': UNKNOWN + groups.join('') };
}

interface At {
  readonly outer: number;
  readonly inner: number;
  readonly label: string;
}

function instancesOf(outer: Times, inner: Times): readonly At[] {
  return namesOf(outer).flatMap((first, at) =>
    namesOf(inner).map((second, within) => ({ outer: at, inner: within, label: `${first}-${second}` })),
  );
}

function namesOf(times: Times): readonly string[] {
  if (times.kind === 'count') return Array.from({ length: times.count }, (_, index) => String(index));
  return times.kind === 'each' ? times.keys : ['only'];
}

function repeat(times: Times, flag: string): string {
  switch (times.kind) {
    case 'once':
      return '';
    case 'count':
      return `  count  = ${times.count}\n`;
    case 'each':
      return `  for_each = toset(${JSON.stringify(times.keys)})\n`;
    case 'perhaps':
      return `  count  = var.flags.${flag} ? 1 : 0\n`;
  }
}

function labelOf(times: Times): string {
  if (times.kind === 'each') return 'each.key';
  return times.kind === 'count' ? 'tostring(count.index)' : '"only"';
}

/** Whether it is the first instance, as the module's arguments ask for it. */
function isFirst(times: Times): string {
  if (times.kind === 'each') return `each.key == ${JSON.stringify(times.keys[0] ?? '')}`;
  return times.kind === 'count' ? 'count.index == 0' : 'true';
}

function step(times: Times, index: number): string {
  if (times.kind === 'once') return '';
  return `[${times.kind === 'each' ? JSON.stringify(times.keys[index]) : index}]`;
}

function list(known: readonly Block[]): string {
  const parts = known.map((block) => (block === 'unknown' ? 'var.blocks' : `["${block}"]`));
  return `concat(${parts.join(', ')})`;
}

function ends({ ports }: PlannedRule): readonly [string, string] {
  return ports === 'unknown' ? ['var.port', 'var.port'] : [String(ports[0]), String(ports[1])];
}

/** A rule as it is handed to the module. */
function row(rule: PlannedRule, first: string): string {
  const { direction, protocol, cidrs: of } = rule;
  const [from, to] = ends(rule);
  const given = of.kind === 'same' ? list(of.blocks) : `${first} ? ${list(of.first)} : ${list(of.others)}`;
  return `{ direction = "${direction}"${protocol === undefined ? '' : `, protocol = "${protocol}"`}, from = ${from}, to = ${to}, cidrs = ${given} }`;
}

/** The same rule in the group itself. */
function inline(rule: PlannedRule, first: boolean): string {
  const { direction, protocol = 'tcp', cidrs: of } = rule;
  const [from, to] = ends(rule);
  const given = list(of.kind === 'same' ? of.blocks : first ? of.first : of.others);
  return `  ${direction} {\n    protocol = "${protocol}"\n    from_port = ${from}\n    to_port = ${to}\n    cidr_blocks = ${given}\n  }\n`;
}

function dynamic(direction: string): string {
  return `  dynamic "${direction}" {
    for_each = [for rule in var.rules : rule if rule.direction == "${direction}"]
    content {
      protocol    = ${direction}.value.protocol
      from_port   = ${direction}.value.from
      to_port     = ${direction}.value.to
      cidr_blocks = ${direction}.value.cidrs
    }
  }
`;
}

/** The rule that is added to a group from outside; none where it is not certain that there is a group. */
function separate({ added, outer, inner, isDoubtful }: Plan, index: number, group: string): string {
  if (added === undefined || isDoubtful || outer.kind === 'perhaps' || inner.kind === 'perhaps') return '';
  const { direction, protocol = 'tcp', cidrs: of } = added;
  const [from, to] = ends(added);
  return `resource "aws_security_group_rule" "r${index}" {
  security_group_id = ${group}
  type              = "${direction}"
  protocol          = "${protocol}"
  from_port         = ${from}
  to_port           = ${to}
  cidr_blocks       = ${list(of.kind === 'same' ? of.blocks : of.first)}
}
`;
}
