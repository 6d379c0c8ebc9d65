import type { Policy } from '../../../policies/policy';
import type { Location } from '../../../text/source';
import type { Mention } from '../../attachment';
import { fitsArgument } from './families';
import { record, text, type Plan } from './plan';
import { createTracer } from './trace';

/** Rules and other groups name a group without putting it anywhere. */
const RULES = /^aws_(?:vpc_|default_)?security_group/;

/**
 * Who names a security group in a way that could mean using it: by its id where it is made already, else by
 * references that lead to it.
 */
export function planMentions(plan: Plan, policies: readonly Policy[]): readonly Mention[] {
  const groups = new Map(
    policies.filter(({ kind }) => kind === 'security-group').map((policy) => [policy.name, policy]),
  );
  if (groups.size === 0) return [];
  const byId = new Map<string, Policy>();
  for (const [address, policy] of groups) {
    const id = text(plan.byAddress.get(address)?.values.id);
    if (id !== '') byId.set(id, policy);
  }
  const trace = createTracer(plan);
  const found = new Map<Policy, Location>();
  for (const resource of plan.resources) {
    if (RULES.test(resource.type)) continue;
    const at = resource.place.opening;
    for (const [id] of JSON.stringify(resource.values).matchAll(/\bsg-[0-9a-z]+/g)) {
      const policy = byId.get(id);
      if (policy !== undefined) found.set(policy, at);
    }
    for (const expression of expressionsIn(resource.source.expressions)) {
      for (const origin of trace(resource, expression, isGroup).all) {
        const policy = groups.get(origin.resource.address);
        if (policy !== undefined) found.set(policy, at);
      }
    }
  }
  return [...found].map(([policy, at]) => ({ kind: 'mention', policy, at }));
}

const isGroup = fitsArgument('security_group_id');

/** Every expression in the arguments of a resource, those of its blocks too. */
function expressionsIn(value: unknown): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('references' in value || 'constant_value' in value) return [value];
  return Object.values(record(value))
    .concat(Array.isArray(value) ? value : [])
    .flatMap(expressionsIn);
}
