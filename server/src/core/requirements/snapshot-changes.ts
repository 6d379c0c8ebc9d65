import { isEmpty, NO_PEERS, subtract, type PeerSet } from '../packets/peer-set';
import type { Snapshot } from './ip-ranges';

/** What became of one subset. */
export interface SubsetChange {
  readonly service: string;
  readonly region: string;
  readonly added: PeerSet;
  readonly removed: PeerSet;
}

/** Which addresses came and went, of the services that both snapshots hold; the rest cannot be compared. */
export function snapshotChanges(before: Snapshot, after: Snapshot): readonly SubsetChange[] {
  const services = before.services.filter((service) => after.services.includes(service));
  return services.flatMap((service) => {
    const regions = [...new Set([...before.regions(service), ...after.regions(service)])].sort();
    return regions.flatMap((region) => {
      const old = before.subset(service, region) ?? NO_PEERS;
      const now = after.subset(service, region) ?? NO_PEERS;
      const [added, removed] = [subtract(now, old), subtract(old, now)];
      return isEmpty(added) && isEmpty(removed) ? [] : [{ service, region, added, removed }];
    });
  });
}

/** The subsets of one snapshot that another one lacks: what is not whole has some. */
export function subsetsLacking(before: Snapshot, after: Snapshot): readonly string[] {
  return before.services.flatMap((service) =>
    before
      .regions(service)
      .filter((region) => after.subset(service, region) === undefined)
      .map((region) => `${service} of ${region}`),
  );
}
