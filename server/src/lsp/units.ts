import type { Analysis } from '../core/analysis';
import { analyze } from '../core/analyze';
import type { Configuration } from '../core/deployment/configuration';
import { formatOf } from '../core/formats/index';
import type { SourceFile } from '../core/text/source';
import type { Configurations } from './configurations';
import type { Settings } from './settings';
import { folderOfKey, type Sources } from './sources';

/** What is read together is analysed together, once for each state of its files. */
export interface Units {
  /** The analysis of the unit that a file belongs to; undefined for what no format takes or what is left out. */
  analysisOf(key: string): Analysis | undefined;
  /** Lets go of what was worked out for the unit of a key. */
  forget(key: string): void;
}

/** A name of the unit that a key belongs to: two keys of one unit have the same. */
export function unitOf(key: string): string {
  return /\.(tf|tfvars)$/.test(key) ? folderOfKey(key) : key;
}

interface Entry {
  readonly files: readonly SourceFile[];
  readonly configuration: Configuration | undefined;
  readonly settings: Settings;
  readonly today: string;
  readonly analysis: Analysis;
}

export function createUnits(
  sources: Sources,
  configurations: Configurations,
  settingsOf: (key: string) => Settings,
  today: () => string,
): Units {
  const cache = new Map<string, Entry>();

  const filesOf = (key: string, file: SourceFile): readonly SourceFile[] => {
    if (unitOf(key) === key) return [file];
    const beside = sources.terraformIn(folderOfKey(key)).filter((other) => other !== key);
    return [file, ...beside.flatMap((other) => sources.at(other) ?? [])].sort(byPath);
  };

  return {
    analysisOf(key) {
      const file = sources.at(key);
      if (file === undefined || formatOf(file) === undefined || configurations.ignores(key)) return undefined;
      const now = {
        files: filesOf(key, file),
        configuration: configurations.of(key)?.configuration,
        settings: settingsOf(key),
        today: today(),
      };
      const known = cache.get(unitOf(key));
      if (known !== undefined && isSame(known, now)) return known.analysis;
      const analysis = run(now, sources, configurations);
      cache.set(unitOf(key), { ...now, analysis });
      return analysis;
    },
    forget(key) {
      cache.delete(unitOf(key));
    },
  };
}

function run(
  { files, settings, today }: Omit<Entry, 'analysis'>,
  sources: Sources,
  configurations: Configurations,
): Analysis {
  const governing = new Map(files.map((file) => [file, configurations.of(sources.keyOf(file))]));
  const analysis = analyze({
    files,
    configurationOf: (file) => governing.get(file),
    // Who edits a file does not look at everything that the configuration speaks about.
    coversFolderOf: () => false,
    stated: settings.stated,
    today,
    inlineSuppressions: true,
    named: () => false,
    hostProblems: [],
  });
  if ('usage' in analysis) throw new RangeError(`no role is stated, and still: ${analysis.usage}`);
  return analysis;
}

function isSame(a: Omit<Entry, 'analysis'>, b: Omit<Entry, 'analysis'>): boolean {
  return (
    a.configuration === b.configuration &&
    a.settings === b.settings &&
    a.today === b.today &&
    a.files.length === b.files.length &&
    a.files.every((file, index) => file === b.files[index])
  );
}

function byPath(a: SourceFile, b: SourceFile): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}
