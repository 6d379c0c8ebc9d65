import { ALL_PORTS, PacketSet, type PacketBox, type PortRange } from '../packets/packet-set';
import { domainOf } from '../packets/domain-name';
import { peersText } from '../packets/peer-set';
import type { Change, ExtendRule, NewRule } from '../policies/change';
import type { Direction, Policy, Rule } from '../policies/policy';
import { rulesInOrder } from '../policies/rules-in-order';
import { union } from '../packets/peer-set';
import { withFewestRules } from './fewest-rules';
import type { Opening, Proposal } from './propose';
import { groupBy } from '../text/group-by';

/** How changes are to be spelt, where there is a choice. */
export interface Manner {
  /** Rules that let a part of something through already take in the rest of it, where they can. */
  readonly extend: boolean;
  /** New rules are written out one by one, even where the others come from a list of entries. */
  readonly apart: boolean;
  /**
   * New rules may match what is let through already, where that makes them fewer. Not in a group: there the rules that
   * are covered so would do nothing any more.
   */
  readonly fewest: boolean;
}

/** A proposal with the packets that rules of a manner match. */
export function inManner(proposal: Proposal, manner: Manner): Proposal {
  const openings = proposal.openings.map((opening) => ({
    ...opening,
    packets: toMatch(opening.packets, opening, proposal.policy, manner),
  }));
  return { ...proposal, openings };
}

function toMatch(missing: PacketSet, { needed }: Opening, { evaluation }: Policy, manner: Manner): PacketSet {
  return manner.fewest && evaluation === 'first-match' ? withFewestRules(missing, needed) : missing;
}

/** The changes that carry out proposals together. What one of them opens, the later ones need not open again. */
export function changesFor(proposals: readonly Proposal[], manner: Manner): readonly Change[] {
  const { extend, apart } = manner;
  const changes: Change[] = [];
  for (const policy of new Set(proposals.map((proposal) => proposal.policy))) {
    const opened: Record<Direction, PacketSet> = { inbound: PacketSet.none, outbound: PacketSet.none };
    const added: NewRule[] = [];
    const extended: Extended = new Map();
    for (const proposal of proposals) {
      if (proposal.policy !== policy) continue;
      for (const opening of proposal.openings) {
        const missing = opening.packets.subtract(opened[opening.direction]);
        const packets = toMatch(missing, opening, policy, manner);
        opened[opening.direction] = opened[opening.direction].union(packets);
        for (const rule of rulesFor(opening, packets)) {
          const placed = inFrontOfDenies(rule, policy);
          if (!extend || !extendRules(placed, opening, policy, extended)) added.push(placed);
        }
      }
    }
    for (const [rule, extension] of extended) {
      changes.push({ kind: 'extend-rule', policy, rule, ...extension });
    }
    if (added.length > 0) changes.push({ kind: 'add-rules', policy, rules: added, apart });
  }
  return changes;
}

/** What rules take in that are there already. */
type Extended = Map<Rule, Pick<ExtendRule, 'peers' | 'purpose'>>;

/** Rules that match exactly these packets, as few as formats with lists of everything need. */
function rulesFor({ direction, own, words, purpose }: Opening, packets: PacketSet): readonly NewRule[] {
  const byProtocols = group(packets.boxes(), (box) => [
    rangeText(box.ports),
    rangeText(box.sourcePorts),
    peersText(box.peers),
  ]).map((boxes) => ({ ...boxes[0], protocols: boxes.map(({ protocols }) => protocols) }));
  const byPorts = group(byProtocols, (box) => [
    ...box.protocols.map(rangeText),
    rangeText(box.sourcePorts),
    peersText(box.peers),
  ]).map((boxes) => ({ ...boxes[0], ports: boxes.map(({ ports }) => ports) }));
  const bySourcePorts = group(byPorts, (box) => [
    ...box.protocols.map(rangeText),
    '',
    ...box.ports.map(rangeText),
    peersText(box.peers),
  ]).map((boxes) => ({ ...boxes[0], sourcePorts: boxes.map(({ sourcePorts }) => sourcePorts) }));
  return bySourcePorts.map(({ protocols, ports, sourcePorts, peers }) => ({
    direction,
    protocols,
    ports,
    ...(!sourcePorts.some(isAll) && { sourcePorts }),
    peers,
    ...(own !== undefined && { own }),
    words,
    purpose,
  }));
}

function group<T>(
  items: readonly T[],
  keyOf: (item: T) => readonly string[],
): readonly (readonly [T, ...T[]])[] {
  return [...groupBy(items, (item) => keyOf(item).join(' ')).values()];
}

/** A first-match policy tries its rules in order: the rule must stand before the first deny that takes some of it. */
function inFrontOfDenies(rule: NewRule, policy: Policy): NewRule {
  if (policy.evaluation !== 'first-match') return rule;
  const packets = packetsOf(rule);
  const before = rulesInOrder(policy, rule.direction, undefined).find(
    ({ rule: other, bounds }) => other.action === 'deny' && PacketSet.unionOf(bounds.may).overlaps(packets),
  )?.rule;
  return before === undefined ? rule : { ...rule, before };
}

/** Puts a rule's peers into rules that are like it but for their peers; all of it or nothing. */
function extendRules(rule: NewRule, { needed }: Opening, policy: Policy, extended: Extended): boolean {
  const found = rule.protocols.map((protocols) => {
    const single = { ...rule, protocols: [protocols] };
    return findLike(rule, needed, policy) ?? findLike(single, needed, policy);
  });
  if (found.length === 0 || found.some((each) => each === undefined)) return false;
  for (const each of new Set(found)) {
    if (each === undefined) continue;
    const { peers, purpose } = extended.get(each) ?? rule;
    extended.set(each, { peers: union(peers, rule.peers), purpose });
  }
  return true;
}

/** An allow for the same ports that lets some of the same requirement through, and is tried early enough. */
function findLike(rule: NewRule, needed: PacketSet, policy: Policy): Rule | undefined {
  const flows = flowsOf(packetsOf(rule));
  for (const { rule: other, bounds } of rulesInOrder(policy, rule.direction, undefined)) {
    if (other === rule.before) return undefined;
    if (other.action !== 'allow' || other.direction.kind === 'unknown' || other.doubt !== undefined) continue;
    if (other.own !== undefined && rule.own === undefined) continue;
    const admits = PacketSet.unionOf(bounds.must);
    const isLike = admits.overlaps(needed) || (hasDomains(needed) && hasDomains(admits));
    if (isLike && flowsOf(admits).equals(flows)) return other;
  }
  return undefined;
}

/** One list of names takes another name in, whichever names it has. */
function hasDomains(packets: PacketSet): boolean {
  const { allBut, names } = packets.peers().symbols;
  return !allBut && names.some((symbol) => domainOf(symbol) !== undefined);
}

function packetsOf({ protocols, ports, sourcePorts = [ALL_PORTS], peers }: NewRule): PacketSet {
  const boxes: PacketBox[] = [];
  for (const protocol of protocols)
    for (const port of ports)
      for (const sourcePort of sourcePorts)
        boxes.push({ protocols: protocol, ports: port, sourcePorts: sourcePort, peers });
  return PacketSet.unionOf(boxes);
}

/** Without regard to whom. */
function flowsOf(packets: PacketSet): PacketSet {
  return packets.where(() => true);
}

function rangeText({ from, to }: PortRange): string {
  return `${from}-${to}`;
}

function isAll({ from, to }: PortRange): boolean {
  return from === ALL_PORTS.from && to === ALL_PORTS.to;
}
