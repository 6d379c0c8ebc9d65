import type {
  Attachment,
  DirectoryService,
  NetworkAclUse,
  Subnet,
  Use,
  Vpc,
  Workspace,
  WorkspacesDirectory,
} from '../../server/src/core/formats/attachment';
import type { Facts } from '../../server/src/core/deployment/facts';
import { createKnownGroups } from '../../server/src/core/deployment/known-groups';
import { createPlacer, type Placement } from '../../server/src/core/deployment/placement';
import { findSubjects } from '../../server/src/core/deployment/subjects';
import type { Unit } from '../../server/src/core/formats/format';
import { unionAll } from '../../server/src/core/packets/peer-set';
import type { Policy, Rule } from '../../server/src/core/policies/policy';
import type { Location, SourceFile } from '../../server/src/core/text/source';
import { known, unknown } from '../../server/src/core/values/value';
import type { Judgement } from '../../server/src/core/verdicts/judge';
import { judgeSubject } from '../../server/src/core/verdicts/judgements';
import { createPlanner } from '../../server/src/core/verdicts/plan';
import { edition } from './judging';
import { peersOf, policy } from './policies';

/** Hand-made units: what a format would say of who uses what. */
export const MAIN: SourceFile = { path: 'main.tf', text: '\n'.repeat(99) };

export function line(number: number): Location {
  return { file: MAIN, span: { start: number - 1, end: number - 1 } };
}

export function use(to: string, at = line(41)): Use {
  return { to: known(to), at };
}

export const SOMETHING: Use = { to: unknown('var.id has no value', line(99)), at: line(99) };

export function group(name: string, rules: readonly Rule[] = [], parts: Partial<Policy> = {}): Policy {
  return policy(rules, {
    kind: 'security-group',
    name,
    at: line(1),
    evaluation: 'any-allow',
    stateful: true,
    symbol: `sg:${name}`,
    ...parts,
  });
}

export function acl(name: string, rules: readonly Rule[] = []): Policy {
  return policy(rules, { kind: 'network-acl', name, at: line(2) });
}

export function directory(name: string, parts: Partial<WorkspacesDirectory> = {}): WorkspacesDirectory {
  return {
    kind: 'workspaces-directory',
    name,
    members: `${name}.members`,
    subnets: [],
    at: line(40),
    ...parts,
  };
}

export function service(name: string, parts: Partial<DirectoryService> = {}): DirectoryService {
  return {
    kind: 'directory-service',
    name,
    hostsControllers: known(true),
    group: `${name}.group`,
    subnets: [],
    at: line(30),
    ...parts,
  };
}

export function subnet(name: string, cidr: string, parts: Partial<Subnet> = {}): Subnet {
  return { kind: 'subnet', name, cidrs: known(peersOf(cidr)), at: line(20), ...parts };
}

export function vpc(name: string, ...cidrs: readonly string[]): Vpc {
  return {
    kind: 'vpc',
    name,
    comments: [],
    tags: [],
    cidrs: cidrs.map((cidr) => ({ set: known(peersOf(cidr)), at: line(10) })),
    at: line(10),
  };
}

export function workspace(name: string, parts: Partial<Workspace> = {}): Workspace {
  return { kind: 'workspace', name, at: line(50), ...parts };
}

export function aclUse(name: string, subnets: readonly string[], defaultOf?: string): NetworkAclUse {
  return {
    kind: 'network-acl',
    acl: use(name, line(60)),
    subnets: subnets.map((each) => use(each, line(61))),
    ...(defaultOf !== undefined && { defaultOf: use(defaultOf, line(62)) }),
    at: line(60),
  };
}

export function unit(policies: readonly Policy[], ...attachments: readonly Attachment[]): Unit {
  return { files: [MAIN], policies, attachments, problems: [], strayComments: [] };
}

export function cidrs(...texts: readonly string[]): ReturnType<typeof peersOf> {
  return unionAll(texts.map(peersOf));
}

export function placementsOf(of: Unit, facts: Facts = {}): readonly Placement[] {
  const place = createPlacer({ roles: [], facts });
  return of.policies.map((each) => place(each, of, undefined));
}

/** Judges a unit as a run over it alone would. */
export function judgeUnit(of: Unit, facts: Facts = {}): readonly Judgement[] {
  const placements = placementsOf(of, facts);
  const groupsOf = createKnownGroups(placements);
  return findSubjects(placements).flatMap((subject) =>
    judgeSubject(subject, createPlanner(edition(), groupsOf(subject.placements[0]))),
  );
}

/** `policy: verdict` of each policy that is judged on a requirement. */
export function verdictsOn(judgements: readonly Judgement[], requirement: string): readonly string[] {
  return judgements
    .filter(({ asked }) => asked.requirement.id === requirement)
    .map(({ subject, outcome }) => {
      const how = outcome.verdict === 'missing' ? outcome.loss.kind : outcome.verdict;
      return `${subject.placements[0].policy.name} as ${subject.claim.role}: ${how}`;
    });
}
