import type { MissingFlow } from '../../server/src/core/checks/diagnostic';
import {
  addresses,
  EVERY_ADDRESS,
  EVERY_PORT,
  type Interval,
  type NeutralPolicy,
  type NeutralRule,
  type Writer,
} from './writers';

/**
 * What a policy does with a need, found out by asking about one packet after the other: the space is cut at
 * every end of every interval, so that all packets of a cell fare alike, and one of each cell is tried. It
 * shares no code with the linter.
 */

/** Something that must get through, with nothing left open. */
export interface Need {
  readonly id: string;
  readonly direction: NeutralRule['direction'];
  readonly flows: readonly { readonly protocol: 'tcp' | 'udp'; readonly ports: Interval }[];
  readonly parts: readonly NeedPart[];
  /** Ports from which the connections come. */
  readonly sourcePorts: Interval;
  /** Ports to which the answers go. */
  readonly answerPorts: Interval;
}

/** `all`: every address is needed. `some`: any one of them is enough, and nobody can say which. */
export interface NeedPart {
  readonly kind: 'all' | 'some';
  readonly peers: readonly Interval[];
}

/** Packets that fare alike. */
export interface Cell {
  readonly protocol: 'tcp' | 'udp';
  readonly ports: Interval;
  readonly sourcePorts: Interval;
  readonly peers: Interval;
  readonly fate: Fate;
  /** The first deny that matches; where any address is enough, that of each. */
  readonly denies: readonly NeutralRule[];
}

/** `denied`: without the denies in front it would pass. `closed`: nobody lets it through. */
export type Fate = 'passes' | 'denied' | 'closed';

/** A flow of a finding, in numbers. */
export interface Told {
  readonly direction: string;
  readonly protocol: string;
  readonly ports: Interval;
  /** Left out: from every port that connections come from. */
  readonly sourcePorts?: Interval;
  readonly peers: readonly Interval[];
}

export function told({ direction, protocol, ports, sourcePorts, peers }: MissingFlow): Told {
  return {
    direction,
    protocol,
    ports: portsOf(ports),
    ...(sourcePorts !== undefined && { sourcePorts: portsOf(sourcePorts) }),
    peers: peers.map(addresses),
  };
}

type Kind = Pick<Writer, 'evaluation' | 'stateful'>;

/** The cells of what is needed, in its own direction. `reported` is cut along, so that both can be compared. */
export function forwardCells(
  need: Need,
  policy: NeutralPolicy,
  kind: Kind,
  reported: readonly Told[],
): Cell[] {
  return need.flows.flatMap(({ protocol, ports }) =>
    cellsOf(need.direction, protocol, ports, need.sourcePorts, need.parts, policy, kind, reported),
  );
}

/** The cells of the answers: the other way, from the service port. None for a stateful policy. */
export function answerCells(
  need: Need,
  policy: NeutralPolicy,
  kind: Kind,
  reported: readonly Told[],
): Cell[] {
  if (kind.stateful) return [];
  const direction = need.direction === 'outbound' ? 'inbound' : 'outbound';
  return need.flows.flatMap(({ protocol, ports }) =>
    cellsOf(direction, protocol, need.answerPorts, ports, need.parts, policy, kind, reported),
  );
}

export function isLost(cell: Cell): boolean {
  return cell.fate !== 'passes';
}

/** Whether what is reported has this cell in it. */
export function reports(reported: readonly Told[], cell: Cell): boolean {
  return reported.some(
    (flow) =>
      flow.protocol === cell.protocol &&
      holds(flow.ports, cell.ports.from) &&
      holds(flow.sourcePorts ?? EVERY_PORT, cell.sourcePorts.from) &&
      flow.peers.some((peer) => holds(peer, cell.peers.from)),
  );
}

/** Whether a reported flow stays within what is needed: nothing may be demanded beyond it. */
export function isWithin(flow: Told, cells: readonly Cell[]): boolean {
  const onPort = cells.filter(({ protocol, ports }) => protocol === flow.protocol && meet(flow.ports, ports));
  const fitting =
    flow.sourcePorts === undefined
      ? onPort
      : onPort.filter(({ sourcePorts }) => meet(flow.sourcePorts ?? EVERY_PORT, sourcePorts));
  const peers = merge(fitting.map((cell) => cell.peers));
  return (
    covers(merge(fitting.map(({ ports }) => ports)), flow.ports) &&
    (flow.sourcePorts === undefined ||
      covers(merge(fitting.map(({ sourcePorts }) => sourcePorts)), flow.sourcePorts)) &&
    flow.peers.length > 0 &&
    flow.peers.every((peer) => covers(peers, peer))
  );
}

function meet(a: Interval, b: Interval): boolean {
  return a.from <= b.to && b.from <= a.to;
}

function covers(merged: readonly Interval[], asked: Interval): boolean {
  return merged.some(({ from, to }) => from <= asked.from && asked.to <= to);
}

function merge(intervals: readonly Interval[]): readonly Interval[] {
  const result: { from: number; to: number }[] = [];
  for (const { from, to } of [...intervals].sort((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last === undefined || from > last.to + 1) result.push({ from, to });
    else last.to = Math.max(last.to, to);
  }
  return result;
}

function cellsOf(
  direction: NeutralRule['direction'],
  protocol: 'tcp' | 'udp',
  ports: Interval,
  sourcePorts: Interval,
  parts: readonly NeedPart[],
  policy: NeutralPolicy,
  kind: Kind,
  reported: readonly Told[],
): Cell[] {
  const cells: Cell[] = [];
  const rules = policy.rules.filter(
    (rule) =>
      rule.direction === direction && rule.protocols.some((name) => name === protocol || name === 'any'),
  );
  const otherwise = policy.default ?? 'deny';
  const meant = closes(policy, direction, kind) ? 'deny' : otherwise;
  const flows = reported.filter((flow) => flow.protocol === protocol);
  for (const port of cut(ports, [
    ...rules.flatMap((rule) => rule.ports),
    ...flows.map((flow) => flow.ports),
  ])) {
    const onPort = rules.filter((rule) => rule.ports.some((range) => holds(range, port.from)));
    for (const source of cut(sourcePorts, [
      ...onPort.flatMap((rule) => rule.sourcePorts ?? []),
      ...flows.flatMap((flow) => flow.sourcePorts ?? []),
    ])) {
      const matching = onPort.filter((rule) =>
        (rule.sourcePorts ?? [EVERY_PORT]).some((range) => holds(range, source.from)),
      );
      const ends = [...matching.flatMap((rule) => rule.peers), ...flows.flatMap((flow) => flow.peers)];
      const place = { protocol, ports: port, sourcePorts: source };
      for (const part of parts) {
        const fates = part.peers
          .flatMap((peers) => cut(peers, ends))
          .map((peers): Cell => ({
            ...place,
            peers,
            ...fateOf(matching, peers.from, { otherwise, meant }, kind),
          }));
        cells.push(...(part.kind === 'all' ? fates : fates.map((cell) => ({ ...cell, ...best(fates) }))));
      }
    }
  }
  return cells;
}

/** Where one address is enough, all of them fare as the best one does. */
function best(cells: readonly Cell[]): Pick<Cell, 'fate' | 'denies'> {
  const fates = cells.map(({ fate }) => fate);
  const fate = (['passes', 'denied'] as const).find((good) => fates.includes(good)) ?? 'closed';
  return { fate, denies: cells.flatMap(({ denies }) => denies) };
}

/** What happens to a packet to this address, when these are the rules that match all else about it. */
function fateOf(
  matching: readonly NeutralRule[],
  address: number,
  { otherwise, meant }: Defaults,
  { evaluation }: Kind,
): Pick<Cell, 'fate' | 'denies'> {
  const rules = matching.filter((rule) => rule.peers.some((peers) => holds(peers, address)));
  const deny = rules.find(({ action }) => action === 'deny');
  const allow = rules.find(({ action }) => action === 'allow');
  const passes = { fate: 'passes', denies: [] } as const;
  if (deny === undefined) {
    return allow !== undefined || otherwise === 'allow' ? passes : { fate: 'closed', denies: [] };
  }
  const denies = [deny];
  if (evaluation === 'any-allow') {
    // Denies only take from the default there.
    if (allow !== undefined) return passes;
    return { fate: meant === 'allow' ? 'denied' : 'closed', denies };
  }
  if (allow !== undefined && rules.indexOf(allow) < rules.indexOf(deny)) return passes;
  return { fate: allow !== undefined || meant === 'allow' ? 'denied' : 'closed', denies };
}

/** `meant`: what a deny of everything at the end makes of the default, which nobody relies on then. */
interface Defaults {
  readonly otherwise: 'allow' | 'deny';
  readonly meant: 'allow' | 'deny';
}

/** Whether a direction ends with a deny of everything. */
function closes(
  { rules }: NeutralPolicy,
  direction: NeutralRule['direction'],
  { evaluation }: Kind,
): boolean {
  const last = rules
    .filter((rule) => rule.direction === direction)
    .filter((rule) => evaluation === 'first-match' || rule.action === 'deny')
    .at(-1);
  const isEverything = (all: Interval, parts: readonly Interval[]): boolean => covers(merge(parts), all);
  return (
    last?.action === 'deny' &&
    last.protocols.includes('any') &&
    isEverything(EVERY_PORT, last.ports) &&
    isEverything(EVERY_PORT, last.sourcePorts ?? [EVERY_PORT]) &&
    isEverything(EVERY_ADDRESS, last.peers)
  );
}

/** `whole` in pieces, such that no interval of `others` ends or starts inside a piece. */
function cut(whole: Interval, others: readonly Interval[]): Interval[] {
  const starts = new Set([whole.from]);
  for (const { from, to } of others) {
    if (from > whole.from && from <= whole.to) starts.add(from);
    if (to >= whole.from && to < whole.to) starts.add(to + 1);
  }
  const sorted = [...starts].sort((a, b) => a - b);
  return sorted.map((from, index) => ({ from, to: (sorted[index + 1] ?? whole.to + 1) - 1 }));
}

function holds({ from, to }: Interval, point: number): boolean {
  return from <= point && point <= to;
}

/** `"4195"`, `"1024-65535"` or `"all"`. */
function portsOf(text: string): Interval {
  if (text === 'all') return EVERY_PORT;
  const [from = NaN, to = from] = text.split('-').map(Number);
  return { from, to };
}
