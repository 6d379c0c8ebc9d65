import fc from 'fast-check';
import type { Input } from '../target';
import { expressions } from './hcl';
import { broken, form, lines } from './broken';
import { TERRAFORM_SEEDS } from './seeds';

type Files = Input['files'];

const ports = fc.constantFrom(
  '0',
  '443',
  '4172',
  '4195',
  '"4172"',
  '65535',
  '-1',
  '65536',
  'var.port',
  'each.value',
);
const protocols = fc.constantFrom('"tcp"', '"udp"', '"-1"', '"icmp"', '"6"', '17', 'var.protocol', '"nope"');
const ranges = fc.constantFrom(
  ...['"54.244.46.0/23"', '"34.223.96.0/22"', '"0.0.0.0/0"', '"10.0.0.0/8"', '"10.0.0.1/8"', '"10.0.0.0/33"'],
  ...[
    'var.cidr',
    'local.blocks[0]',
    'cidrsubnet(var.cidr, 4, 1)',
    '"::/0"',
    'each.value.cidr',
    'data.x.y.cidr',
  ],
);
const cidrs = fc.oneof(
  lines(ranges, 3, ', ').map((items) => `[${items}]`),
  fc.constantFrom('var.cidrs', 'local.blocks', '[for c in var.cidrs : c]', 'null', '[]', 'toset(var.cidrs)'),
  form('concat($, $)', fc.constant('local.blocks'), fc.constant('var.cidrs')),
);
const loops = fc.constantFrom(
  ...['', '', '', 'count = 2', 'count = var.port', 'for_each = toset(["a", "b"])', 'for_each = local.each'],
  ...['for_each = { a = { cidr = "10.0.0.0/8" } }', 'count = 0', 'for_each = var.cidrs', 'count = 1e7'],
);
const groups = fc.constantFrom(
  ...[
    'aws_security_group.web.id',
    'aws_security_group.web[0].id',
    'aws_security_group.web["a"].id',
    '"sg-1"',
  ],
  ...['var.group', 'module.net.group', 'module.net[0].group', 'aws_security_group.none.id', 'local.group'],
);
const sides = fc.constantFrom('ingress', 'egress');

const flow = form(
  'from_port = $\nto_port = $\nprotocol = $\ncidr_blocks = $\nself = $',
  ports,
  ports,
  protocols,
  cidrs,
  fc.constantFrom('true', 'false', 'null'),
);
const rule = fc.oneof(
  form('$ {\n$\n}', sides, flow),
  form('dynamic "$" {\nfor_each = $\ncontent {\n$\n}\n}', sides, cidrs, flow),
  form('$ = [{\n$\n}]', sides, flow),
  form('$ = $', sides, expressions),
);
const directive = fc.constantFrom(
  '',
  '',
  '# workspaces-netlint: role=client-network region=us-west-2\n',
  '# workspaces-netlint: role=workspace disable=missing-flow reason="x"\n',
);
const block = fc.oneof(
  {
    weight: 3,
    arbitrary: form('$resource "aws_security_group" "web" {\n$\n$\n}', directive, loops, lines(rule, 3)),
  },
  form(
    'resource "aws_security_group_rule" "more" {\n$\ntype = "$"\nsecurity_group_id = $\n$\n}',
    loops,
    sides,
    groups,
    flow,
  ),
  form(
    'resource "aws_vpc_security_group_$_rule" "one" {\n$\nsecurity_group_id = $\ncidr_ipv4 = $\nip_protocol = $\nfrom_port = $\nto_port = $\n}',
    sides,
    loops,
    groups,
    ranges,
    protocols,
    ports,
    ports,
  ),
  form(
    '$resource "aws_network_acl" "acl" {\nsubnet_ids = [aws_subnet.s.id]\n$ {\nrule_no = $\naction = "$"\nprotocol = $\nfrom_port = $\nto_port = $\ncidr_block = $\n}\n}',
    directive,
    sides,
    fc.constantFrom('100', '200', 'var.port', '32767', '-1'),
    fc.constantFrom('allow', 'deny', 'ALLOW'),
    protocols,
    ports,
    ports,
    ranges,
  ),
  form(
    'resource "aws_workspaces_directory" "d" {\ndirectory_id = aws_directory_service_directory.d.id\nsubnet_ids = [aws_subnet.s.id]\nworkspace_creation_properties {\ncustom_security_group_id = $\n}\n}',
    groups,
  ),
  fc.constant('resource "aws_subnet" "s" {\ncidr_block = "10.0.1.0/24"\nvpc_id = aws_vpc.v.id\n}'),
  form('resource "aws_vpc" "v" {\ncidr_block = $\n}', ranges),
  form(
    'module "net" {\n$\nsource = "$"\ncidr = $\ngroup = $\n}',
    loops,
    fc.constantFrom('./net', '../a', '.', '..', './none', 'hashicorp/x/aws'),
    ranges,
    groups,
  ),
  form('output "group" {\nvalue = $\n}', groups),
  form('locals {\nblocks = $\neach = $\ngroup = $\n}', cidrs, expressions, groups),
  form(
    'variable "$" {\ndefault = $\n}',
    fc.constantFrom('cidr', 'cidrs', 'port', 'group'),
    fc.oneof(ranges, cidrs, ports),
  ),
  form(
    'variable "cidrs" {\ntype = $\n}',
    fc.constantFrom('list(string)', 'set(string)', 'any', 'map(object({ a = optional(string, "x") }))'),
  ),
  fc.constant('provider "aws" {\nregion = "us-west-2"\n}'),
  form('check "c" {\nassert {\ncondition = $\n}\n}', expressions),
);

const file = fc.oneof(
  { weight: 4, arbitrary: lines(block, 6) },
  { weight: 2, arbitrary: broken(TERRAFORM_SEEDS) },
  lines(block, 4).chain((text) => broken([text])),
);

/** Folders of Terraform that call each other, in circles too. */
export const folders: fc.Arbitrary<Files> = fc
  .record({
    'main.tf': file,
    'more.tf': fc.option(file, { nil: undefined }),
    'net/main.tf': fc.option(file, { nil: undefined }),
    'a/main.tf': fc.option(file, { nil: undefined }),
    'terraform.tfvars': fc.option(form('cidrs = $\nport = $', cidrs, ports), { nil: undefined }),
    'x.tf.json': fc.option(
      fc.constantFrom(
        '{"locals":{"blocks":["10.0.0.0/8"],"group":"${aws_security_group.web.id}"}}',
        '{"resource":{"aws_security_group":{"web":[{"egress":[{"from_port":"${var.port}"}]}]}}}',
      ),
      { nil: undefined, freq: 8 },
    ),
  })
  .map(present);

/** Without what is not there. */
export function present(files: Readonly<Record<string, string | undefined>>): Files {
  return Object.fromEntries(
    Object.entries(files).flatMap(([path, text]) => (text === undefined ? [] : [[path, text] as const])),
  );
}
