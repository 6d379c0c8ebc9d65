import type { Resolved, ResolvedStep } from '../evaluate/scope';
import { takeStep } from '../evaluate/step';
import { headerOf, writePath } from '../module';
import { unknownValue } from '../values/make';
import { listOf, STRING, type TfType } from '../values/type';
import type { TfUnknown, TfValue } from '../values/value';
import { argumentOf, typeOf, type Answers, type DataSource } from './data-source';
import { IP_RANGES } from './ip-ranges';
import { PARTITION, REGION } from './region';

/** What the attributes say that nobody writes as arguments, as far as that can be known without asking AWS. */
const ANSWERS: ReadonlyMap<string, Answers> = new Map<string, Answers>([
  ['aws_directory_service_directory', { id: askedFor('directory_id') }],
  ['aws_ip_ranges', IP_RANGES],
  ['aws_partition', PARTITION],
  ['aws_prefix_list', { id: askedFor('prefix_list_id') }],
  ['aws_region', REGION],
  ['aws_workspaces_bundle', { id: askedFor('bundle_id') }],
  ['aws_workspaces_directory', { id: askedFor('directory_id') }],
]);

/** The id is what it was looked up by, where it was looked up by its id. */
function askedFor(argument: string): (source: DataSource) => TfValue | undefined {
  return (source) => argumentOf(source, argument);
}

const STRINGS = listOf(STRING);

/** Of the others only the type is known, where it makes a difference: what is a list can be gone through. */
const TYPES: ReadonlyMap<string, Readonly<Record<string, TfType>>> = new Map([
  ['aws_availability_zones', { names: STRINGS, zone_ids: STRINGS, group_names: STRINGS }],
  ['aws_caller_identity', { account_id: STRING, user_id: STRING }],
  ['aws_prefix_list', { cidr_blocks: STRINGS }],
  ['aws_security_groups', { ids: STRINGS, vpc_ids: STRINGS }],
  ['aws_ssm_parameter', { value: STRING, insecure_value: STRING }],
  ['aws_subnet', { cidr_block: STRING, vpc_id: STRING, availability_zone: STRING }],
  ['aws_subnet_ids', { ids: STRINGS }],
  ['aws_subnets', { ids: STRINGS }],
  ['aws_vpc', { cidr_block: STRING, main_route_table_id: STRING }],
  ['aws_vpcs', { ids: STRINGS }],
]);

/** An attribute of a data source that is not written there as an argument. */
export function readDataSource(source: DataSource, name: string): TfValue {
  return ANSWERS.get(typeOf(source))?.[name]?.(source, name) ?? readElsewhere(source, name);
}

/** The attributes of which more is known than that they may be there. */
export function familiarAttributes(source: DataSource): readonly string[] {
  const type = typeOf(source);
  return Object.keys({ ...ANSWERS.get(type), ...TYPES.get(type) });
}

/** What only AWS knows. It has an identity. */
function readElsewhere(source: DataSource, name: string): TfUnknown {
  const reference = `${source.instance.address}.${name}`;
  const isId = name === 'id' || name === 'arn';
  const type = isId ? STRING : TYPES.get(typeOf(source))?.[name];
  return {
    ...unknownValue({ reason: `${reference} ${origin(source)}`, at: headerOf(source.declaration) }, type),
    reference,
    ...(isId && { present: true }),
  };
}

function origin(source: DataSource): string {
  const type = typeOf(source);
  if (type === 'terraform_remote_state') return 'is read from another state';
  return type.startsWith('aws_') ? 'is read from AWS' : 'is read when Terraform runs';
}

/**
 * A value of a data source with the steps behind it: `data.terraform_remote_state.net.outputs.group_id` is a thing of
 * its own, though nothing is known of any output.
 */
export function followUnknown(
  value: TfValue,
  source: DataSource,
  path: readonly ResolvedStep[],
  used: number,
): Resolved {
  const rest = path.slice(used);
  if (value.kind !== 'unknown' || value.reference?.startsWith(`${source.instance.address}.`) !== true) {
    return { value, used };
  }
  const reference = writePath(value.reference, rest.map(asAttribute));
  if (rest.length === 0 || reference === undefined) return { value, used };
  let inner: TfValue = value;
  for (const step of rest) {
    const next = takeStep(inner, step);
    if (next.kind === 'failure') return { value, used };
    inner = next;
  }
  if (inner.kind !== 'unknown') return { value, used };
  return {
    value: { ...inner, reason: `${reference} ${origin(source)}`, reference },
    used: path.length,
  };
}

/** `groups["ws"]` and `groups.ws` are the same. */
function asAttribute(step: ResolvedStep): ResolvedStep {
  if (step.kind === 'attribute' || step.key.kind !== 'string') return step;
  const name = step.key.value;
  return /^[A-Za-z_][\w-]*$/.test(name) ? { kind: 'attribute', name, at: step.at } : step;
}
