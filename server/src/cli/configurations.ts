import { dirname, relative, resolve } from 'node:path';
import picomatch from 'picomatch/posix';
import { CONFIGURATION_FILE, type Configuration, type Governing } from '../core/deployment/configuration';
import { decodeConfiguration } from '../core/deployment/decode-configuration';
import { positionAt } from '../core/text/lines';
import { nearestUpward, readTextFile, shownPath, slashed } from '../files';
import type { Host } from './host';
import { WrongUsage } from './usage';

/** The configurations of a run, read when they are first asked for. A faulty one is wrong usage. */
export interface Configurations {
  /** What governs a file or folder, given by its absolute path. */
  of(path: string): Governing | undefined;
  /** Whether a scan leaves the file or folder out. */
  ignores(path: string): boolean;
}

/** Search upward from each file, one file for all (relative to the working directory), or none. */
export type ConfigurationChoice = 'search' | 'none' | { readonly file: string };

export function openConfigurations(cwd: string, choice: ConfigurationChoice): Configurations {
  const find = configurationFinder(cwd, choice);
  const loaded = new Map<string, Loaded>();
  const load = (path: string): Loaded => {
    const known = loaded.get(path) ?? read(cwd, path);
    loaded.set(path, known);
    return known;
  };
  const pathWithin = (file: string, path: string) => slashed(relative(dirname(file), path));
  return {
    of(path) {
      const file = find(dirname(path));
      if (file === undefined) return undefined;
      return { configuration: load(file).configuration, path: pathWithin(file, path) };
    },
    ignores(path) {
      const file = find(dirname(path));
      return file !== undefined && load(file).ignores(pathWithin(file, path));
    },
  };
}

/** The configuration in a file that the command line names. */
export function readConfiguration(file: string, { cwd }: Host): Configuration {
  return read(cwd, resolve(cwd, file)).configuration;
}

interface Loaded {
  readonly configuration: Configuration;
  readonly ignores: (path: string) => boolean;
}

function configurationFinder(
  cwd: string,
  choice: ConfigurationChoice,
): (folder: string) => string | undefined {
  if (choice === 'search') return nearestUpward(CONFIGURATION_FILE);
  const file = choice === 'none' ? undefined : resolve(cwd, choice.file);
  return () => file;
}

function read(cwd: string, path: string): Loaded {
  const shown = shownPath(cwd, path);
  const result = readTextFile(path, shown);
  if (result === undefined) throw new WrongUsage(`The configuration ${shown} does not exist.`);
  if ('problem' in result) throw new WrongUsage(`${shown}: ${result.problem.message}`);

  const folder = slashed(relative(cwd, dirname(path)));
  const decoded = decodeConfiguration(result.file, folder);
  if ('problems' in decoded) {
    const lines = decoded.problems.map(({ message, at }) => {
      const { line, column } = positionAt(at.file, at.span.start);
      return `${at.file.path}:${line}:${column}: ${message}`;
    });
    throw new WrongUsage(lines.join('\n'));
  }
  const { ignore } = decoded.configuration;
  const ignores = ignore.length === 0 ? () => false : picomatch([...ignore], { dot: true });
  return { configuration: decoded.configuration, ignores };
}
