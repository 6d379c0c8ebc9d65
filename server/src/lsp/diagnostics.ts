import { createHash } from 'node:crypto';
import {
  DiagnosticSeverity,
  DiagnosticTag,
  type Diagnostic as LspDiagnostic,
  type DiagnosticRelatedInformation,
} from 'vscode-languageserver';
import type { Analysis } from '../core/analysis';
import type { Diagnostic } from '../core/checks/diagnostic';
import { type CheckId, type Severity } from '../core/deployment/check-ids';
import { fold, messageOf, relatedOf, type Folded } from '../core/reports/fold';
import { loadEdition } from '../core/requirements/editions';
import { onFirstLine } from '../core/text/lines';
import type { SourceFile } from '../core/text/source';
import { isConfiguration } from './configurations';
import { toLocation, toRange } from './convert';
import { keyOfUri, type Sources } from './sources';
import type { Workspace } from './workspace';

/** The name under which editors list our findings. */
export const SOURCE = 'workspaces-netlint';

/** What is found in one document. */
export interface DocumentFindings {
  readonly items: LspDiagnostic[];
  /** The same for as long as nothing has changed. */
  readonly resultId: string;
}

/** What goes with a diagnostic for actions upon it. */
export interface DiagnosticData {
  readonly policy?: string;
  readonly requirements: readonly string[];
  readonly role?: string;
  readonly region?: string;
}

const known = new WeakMap<Analysis, Map<SourceFile, DocumentFindings>>();
let results = 0;

/** The findings of a document that is open, or that is on the disk. */
export function findingsOf(workspace: Workspace, key: string): DocumentFindings {
  if (isConfiguration(key)) return ofConfiguration(workspace, key);
  const analysis = workspace.units.analysisOf(key);
  const file = workspace.sources.at(key);
  if (analysis === undefined || file === undefined) return { items: [], resultId: 'none' };
  const byFile = known.get(analysis) ?? new Map<SourceFile, DocumentFindings>();
  known.set(analysis, byFile);
  const found = byFile.get(file) ?? {
    items: itemsAt(workspace, analysis, file, key),
    resultId: String(++results),
  };
  byFile.set(file, found);
  return found;
}

/** The configuration's own faults, and what the files that are open have to say about it. */
function ofConfiguration(workspace: Workspace, key: string): DocumentFindings {
  const items = itemsOfConfiguration(workspace, key);
  return { items, resultId: createHash('sha1').update(JSON.stringify(items)).digest('base64') };
}

function itemsOfConfiguration(workspace: Workspace, key: string): LspDiagnostic[] {
  const { sources, configurations, units } = workspace;
  const file = sources.at(key);
  if (file === undefined) return [];
  const faults = configurations.problemsOf(file).map(({ message, at }) => ({
    range: toRange(at.file, at.span),
    severity: DiagnosticSeverity.Error,
    source: SOURCE,
    message,
  }));
  if (faults.length > 0) return faults;
  const governed = sources.open.all().flatMap(({ uri }) => {
    const other = keyOfUri(uri);
    if (isConfiguration(other) || configurations.of(other)?.configuration.file !== file) return [];
    const analysis = units.analysisOf(other);
    return analysis === undefined ? [] : itemsAt(workspace, analysis, file, other);
  });
  return [...new Map(governed.map((item) => [JSON.stringify([item.range, item.message]), item])).values()];
}

/** The findings of an analysis that stand in one file, with the severities that are set for `key`. */
function itemsAt(
  { sources, settingsOf, client }: Workspace,
  { diagnostics, catalog }: Analysis,
  file: SourceFile,
  key: string,
): LspDiagnostic[] {
  const { severities } = settingsOf(key);
  const own = diagnostics.flatMap((diagnostic) => {
    if (diagnostic.at.file !== file) return [];
    const severity = severities[diagnostic.rule] ?? diagnostic.severity;
    return severity === 'off' ? [] : [{ ...diagnostic, severity }];
  });
  return fold(own).map((folded) => toItem(folded, catalog.edition, sources, client.relatedInformation));
}

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
};

/** What these findings are about can be taken out without a loss. */
const UNNECESSARY: readonly CheckId[] = ['unused-suppression', 'shadowed-rule', 'redundant-rule'];

function toItem(folded: Folded, edition: string, sources: Sources, withRelated: boolean): LspDiagnostic {
  const [first] = folded;
  const { rule, severity, at, policy, role, region } = first;
  const requirements = [...new Set(folded.flatMap(requirementsOf))];
  const href = sectionOf(requirements, edition);
  const data: DiagnosticData = {
    ...(policy !== undefined && { policy: policy.name }),
    requirements,
    ...(role !== undefined && { role }),
    ...(region !== undefined && { region }),
  };
  return {
    range: toRange(at.file, onFirstLine(at.file, at.span)),
    severity: SEVERITIES[severity],
    code: rule,
    ...(href !== undefined && { codeDescription: { href } }),
    source: SOURCE,
    message: messageOf(folded),
    ...(UNNECESSARY.includes(rule) && { tags: [DiagnosticTag.Unnecessary] }),
    ...(withRelated && { relatedInformation: related(folded, sources) }),
    data,
  };
}

function requirementsOf({ requirement, requirements }: Diagnostic): readonly string[] {
  return requirement === undefined ? (requirements ?? []) : [requirement];
}

function related(folded: Folded, sources: Sources): DiagnosticRelatedInformation[] {
  return relatedOf(folded).map(({ message, at }) => ({ location: toLocation(at, sources), message }));
}

/** The section of the AWS page that all of the requirements stand in, if there is one. */
function sectionOf(requirements: readonly string[], date: string): string | undefined {
  const sections = sectionsOf(date);
  const [section, ...others] = new Set(requirements.map((id) => sections.get(id)));
  return others.length > 0 ? undefined : section;
}

const sectionsByDate = new Map<string, ReadonlyMap<string, string>>();

/** The sections of an edition by requirement. */
function sectionsOf(date: string): ReadonlyMap<string, string> {
  const edition = loadEdition(date);
  const sections =
    sectionsByDate.get(date) ??
    new Map(
      edition?.requirements.flatMap(({ id, anchor }) =>
        anchor === undefined ? [] : [[id, `${edition.page}#${anchor}`] as const],
      ),
    );
  sectionsByDate.set(date, sections);
  return sections;
}
