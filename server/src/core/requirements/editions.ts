import edition2022 from '../../../../catalog/editions/2022-09-02.json';
import edition2026 from '../../../../catalog/editions/2026-08-22.json';
import { decodeEdition } from './decode';
import { makeEdition, type Edition } from './edition';

export type { Edition } from './edition';

// A new edition is an import above and a name here, at the end.
const FILES: ReadonlyMap<string, unknown> = new Map(
  [edition2022, edition2026].map((file) => [file.edition, file]),
);

/** Dates of the editions, ascending. */
export const EDITIONS: readonly string[] = [...FILES.keys()];

/** Date of the edition that counts when none is named. */
export const LATEST: string = edition2026.edition;

/** The edition of that date; undefined when there is none. Decoded on first use. */
export function loadEdition(date: string): Edition | undefined {
  const loaded = cache.get(date);
  if (loaded !== undefined) return loaded;
  const file = FILES.get(date);
  if (file === undefined) return undefined;
  const edition = makeEdition(decodeEdition(file));
  cache.set(date, edition);
  return edition;
}

/** The file of that edition, for who asks what the linter does not. */
export function editionJson(date: string): unknown {
  return FILES.get(date);
}

/** The public ids of all editions, sorted. */
export function requirementIds(): readonly string[] {
  ids ??= [
    ...new Set(EDITIONS.flatMap((date) => loadEdition(date)?.requirements ?? []).map(({ id }) => id)),
  ].sort();
  return ids;
}

const cache = new Map<string, Edition>();
let ids: readonly string[] | undefined;
