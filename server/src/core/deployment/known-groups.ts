import type { Part } from '../formats/format';
import type { Role } from '../requirements/requirement';
import type { Inferred } from './inference/inferred';
import type { Placement } from './placement';

/** Symbols of groups whose members are known: `sg:` of controllers, of WorkSpaces. */
export interface KnownGroups {
  readonly workspaces: readonly string[];
  readonly controllers: readonly string[];
}

/**
 * The groups that stand for the WorkSpaces and the controllers of a policy's deployment: policies of these roles that
 * do not belong to another deployment, and what AWS made for its directory service. The very same answer for policies
 * of the same deployment.
 */
export function createKnownGroups(placements: readonly Placement[]): (placement: Placement) => KnownGroups {
  const members = placements.filter(({ roles }) => roles.some(({ role }) => STANDS_FOR.includes(role)));
  const everywhere = {
    workspaces: symbolsOf(members, 'workspace'),
    controllers: symbolsOf(members, 'directory'),
  };
  const parts = new Map<string, Set<Part>>();
  for (const { policy, part } of members) {
    if (policy.symbol !== undefined)
      parts.set(policy.symbol, (parts.get(policy.symbol) ?? new Set()).add(part));
  }
  /** Whether a name of a part is one of another part, too, where it means another group. */
  const isAmbiguous = (part: Part): boolean =>
    part.policies.some(({ symbol }) => {
      const others = parts.get(symbol ?? '');
      return others !== undefined && !others.has(part);
    });
  const known = new Map<Part, Map<Inferred['directories'], KnownGroups>>();
  return ({ part, inferred }) => {
    const ofPart = known.get(part) ?? new Map<Inferred['directories'], KnownGroups>();
    known.set(part, ofPart);
    const found =
      ofPart.get(inferred.directories) ??
      withServices(
        part,
        inferred,
        inferred.directories.length === 0 && !isAmbiguous(part) ? everywhere : near(members, part, inferred),
      );
    ofPart.set(inferred.directories, found);
    return found;
  };
}

const STANDS_FOR: readonly Role[] = ['workspace', 'directory'];

function near(members: readonly Placement[], part: Part, inferred: Inferred): KnownGroups {
  const names = new Set(part.policies.map(({ symbol }) => symbol));
  const some = members.filter((member) =>
    member.part === part ? isOf(member.inferred, inferred) : !names.has(member.policy.symbol),
  );
  const made = inferred.directories.flatMap(({ service, controllerSubnets }) =>
    service === undefined || controllerSubnets.length === 0 ? [] : [`sg:${service.group}`],
  );
  return {
    workspaces: symbolsOf(some, 'workspace'),
    controllers: [...new Set([...symbolsOf(some, 'directory'), ...made])],
  };
}

/**
 * Of a policy that belongs to no directory any directory service beside it may be the one: what AWS made for its
 * controllers stands for them.
 */
function withServices({ attachments }: Part, { directories }: Inferred, found: KnownGroups): KnownGroups {
  if (directories.length > 0) return found;
  const made = attachments.flatMap((service) =>
    service.kind === 'directory-service' &&
    service.hostsControllers.kind === 'known' &&
    service.hostsControllers.value
      ? [`sg:${service.group}`]
      : [],
  );
  return made.length === 0 ? found : { ...found, controllers: [...new Set([...found.controllers, ...made])] };
}

function symbolsOf(placements: readonly Placement[], role: Role): string[] {
  const symbols = placements.flatMap(({ policy, roles }) =>
    policy.symbol !== undefined && roles.some((claim) => claim.role === role) ? [policy.symbol] : [],
  );
  return [...new Set(symbols)];
}

function isOf(one: Inferred, other: Inferred): boolean {
  if (one.directories.length === 0 || other.directories.length === 0) return true;
  return one.directories.some((directory) => other.directories.includes(directory));
}
