import type { Analysis, CoverageEntry } from '../analysis';
import type { Role } from '../requirements/requirement';
import { groupBy } from '../text/group-by';
import type { Location } from '../text/source';

/** How a policy stands in one role: what is asked of it and what of that is met. */
export interface Standing {
  readonly policy: string;
  readonly at: Location;
  readonly role: Role;
  /** Those that something is asked for. */
  readonly regions: readonly string[];
  readonly entries: readonly CoverageEntry[];
}

/** Every judged policy in each of its roles, in the order of the coverage. */
export function standingsOf({ coverage }: Pick<Analysis, 'coverage'>): readonly Standing[] {
  return [...groupBy(coverage, ({ at }) => at)].flatMap(([at, all]) =>
    [...groupBy(all, ({ role }) => role)].map(([role, entries]) => ({
      policy: entries[0].policy,
      at,
      role,
      regions: [...new Set(entries.flatMap(({ region }) => region ?? []))],
      entries,
    })),
  );
}

/** "WorkSpaces client-network, us-west-2: 5 of 7 requirements met, 1 undetermined". */
export function standingText({ role, regions, entries }: Standing): string {
  const where = regions.length === 0 ? '' : `, ${regions.join(', ')}`;
  const count = (verdict: CoverageEntry['verdict']): number =>
    entries.filter((entry) => entry.verdict === verdict).length;
  const open = count('undetermined');
  const rest = open === 0 ? '' : `, ${open} undetermined`;
  return `WorkSpaces ${role}${where}: ${count('met')} of ${entries.length} requirements met${rest}`;
}
