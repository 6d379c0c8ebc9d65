import type {
  Fix as SarifFix,
  Location as SarifLocation,
  Log,
  PhysicalLocation,
  Region,
  Replacement,
  ReportingDescriptor,
  Result,
  Suppression as SarifSuppression,
} from 'sarif';
import { version } from '../../../../package.json';
import type { Analysis } from '../../core/analysis';
import type { Diagnostic } from '../../core/checks/diagnostic';
import { CHECK_IDS, CHECK_SEVERITIES, type CheckId, type Severity } from '../../core/deployment/check-ids';
import type { Suppression } from '../../core/deployment/directives';
import type { ReportedFix } from '../../core/fixes/fixer';
import { loadEdition } from '../../core/requirements/editions';
import { onFirstLine, positionAt } from '../../core/text/lines';
import type { Location, SourceFile, Span } from '../../core/text/source';
import { checkSection } from '../check-docs';
import { print } from './json';

/** SARIF 2.1.0, which code scanning reads. What is suppressed is in it and says so. */
export function sarifReport(analysis: Analysis): string {
  const { diagnostics, suppressed, catalog } = analysis;
  const fixes = analysis.reportedFixes?.(diagnostics);
  const page = loadEdition(catalog.edition)?.page ?? '';
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'workspaces-netlint',
            semanticVersion: version,
            informationUri: page,
            rules: CHECK_IDS.map((id) => ruleOf(id, page)),
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { [BASE]: { description: { text: 'The folder that the linter ran in.' } } },
        results: [
          ...diagnostics.map((finding) => resultOf(finding, fixes?.get(finding))),
          ...suppressed.map(({ diagnostic, suppression }) => ({
            ...resultOf(diagnostic, undefined),
            suppressions: [suppressionOf(suppression)],
          })),
        ],
        properties: { catalog: { edition: catalog.edition, ipRanges: catalog.ipRanges } },
      },
    ],
  };
  return print(log);
}

const BASE = '%SRCROOT%';

const LEVELS = { error: 'error', warning: 'warning', info: 'note' } as const satisfies Record<
  Severity,
  Result.level
>;

function ruleOf(id: CheckId, page: string): ReportingDescriptor {
  const section = checkSection(id);
  const body = section?.split('\n').slice(1).join('\n').trim();
  const says = body?.split('\n\n')[0]?.replaceAll('\n', ' ');
  return {
    id,
    ...(says !== undefined && { shortDescription: { text: says }, fullDescription: { text: says } }),
    ...(body !== undefined && { help: { text: body, markdown: body } }),
    helpUri: page,
    defaultConfiguration: { level: LEVELS[CHECK_SEVERITIES[id]] },
    properties: { tags: ['network', 'aws', 'workspaces'] },
  };
}

function resultOf(finding: Diagnostic, fix: ReportedFix | undefined): Result {
  const { rule, severity, message, at, policy, role, region, requirement, requirements, missing } = finding;
  return {
    ruleId: rule,
    ruleIndex: CHECK_IDS.indexOf(rule),
    level: LEVELS[severity],
    message: { text: plainText(message) },
    locations: [
      {
        physicalLocation: onLine(at),
        ...(policy !== undefined && {
          logicalLocations: [{ fullyQualifiedName: policy.name, kind: 'resource' }],
        }),
      },
    ],
    partialFingerprints: { 'workspacesNetlint/v1': finding.fingerprint },
    ...(finding.related.length > 0 && {
      relatedLocations: finding.related.map((related, id): SarifLocation => ({
        id,
        physicalLocation: onLine(related.at),
        message: { text: plainText(related.message) },
      })),
    }),
    ...(fix !== undefined && { fixes: [fixOf(fix)] }),
    properties: { role, region, requirement, requirements, missing },
  };
}

/** What looks like a link, is one in a SARIF message: `a[0](b)`. */
function plainText(message: string): string {
  return message.replace(/[\\[\]](?=.*\]\()|\](?=\()/g, '\\$&');
}

function fixOf(fix: ReportedFix): SarifFix {
  const edits = fix.edits();
  return {
    description: { text: plainText(fix.title) },
    artifactChanges: [...new Set(edits.map(({ file }) => file))].map((file) => ({
      artifactLocation: artifactOf(file),
      replacements: edits
        .filter((edit) => edit.file === file)
        .map(({ span, newText }): Replacement => ({
          deletedRegion: regionOf(file, span),
          ...(newText !== '' && { insertedContent: { text: newText } }),
        })),
    })),
  };
}

function suppressionOf({ at, reason }: Suppression): SarifSuppression {
  return {
    kind: 'inSource',
    status: 'accepted',
    justification: reason,
    location: { physicalLocation: onLine(at) },
  };
}

/** A finding sits on one line. */
function onLine({ file, span }: Location): PhysicalLocation {
  return { artifactLocation: artifactOf(file), region: regionOf(file, onFirstLine(file, span)) };
}

function artifactOf({ path }: SourceFile): { uri: string; uriBaseId: string } {
  return { uri: path.split('/').map(encodeURIComponent).join('/'), uriBaseId: BASE };
}

function regionOf(file: SourceFile, span: Span): Region {
  const [start, end] = [positionAt(file, span.start), positionAt(file, span.end)];
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}
