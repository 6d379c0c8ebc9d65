import type { Direction, Rule } from '../../../policies/policy';
import { grouped } from '../../../text/grouped';
import { unknown, type Unknown } from '../../../values/value';
import { plain } from '../rounds';
import { readAclRule } from './acl-rules';
import { sourceText } from './elements';
import { readSecurityGroupRule, readVpcRule } from './group-rules';
import { ownerName } from './peers';
import type { Draft } from './policies';
import type { Reading } from './reading';
import type { TfValue } from '../values/value';
import type { Resource, ResourceBlock } from './resource';
import type { Section } from './section';

/** A resource that is one rule of a group or ACL. */
interface RuleType {
  readonly kind: Draft['kind'];
  /** The argument that names whose rule it is. */
  readonly owner: string;
  readonly read: (section: Section, reading: Reading, policy: string) => readonly Rule[];
}

const GROUP = { kind: 'security-group', owner: 'security_group_id' } as const;
const TYPES: ReadonlyMap<string, RuleType> = new Map<string, RuleType>([
  [
    'aws_security_group_rule',
    { ...GROUP, read: (section, reading, policy) => [readSecurityGroupRule(section, reading, policy)] },
  ],
  [
    'aws_vpc_security_group_ingress_rule',
    { ...GROUP, read: (section, reading, policy) => [readVpcRule(section, 'inbound', reading, policy)] },
  ],
  [
    'aws_vpc_security_group_egress_rule',
    { ...GROUP, read: (section, reading, policy) => [readVpcRule(section, 'outbound', reading, policy)] },
  ],
  ['aws_network_acl_rule', { kind: 'network-acl', owner: 'network_acl_id', read: readAclRule }],
]);

/**
 * Adds the rules that are resources of their own to the groups and ACLs they name. Rules whose owner is not among
 * them form policies of their own, which may have more rules than these. Answers with all policies.
 */
export function attachRules(drafts: readonly Draft[], reading: Reading): readonly Draft[] {
  const all = new Map(drafts.map((draft) => [draft.name, draft]));
  for (const block of reading.resources.blocks(TYPES)) {
    const type = TYPES.get(block.type);
    if (type === undefined) continue;
    if (!block.complete) blameBroken(block, type, all, reading);
    else for (const resource of block.resources) attach(resource, type, all, reading);
  }
  return [...all.values()];
}

type Drafts = Map<string, Draft>;

/** A rule that does not parse: whose it is may still be told, else it may be anybody's. */
function blameBroken({ resources }: ResourceBlock, type: RuleType, all: Drafts, reading: Reading): void {
  const owners = resources.map((resource) => {
    const value = resource.get(type.owner);
    return value === undefined ? undefined : all.get(ownerName(value, () => '', reading));
  });
  const isTold = owners.length > 0 && owners.every((owner) => owner !== undefined);
  for (const draft of all.values()) {
    if (draft.kind === type.kind && (!isTold || owners.includes(draft))) draft.broken = true;
  }
}

function attach(resource: Resource, type: RuleType, all: Drafts, reading: Reading): void {
  const owner = resource.get(type.owner);
  if (owner === undefined) return;
  const name = ownerName(owner, () => ownerText(owner, resource, type), reading);
  const add = (draft: Draft, uncertain?: Unknown): void => {
    for (const rule of type.read(resource, reading, draft.name)) {
      const doubt =
        uncertain ?? ignoresRule(resource) ?? fights(draft, rule, resource) ?? existence(draft, resource);
      draft.rules.push({ ...rule, name: resource.address, ...(doubt !== undefined && { doubt }) });
    }
  };
  const known = all.get(name);
  if (known !== undefined) {
    add(known);
    return;
  }
  const possible = owner.kind === 'string' ? [] : possibleOwners(resource, type, all);
  const why = owner.kind === 'unknown' ? owner : { reason: `${type.owner} is not text`, at: owner.at };
  if (isWithinGuesses(possible.length, resource, reading)) {
    for (const draft of possible) add(draft, plain(why));
  } else for (const draft of possible) draft.broken = true;
  if (possible.length > 0) return;
  const draft = strangerDraft(name, owner, resource, type);
  all.set(name, draft);
  add(draft);
}

/** The most copies of rules that are given to groups of which one owns them and nobody knows which. */
const MAX_GUESSES = 50_000;

/** Whether so many more copies may be made. Once they may not, none is made any more, which is told once. */
function isWithinGuesses(count: number, { address, at }: Resource, reading: Reading): boolean {
  if (reading.guesses > MAX_GUESSES) return false;
  reading.guesses += count;
  if (reading.guesses <= MAX_GUESSES) return true;
  reading.problems.push({
    kind: 'limit-exceeded',
    message: `Nobody can tell which of ${grouped(count)} policies ${address} belongs to, and there are so many rules of that kind that this one and those behind it were left out. What these policies lack is left undetermined. Name the policy of each rule.`,
    at,
  });
  return false;
}

/** The owner as it is written; what it says may be another thing in every instance. */
function ownerText(owner: TfValue, resource: Resource, type: RuleType): string {
  if (owner.kind === 'string') return owner.value;
  const written = resource.written(type.owner);
  const { address } = resource;
  if (written === undefined) return `${address}.${type.owner}`;
  const text = sourceText(resource.file.text, written);
  const key = address.indexOf('[');
  return key !== -1 && /\b(each|count)\./.test(text) ? text + address.slice(key) : text;
}

/** Rules of a group that is not in the files. */
function strangerDraft(name: string, value: TfValue, resource: Resource, { kind, owner }: RuleType): Draft {
  const what = kind === 'network-acl' ? 'network ACL' : 'group';
  const reason = MADE_WITH_DIRECTORY.test(name)
    ? `AWS makes ${what} ${name} with its directory, so it has rules besides these`
    : `${what} ${name} is not in the files${whyModule(name, value)}, so it may have rules besides these`;
  const incomplete = { reason, at: resource.place(owner) };
  return { kind, name, resource, rules: [], inline: new Set(), incomplete, broken: false };
}

/** The groups of the members of a WorkSpaces directory, and of the controllers of a directory service. */
const MADE_WITH_DIRECTORY =
  /(?:^|\.)(?:aws_workspaces_directory\..*\.workspace_security_group_id|aws_directory_service_directory\..*\.security_group_id)$/;

/** What comes out of a module that cannot be followed would be known if it could. */
function whyModule(name: string, value: TfValue): string {
  return name.startsWith('module.') && value.kind === 'unknown' ? ` (${value.reason})` : '';
}

/** Of an id that cannot be worked out it is still known which groups it may be of. */
function possibleOwners(resource: Resource, { kind, owner }: RuleType, all: Drafts): readonly Draft[] {
  const mentioned = resource.mentions(owner);
  return [...all.values()].filter((draft) => draft.kind === kind && mentioned.has(draft.resource.key));
}

/** Where a group has inline rules, Terraform takes away what is not among them, and then puts it back. */
function fights({ inline, name }: Draft, rule: Rule, { at }: Resource): Unknown | undefined {
  const directions: readonly Direction[] =
    rule.direction.kind === 'known' ? [rule.direction.value] : ['inbound', 'outbound'];
  const direction = directions.find((candidate) => inline.has(candidate));
  if (direction === undefined) return undefined;
  const block = direction === 'inbound' ? 'ingress' : 'egress';
  const reason = `${name} has ${block} rules of its own, and Terraform takes away a rule that is not among them`;
  return unknown(reason, at);
}

/** A rule that is made under the very condition under which its group is made is there whenever the group is. */
function existence(draft: Draft, resource: Resource): Unknown | undefined {
  if (resource.existence === undefined) return undefined;
  return draft.resource.condition === resource.condition ? undefined : resource.existence;
}

function ignoresRule({ ignored, at }: Resource): Unknown | undefined {
  const argument = ignored?.names.find((name) => !HARMLESS.has(name));
  if (argument === undefined) return undefined;
  const reason = `Terraform ignores changes of ${argument === 'all' ? 'all arguments' : argument}, so the rule may be another by now`;
  return unknown(reason, at);
}

const HARMLESS: ReadonlySet<string> = new Set(['description', 'tags', 'tags_all']);
