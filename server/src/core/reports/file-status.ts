import type { Analysis } from '../analysis';
import { regionsFor } from '../deployment/placement';
import type { SourceFile } from '../text/source';

/** How the linter looks at a file, whatever it finds there. */
export interface FileStatus {
  /** The edition of the catalog. */
  readonly edition: string;
  /** Those that are stated for its policies or known from them, sorted. */
  readonly regions: readonly string[];
  /** Policies that stand in it. */
  readonly policies: number;
  /** Those of them whose role is known. */
  readonly judged: number;
}

export function fileStatus({ placements, catalog }: Analysis, file: SourceFile): FileStatus {
  const own = placements.filter(({ policy }) => policy.at.file === file);
  const regions = own.flatMap((placement) =>
    placement.roles.length === 0
      ? (placement.facts.regions ?? [])
      : placement.roles.flatMap(({ role }) => regionsFor(placement, role)),
  );
  return {
    edition: catalog.edition,
    regions: [...new Set(regions)].sort(),
    policies: own.length,
    judged: own.filter(({ roles }) => roles.length > 0).length,
  };
}
