import { DEFAULT_QUOTAS } from '../deployment/configuration';
import type { Change } from '../policies/change';
import { loadsWith } from '../policies/quota';
import type { Subject } from '../deployment/subjects';
import type { Judgement } from '../verdicts/judge';

/** What a title says of changes after which a policy has more rules than AWS takes; else nothing. */
export function quotaPassed(changes: readonly Change[], { subject }: Judgement): string {
  const [{ policy, configuration }] = subject.placements;
  const { quotas = DEFAULT_QUOTAS } = configuration ?? {};
  const isAcl = policy.kind === 'network-acl';
  const key = isAcl ? 'networkAclEntries' : 'securityGroupRules';
  const quota = quotas[key];
  const load = loadsWith(policy, changes).find(({ count }) => count > quota);
  if (load === undefined) return '';
  const { direction, family, count } = load;
  const who = isAcl ? 'network ACL' : 'group';
  const rules = `${direction}${family === 'ipv6' ? ' IPv6' : ''} ${isAcl ? 'entries, the closing deny included' : 'rules'}`;
  const whose = quota === DEFAULT_QUOTAS[key] ? 'the AWS default quota' : 'the quota';
  return `; the ${who} would then have ${count} ${rules}, ${whose} is ${quota}${isOfDirectory(subject) ? ONLY_ONE : ''}`;
}

const ONLY_ONE = ', which AWS can raise: a WorkSpaces directory takes no second group';

function isOfDirectory({ placements: [{ policy, part }] }: Subject): boolean {
  return part.attachments.some(
    (attachment) =>
      attachment.kind === 'workspaces-directory' &&
      attachment.group?.to.kind === 'known' &&
      attachment.group.to.value === policy.name,
  );
}
