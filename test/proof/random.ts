import fc from 'fast-check';
import {
  addresses,
  EVERY_ADDRESS,
  EVERY_PORT,
  type Interval,
  type NeutralPolicy,
  type NeutralProtocol,
  type NeutralRule,
} from '../support/writers';
import type { CatalogNeed } from './needs';

/** Policies that nobody would write, from pieces that matter: what is needed, its halves and its neighbours. */
export function randomPolicy(
  needs: readonly CatalogNeed[],
  options: { readonly denies: boolean; readonly sourcePorts: boolean; readonly default: boolean },
): fc.Arbitrary<NeutralPolicy> {
  const rule = fc.oneof(
    { arbitrary: wholeNeed(needs, options.sourcePorts), weight: 3 },
    { arbitrary: anyRule(needs, options.sourcePorts), weight: 2 },
  );
  const acted = fc
    .tuple(rule, options.denies ? fc.boolean() : fc.constant(false), fc.boolean())
    // One in four is a deny: more of them, and nothing would get through.
    .map(([allow, one, two]): NeutralRule => ({ ...allow, action: one && two ? 'deny' : 'allow' }));
  return fc
    .record({
      rules: fc.array(acted, { maxLength: 14, size: 'max' }),
      ...(options.default && { default: fc.constantFrom('allow' as const, 'deny' as const) }),
    })
    .map(({ rules, ...rest }) => ({
      ...rest,
      rules: rules.map((each, index) => ({ ...each, name: `rule-${index}` })),
    }));
}

/** A rule for all of a need, or for its answers. */
function wholeNeed(needs: readonly CatalogNeed[], sourcePorts: boolean): fc.Arbitrary<NeutralRule> {
  return fc
    .record({
      need: fc.constantFrom(...needs),
      answers: fc.boolean(),
      narrow: fc.boolean(),
      wide: fc.constantFrom('exact', 'exact', 'everybody', 'every protocol'),
    })
    .map(({ need, answers, narrow, wide }): NeutralRule => {
      const ports = [...new Set(need.flows.map((flow) => flow.ports))];
      return {
        name: '',
        action: 'allow',
        direction: answers === (need.direction === 'outbound') ? 'inbound' : 'outbound',
        protocols:
          wide === 'every protocol' ? ['any'] : [...new Set(need.flows.map((flow) => flow.protocol))],
        ports: wide === 'every protocol' ? [EVERY_PORT] : answers ? [need.answerPorts] : ports,
        ...(sourcePorts && answers && narrow && { sourcePorts: ports }),
        peers: wide === 'everybody' ? [EVERY_ADDRESS] : need.parts.flatMap(({ peers }) => peers),
      };
    });
}

function anyRule(needs: readonly CatalogNeed[], sourcePorts: boolean): fc.Arbitrary<NeutralRule> {
  const spans = fc.constantFrom(...portSpans(needs));
  return fc
    .record({
      direction: fc.constantFrom('inbound' as const, 'outbound' as const),
      protocols: fc.constantFrom<readonly NeutralProtocol[]>(
        ['tcp'],
        ['udp'],
        ['tcp', 'udp'],
        ['tcp', 'udp'],
        ['icmp'],
        ['any'],
      ),
      ports: fc.array(spans, { minLength: 1, maxLength: 2 }),
      ...(sourcePorts && { sourcePorts: fc.option(fc.array(spans, { minLength: 1, maxLength: 2 })) }),
      peers: fc.array(fc.constantFrom(...peerIntervals(needs)), { minLength: 1, maxLength: 4 }),
    })
    .map((parts): NeutralRule => {
      const portless = parts.protocols.some((protocol) => protocol === 'icmp' || protocol === 'any');
      const sources = parts.sourcePorts ?? undefined;
      return {
        name: '',
        action: 'allow',
        direction: parts.direction,
        protocols: parts.protocols,
        ports: portless ? [EVERY_PORT] : parts.ports,
        ...(sources !== undefined && !portless && { sourcePorts: sources }),
        peers: parts.peers,
      };
    });
}

function portSpans(needs: readonly CatalogNeed[]): Interval[] {
  const needed = needs.flatMap(({ flows, answerPorts }) => [answerPorts, ...flows.map(({ ports }) => ports)]);
  return needed
    .flatMap(({ from, to }) => [
      { from, to },
      { from: from + 1, to: to + 1 },
      { from: from - 1, to: to + 1 },
      { from, to: Math.floor((from + to) / 2) },
    ])
    .map(({ from, to }) => ({ from: Math.max(from, 0), to: Math.min(to, 65535) }))
    .concat(EVERY_PORT, { from: 0, to: 1023 }, { from: 1024, to: 65535 }, { from: 4172, to: 4195 });
}

/** All that is needed, its halves, a network around it and the one beside it. */
function peerIntervals(needs: readonly CatalogNeed[]): Interval[] {
  return needs
    .flatMap(({ parts }) => parts.flatMap(({ peers }) => peers))
    .flatMap(({ from, to }) => {
      const middle = from + Math.floor((to - from) / 2);
      const size = to - from + 1;
      return [
        { from, to },
        { from, to: middle },
        { from: Math.min(middle + 1, to), to },
        { from: from - (from % 2 ** 20), to: from - (from % 2 ** 20) + 2 ** 20 - 1 },
        { from: to + 1, to: to + size },
      ];
    })
    .filter(({ from, to }) => from <= to && to <= EVERY_ADDRESS.to)
    .concat(EVERY_ADDRESS, addresses('0.0.0.0/1'), addresses('128.0.0.0/1'));
}
