import type { Part } from '../../formats/format';
import type { Policy } from '../../policies/policy';
import type { PeerSet } from '../../packets/peer-set';
import type { Unknown } from '../../values/value';
import { defined } from '../decoding';
import type { RoleClaim } from '../roles';
import { findFronts, type Front } from './acls';
import { claimsOf, type Claim } from './claims';
import { findDirectories, type Directory } from './directories';
import { combine, NOTHING_INFERRED, type Inferred } from './inferred';
import { nameOf, networkOf, ofKind, type Network } from './network';
import { showFacts } from './shown-facts';
import { groupBy } from '../../text/group-by';

/** What a part of a unit shows about its WorkSpaces without anybody having stated it. */
export interface Inference {
  readonly directories: readonly Directory[];
  /** The roles that a policy has because of the directories that use it, each once. */
  rolesOf(policy: Policy): readonly RoleClaim[];
  /** What is known about the deployment of a policy. The very same answer for policies of the same directories. */
  of(policy: Policy): Inferred;
  /** What the given directories have in common. */
  combined(directories: readonly Directory[]): Inferred;
  /** The groups of one interface, or of the WorkSpaces of one directory. */
  readonly together: readonly Together[];
}

/** Groups that stand in front of one thing. */
export interface Together {
  readonly groups: readonly Policy[];
  /** Why further ones may stand there, whose rules are not known. */
  readonly more?: Unknown;
}

const known = new WeakMap<Part, Inference>();

/** Worked out once for a part. */
export function inferenceOf(part: Part): Inference {
  const inference = known.get(part) ?? infer(part);
  known.set(part, inference);
  return inference;
}

function infer(part: Part): Inference {
  const network = networkOf(part);
  const directories = findDirectories(network);
  const fronts = directories.length === 0 ? [] : findFronts(network);
  const claims = groupBy(
    directories.flatMap((directory) => claimsOf(directory, network, fronts)),
    ({ policy }) => policy,
  );
  const shown = new Map(directories.map((directory) => [directory, showFacts(directory, network)]));
  const combined = remember(directories, (some) =>
    some.length === 0
      ? NOTHING_INFERRED
      : combine(
          some,
          some.map((directory) => shown.get(directory) ?? {}),
        ),
  );
  const ofNobody = ofUnused(combined(directories));
  return {
    directories,
    combined,
    rolesOf: (policy) => rolesOf(claims.get(policy) ?? []),
    of(policy) {
      const users = claims.get(policy);
      if (users === undefined) return ofNobody;
      const inferred = combined(
        directories.filter((each) => users.some(({ directory }) => directory === each)),
      );
      const own = ownSubnets(policy, inferred.directories, fronts, network);
      return own === undefined ? inferred : { ...inferred, facts: { ...inferred.facts, ownSubnets: own } };
    },
    together: [
      ...ofKind(part.attachments, 'interface'),
      ...directories.map((directory) => groupsOf(directory, network)),
    ],
  };
}

/** A policy that no directory uses belongs to the only one there is; of several it may be any. */
function ofUnused(all: Inferred): Inferred {
  if (all.directories.length < 2) return all;
  const { protocols, licensing } = all.facts;
  return {
    ...NOTHING_INFERRED,
    facts: defined({ protocols, licensing }),
    reasons: all.reasons.filter(({ fact }) => fact === 'protocols' || fact === 'licensing'),
  };
}

/** The answer for each set of directories, made once. */
function remember(
  directories: readonly Directory[],
  make: (some: readonly Directory[]) => Inferred,
): (some: readonly Directory[]) => Inferred {
  const made = new Map<string, Inferred>();
  return (some) => {
    const key = some.map((directory) => directories.indexOf(directory)).join();
    const inferred = made.get(key) ?? make(some);
    made.set(key, inferred);
    return inferred;
  };
}

/** Several directories may use a policy in one role: one claim, which names them all. */
function rolesOf(claims: readonly Claim[]): readonly RoleClaim[] {
  const byRole = new Map<string, RoleClaim>();
  for (const { claim } of claims) {
    const same = byRole.get(claim.role);
    const why = same === undefined || same.why === claim.why ? claim.why : `${same.why} and ${claim.why}`;
    byRole.set(claim.role, { ...claim, ...same, why });
  }
  return [...byRole.values()];
}

/** The addresses behind a network ACL that directories use it for, subnet by subnet, where all are known. */
function ownSubnets(
  policy: Policy,
  directories: readonly Directory[],
  fronts: readonly Front[],
  network: Network,
): readonly PeerSet[] | undefined {
  if (policy.kind !== 'network-acl') return undefined;
  const behind = new Set(fronts.filter(({ acl }) => acl === policy).map(({ subnet }) => subnet));
  const uses = directories.flatMap((each) => [...each.workspaceSubnets, ...each.controllerSubnets]);
  const associated = ofKind(network.attachments, 'network-acl').flatMap(({ subnets }) => subnets);
  if ([...uses, ...associated].some((use) => nameOf(use) === undefined)) return undefined;
  const subnets = [...new Set(uses.map((use) => network.subnet(use)))].filter(
    (subnet) => subnet !== undefined && behind.has(subnet.name),
  );
  const sets = subnets.flatMap((subnet) => (subnet?.cidrs.kind === 'known' ? [subnet.cidrs.value] : []));
  return sets.length < subnets.length ? undefined : sets;
}

function groupsOf({ registration }: Directory, network: Network): Together {
  const groups = [network.policy(registration.group), network.policy(registration.members)];
  return { groups: groups.filter((policy) => policy !== undefined) };
}
