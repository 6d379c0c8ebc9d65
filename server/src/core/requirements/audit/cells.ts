import { isSure } from '../addresses';
import type { Edition } from '../edition';
import type { Rejected } from '../record';
import { TABLES, type SourcedValue, type TableName } from '../requirement';
import type { Fault } from './fault';

/** The values of one Region in one place of the document. */
interface Cell {
  /** A table, or the id of a requirement. */
  readonly where: string;
  /** A code, or `GLOBAL`. */
  readonly region: string;
  readonly values: readonly SourcedValue[];
}

/**
 * Places where an edition has to look elsewhere, because the document has nothing that can be read there. What the
 * document prints there and is rejected is a fault of another kind.
 */
export function lostCells(
  edition: Edition,
  document: string,
  rejected: readonly Rejected[],
): readonly Fault[] {
  const lost = cellsOf(edition).filter(
    ({ where, region, values }) =>
      where !== NO_CELL &&
      values.every(({ source }) => source.split(':')[0] !== document) &&
      !rejected.some((entry) => entry.where === where && entry.region === region),
  );
  const faults = new Map<
    string,
    { readonly where: string; readonly answer: string; readonly regions: string[] }
  >();
  for (const { where, region, values } of lost) {
    const answer = answerOf(values);
    const fault = faults.get(`${where} ${answer}`) ?? { where, answer, regions: [] };
    faults.set(`${where} ${answer}`, fault);
    fault.regions.push(region);
  }
  return [...faults.values()].map(({ where, answer, regions }) => ({
    kind: 'lost-cell',
    where,
    ...(regions.length === 1 &&
      regions[0] !== undefined &&
      regions[0] !== EVERYWHERE && { region: regions[0] }),
    message: `The document has nothing that can be read for ${regions.map((region) => (region === EVERYWHERE ? 'every Region' : region)).join(', ')}.`,
    answer,
  }));
}

/** This table is about what the document does not say. */
const NO_CELL: TableName = 'gateways.unassigned';

function answerOf(values: readonly SourcedValue[]): string {
  const sure = values.filter(({ confidence }) => isSure(confidence));
  if (sure.length === 0) return 'no sure value is known: nothing is required';
  return `filled from ${[...new Set(sure.map(({ source }) => source.split(':')[0]))].join(' and ')}`;
}

function cellsOf(edition: Edition): readonly Cell[] {
  const regions = [...edition.regions.map(({ code }) => code), EVERYWHERE];
  return [
    ...TABLES.flatMap((where) =>
      regions.map((region) => ({ where, region, values: edition.tableValues(where, region) })),
    ),
    ...edition.requirements.flatMap(({ id, peers }) =>
      peers.kind === 'domains'
        ? [
            { where: id, region: EVERYWHERE, values: peers.everywhere },
            ...[...peers.byRegion].map(([region, values]) => ({ where: id, region, values })),
          ]
        : [],
    ),
  ].filter(({ values }) => values.length > 0);
}

/** What the catalog calls values that are the same in every Region. */
const EVERYWHERE = 'GLOBAL';

/** A value that cannot be right must not be demanded. */
export function rejectedInUse(edition: Edition, rejected: readonly Rejected[]): readonly Fault[] {
  const cells = cellsOf(edition);
  return rejected.flatMap(({ where, region, value }) =>
    cells.some(
      (cell) =>
        cell.where === where &&
        (region === undefined || cell.region === region) &&
        cell.values.some((known) => known.value === value && isSure(known.confidence)),
    )
      ? [
          {
            kind: 'rejected-in-use' as const,
            where,
            ...(region !== undefined && { region }),
            value,
            message: 'The edition rejects this value and demands it.',
          },
        ]
      : [],
  );
}
