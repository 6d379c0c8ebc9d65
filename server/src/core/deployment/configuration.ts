import type { Role } from '../requirements/requirement';
import type { Location, SourceFile } from '../text/source';
import type { CheckId, Severity } from './check-ids';
import type { Facts } from './facts';

/** The configuration's name, wherever it stands. */
export const CONFIGURATION_FILE = '.workspaces-netlint.yaml';

/** The decoded `.workspaces-netlint.yaml`. */
export interface Configuration {
  readonly file: SourceFile;
  /** The folder of the file, relative to the working directory with `/`; globs are relative to it. '' = here. */
  readonly folder: string;
  readonly facts: Facts;
  readonly edition?: string;
  readonly quotas: { readonly securityGroupRules: number; readonly networkAclEntries: number };
  readonly policies: readonly PolicyEntry[];
  /** Globs of files that a folder scan leaves out. */
  readonly ignore: readonly string[];
  readonly checks: Readonly<Partial<Record<CheckId, Severity | 'off'>>>;
  /** Where the `proxy` key (else the file) stands, for findings about the configuration itself. */
  readonly proxyAt: Location;
  /** Where `vpcCidrs` stands, if it is stated for all. */
  readonly vpcCidrsAt?: Location;
}

/** What AWS takes unless it was asked for more. */
export const DEFAULT_QUOTAS: Configuration['quotas'] = { securityGroupRules: 60, networkAclEntries: 20 };

/** Gives the policies it matches their role and facts of their own. */
export interface PolicyEntry {
  /** Glob on the file's path, relative to the configuration's folder. */
  readonly files?: string;
  /** Glob on the policy's name. */
  readonly match?: string;
  readonly roles: readonly Role[];
  readonly facts: Facts;
  readonly at: Location;
}

/** A fault in the configuration: what is wrong, where, what to do. */
export interface ConfigurationProblem {
  readonly message: string;
  readonly at: Location;
}

/** A configuration as it governs one file. */
export interface Governing {
  readonly configuration: Configuration;
  /** The file's path relative to the configuration's folder, with `/`: what globs are matched against. */
  readonly path: string;
}
