import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Analysis } from '../../../../../server/src/core/analysis';
import { analyze } from '../../../../../server/src/core/analyze';
import { supply, type Found } from '../../../../../server/src/core/supply';
import type { Want } from '../../../../../server/src/core/formats/format';
import type { Role } from '../../../../../server/src/core/requirements/requirement';
import { positionAt } from '../../../../../server/src/core/text/lines';
import type { SourceFile } from '../../../../../server/src/core/text/source';
import { readFixture, type Marker } from '../../../../support/fixture';

/** The files of a folder, without their markers, and the markers by the file they stand in. */
export interface Repository {
  readonly files: readonly SourceFile[];
  readonly markers: ReadonlyMap<string, readonly Marker[]>;
}

export function readRepository(folder: string): Repository {
  const root = join(__dirname, folder);
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.[a-z]+$/.test(path) && existsSync(join(root, path)))
    .sort();
  const fixtures = paths.map((path) => readFixture(path, readFileSync(join(root, path), 'utf8')));
  return {
    files: fixtures.map(({ file }) => file),
    markers: new Map(fixtures.map(({ file, markers }) => [file.path, markers])),
  };
}

export interface Run {
  readonly roles?: readonly Role[];
  readonly regions?: readonly string[];
  /** What formats want beside the files; nothing is there unless told. */
  readonly find?: (want: Want) => Found;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Lints files that are given by their paths. */
export function lint(
  files: readonly SourceFile[] | Readonly<Record<string, string>>,
  run: Run = {},
): Analysis {
  const { roles = [], regions = [], find = () => 'absent', environment = {} } = run;
  const all = Array.isArray(files)
    ? files
    : Object.entries(files).map(([path, text]) => ({ path, text: String(text) }));
  const analysis = analyze(
    supply(
      {
        files: all,
        configurationOf: () => undefined,
        coversFolderOf: () => false,
        stated: { roles, facts: regions.length > 0 ? { regions } : {} },
        today: '2026-11-22',
        inlineSuppressions: true,
        named: () => false,
        hostProblems: [],
        variables: {
          files: [],
          values: [],
          environment: Object.entries(environment).map(([name, value]) => ({ name, value })),
        },
      },
      find,
    ),
  );
  if ('usage' in analysis) throw new Error(analysis.usage);
  return analysis;
}

/** Findings as lines: place, length, check, requirement, Region, and how many others are related. */
export function found({ diagnostics }: Analysis): readonly string[] {
  return diagnostics.map(({ rule, at, requirement, region }) => {
    const { line, column } = positionAt(at.file, at.span.start);
    const about = [rule, requirement, region].filter((word) => word !== undefined).join(' ');
    return `${at.file.path}:${line}:${column}+${at.span.end - at.span.start} ${about}`;
  });
}

/** The same lines, as the markers have them. */
export function expected({ markers }: Repository): readonly string[] {
  return [...markers].flatMap(([path, all]) =>
    all.map(({ line, column, length, text }) => `${path}:${line}:${column}+${length} ${text}`),
  );
}
