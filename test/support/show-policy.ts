import { peersText } from '../../server/src/core/packets/peer-set';
import type { Peer, Policy, Rule } from '../../server/src/core/policies/policy';
import { positionAt } from '../../server/src/core/text/lines';
import type { Value } from '../../server/src/core/values/value';

/** Rules as lines: "allow outbound 6 4172 → 10.0.0.0/8". An unknown is a question mark with its reason. */
export function showRules({ rules }: Policy): readonly string[] {
  return rules.map(showRule);
}

function showRule(rule: Rule): string {
  return [
    rule.order === undefined ? '' : `#${show(rule.order, String)}`,
    rule.action,
    show(rule.direction, String),
    show(rule.protocols, ranges),
    show(rule.ports, ranges),
    rule.sourcePorts.kind === 'known' && ranges(rule.sourcePorts.value) === 'all'
      ? ''
      : `from ${show(rule.sourcePorts, ranges)}`,
    '→',
    rule.peers.map(showPeer).join(' + '),
    rule.own === undefined ? '' : `own ${rule.own.map(showPeer).join(' + ')}`,
    rule.doubt === undefined ? '' : `if ?${rule.doubt.reason}`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function showPeer({ set, atLeast }: Peer): string {
  return show(set, peersText) + (atLeast === undefined ? '' : ` ≥ ${peersText(atLeast)}`);
}

function show<T>(value: Value<T>, known: (value: T) => string): string {
  return value.kind === 'known' ? known(value.value) : `?${value.reason}`;
}

function ranges(list: readonly { readonly from: number; readonly to: number }[]): string {
  if (list.length === 0) return 'none';
  return list
    .map(({ from, to }) =>
      from === 0 && (to === 65535 || to === 255) ? 'all' : from === to ? String(from) : `${from}-${to}`,
    )
    .join(',');
}

/** The line of a policy, from 1. */
export function lineOf({ at }: Policy): number {
  return positionAt(at.file, at.span.start).line;
}
