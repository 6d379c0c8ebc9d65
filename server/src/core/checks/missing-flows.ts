import {
  ICMP,
  rangeText,
  TCP,
  UDP,
  type PacketBox,
  type PacketSet,
  type PortRange,
} from '../packets/packet-set';
import { domainOf } from '../packets/domain-name';
import { peerTexts } from '../packets/peer-set';
import type { Loss, LostPart } from '../verdicts/judge';
import type { MissingFlow } from './diagnostic';

/** What is lost in the form of the contract: one item per protocol and span of ports, in ascending order. */
export function missingFlows(loss: Loss): readonly MissingFlow[] {
  const [only, ...others] = loss.parts.map((part) => flowsOf(part, loss));
  return only === undefined ? [] : [...only, ...others.flat()];
}

/** One part of a loss as flows. */
export function flowsOf(part: LostPart, loss: Loss): readonly MissingFlow[] {
  if (part.packets !== part.needed) return asFlows(part, loss);
  // Many policies open nothing of a requirement: they all lack the very same packets.
  const known = wholes.get(part.packets) ?? asFlows(part, loss);
  wholes.set(part.packets, known);
  return known;
}

const wholes = new WeakMap<PacketSet, readonly MissingFlow[]>();

function asFlows({ packets, needed, peers }: LostPart, { direction, kind }: Loss): readonly MissingFlow[] {
  // Clients connect from any high port. Ports are told where only some of these are lost, and for answers:
  // there they are what a rule must match.
  const usual = new Set(needed.boxes().map(({ sourcePorts }) => portText(sourcePorts)));
  return packets.boxes().map((box) => {
    const sourcePorts = portText(box.sourcePorts);
    return {
      direction,
      protocol: protocolText(box),
      ports: portText(box.ports),
      ...((kind === 'answers' || !usual.has(sourcePorts)) && { sourcePorts }),
      peers: peers.kind === 'somebody' ? peers.shown : peerTexts(box.peers).map(plain),
    };
  });
}

/** Hosts go by their names alone. */
function plain(peer: string): string {
  return domainOf(peer) ?? peer;
}

/** `"4195"`, `"1024-65535"` or `"all"`. */
export function portText(range: PortRange): string {
  return range.from === 0 && range.to === 65535 ? 'all' : rangeText(range);
}

function protocolText({ protocols }: PacketBox): MissingFlow['protocol'] {
  if (protocols.from !== protocols.to) return 'all';
  switch (protocols.from) {
    case TCP:
      return 'tcp';
    case UDP:
      return 'udp';
    case ICMP:
      return 'icmp';
    default:
      return 'all';
  }
}
