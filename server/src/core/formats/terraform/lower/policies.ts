import type { Direction, Policy, Rule } from '../../../policies/policy';
import type { Unknown } from '../../../values/value';
import { BROKEN_TEXT } from '../module';
import type { TfValue } from '../values/value';
import { readInlineEntry } from './acl-rules';
import { attachRules } from './attach';
import { describe } from './describe';
import { readDnsFirewall } from './dns-firewall';
import { readInlineRule } from './group-rules';
import { readNetworkFirewall } from './network-firewall';
import { declarePrefixLists } from './prefix-lists';
import type { Reading } from './reading';
import { resourcesOf, type Resource } from './resource';

/** A policy in the making. */
export interface Draft {
  readonly kind: 'security-group' | 'network-acl';
  readonly name: string;
  /** The group or ACL; where that is not in the files, the first rule of it. */
  readonly resource: Resource;
  readonly rules: Rule[];
  /** The directions in which the resource itself says what the rules are, even if it says that there are none. */
  readonly inline: ReadonlySet<Direction>;
  /** Why it may have more rules than these. */
  readonly incomplete?: Omit<Unknown, 'kind'>;
  /** Set when text that does not parse may have held rules of it. */
  broken: boolean;
}

/** The groups and network ACLs of a unit, with the rules that are written apart from them. */
export function readPolicies(reading: Reading): readonly Policy[] {
  declarePrefixLists(reading);
  // Every owner is known by its id before any rule is read, because rules name groups wherever these stand.
  const found = resourcesOf(KINDS, reading).filter((resource) => isNewOwner(resource, reading));
  const drafts = found.map((resource) => startDraft(resource, reading));
  return [
    ...attachRules(drafts, reading).map((draft) => finish(draft, reading)),
    ...readNetworkFirewall(reading),
    ...readDnsFirewall(reading),
  ];
}

const KINDS: ReadonlyMap<string, Draft['kind']> = new Map([
  ['aws_security_group', 'security-group'],
  ['aws_default_security_group', 'security-group'],
  ['aws_network_acl', 'network-acl'],
  ['aws_default_network_acl', 'network-acl'],
]);

function isNewOwner(resource: Resource, { owners }: Reading): boolean {
  const { address } = resource;
  // Those that nobody can count go by one address, and are one policy.
  if (owners.has(`${address}.id`)) return false;
  owners.set(`${address}.id`, address);
  const id = resource.get('id');
  if (id?.kind === 'string') owners.set(id.value, address);
  const adopted = adoptedId(resource);
  if (adopted !== undefined) owners.set(adopted, address);
  return true;
}

/** `aws_default_…` takes over what the VPC was made with: both ways to say its id mean the same. */
function adoptedId(resource: Resource): string | undefined {
  if (resource.type === 'aws_default_network_acl') return referenceOf(resource.get('default_network_acl_id'));
  if (resource.type !== 'aws_default_security_group') return undefined;
  const vpc = referenceOf(resource.get('vpc_id'));
  return vpc?.endsWith('.id') === true ? `${vpc.slice(0, -'id'.length)}default_security_group_id` : undefined;
}

function referenceOf(value: TfValue | undefined): string | undefined {
  return value?.kind === 'unknown' ? value.reference : undefined;
}

function startDraft(resource: Resource, reading: Reading): Draft {
  const { address: name, ignored, complete } = resource;
  const kind = KINDS.get(resource.type) ?? 'security-group';
  const rules: Rule[] = [];
  const inline = new Set<Direction>();
  for (const [type, direction] of DIRECTIONS) {
    const sections = resource.sections(type);
    if (sections === undefined) continue;
    inline.add(direction);
    for (const section of sections) {
      if (kind === 'network-acl') rules.push(...readInlineEntry(section, direction, reading, name));
      else rules.push(readInlineRule(section, direction, reading, name));
    }
  }
  const argument = ignored?.names.find((candidate) => candidate === 'all' || isDirection(candidate));
  const incomplete =
    ignored === undefined || argument === undefined
      ? reading.handedOut.get(resource.key)
      : { reason: ignoresRules(argument), at: ignored.at };
  return { kind, name, resource, rules, inline, ...(incomplete && { incomplete }), broken: !complete };
}

const DIRECTIONS = [
  ['ingress', 'inbound'],
  ['egress', 'outbound'],
] as const;

function isDirection(argument: string): boolean {
  return argument === 'ingress' || argument === 'egress';
}

function ignoresRules(argument: string): string {
  return `Terraform ignores changes of ${argument === 'all' ? 'all arguments' : argument}, so the rules may be others by now`;
}

function finish(draft: Draft, reading: Reading): Policy {
  const { kind, name, resource, incomplete } = draft;
  const broken =
    draft.broken || (reading.broken && draft.rules.some((rule) => unknownsOf(rule).some(isBroken)));
  const { at, call } = resource;
  return {
    kind,
    name,
    ...(call !== undefined && { call }),
    at,
    ...(kind === 'security-group'
      ? { evaluation: 'any-allow', stateful: true, symbol: `sg:${name}` }
      : { evaluation: 'first-match', stateful: false }),
    defaults: { inbound: 'deny', outbound: 'deny' },
    rules: broken ? certainRules(draft) : draft.rules,
    ...(incomplete !== undefined && { incomplete }),
    ...(broken && { incomplete: { reason: BROKEN_TEXT, at, silent: true } }),
    ...describe(resource),
  };
}

/**
 * What is still told of a policy whose text does not parse. The order of an ACL's entries matters, and so nothing
 * of it does while some of them cannot be read.
 */
function certainRules({ kind, rules }: Draft): readonly Rule[] {
  return kind === 'network-acl' ? [] : rules.filter((rule) => unknownsOf(rule).length === 0);
}

function unknownsOf(rule: Rule): readonly Unknown[] {
  const values = [
    rule.direction,
    rule.protocols,
    rule.ports,
    rule.order,
    ...rule.peers.map(({ set }) => set),
    rule.doubt,
  ];
  return values.flatMap((value) => (value?.kind === 'unknown' ? [value] : []));
}

function isBroken({ reason }: Unknown): boolean {
  return reason === BROKEN_TEXT;
}
