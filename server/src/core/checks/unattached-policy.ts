import type { Placement } from '../deployment/placement';
import { inferenceOf } from '../deployment/inference/infer';
import { nameOf } from '../deployment/inference/network';
import { roleHint } from '../deployment/roles';
import type { Check } from './check';

/** A group looks meant for WorkSpaces, and there is a directory that could use it, but nothing does. */
export const unattachedPolicy: Check = {
  id: 'unattached-policy',
  *run({ placements }) {
    for (const placement of placements) {
      const { policy, part, roles } = placement;
      const why = policy.kind === 'security-group' && roles.length === 0 ? roleHint(policy) : undefined;
      const { directories } = inferenceOf(part);
      // One that is without a group yet is where the group most likely belongs.
      const directory =
        directories.find(({ registration }) => registration.group === undefined) ?? directories[0];
      if (why === undefined || directory === undefined || mayBeUsed(placement)) continue;
      const { name, at } = directory.registration;
      yield {
        message: `Nothing uses ${policy.name}, which looks meant for WorkSpaces: ${why}. A group does something only where it is attached: set it as the custom security group of ${name}, which puts it on every WorkSpace that is made from then on, or remove it.`,
        at: policy.at,
        policy,
        related: [{ message: `${name} could use it`, at }],
      };
    }
  },
};

/** Whether something uses it, or nobody can tell. */
function mayBeUsed({ policy, part }: Placement): boolean {
  return (
    policy.incomplete !== undefined ||
    part.attachments.some((attachment) => {
      switch (attachment.kind) {
        case 'interface':
          return attachment.groups.includes(policy);
        case 'mention':
        case 'directory-controllers':
          return ('policy' in attachment ? attachment.policy : attachment.group) === policy;
        case 'workspaces-directory':
          // A group that is not among these may be this one under another name.
          return (
            attachment.group !== undefined &&
            !part.policies.some(({ name }) => name === nameOf(attachment.group))
          );
        case 'directory-service':
        case 'workspace':
        case 'network-acl':
        case 'subnet':
        case 'vpc':
        case 'route':
          return false;
      }
    })
  );
}
