import type { Role } from '../requirements/requirement';
import type { Inferred } from './inference/inferred';
import type { Placement } from './placement';

/** Symbols of groups whose members are known: `sg:` of controllers, of WorkSpaces. */
export interface KnownGroups {
  readonly workspaces: readonly string[];
  readonly controllers: readonly string[];
}

/**
 * The groups that stand for the WorkSpaces and the controllers of a deployment: the policies of these roles that do
 * not belong to another deployment, and what AWS made for its directory service.
 */
export function knownGroups(placements: readonly Placement[], inferred: Inferred): KnownGroups {
  const near = placements.filter((placement) => isOf(placement.inferred, inferred));
  const symbolsOf = (role: Role): string[] =>
    near.flatMap(({ policy, roles }) =>
      policy.symbol !== undefined && roles.some((claim) => claim.role === role) ? [policy.symbol] : [],
    );
  const made = inferred.directories.flatMap(({ service, controllerSubnets }) =>
    service === undefined || controllerSubnets.length === 0 ? [] : [`sg:${service.group}`],
  );
  return {
    workspaces: symbolsOf('workspace'),
    controllers: [...new Set([...symbolsOf('directory'), ...made])],
  };
}

function isOf(one: Inferred, other: Inferred): boolean {
  if (one.directories.length === 0 || other.directories.length === 0) return true;
  return one.directories.some((directory) => other.directories.includes(directory));
}
