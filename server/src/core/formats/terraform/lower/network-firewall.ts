import { ALL_PORTS, TCP, type PortRange, type ProtocolRange } from '../../../packets/packet-set';
import { ANY_PEER } from '../../../packets/peer-set';
import type { Policy, Rule } from '../../../policies/policy';
import { known, unknown, type Unknown, type Value } from '../../../values/value';
import { BROKEN_TEXT } from '../module';
import { plain } from '../rounds';
import { describe } from './describe';
import { readNames } from './domain-names';
import { elementsOf } from './elements';
import { EVERY_PORT } from './ports';
import type { Reading } from './reading';
import { resourcesOf, type Resource } from './resource';
import type { Section } from './section';

/**
 * The lists of domains of AWS Network Firewall. A list that allows drops all other web traffic; what becomes of the rest,
 * the firewall policy says that the list is in.
 */
export function readNetworkFirewall(reading: Reading): readonly Policy[] {
  const groups = resourcesOf(GROUP, reading);
  if (groups.length === 0) return [];
  const policies = resourcesOf(POLICY, reading);
  return groups.flatMap((group) => {
    const list = inside(group, ['rule_group', 'rules_source', 'rules_source_list']);
    return list === undefined ? [] : [readGroup(group, list, surroundings(group, policies))];
  });
}

const GROUP: ReadonlySet<string> = new Set(['aws_networkfirewall_rule_group']);
const POLICY: ReadonlySet<string> = new Set(['aws_networkfirewall_firewall_policy']);

/** The first block on a way through nested ones. */
function inside(section: Section, path: readonly string[]): Section | undefined {
  return path.reduce<Section | undefined>((outer, type) => outer?.sections?.(type)?.[0], section);
}

/** What the firewall policy does beside the list. */
interface Surroundings {
  readonly rest: Value<'allow' | 'deny'>;
  /** Other groups of rules that may let through what this one does not. */
  readonly others?: Unknown;
}

function surroundings({ address, at }: Resource, policies: readonly Resource[]): Surroundings {
  const found = policies.flatMap((policy) => {
    const section = inside(policy, ['firewall_policy']);
    const references = section?.sections?.('stateful_rule_group_reference') ?? [];
    return section !== undefined && references.some((reference) => names(reference, address))
      ? [{ policy, section, references }]
      : [];
  });
  const [only, ...more] = found;
  if (only === undefined || more.length > 0) {
    const reason =
      only === undefined
        ? 'the firewall policy that this list is in, and what that does with other traffic, is not in the files'
        : 'several firewall policies have this list, and what they do with other traffic may differ';
    return { rest: unknown(reason, at) };
  }
  const { policy, section, references } = only;
  const others =
    references.length > 1
      ? unknown(`other rule groups of ${policy.address} may let more through`, policy.at)
      : undefined;
  return { rest: others ?? defaultOf(section), ...(others !== undefined && { others }) };
}

function names(reference: Section, address: string): boolean {
  const arn = reference.get('resource_arn');
  return arn?.kind === 'unknown' && arn.reference === `${address}.arn`;
}

/** Without a default action that drops, what no rule matches passes. */
function defaultOf(section: Section): Value<'allow' | 'deny'> {
  const stateless = elementsOf(section, 'stateless_default_actions');
  const [first] = stateless;
  if (first !== undefined && !(first.value.kind === 'string' && first.value.value === 'aws:forward_to_sfe')) {
    return unknown('stateless_default_actions does not hand all traffic to the stateful rules', first.at);
  }
  const actions = elementsOf(section, 'stateful_default_actions');
  const blame = actions.find(({ value }) => value.kind === 'unknown')?.value;
  if (blame?.kind === 'unknown') return plain(blame);
  return known(
    actions.some(({ value }) => value.kind === 'string' && value.value.startsWith('aws:drop'))
      ? 'deny'
      : 'allow',
  );
}

function readGroup(group: Resource, list: Section, { rest, others }: Surroundings): Policy {
  const { address: name, at, complete, call } = group;
  const type = list.get('generated_rules_type');
  const action = type?.kind === 'string' && /^(?:DENY|REJECT)LIST$/.test(type.value) ? 'deny' : 'allow';
  const isKnown = type?.kind === 'string' && (action === 'deny' || type.value === 'ALLOWLIST');
  const doubt =
    list.doubt ?? (isKnown ? undefined : unknown('generated_rules_type is not known', type?.at ?? list.at));
  const ports = readTargetTypes(list);
  const listed: Rule = {
    action,
    direction: known('outbound'),
    protocols: known([{ from: TCP, to: TCP }]),
    ports,
    sourcePorts: EVERY_PORT,
    peers: readNames(list, 'targets', '.'),
    ...(doubt !== undefined && { doubt }),
    at: list.at,
  };
  // A list that allows drops what is not in it on its own ports.
  const beside = action === 'allow' && ports.kind === 'known' ? othersThan(ports.value) : EVERYTHING;
  return {
    kind: 'firewall',
    name,
    ...(call !== undefined && { call }),
    at,
    evaluation: 'first-match',
    stateful: true,
    defaults: { inbound: 'not-judged', outbound: 'deny' },
    rules: [listed, ...restRules(rest, beside, at)],
    ...(others !== undefined && { incomplete: { reason: others.reason, at: others.at } }),
    ...(!complete && { incomplete: { reason: BROKEN_TEXT, at, silent: true } }),
    byNames: true,
    ...describe(group),
  };
}

/** A name is seen in the header of HTTP and in the greeting of TLS. */
function readTargetTypes(list: Section): Value<readonly PortRange[]> {
  const types = elementsOf(list, 'target_types');
  const blame = types.find(({ value }) => value.kind === 'unknown')?.value;
  if (blame?.kind === 'unknown') return plain(blame);
  return known(
    types.flatMap(({ value }) => {
      const port = value.kind === 'string' ? PORTS.get(value.value) : undefined;
      return port === undefined ? [] : [{ from: port, to: port }];
    }),
  );
}

const PORTS: ReadonlyMap<string, number> = new Map([
  ['HTTP_HOST', 80],
  ['TLS_SNI', 443],
]);

type Flows = readonly {
  readonly protocols: readonly ProtocolRange[];
  readonly ports: readonly PortRange[];
}[];

const EVERYTHING: Flows = [{ protocols: [{ from: 0, to: 255 }], ports: [ALL_PORTS] }];

/** All but these ports of TCP. */
function othersThan(ports: readonly PortRange[]): Flows {
  const edges = [...ports].sort((a, b) => a.from - b.from);
  const gaps: PortRange[] = [];
  let next = 0;
  for (const { from, to } of edges) {
    if (from > next) gaps.push({ from: next, to: from - 1 });
    next = to + 1;
  }
  return [
    {
      protocols: [
        { from: 0, to: TCP - 1 },
        { from: TCP + 1, to: 255 },
      ],
      ports: [ALL_PORTS],
    },
    { protocols: [{ from: TCP, to: TCP }], ports: [...gaps, { from: next, to: ALL_PORTS.to }] },
  ];
}

function restRules(rest: Value<'allow' | 'deny'>, flows: Flows, at: Policy['at']): readonly Rule[] {
  if (rest.kind === 'known' && rest.value === 'deny') return [];
  return flows.map(({ protocols, ports }) => ({
    action: 'allow',
    direction: known('outbound'),
    protocols: known(protocols),
    ports: known(ports),
    sourcePorts: EVERY_PORT,
    peers: [{ text: 'any', at, set: known(ANY_PEER) }],
    ...(rest.kind === 'unknown' && { doubt: rest }),
    at,
  }));
}
