import type { JsonObject } from '../../../values/json-object';
import { list, text, type Plan, type PlannedResource } from './plan';

/**
 * What the inline rules of a group or ACL are that exists already. Terraform reads all rules that it finds in AWS
 * into `ingress` and `egress`, whether the configuration says anything there or not, those too that are resources of
 * their own.
 *
 * `asked for`: these are the rules. `told elsewhere`: the rules are resources of their own. `passing`: resources of
 * their own are changed or go away, and some of the rules may be these.
 */
export type ObservedRules = (
  resource: PlannedResource,
  type: string,
) => 'asked for' | 'told elsewhere' | 'passing';

/** Goes through the plan once, and answers for each of its resources. */
export function observedRules(plan: Plan): ObservedRules {
  const apart = new Set<string>();
  for (const { type, values } of plan.resources) for (const owner of ownersOf(type, values)) apart.add(owner);
  const passing = new Set<string>();
  for (const { type, actions, before } of plan.changes) {
    if (actions.every((action) => SPARING.has(text(action)))) continue;
    for (const owner of ownersOf(type, before)) passing.add(owner);
  }
  return (resource, type) => {
    if (!INLINE.has(type) || !isObserved(resource, type, plan)) return 'asked for';
    const owner = `${text(resource.values.id)} ${type}`;
    if (apart.has(owner)) return 'told elsewhere';
    return passing.has(owner) ? 'passing' : 'asked for';
  };
}

/** Whether rules stand in the resource itself under this name. */
export function isInline(type: string): boolean {
  return INLINE.has(type);
}

const INLINE: ReadonlySet<string> = new Set(['ingress', 'egress']);
const SPARING: ReadonlySet<string> = new Set(['no-op', 'read', 'create']);

/** Whether the rules that are shown may be only what Terraform found. */
function isObserved({ source, change }: PlannedResource, type: string, { kind }: Plan): boolean {
  if (kind === 'state') return true;
  const { expressions } = source;
  if (typeof expressions === 'object' && expressions !== null && type in expressions) return false;
  // Blocks are not among the expressions. But what the provider changes somebody has asked for.
  if (change === undefined || list(change.actions).includes('create')) return false;
  return JSON.stringify(change.before[type]) === JSON.stringify(change.after[type]);
}

/** The argument in which a resource says whose rule on one side it is; undefined where it is none. */
export function ownerArgument({ type, values }: PlannedResource, side: string): string | undefined {
  const [owned] = ownersOf(type, { ...values, security_group_id: '', network_acl_id: '' });
  if (owned !== ` ${side}`) return undefined;
  return type === 'aws_network_acl_rule' ? 'network_acl_id' : 'security_group_id';
}

/** Whose rule a resource is, and on which side. */
function ownersOf(type: string, values: JsonObject): readonly string[] {
  const group = text(values.security_group_id);
  switch (type) {
    case 'aws_security_group_rule':
      return [`${group} ${text(values.type)}`];
    case 'aws_vpc_security_group_ingress_rule':
      return [`${group} ingress`];
    case 'aws_vpc_security_group_egress_rule':
      return [`${group} egress`];
    case 'aws_network_acl_rule':
      return [`${text(values.network_acl_id)} ${values.egress === true ? 'egress' : 'ingress'}`];
    default:
      return [];
  }
}
