import type { NetworkAclUse } from '../../formats/attachment';
import type { Policy } from '../../policies/policy';
import type { Location } from '../../text/source';
import { nameOf, ofKind, type Network } from './network';

/** A network ACL in front of a subnet. */
export interface Front {
  readonly acl: Policy;
  /** The subnet's name. */
  readonly subnet: string;
  /** Where that is said. */
  readonly at: Location;
}

/** Which network ACLs stand in front of which subnets, as far as that is certain. */
export function findFronts(network: Network): readonly Front[] {
  const uses = ofKind(network.attachments, 'network-acl');
  const set = uses.flatMap((use) => frontsOf(use, network));
  return [...set, ...uses.flatMap((use) => defaultFronts(use, uses, network))];
}

function frontsOf({ acl, subnets }: NetworkAclUse, network: Network): readonly Front[] {
  const policy = network.policy(acl);
  if (policy === undefined) return [];
  return subnets.flatMap((use) => {
    const subnet = nameOf(use);
    return subnet === undefined ? [] : [{ acl: policy, subnet, at: use.at }];
  });
}

/** The default ACL of a VPC stands in front of those of its subnets that no other ACL is set for. */
function defaultFronts(
  { acl, defaultOf, at }: NetworkAclUse,
  uses: readonly NetworkAclUse[],
  network: Network,
): readonly Front[] {
  const policy = network.policy(acl);
  const vpc = nameOf(defaultOf);
  const taken = uses.flatMap(({ subnets }) => subnets.map(nameOf));
  // One that is not known may be any of them.
  if (policy === undefined || vpc === undefined || taken.includes(undefined)) return [];
  return ofKind(network.attachments, 'subnet')
    .filter((subnet) => nameOf(subnet.vpc) === vpc && !taken.includes(subnet.name))
    .map(({ name }) => ({ acl: policy, subnet: name, at }));
}
