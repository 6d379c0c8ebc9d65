import type { Diagnostic } from './checks/diagnostic';
import type { ConfigurationPlace } from './fixes/configuration-place';
import type { Fix } from './fixes/fix';
import type { FixedTogether, ReportedFix } from './fixes/fixer';
import type { Configuration, Governing } from './deployment/configuration';
import type { Suppression } from './deployment/directives';
import type { Stated } from './deployment/facts';
import type { VpcPlacement } from './deployment/vpcs';
import type { Reason } from './deployment/inference/inferred';
import type { Placement } from './deployment/placement';
import type { Environment, Problem, Unit } from './formats/format';
import type { Role } from './requirements/requirement';
import type { Location, SourceFile } from './text/source';

export type { Governing, Stated };

/** What one run of the linter looks at. Everything that differs between runs is in here, the date too. */
export interface AnalysisInput {
  readonly files: readonly SourceFile[];
  /** The nearest configuration upward from a file, if there is one. */
  readonly configurationOf: (file: SourceFile) => Governing | undefined;
  /** Where a configuration for a file could be made that has none. The same object each time. Left out: nowhere. */
  readonly newConfiguration?: (file: SourceFile) => ConfigurationPlace | undefined;
  /** Whether the run covers everything that the configuration speaks about. */
  readonly coversFolderOf: (configuration: Configuration) => boolean;
  /** What the command line states; it wins over everything in files. */
  readonly stated: Stated;
  /** `YYYY-MM-DD`, for suppressions that end. */
  readonly today: string;
  readonly inlineSuppressions: boolean;
  /** Values for Terraform variables, as files and one by one. */
  readonly variables?: NonNullable<Environment['variables']>;
  /** What the host has found of what formats want beside the files. */
  readonly outside?: NonNullable<Environment['outside']>;
  /** What was read of these very files already. */
  readonly read?: { readonly files: readonly SourceFile[]; readonly units: readonly Unit[] };
  /** Files that were asked for; others are read only for what they say about these. Left out: all. */
  readonly reported?: (file: SourceFile) => boolean;
  /** Files that were named one by one: for these a syntax error is always told. */
  readonly named: (file: SourceFile) => boolean;
  /** What kept files out of `files`: unreadable, too large, a link in a loop. Reported as they are. */
  readonly hostProblems: readonly Problem[];
}

export interface Analysis {
  /** Sorted by file, line, column, rule, requirement; without what was suppressed. */
  readonly diagnostics: readonly Diagnostic[];
  /** What was suppressed, in the same order, with what silenced it. */
  readonly suppressed: readonly SuppressedDiagnostic[];
  /** Every policy that was read and where it stands, also of files that are not reported. */
  readonly placements: readonly Placement[];
  /** Every VPC that was read, and those that only a configuration describes. */
  readonly vpcs: readonly VpcPlacement[];
  /** Every requirement that was judged, in the order of policies and of the catalog. */
  readonly coverage: readonly CoverageEntry[];
  readonly catalog: { readonly edition: string; readonly ipRanges: string };
  readonly summary: Summary;
  /** The fixes of one of the findings, tried; worked out when they are asked for, which may take a while. */
  readonly fixesOf?: (finding: Diagnostic) => readonly Fix[];
  /** One fix for each of these findings that has one, for reports. */
  readonly reportedFixes?: (findings: readonly Diagnostic[]) => ReadonlyMap<Diagnostic, ReportedFix>;
  /** The preferred fixes of as many of the findings as go together, unit by unit. */
  readonly fixAll?: (findings: readonly Diagnostic[]) => readonly FixedTogether[];
}

export interface SuppressedDiagnostic {
  readonly diagnostic: Diagnostic;
  readonly suppression: Suppression;
}

export interface CoverageEntry {
  readonly policy: string;
  readonly at: Location;
  readonly role: Role;
  readonly region?: string;
  readonly requirement: string;
  readonly verdict: 'met' | 'missing' | 'undetermined';
  /** The rules that let (part of) it through; not empty when the verdict is met. */
  readonly evidence: readonly Location[];
  /** What is to be said of a verdict that rules alone do not show: which management ranges are free. */
  readonly note?: string;
  /** Why the policy has its role: "--role", "directive", "configuration", or the reasons of an inference. */
  readonly why: string;
  /** What is known of the policy's deployment without anybody having stated it; left out where that is nothing. */
  readonly inferred?: readonly Reason[];
}

export interface Summary {
  readonly files: number;
  readonly policies: number;
  readonly judged: number;
  readonly met: number;
  readonly missing: number;
  readonly undetermined: number;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  readonly suppressed: number;
}

/** A run that cannot start: the command line asks for something that cannot be (exit status 2). */
export interface UsageError {
  readonly usage: string;
}
