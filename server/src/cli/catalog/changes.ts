import { isEmpty, peerTexts, type PeerSet } from '../../core/packets/peer-set';
import type { SubsetChange } from '../../core/requirements/snapshot-changes';
import { grouped } from '../../core/text/grouped';
import { table } from '../reporters/table';

/** Longer lists of ranges are counted. */
const MOST_RANGES = 12;

/** What became of subsets as lines of a table, indented. */
export function changeLines(changes: readonly SubsetChange[]): readonly string[] {
  return table(
    changes.map(({ service, region, added, removed }) => [
      `  ${service}`,
      region,
      [...came('+', added), ...came('-', removed)].join('  '),
    ]),
  );
}

/** `+ 192.0.2.0/24, …`, or their number where there are many; nothing for nobody. */
export function came(sign: '+' | '-', set: PeerSet): readonly string[] {
  if (isEmpty(set)) return [];
  const texts = peerTexts(set);
  return texts.length <= MOST_RANGES
    ? [`${sign} ${texts.join(', ')}`]
    : [`${sign} ${grouped(texts.length)} ranges`];
}

/** The same for scripts, all ranges listed. */
export function changesJson(changes: readonly SubsetChange[]) {
  return changes.map(({ service, region, added, removed }) => ({
    service,
    region,
    added: peerTexts(added),
    removed: peerTexts(removed),
  }));
}
