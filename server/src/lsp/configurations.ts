import { relative } from 'node:path';
import picomatch from 'picomatch/posix';
import {
  CONFIGURATION_FILE,
  type Configuration,
  type ConfigurationProblem,
  type Governing,
} from '../core/deployment/configuration';
import { decodeConfiguration } from '../core/deployment/decode-configuration';
import type { ConfigurationPlace } from '../core/fixes/configuration-place';
import type { SourceFile } from '../core/text/source';
import { shownPath, slashed } from '../files';
import { besideKey, folderOfKey, type Sources } from './sources';

/** The configurations of the workspace: the nearest one upward of a file within its workspace folder. */
export interface Configurations {
  /**
   * What governs the file of a key. While a configuration has faults, what it said before counts: findings
   * elsewhere must not come and go with every key that is typed there.
   */
  of(key: string): Governing | undefined;
  /** The same for many files at one moment: each folder is looked at once. */
  atOnce(): (key: string) => Governing | undefined;
  /** Where a configuration could be made for a file that has none: at the top of its workspace folder. */
  placeFor(key: string): ConfigurationPlace | undefined;
  /** Whether the configuration leaves the file out. */
  ignores(key: string): boolean;
  /** What is wrong with a configuration. */
  problemsOf(file: SourceFile): readonly ConfigurationProblem[];
}

/** A configuration and where it was found. */
interface Found {
  readonly key: string;
  readonly file: SourceFile;
}

export function createConfigurations(sources: Sources): Configurations {
  const decoded = new WeakMap<SourceFile, ReturnType<typeof decodeConfiguration>>();
  const lastGood = new Map<string, Configuration>();
  const globs = new WeakMap<Configuration, (path: string) => boolean>();

  const decode = (file: SourceFile) => {
    const known = decoded.get(file);
    if (known !== undefined) return known;
    const folder = folderOfKey(sources.keyOf(file));
    const result = decodeConfiguration(file, shownPath(sources.folderOf(folder) ?? folder, folder));
    decoded.set(file, result);
    return result;
  };
  const nearest = (key: string): Found | undefined => {
    const top = sources.folderOf(key) ?? folderOfKey(key);
    for (let folder = folderOfKey(key); ; folder = folderOfKey(folder)) {
      const candidate = besideKey(folder, CONFIGURATION_FILE);
      const file = sources.at(candidate);
      if (file !== undefined) return { key: candidate, file };
      if (folder === top || folder === folderOfKey(folder)) return undefined;
    }
  };
  const governs = (found: Found | undefined, key: string): Governing | undefined => {
    if (found === undefined) return undefined;
    const result = decode(found.file);
    if ('configuration' in result) lastGood.set(found.key, result.configuration);
    const configuration = lastGood.get(found.key);
    const path = slashed(relative(folderOfKey(found.key), key));
    return configuration && { configuration, path };
  };

  const of = (key: string): Governing | undefined => governs(nearest(key), key);

  return {
    of,
    atOnce() {
      const byFolder = new Map<string, Found | undefined>();
      return (key) => {
        const folder = folderOfKey(key);
        if (!byFolder.has(folder)) byFolder.set(folder, nearest(key));
        return governs(byFolder.get(folder), key);
      };
    },
    placeFor(key) {
      const folder = sources.folderOf(key);
      // One that is there but faulty is to be mended first.
      if (folder === undefined || nearest(key) !== undefined) return undefined;
      const file = sources.planned(besideKey(folder, CONFIGURATION_FILE));
      return { file, path: slashed(relative(folder, key)), isNew: true };
    },
    ignores(key) {
      const governing = of(key);
      if (governing === undefined || governing.configuration.ignore.length === 0) return false;
      const { configuration, path } = governing;
      const ignores = globs.get(configuration) ?? picomatch([...configuration.ignore], { dot: true });
      globs.set(configuration, ignores);
      return ignores(path);
    },
    problemsOf(file) {
      const result = decode(file);
      return 'problems' in result ? result.problems : [];
    },
  };
}

export function isConfiguration(key: string): boolean {
  return key.endsWith(`/${CONFIGURATION_FILE}`) || key.endsWith(`\\${CONFIGURATION_FILE}`);
}
