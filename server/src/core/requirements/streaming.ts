import type { PortRange } from '../packets/packet-set';
import { NO_PEERS, unionAll, type PeerSet } from '../packets/peer-set';
import type { IpFamily } from './decode';
import type { Edition } from './edition';
import type { Requirement, TableName } from './requirement';

/** Whether these are all ports that clients stream on: those that they check before they connect. */
export function areStreamingPorts(ports: readonly PortRange[], edition: Edition): boolean {
  const streaming = streamingRequirements(edition)
    .filter(({ family }) => family === 'client.health-check')
    .flatMap(portsOf);
  return (
    ports.length > 0 &&
    ports.every(({ from, to }) => streaming.some((range) => range.from <= from && to <= range.to))
  );
}

/**
 * Everybody in a Region that clients reach on these ports: gateways, those of no known protocol too, and health check
 * servers. Undefined where the edition does not know them all.
 */
export function streamingPeers(
  ports: readonly PortRange[],
  region: string,
  families: readonly IpFamily[],
  edition: Edition,
): PeerSet | undefined {
  const sets: PeerSet[] = [edition.table('gateways.unassigned', region) ?? NO_PEERS];
  for (const requirement of streamingRequirements(edition)) {
    const concerns = portsOf(requirement).some((own) =>
      ports.some(({ from, to }) => own.from <= to && from <= own.to),
    );
    if (!concerns) continue;
    const set = edition.table(requirement.table, region);
    if (set === undefined || !families.every((family) => has(set, family))) return undefined;
    sets.push(set);
  }
  const { v4, v6 } = unionAll(sets);
  return {
    v4: families.includes('ipv4') ? v4 : [],
    v6: families.includes('ipv6') ? v6 : [],
    symbols: NO_PEERS.symbols,
  };
}

/** What clients need of addresses that differ by Region. */
function streamingRequirements({
  requirements,
}: Edition): readonly (Requirement & { readonly table: TableName })[] {
  return requirements.flatMap((requirement) =>
    requirement.role === 'client-network' && requirement.peers.kind === 'table'
      ? [{ ...requirement, table: requirement.peers.table }]
      : [],
  );
}

function portsOf({ flows }: Requirement): readonly PortRange[] {
  return flows.flatMap(({ ports }) => ports);
}

function has({ v4, v6 }: PeerSet, family: IpFamily): boolean {
  return family === 'ipv4' ? v4.length > 0 : v6.length > 0;
}
