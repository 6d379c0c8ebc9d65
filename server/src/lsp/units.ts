import type { Analysis, AnalysisInput } from '../core/analysis';
import { analyze } from '../core/analyze';
import type { Diagnostic } from '../core/checks/diagnostic';
import { fixFiles, type FixedUnit } from '../core/fix-files';
import type { Want } from '../core/formats/format';
import { supply, type Found } from '../core/supply';
import type { Configuration } from '../core/deployment/configuration';
import { formatOf } from '../core/formats/index';
import { compareTexts } from '../core/text/compare';
import type { SourceFile } from '../core/text/source';
import type { Configurations } from './configurations';
import type { Settings } from './settings';
import type { ModuleCalls } from './module-calls';
import { createFinder, stillFinds } from './outside-files';
import { folderOfKey, isTerraform, type Sources } from './sources';

/** What is read together is analysed together, once for each state of its files. */
export interface Units {
  /** The analysis of the unit that a file belongs to; undefined for what no format takes or what is left out. */
  readonly analysisOf: (key: string) => Analysis | undefined;
  /** What becomes of its files when those of the wanted findings are fixed that need no asking. */
  readonly fixedOf: (key: string, isWanted: (finding: Diagnostic) => boolean) => readonly FixedUnit[];
  /** A name of the unit that a key belongs to: two keys of one unit have the same. */
  readonly unitOf: (key: string) => string;
  /** Lets go of what was worked out for the unit of a key. */
  forget(key: string): void;
}

interface State {
  readonly files: readonly SourceFile[];
  readonly configuration: Configuration | undefined;
  readonly settings: Settings;
  readonly today: string;
}

interface Entry extends State {
  readonly input: AnalysisInput;
  readonly analysis: Analysis;
  /** What the files wanted beside them, and what there was. */
  readonly found: ReadonlyMap<Want, Found>;
}

export function createUnits(
  sources: Sources,
  calls: ModuleCalls,
  configurations: Configurations,
  settingsOf: (key: string) => Settings,
  today: () => string,
  mayCreateFiles: boolean,
): Units {
  const cache = new Map<string, Entry>();

  const foldersOf = (key: string): readonly string[] => calls.together(folderOfKey(key));
  const unitOf = (key: string): string => (isTerraform(key) ? (foldersOf(key)[0] ?? key) : key);
  const filesOf = (key: string, file: SourceFile): readonly SourceFile[] => {
    if (!isTerraform(key)) return [file];
    const keys = new Set([key, ...foldersOf(key).flatMap((folder) => sources.terraformIn(folder))]);
    return [...keys].flatMap((each) => sources.at(each) ?? []).sort(byPath);
  };

  const entryOf = (key: string): Entry | undefined => {
    const file = sources.at(key);
    if (file === undefined || formatOf(file) === undefined || configurations.ignores(key)) return undefined;
    const now = {
      files: filesOf(key, file),
      configuration: configurations.of(key)?.configuration,
      settings: settingsOf(key),
      today: today(),
    };
    const find = createFinder(sources, sources.folderOf(key) ?? folderOfKey(key));
    const unit = unitOf(key);
    const known = cache.get(unit);
    if (known !== undefined && isSame(known, now) && stillFinds(known.found, find)) return known;
    const entry = { ...now, ...run(now, find, sources, configurations, mayCreateFiles) };
    cache.set(unit, entry);
    return entry;
  };

  return {
    analysisOf: (key) => entryOf(key)?.analysis,
    fixedOf(key, isWanted) {
      const entry = entryOf(key);
      return entry === undefined ? [] : fixFiles(entry.input, entry.analysis, isWanted);
    },
    unitOf,
    forget(key) {
      cache.delete(unitOf(key));
    },
  };
}

function run(
  { files, settings, today }: State,
  find: (want: Want) => Found,
  sources: Sources,
  configurations: Configurations,
  mayCreateFiles: boolean,
): Pick<Entry, 'input' | 'analysis' | 'found'> {
  const governingOf = configurations.atOnce();
  const governing = new Map(files.map((file) => [file, governingOf(sources.keyOf(file))]));
  const found = new Map<Want, Found>();
  const own = {
    files,
    configurationOf: (file: SourceFile) => governing.get(file),
    // Who edits a file does not look at everything that the configuration speaks about.
    coversFolderOf: () => false,
    stated: settings.stated,
    today,
    inlineSuppressions: true,
    named: () => false,
    hostProblems: [],
    ...(mayCreateFiles && {
      newConfiguration: (file: SourceFile) => configurations.placeFor(sources.keyOf(file)),
    }),
  };
  const input = supply(own, (want) => {
    const answer = find(want);
    found.set(want, answer);
    return answer;
  });
  const analysis = analyze(input);
  if ('usage' in analysis) throw new RangeError(`no role is stated, and still: ${analysis.usage}`);
  return { input, analysis, found };
}

function isSame(a: State, b: State): boolean {
  return (
    a.configuration === b.configuration &&
    a.settings === b.settings &&
    a.today === b.today &&
    a.files.length === b.files.length &&
    a.files.every((file, index) => file === b.files[index])
  );
}

function byPath(a: SourceFile, b: SourceFile): number {
  return compareTexts(a.path, b.path);
}
