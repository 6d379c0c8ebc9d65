import type { Direction, Policy, Rule } from '../policies/policy';
import type { Target } from '../policies/target';
import { ownersOf } from '../requirements/owners';
import type { Role } from '../requirements/requirement';
import type { Location } from '../text/source';

/** Why a policy is judged in a role. Stated ones are judged as written. */
export interface RoleClaim {
  readonly role: Role;
  readonly from: 'flag' | 'directive' | 'configuration' | 'inferred';
  /** For people: "directive in line 3", "it opens the streaming ports to PCoIP gateways of us-west-2". */
  readonly why: string;
  readonly at?: Location;
  /**
   * The group that AWS made and attaches beside this one, where none of its rules are in the files: what this one
   * lacks, that one may let out. Only of a claim that nobody stated.
   */
  readonly membersGroup?: { readonly name: string; readonly of: string };
}

/** Which roles make sense for what. */
export const ROLES_OF: Readonly<Record<Target['kind'], readonly Role[]>> = {
  'security-group': ['client-network', 'workspace', 'directory'],
  'network-acl': ['client-network', 'workspace', 'directory'],
  firewall: ['client-network', 'workspace', 'directory', 'management'],
  'domain-list': ['client-network'],
  vpc: ['vpc'],
};

/** Whether a role is of the sort that a target can have: VPCs and policies are spoken of separately. */
export function speaksTo(role: Role, { kind }: Pick<Target, 'kind'>): boolean {
  return (role === 'vpc') === (kind === 'vpc');
}

/** What the rules and names of a policy show beyond doubt, when nobody stated a role. All that apply. */
export function rolesShownBy(policy: Policy): readonly RoleClaim[] {
  const claims: RoleClaim[] = [];
  const streaming = outboundAllows(policy).find(
    (rule) => opensOnlyStreaming(rule) && gatewayRegions([rule]).length > 0,
  );
  if (streaming !== undefined) {
    const regions = gatewayRegions([streaming]).join(', ');
    claims.push({
      role: 'client-network',
      from: 'inferred',
      why: `it opens streaming ports to WorkSpaces gateways or health check servers of ${regions}`,
      at: streaming.at,
    });
  }
  // AWS Directory Service names the group of a directory's controllers so; nobody else can guess the id.
  if (
    policy.kind === 'security-group' &&
    policy.words.some((word) => /^d-[0-9a-f]{10}_controllers$/.test(word))
  ) {
    claims.push({
      role: 'directory',
      from: 'inferred',
      why: 'AWS Directory Service made it for the controllers of a directory',
      at: policy.at,
    });
  }
  return claims;
}

/** Why a policy without a role looks meant for WorkSpaces all the same: only ever good for a hint. */
export function roleHint(policy: Policy): string | undefined {
  const word = policy.kind === 'firewall' ? undefined : wordHint(policy);
  if (word !== undefined) return `it is called "${word}"`;
  const rule = policy.rules.find(
    (candidate) => candidate.action === 'allow' && opensOnlyStreaming(candidate),
  );
  return rule === undefined ? undefined : 'it opens the streaming ports 4172 or 4195';
}

/** The Regions whose gateways or health check servers the outbound allows of a policy name, in that order. */
export function regionsOfRanges(policy: Policy): readonly string[] {
  return gatewayRegions(outboundAllows(policy));
}

function gatewayRegions(rules: readonly Rule[]): readonly string[] {
  const regions = new Set<string>();
  for (const rule of rules) {
    for (const peer of rule.peers) {
      if (peer.set.kind !== 'known') continue;
      for (const owner of ownersOf(peer.set.value)) regions.add(owner.region);
    }
  }
  return [...regions];
}

function outboundAllows(policy: Policy): readonly Rule[] {
  return policy.rules.filter((rule) => rule.action === 'allow' && runs(rule, 'outbound'));
}

function runs(rule: Rule, direction: Direction): boolean {
  return rule.direction.kind === 'known' && rule.direction.value === direction;
}

/** Whether a rule speaks of 4172 and 4195 and of no other port. */
export function opensOnlyStreaming(rule: Rule): boolean {
  if (rule.ports.kind !== 'known' || rule.ports.value.length === 0) return false;
  return rule.ports.value.every(({ from, to }) => from === to && (from === 4172 || from === 4195));
}

function wordHint(policy: Policy): string | undefined {
  return [policy.name, ...policy.words].find((text) =>
    /(?<![a-z0-9])(workspaces|pcoip|wsp|dcv)(?![a-z0-9])/i.test(text),
  );
}
