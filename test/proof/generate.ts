import {
  addresses,
  EVERY_ADDRESS,
  type Interval,
  type NeutralPolicy,
  type NeutralRule,
  type Writer,
} from '../support/writers';
import type { NeedPart } from '../support/oracle';
import type { CatalogNeed } from './needs';

/** Whether the lists that change every week are written out, or one rule for everywhere stands for them. */
export type WeeklyLists = 'exact' | 'everywhere';

/** A policy that lets through what is needed and, but for the weekly lists, nothing else. */
export function policyFor(
  needs: readonly CatalogNeed[],
  writer: Pick<Writer, 'stateful' | 'hasSourcePorts'>,
  weekly: WeeklyLists,
): NeutralPolicy {
  return {
    rules: needs.flatMap((need) =>
      need.parts.flatMap((part, index) => {
        const peers = need.weekly && weekly === 'everywhere' ? [EVERY_ADDRESS] : peersFor(part);
        const rule = forwardRule(need, `${need.id}.${index}`, peers);
        return writer.stateful ? [rule] : [rule, answerRule(rule, need, writer.hasSourcePorts)];
      }),
    ),
  };
}

function peersFor({ kind, peers }: NeedPart): readonly Interval[] {
  if (kind === 'all') return peers;
  // Somebody in there is enough: a block in the middle.
  const [{ from } = addresses('0.0.0.0')] = peers;
  return [{ from: from + 64 * 256, to: from + 64 * 256 + 255 }];
}

function forwardRule(need: CatalogNeed, name: string, peers: readonly Interval[]): NeutralRule {
  return {
    name,
    action: 'allow',
    direction: need.direction,
    protocols: [...new Set(need.flows.map(({ protocol }) => protocol))],
    ports: [...new Set(need.flows.map(({ ports }) => ports))],
    peers,
  };
}

function answerRule(rule: NeutralRule, need: CatalogNeed, hasSourcePorts: boolean): NeutralRule {
  return {
    ...rule,
    name: `${rule.name}.answers`,
    direction: rule.direction === 'outbound' ? 'inbound' : 'outbound',
    ports: [need.answerPorts],
    ...(hasSourcePorts && { sourcePorts: rule.ports }),
  };
}

export const MUTATIONS = [
  'delete',
  'drop a protocol',
  'halve a CIDR',
  'shift a port',
  'shift a source port',
  'deny all of it in front',
  'deny half of it in front',
  'deny behind',
  'close with a deny',
] as const;
export type MutationName = (typeof MUTATIONS)[number];

export interface Mutation {
  readonly name: MutationName;
  /** Of the rule that it is done to. */
  readonly rule: number;
}

/** Everything that can go wrong with a policy in one place. */
export function mutationsOf({ rules }: NeutralPolicy, writer: Writer): readonly Mutation[] {
  return rules.flatMap((rule, index) =>
    MUTATIONS.filter((name) => {
      switch (name) {
        case 'delete':
        case 'shift a port':
          return true;
        case 'drop a protocol':
          return rule.protocols.length > 1;
        case 'halve a CIDR':
          return rule.peers.some(({ from, to }) => to > from);
        case 'shift a source port':
          return rule.sourcePorts !== undefined;
        case 'deny all of it in front':
        case 'deny behind':
          return writer.canDeny;
        case 'deny half of it in front':
          return writer.canDeny && rule.peers.some(({ from, to }) => to > from);
        case 'close with a deny':
          return writer.canDeny && index === 0;
      }
    }).map((name) => ({ name, rule: index })),
  );
}

/** `pick` chooses among things that are as good as each other. */
export function mutate(policy: NeutralPolicy, { name, rule: at }: Mutation, pick: Choose): NeutralPolicy {
  const rule = policy.rules[at];
  if (rule === undefined) throw new Error(`there is no rule ${at}`);
  const replace = (...by: readonly NeutralRule[]): NeutralPolicy => ({
    ...policy,
    rules: policy.rules.flatMap((other, index) => (index === at ? by : [other])),
  });
  const front = (deny: NeutralRule): NeutralPolicy => ({ ...policy, rules: [deny, ...policy.rules] });
  switch (name) {
    case 'delete':
      return replace();
    case 'drop a protocol': {
      const gone = pick(rule.protocols);
      return replace({ ...rule, protocols: rule.protocols.filter((protocol) => protocol !== gone) });
    }
    case 'halve a CIDR': {
      const whole = pick(rule.peers.filter(({ from, to }) => to > from));
      return replace({
        ...rule,
        peers: rule.peers.map((peer) => (peer === whole ? half(peer, pick) : peer)),
      });
    }
    case 'shift a port': {
      const span = pick(rule.ports);
      return replace({
        ...rule,
        ports: rule.ports.map((ports) => (ports === span ? shifted(ports) : ports)),
      });
    }
    case 'shift a source port':
      return replace({ ...rule, sourcePorts: (rule.sourcePorts ?? []).map(shifted) });
    case 'deny all of it in front':
      return front({ ...rule, name: 'mutation', action: 'deny' });
    case 'deny half of it in front': {
      const whole = pick(rule.peers.filter(({ from, to }) => to > from));
      const protocols = [pick(rule.protocols)];
      return front({ ...rule, name: 'mutation', action: 'deny', protocols, peers: [half(whole, pick)] });
    }
    case 'deny behind':
      return replace(rule, { ...rule, name: 'mutation', action: 'deny' });
    case 'close with a deny':
      return {
        ...policy,
        rules: [
          ...policy.rules,
          ...(['outbound', 'inbound'] as const).map((direction): NeutralRule => ({
            name: `mutation-${direction}`,
            action: 'deny',
            direction,
            protocols: ['any'],
            ports: [{ from: 0, to: 65535 }],
            peers: [EVERY_ADDRESS],
          })),
        ],
      };
  }
}

function half({ from, to }: Interval, pick: Choose): Interval {
  const middle = from + Math.floor((to - from) / 2);
  return pick([
    { from, to: middle },
    { from: middle + 1, to },
  ]);
}

function shifted({ from, to }: Interval): Interval {
  return { from: from + 1, to: Math.min(to + 1, 65535) };
}

export type Choose = <T>(items: readonly T[]) => T;

/** The same choices in every run (mulberry32). */
export function picker(seed: number): Choose {
  let state = seed;
  const random = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return (items) => {
    const item = items[Math.floor(random() * items.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  };
}
