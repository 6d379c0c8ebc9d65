import { loadEdition } from '../editions';
import { editionRecord } from '../record';
import { addressFaults } from './addresses';
import { lostCells, rejectedInUse } from './cells';
import type { Fault } from './fault';
import { nameFaults, urlFaults } from './names';

export type { Fault } from './fault';

/**
 * Looks for faults in what is printed: in the values of an edition and in those that it rejects. A rejected value is
 * judged like all others, so that a fault that was found once by a reader is found again here.
 */
export function audit(date: string): readonly Fault[] {
  const edition = loadEdition(date);
  if (edition === undefined) return [];
  const { rejected, sources } = editionRecord(date);
  const [document = ''] = sources.keys();
  return [
    ...addressFaults(edition, rejected),
    ...urlFaults(edition, rejected),
    ...nameFaults(edition, rejected),
    ...lostCells(edition, document, rejected),
    ...rejectedInUse(edition, rejected),
  ];
}
