import { CHECK_IDS, SEVERITIES, type CheckId, type Severity } from '../core/deployment/check-ids';
import { streamingProtocol } from '../core/deployment/directives';
import type { Stated } from '../core/deployment/facts';
import { EDITIONS, LATEST } from '../core/requirements/editions';
import { REGION_CODES } from '../core/requirements/regions';
import { isObject } from '../core/values/json-object';

/** The section of the editor's settings that is ours. */
export const SECTION = 'workspacesNetlint';

/** What the editor's settings say; they win over everything in files. */
export interface Settings {
  readonly stated: Stated;
  readonly severities: Readonly<Partial<Record<CheckId, Severity | 'off'>>>;
  readonly codeLens: boolean;
  readonly inlayHints: boolean;
  /** Findings of all files are shown, not only of those that are open. */
  readonly workspaceDiagnostics: boolean;
}

export const DEFAULT_SETTINGS: Settings = {
  stated: { roles: [], facts: {} },
  severities: {},
  codeLens: true,
  inlayHints: false,
  workspaceDiagnostics: false,
};

/** Reads settings as the editor sends them. What is not understood is left out and told. */
export function readSettings(value: unknown): {
  readonly settings: Settings;
  readonly problems: readonly string[];
} {
  const problems: string[] = [];
  const given = isObject(value) ? value : {};
  const regions = words(given.regions, REGION_CODES, 'regions', problems);
  const protocols = words(given.protocols, ['pcoip', 'wsp', 'dcv'], 'protocols', problems);
  const [edition] = words(given.edition, [...EDITIONS, 'latest'], 'edition', problems);
  return {
    settings: {
      stated: {
        roles: [],
        facts: {
          ...(regions.length > 0 && { regions }),
          ...(protocols.length > 0 && {
            protocols: [...new Set(protocols.flatMap((word) => streamingProtocol(word) ?? []))],
          }),
        },
        ...(edition !== undefined && { edition: edition === 'latest' ? LATEST : edition }),
      },
      severities: readSeverities(given.severities, problems),
      codeLens: flag(given.codeLens, DEFAULT_SETTINGS.codeLens),
      inlayHints: flag(given.inlayHints, DEFAULT_SETTINGS.inlayHints),
      workspaceDiagnostics: flag(given.workspaceDiagnostics, DEFAULT_SETTINGS.workspaceDiagnostics),
    },
    problems,
  };
}

function readSeverities(value: unknown, problems: string[]): Settings['severities'] {
  const result: Partial<Record<CheckId, Severity | 'off'>> = {};
  for (const [id, word] of Object.entries(isObject(value) ? value : {})) {
    const check = CHECK_IDS.find((known) => known === id);
    const severity = [...SEVERITIES, 'off' as const].find((known) => known === word);
    if (check === undefined) problems.push(`${SECTION}.severities: there is no check "${id}"`);
    else if (severity === undefined)
      problems.push(`${SECTION}.severities: "${id}" is ${SEVERITIES.join(', ')} or off`);
    else result[check] = severity;
  }
  return result;
}

/** The known ones among one word or a list of words; null and the empty word say nothing. */
function words(value: unknown, known: readonly string[], name: string, problems: string[]): string[] {
  const given: readonly unknown[] = Array.isArray(value) ? value : [value];
  return given.flatMap((word) => {
    if (word === undefined || word === null || word === '') return [];
    if (typeof word === 'string' && known.includes(word)) return [word];
    problems.push(`${SECTION}.${name}: ${JSON.stringify(word)} is not known`);
    return [];
  });
}

function flag(value: unknown, fallback: boolean): boolean {
  return typeof value === 'boolean' ? value : fallback;
}
