import type { Use } from '../../formats/attachment';
import type { Policy } from '../../policies/policy';
import type { Role } from '../../requirements/requirement';
import type { Location } from '../../text/source';
import type { RoleClaim } from '../roles';
import { whereIs } from '../where-is';
import type { Front } from './acls';
import type { Directory } from './directories';
import { nameOf, type Network } from './network';

/** A role that a policy has because of a directory. */
export interface Claim {
  readonly policy: Policy;
  readonly directory: Directory;
  readonly claim: RoleClaim;
}

/** Which policies a directory uses, and as what. */
export function claimsOf(directory: Directory, network: Network, fronts: readonly Front[]): readonly Claim[] {
  const { registration, service, workspaceSubnets, controllerSubnets } = directory;
  const make = (policy: Policy | undefined, role: Role, reason: string, at: Location): readonly Claim[] => {
    if (policy === undefined) return [];
    return [{ policy, directory, claim: { role, from: 'inferred', why: `${reason} (${whereIs(at)})`, at } }];
  };
  const members = network.policy(registration.members);
  const besides =
    members === undefined ? { membersGroup: { name: registration.members, of: registration.name } } : {};
  const custom = registration.group;
  return [
    ...make(
      network.policy(custom),
      'workspace',
      `${registration.name} uses it`,
      custom?.at ?? registration.at,
    ).map((made) => ({ ...made, claim: { ...made.claim, ...besides } })),
    ...make(
      members,
      'workspace',
      `AWS attaches it to every WorkSpace of ${registration.name}`,
      registration.at,
    ),
    ...(service === undefined
      ? []
      : make(
          network.policy(service.group),
          'directory',
          `AWS made it for the controllers of ${service.name}`,
          service.at,
        )),
    ...inFront(workspaceSubnets, fronts).flatMap(({ acl, subnets, at }) =>
      make(acl, 'workspace', `${registration.name} has WorkSpaces in ${subnets}, behind it`, at),
    ),
    ...inFront(controllerSubnets, fronts).flatMap(({ acl, subnets, at }) =>
      make(acl, 'directory', `${service?.name ?? ''} stands in ${subnets}, behind it`, at),
    ),
  ];
}

/** The network ACLs in front of these subnets, with the names of those that each stands in front of. */
function inFront(
  uses: readonly Use[],
  fronts: readonly Front[],
): readonly { readonly acl: Policy; readonly subnets: string; readonly at: Location }[] {
  const found = fronts.filter(({ subnet }) => uses.some((use) => nameOf(use) === subnet));
  return [...new Set(found.map(({ acl }) => acl))].flatMap((acl) => {
    const its = found.filter((front) => front.acl === acl);
    const names = [...new Set(its.map(({ subnet }) => subnet))].join(' and ');
    return its.slice(0, 1).map(({ at }) => ({ acl, subnets: names, at }));
  });
}
