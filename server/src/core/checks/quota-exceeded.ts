import type { Configuration } from '../deployment/configuration';
import { DEFAULT_QUOTAS } from '../deployment/configuration';
import type { Policy } from '../policies/policy';
import { loadsOf } from '../policies/quota';
import type { Check } from './check';
import { aboutPolicy, judgedPolicies } from './judged';

/** More entries than AWS takes: nothing is wrong with the text, but it cannot be carried out. */
export const quotaExceeded: Check = {
  id: 'quota-exceeded',
  *run(context) {
    for (const placement of judgedPolicies(context)) {
      const { policy, configuration } = placement;
      const quota = quotaFor(policy, configuration?.quotas ?? DEFAULT_QUOTAS);
      if (quota === undefined) continue;
      for (const { direction, family, count } of loadsOf(policy)) {
        if (count <= quota.limit) continue;
        yield {
          message: `${policy.name} has ${count} ${direction} ${family === 'ipv4' ? 'IPv4' : 'IPv6'} ${quota.entries}, and AWS takes ${quota.limit} unless the quota was raised, so the last ones are refused. ${quota.way}, or raise the quota and say so: quotas: {${quota.key}: ${count}} in the configuration.`,
          at: policy.at,
          ...aboutPolicy(placement),
          related: [],
        };
      }
    }
  },
};

interface Quota {
  readonly key: keyof Configuration['quotas'];
  readonly limit: number;
  readonly entries: string;
  readonly way: string;
}

/** Undefined for what AWS sets no quota on. */
export function quotaFor({ kind }: Policy, quotas: Configuration['quotas']): Quota | undefined {
  switch (kind) {
    case 'security-group':
      return {
        key: 'securityGroupRules',
        limit: quotas.securityGroupRules,
        entries: 'rules (one for each address range or group)',
        way: 'Remove rules that others imply, or put some into a second group',
      };
    case 'network-acl':
      return {
        key: 'networkAclEntries',
        limit: quotas.networkAclEntries,
        entries: 'entries (with the deny that closes it)',
        way: 'Put neighbouring ranges or ports together',
      };
    case 'firewall':
    case 'domain-list':
      return undefined;
  }
}
