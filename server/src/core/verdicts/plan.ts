import type { Facts } from '../deployment/facts';
import type { KnownGroups } from '../deployment/known-groups';
import { PacketSet, TCP, UDP, type PacketBox, type PortRange } from '../packets/packet-set';
import { ANY_V4 } from '../packets/peer-set';
import type { Edition } from '../requirements/edition';
import { STREAMING_PROTOCOLS, type Flow, type Requirement, type Role } from '../requirements/requirement';
import { applies, isRegional, resolvePeers, type Peers, type Setting } from './demand';

/** One requirement as it is asked of every policy of a role in one deployment and Region. */
export interface Asked {
  readonly requirement: Requirement;
  /** Left out for requirements that are the same in every Region. */
  readonly region?: string;
  readonly facts: Facts;
  /** All must be met. Left out: the edition has no data for it. */
  readonly parts?: readonly AskedPart[];
}

export interface AskedPart {
  readonly peers: Peers;
  readonly forward: Packets;
  /** What must come back through a stateless policy. */
  readonly answers: Packets;
}

/** Packets with the peers they go to, or with anybody where these are not known. */
export interface Packets {
  readonly wide: PacketSet;
  /** Where the ephemeral ports are not stated: the least that counts. */
  readonly narrow?: PacketSet;
}

/** Makes plans for one run, each of them once: policies of one role in one deployment are asked the same. */
export type Planner = (facts: Facts, role: Role, regions: readonly string[]) => readonly Asked[];

export function createPlanner(edition: Edition, groups: KnownGroups): Planner {
  const plans = new Map<Facts, Map<string, readonly Asked[]>>();
  return (facts, role, regions) => {
    const known = plans.get(facts) ?? new Map<string, readonly Asked[]>();
    plans.set(facts, known);
    const key = [role, ...regions].join(' ');
    const plan = known.get(key) ?? makePlan(edition, groups, facts, role, regions);
    known.set(key, plan);
    return plan;
  };
}

/** In the order of the catalog, once for each Region that matters. */
function makePlan(
  edition: Edition,
  groups: KnownGroups,
  facts: Facts,
  role: Role,
  regions: readonly string[],
): readonly Asked[] {
  const protocols = facts.protocols ?? STREAMING_PROTOCOLS;
  return edition.requirements
    .filter((requirement) => requirement.role === role)
    .flatMap((requirement) => {
      const places = isRegional(requirement) && regions.length > 0 ? regions : [undefined];
      return places
        .map((region): Setting => ({ facts, region, protocols, edition, groups }))
        .filter((setting) => applies(requirement, setting))
        .map((setting) => ask(requirement, setting))
        .filter((asked) => requirement.peers.kind !== 'domains' || asked.parts?.length !== 0);
    });
}

function ask(requirement: Requirement, setting: Setting): Asked {
  const { facts, region } = setting;
  const peers = resolvePeers(requirement.peers, setting);
  const clientPorts = ephemeralPorts(facts);
  const answerPorts = requirement.answerPorts === undefined ? clientPorts : { wide: requirement.answerPorts };
  return {
    requirement,
    facts,
    ...(region !== undefined && { region }),
    ...(peers !== undefined && {
      parts: peers.map((part) => ({
        peers: part,
        forward: packets(part, clientPorts, (ports) => forwardPackets(flowsTo(part, requirement), ports)),
        answers: packets(part, answerPorts, (ports) => answerPackets(flowsTo(part, requirement), ports)),
      })),
    }),
  };
}

interface EphemeralPorts {
  readonly wide: PortRange;
  readonly narrow?: PortRange;
}

/** The ports from which clients connect. What is not stated lies between these two. */
const WIDEST: PortRange = { from: 1024, to: 65535 };
export const NARROWEST: PortRange = { from: 49152, to: 65535 };

function ephemeralPorts(facts: Facts): EphemeralPorts {
  return facts.ephemeralPorts === undefined
    ? { wide: WIDEST, narrow: NARROWEST }
    : { wide: facts.ephemeralPorts };
}

function packets(part: Peers, ports: EphemeralPorts, from: (ports: PortRange) => PacketSet): Packets {
  const towards = (set: PacketSet): PacketSet =>
    part.kind === 'all-of' ? set.mapPeers(() => part.set) : set;
  return {
    wide: towards(from(ports.wide)),
    ...(ports.narrow !== undefined && { narrow: towards(from(ports.narrow)) }),
  };
}

function flowsTo(part: Peers, { flows }: Requirement): readonly Flow[] {
  if (part.kind !== 'all-of' || part.port === undefined) return flows;
  const ports = [{ from: part.port, to: part.port }];
  return flows.map(({ protocols }) => ({ protocols, ports }));
}

/** The packets of a requirement's flows towards anybody, from these source ports. */
function forwardPackets(flows: readonly Flow[], sourcePorts: PortRange): PacketSet {
  return eachFlow(flows, (protocols, ports) => ({ protocols, ports, sourcePorts, peers: ANY_V4 }));
}

/** The answers to a requirement's flows: from the service port to the port the connection came from. */
function answerPackets(flows: readonly Flow[], ports: PortRange): PacketSet {
  return eachFlow(flows, (protocols, servicePorts) => ({
    protocols,
    ports,
    sourcePorts: servicePorts,
    peers: ANY_V4,
  }));
}

function eachFlow(
  flows: readonly Flow[],
  box: (protocols: PortRange, ports: PortRange) => PacketBox,
): PacketSet {
  const boxes = flows.flatMap((flow) =>
    flow.protocols.flatMap((protocol) => {
      const number = protocol === 'tcp' ? TCP : UDP;
      const ports = flow.ports.length === 0 ? [{ from: 0, to: 65535 }] : flow.ports;
      return ports.map((range) => box({ from: number, to: number }, range));
    }),
  );
  return PacketSet.unionOf(boxes);
}
