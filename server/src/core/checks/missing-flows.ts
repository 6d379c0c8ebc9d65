import { ICMP, TCP, UDP, type PacketBox, type PacketSet, type PortRange } from '../packets/packet-set';
import { peerTexts, type PeerSet } from '../packets/peer-set';
import type { Direction } from '../policies/policy';
import type { Loss } from '../verdicts/judge';
import type { MissingFlow } from './diagnostic';

/** What is lost in the form of the contract: one item per protocol and span of ports, in ascending order. */
export function missingFlows(loss: Loss): readonly MissingFlow[] {
  return loss.parts.flatMap((part) =>
    flowsOf(part.packets, loss.direction, loss.kind === 'answers', part.shown),
  );
}

/** Packets as flows. `answers` have their source ports told: there they are what a rule must match. */
export function flowsOf(
  packets: PacketSet,
  direction: Direction,
  answers: boolean,
  shown?: readonly string[],
): readonly MissingFlow[] {
  const boxes = packets.boxes();
  const ports = new Set(boxes.map(({ sourcePorts }) => portText(sourcePorts)));
  // Clients connect from any high port: these are told only where some are lost and others are not.
  const tellSource = answers || ports.size > 1;
  return boxes.map((box) => ({
    direction,
    protocol: protocolText(box),
    ports: portText(box.ports),
    ...(tellSource && { sourcePorts: portText(box.sourcePorts) }),
    peers: shown ?? peersOf(box.peers),
  }));
}

/** `"4195"`, `"1024-65535"` or `"all"`. */
export function portText({ from, to }: PortRange): string {
  if (from === 0 && to === 65535) return 'all';
  return from === to ? String(from) : `${from}-${to}`;
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

/** Canonical sets come round again and again in one run, and telling 800 CIDRs takes its time. */
const texts = new WeakMap<PeerSet, readonly string[]>();

function peersOf(peers: PeerSet): readonly string[] {
  const known = texts.get(peers);
  if (known !== undefined) return known;
  const result = peerTexts(peers);
  texts.set(peers, result);
  return result;
}
