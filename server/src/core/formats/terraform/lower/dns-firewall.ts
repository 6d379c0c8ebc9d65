import { ALL_PORTS, ALL_PROTOCOLS } from '../../../packets/packet-set';
import type { Peer, Policy, Rule } from '../../../policies/policy';
import { known, unknown, type Unknown, type Value } from '../../../values/value';
import { BROKEN_TEXT } from '../module';
import { plain } from '../rounds';
import { describe } from './describe';
import { readNames } from './domain-names';
import { EVERY_PORT } from './ports';
import type { Reading } from './reading';
import { resourcesOf, type Resource } from './resource';

/**
 * The lists of domains of Route 53 Resolver DNS Firewall. A list that a rule allows is judged with all rules of that
 * group; one that no rule of the files names is taken for what is allowed.
 */
export function readDnsFirewall(reading: Reading): readonly Policy[] {
  const lists = resourcesOf(LIST, reading);
  if (lists.length === 0) return [];
  const uses = resourcesOf(RULE, reading).map(readUse);
  const carried = new Set<string>();
  return lists.flatMap((list) => {
    const own = uses.filter((use) => use.list === list.address);
    if (own.length === 0) return [finish(list, [allow(namesOf(list), list)], 'deny', [])];
    const allowing = own.find(({ action }) => action !== 'deny');
    if (allowing === undefined || carried.has(allowing.group)) return [];
    carried.add(allowing.group);
    const group = uses.filter((use) => use.group === allowing.group);
    const others = lists.filter((other) => other !== list && group.some((use) => use.list === other.address));
    return [
      finish(
        list,
        group.flatMap((use) => rulesOf(use, lists)),
        'allow',
        others,
      ),
    ];
  });
}

const LIST: ReadonlySet<string> = new Set(['aws_route53_resolver_firewall_domain_list']);
const RULE: ReadonlySet<string> = new Set(['aws_route53_resolver_firewall_rule']);

/** A rule: which list, in which group, allowed or blocked. */
interface Use {
  readonly resource: Resource;
  readonly list: string;
  readonly group: string;
  readonly action: 'allow' | 'deny' | undefined;
  readonly order: Value<number>;
  readonly doubt: Unknown | undefined;
}

function readUse(resource: Resource): Use {
  const action = resource.get('action');
  const priority = resource.get('priority');
  const word = action?.kind === 'string' ? action.value : undefined;
  return {
    resource,
    list: named(resource, 'firewall_domain_list_id'),
    group: named(resource, 'firewall_rule_group_id'),
    action: word === 'BLOCK' ? 'deny' : word === 'ALLOW' || word === 'ALERT' ? 'allow' : undefined,
    order:
      priority?.kind === 'number'
        ? known(priority.value)
        : priority?.kind === 'unknown'
          ? plain(priority)
          : unknown('the priority is missing', resource.at),
    doubt: resource.existence,
  };
}

/** The resource that an id belongs to, or the id. */
function named(resource: Resource, argument: string): string {
  const value = resource.get(argument);
  if (value?.kind === 'string') return value.value;
  return value?.kind === 'unknown' ? (value.reference ?? '').replace(/\.id$/, '') : '';
}

function rulesOf({ resource, list, action, order, doubt }: Use, lists: readonly Resource[]): readonly Rule[] {
  const { at } = resource;
  const found = lists.find(({ address }) => address === list);
  const peers: readonly Peer[] =
    found === undefined
      ? [{ text: list, at, set: unknown(`the domains of ${list} are not in the files`, at) }]
      : namesOf(found);
  const rule = { ...allow(peers, resource), order, ...(doubt !== undefined && { doubt }) };
  if (action !== undefined) return [{ ...rule, action }];
  const either = unknown('the action is not known', at);
  return [
    { ...rule, action: 'deny', doubt: either },
    { ...rule, action: 'allow', doubt: either },
  ];
}

function namesOf(list: Resource): readonly Peer[] {
  return readNames(list, 'domains', '*');
}

/** What resolves is let through by this firewall, whichever port it is for. */
function allow(peers: readonly Peer[], { at }: Resource): Rule {
  return {
    action: 'allow',
    direction: known('outbound'),
    protocols: known([ALL_PROTOCOLS]),
    ports: known([ALL_PORTS]),
    sourcePorts: EVERY_PORT,
    peers,
    at,
  };
}

/** What no rule speaks of resolves. */
function finish(
  list: Resource,
  rules: readonly Rule[],
  rest: 'allow' | 'deny',
  others: readonly Resource[],
): Policy {
  const { address: name, at, complete, call } = list;
  const own = describe(list);
  return {
    kind: 'domain-list',
    name,
    ...(call !== undefined && { call }),
    at,
    evaluation: 'first-match',
    stateful: true,
    defaults: { inbound: 'not-judged', outbound: rest },
    rules,
    ...(!complete && { incomplete: { reason: BROKEN_TEXT, at, silent: true } }),
    ...own,
    comments: [...own.comments, ...others.flatMap((other) => other.comments)],
    tags: [...own.tags, ...others.flatMap((other) => describe(other).tags)],
  };
}
