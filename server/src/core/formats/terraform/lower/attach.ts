import type { Direction, Rule } from '../../../policies/policy';
import { unknown, type Unknown } from '../../../values/value';
import type { Declaration } from '../directory';
import type { Instance } from '../instances';
import { findAttribute, headerOf } from '../module';
import { plain } from '../rounds';
import { readAclRule } from './acl-rules';
import { sourceText } from './elements';
import { readSecurityGroupRule, readVpcRule } from './group-rules';
import { ignoredArguments } from './lifecycle';
import { mentionedResources } from './mentions';
import { ownerName } from './peers';
import type { Draft } from './policies';
import type { Reading } from './reading';
import type { TfValue } from '../values/value';
import { resourceSection, resourcesOf } from './resources';
import type { Section } from '../sections';

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
  for (const declaration of reading.module.directory.resources) {
    const type = TYPES.get(declaration.block.labels[0]?.text ?? '');
    if (type === undefined) continue;
    if (!declaration.block.complete) blameBroken(declaration, type, all, reading);
    else
      for (const instance of resourcesOf(declaration, reading.module))
        attach(declaration, instance, type, all, reading);
  }
  return [...all.values()];
}

type Drafts = Map<string, Draft>;

/** A rule that does not parse: whose it is may still be told, else it may be anybody's. */
function blameBroken(declaration: Declaration, type: RuleType, all: Drafts, reading: Reading): void {
  const owners = resourcesOf(declaration, reading.module).map((instance) => {
    const value = reading.module.argument(declaration, instance, type.owner);
    return value === undefined ? undefined : all.get(ownerName(value, () => '', reading));
  });
  const isTold = owners.length > 0 && owners.every((owner) => owner !== undefined);
  for (const draft of all.values()) {
    if (draft.kind === type.kind && (!isTold || owners.includes(draft))) draft.broken = true;
  }
}

function attach(
  declaration: Declaration,
  instance: Instance,
  type: RuleType,
  all: Drafts,
  reading: Reading,
): void {
  const section = resourceSection(declaration, instance, reading.module);
  const owner = section.get(type.owner);
  if (owner === undefined) return;
  const name = ownerName(owner, () => ownerText(owner, declaration, instance, type), reading);
  const add = (draft: Draft, uncertain?: Unknown): void => {
    for (const rule of type.read(section, reading, draft.name)) {
      const doubt =
        uncertain ??
        ignoresRule(declaration) ??
        fights(draft, rule, declaration) ??
        existence(draft, declaration, instance);
      draft.rules.push({ ...rule, name: instance.address, ...(doubt !== undefined && { doubt }) });
    }
  };
  const known = all.get(name);
  if (known !== undefined) {
    add(known);
    return;
  }
  const possible = owner.kind === 'string' ? [] : possibleOwners(declaration, type, all, reading);
  const why = owner.kind === 'unknown' ? owner : { reason: `${type.owner} is not text`, at: owner.at };
  for (const draft of possible) add(draft, plain(why));
  if (possible.length > 0) return;
  const draft = strangerDraft(name, declaration, instance, type);
  all.set(name, draft);
  add(draft);
}

/** The owner as it is written; what it says may be another thing in every instance. */
function ownerText(
  owner: TfValue,
  { file, block }: Declaration,
  { address }: Instance,
  type: RuleType,
): string {
  if (owner.kind === 'string') return owner.value;
  const attribute = findAttribute(block.body, type.owner);
  if (attribute === undefined) return '';
  const text = sourceText(file.text, attribute.expr);
  const key = address.indexOf('[');
  return key !== -1 && /\b(each|count)\./.test(text) ? text + address.slice(key) : text;
}

/** Rules of a group that is not in the files. */
function strangerDraft(
  name: string,
  declaration: Declaration,
  instance: Instance,
  { kind, owner }: RuleType,
): Draft {
  const { file, block } = declaration;
  const at = { file, span: (findAttribute(block.body, owner) ?? block).span };
  const what = kind === 'network-acl' ? 'network ACL' : 'group';
  const reason = `${what} ${name} is not in the files, so it may have rules besides these`;
  return {
    kind,
    name,
    declaration,
    instance,
    rules: [],
    inline: new Set(),
    incomplete: { reason, at },
    broken: false,
  };
}

/** Of an id that cannot be worked out it is still known which groups of the directory it may be of. */
function possibleOwners(
  declaration: Declaration,
  { kind, owner }: RuleType,
  all: Drafts,
  { module }: Reading,
): readonly Draft[] {
  const { body } = declaration.block;
  const mentioned = new Set<string>();
  for (const name of [owner, 'for_each', 'count']) {
    const attribute = findAttribute(body, name);
    if (attribute === undefined) continue;
    for (const resource of mentionedResources(attribute.expr, module.directory)) mentioned.add(resource);
    if (name === owner && ![...mentioned].some((resource) => /^(each|count)\./.test(resource))) break;
  }
  return [...all.values()].filter((draft) => {
    const [type, label] = draft.declaration.block.labels;
    return draft.kind === kind && mentioned.has(`${type?.text ?? ''}.${label?.text ?? ''}`);
  });
}

/** Where a group has inline rules, Terraform takes away what is not among them, and then puts it back. */
function fights({ inline, name }: Draft, rule: Rule, declaration: Declaration): Unknown | undefined {
  const directions: readonly Direction[] =
    rule.direction.kind === 'known' ? [rule.direction.value] : ['inbound', 'outbound'];
  const direction = directions.find((candidate) => inline.has(candidate));
  if (direction === undefined) return undefined;
  const block = direction === 'inbound' ? 'ingress' : 'egress';
  const reason = `${name} has ${block} rules of its own, and Terraform takes away a rule that is not among them`;
  return unknown(reason, headerOf(declaration));
}

/** A rule that is made under the very condition under which its group is made is there whenever the group is. */
function existence(draft: Draft, declaration: Declaration, { doubt }: Instance): Unknown | undefined {
  return doubt !== undefined && condition(draft.declaration) === condition(declaration) ? undefined : doubt;
}

function condition({ file, block }: Declaration): string | undefined {
  const attribute = findAttribute(block.body, 'count') ?? findAttribute(block.body, 'for_each');
  return attribute && sourceText(file.text, attribute.expr);
}

function ignoresRule(declaration: Declaration): Unknown | undefined {
  const ignored = ignoredArguments(declaration).find((argument) => !HARMLESS.has(argument));
  if (ignored === undefined) return undefined;
  const reason = `Terraform ignores changes of ${ignored === 'all' ? 'all arguments' : ignored}, so the rule may be another by now`;
  return unknown(reason, headerOf(declaration));
}

const HARMLESS: ReadonlySet<string> = new Set(['description', 'tags', 'tags_all']);
