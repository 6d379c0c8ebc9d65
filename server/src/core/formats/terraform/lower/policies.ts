import type { Direction, Policy, Rule } from '../../../policies/policy';
import type { Unknown } from '../../../values/value';
import type { Declaration } from '../directory';
import type { Instance } from '../instances';
import { BROKEN_TEXT, findAttribute, headerOf, type Module } from '../module';
import { nestedSections } from '../sections';
import type { TfValue } from '../values/value';
import { readInlineEntry } from './acl-rules';
import { attachRules } from './attach';
import { describe } from './describe';
import { readInlineRule } from './group-rules';
import { handedToModules, resourceKey } from './handed-out';
import { ignoredArguments } from './lifecycle';
import type { Reading } from './reading';
import { resourcesOf } from './resources';

/** A policy in the making. */
export interface Draft {
  readonly kind: 'security-group' | 'network-acl';
  readonly name: string;
  readonly declaration: Declaration;
  readonly instance: Instance;
  readonly rules: Rule[];
  /** The directions in which the resource itself says what the rules are, even if it says that there are none. */
  readonly inline: ReadonlySet<Direction>;
  /** Why it may have more rules than these. */
  readonly incomplete?: Omit<Unknown, 'kind'>;
  /** Set when text that does not parse may have held rules of it. */
  broken: boolean;
}

/** The groups and network ACLs of a directory, with the rules that are written apart from them. */
export function readPolicies(reading: Reading): readonly Policy[] {
  const { module } = reading;
  const found = module.directory.resources.flatMap((declaration) => findOwners(declaration, reading));
  const handedOut = handedToModules(module.directory);
  const drafts = found.map((owner) => startDraft(owner, reading, handedOut));
  const anyBroken = module.directory.files.some(({ hcl }) => hcl.errors.length > 0);
  return attachRules(drafts, reading).map((draft) => finish(draft, anyBroken, module));
}

const KINDS: ReadonlyMap<string, Draft['kind']> = new Map([
  ['aws_security_group', 'security-group'],
  ['aws_default_security_group', 'security-group'],
  ['aws_network_acl', 'network-acl'],
  ['aws_default_network_acl', 'network-acl'],
]);

type Owner = Pick<Draft, 'kind' | 'declaration' | 'instance'>;

/** Every owner is known by its id before any rule is read, because rules name groups wherever these stand. */
function findOwners(declaration: Declaration, { module, owners }: Reading): readonly Owner[] {
  const kind = KINDS.get(declaration.block.labels[0]?.text ?? '');
  if (kind === undefined) return [];
  const found: Owner[] = [];
  for (const instance of resourcesOf(declaration, module)) {
    const { address } = instance;
    // Those that nobody can count go by one address, and are one policy.
    if (owners.has(`${address}.id`)) continue;
    owners.set(`${address}.id`, address);
    const adopted = adoptedId(declaration, instance, module);
    if (adopted !== undefined) owners.set(adopted, address);
    found.push({ kind, declaration, instance });
  }
  return found;
}

/** `aws_default_…` takes over what the VPC was made with: both ways to say its id mean the same. */
function adoptedId(declaration: Declaration, instance: Instance, module: Module): string | undefined {
  const type = declaration.block.labels[0]?.text;
  if (type === 'aws_default_network_acl') {
    return referenceOf(module.argument(declaration, instance, 'default_network_acl_id'));
  }
  if (type !== 'aws_default_security_group') return undefined;
  const vpc = referenceOf(module.argument(declaration, instance, 'vpc_id'));
  return vpc?.endsWith('.id') === true ? `${vpc.slice(0, -'id'.length)}default_security_group_id` : undefined;
}

function referenceOf(value: TfValue | undefined): string | undefined {
  return value?.kind === 'unknown' ? value.reference : undefined;
}

function startDraft(
  { kind, declaration, instance }: Owner,
  reading: Reading,
  handedOut: ReturnType<typeof handedToModules>,
): Draft {
  const { module } = reading;
  const { block } = declaration;
  const name = instance.address;
  const rules: Rule[] = [];
  const inline = new Set<Direction>();
  for (const [type, direction] of DIRECTIONS) {
    const sections = nestedSections(block.body, type, instance.scope, module);
    if (sections === undefined) continue;
    inline.add(direction);
    for (const section of sections) {
      if (kind === 'network-acl') rules.push(...readInlineEntry(section, direction, reading, name));
      else rules.push(readInlineRule(section, direction, reading, name));
    }
  }
  const ignored = ignoredArguments(declaration).find(
    (argument) => argument === 'all' || isDirection(argument),
  );
  const incomplete =
    ignored === undefined ? handedOut.get(resourceKey(declaration)) : ignoresRules(declaration, ignored);
  return {
    kind,
    name,
    declaration,
    instance,
    rules,
    inline,
    ...(incomplete && { incomplete }),
    broken: !block.complete,
  };
}

const DIRECTIONS = [
  ['ingress', 'inbound'],
  ['egress', 'outbound'],
] as const;

function isDirection(argument: string): boolean {
  return argument === 'ingress' || argument === 'egress';
}

function ignoresRules(declaration: Declaration, argument: string): Omit<Unknown, 'kind'> {
  const { file, block } = declaration;
  const lifecycle = block.body.blocks.find(({ type }) => type === 'lifecycle');
  const span = (lifecycle && findAttribute(lifecycle.body, 'ignore_changes')?.span) ?? block.headerSpan;
  const reason = `Terraform ignores changes of ${argument === 'all' ? 'all arguments' : argument}, so the rules may be others by now`;
  return { reason, at: { file, span } };
}

function finish(draft: Draft, anyBroken: boolean, module: Module): Policy {
  const { kind, name, declaration, instance, incomplete } = draft;
  const broken = draft.broken || (anyBroken && draft.rules.some((rule) => unknownsOf(rule).some(isBroken)));
  const at = headerOf(declaration);
  return {
    kind,
    name,
    at,
    ...(kind === 'security-group'
      ? { evaluation: 'any-allow', stateful: true, symbol: `sg:${name}` }
      : { evaluation: 'first-match', stateful: false }),
    defaults: { inbound: 'deny', outbound: 'deny' },
    rules: broken ? certainRules(draft) : draft.rules,
    ...(incomplete !== undefined && { incomplete }),
    ...(broken && { incomplete: { reason: BROKEN_TEXT, at, silent: true } }),
    ...describe(declaration, instance, module),
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
