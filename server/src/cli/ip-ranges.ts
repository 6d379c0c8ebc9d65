import { join, resolve } from 'node:path';
import { compactRanges } from '../core/requirements/compact';
import { makeSnapshot, SNAPSHOTS, shippedSnapshot, type Snapshot } from '../core/requirements/ip-ranges';
import { readPublication } from '../core/requirements/publication';
import { readTextFile, shownPath } from '../files';
import type { Host } from './host';
import { WrongUsage } from './usage';

/** The flag of every command that goes by a snapshot of ip-ranges.json. */
export const IP_RANGES_OPTION = {
  value: 'cached|DATE|FILE',
  help: 'Go by the ip-ranges.json that "catalog update" keeps, a shipped one or a file; else the one of the edition.',
} as const;

/**
 * The snapshot that the flag names. Nothing but the flag makes a run go by another one than the edition's: what is in
 * somebody's cache must not decide what his colleagues see.
 */
export function readIpRanges(word: string, host: Host): Snapshot {
  if (word === 'cached') {
    const cached = cachedSnapshot(host);
    if (cached !== undefined) return cached;
    throw new WrongUsage('No ip-ranges.json is cached. "catalog update --from FILE" keeps one.');
  }
  const snapshot = shippedSnapshot(word) ?? readSnapshot(word, host);
  if (!isWhole(snapshot)) {
    const whole = SNAPSHOTS.filter((date) => isWhole(shippedSnapshot(date)));
    throw new WrongUsage(
      `The snapshot ${word} holds gateways alone, which is not enough to judge by. Whole: ${whole.join(', ')}.`,
    );
  }
  return snapshot;
}

/** Whether it holds all services that requirements ask for. */
export function isWhole(snapshot: Snapshot | undefined): boolean {
  return snapshot?.services.includes('AMAZON') === true;
}

function readSnapshot(path: string, host: Host): Snapshot {
  const text = readNamedFile(path, host);
  if (text === undefined) {
    throw new WrongUsage(`There is no snapshot and no file "${path}". Shipped: ${SNAPSHOTS.join(', ')}.`);
  }
  return makeSnapshot(compactRanges(publicationOf(text, path)));
}

/** The published file with that text, or wrong usage that says what is wrong with it. */
export function publicationOf(text: string, name: string) {
  const publication = readPublication(text);
  if ('problem' in publication) throw new WrongUsage(`${name} ${publication.problem}.`);
  return publication;
}

/** The text of a file that the command line names; undefined when it is not there. */
export function readNamedFile(name: string, { cwd }: Host): string | undefined {
  const path = resolve(cwd, name);
  const read = readTextFile(path, shownPath(cwd, path));
  if (read !== undefined && 'problem' in read) throw new WrongUsage(`${name}: ${read.problem.message}`);
  return read?.file.text;
}

/** What `catalog update` keeps, in the compact form; undefined when there is none. */
export function cachedSnapshot(host: Host): Snapshot | undefined {
  const path = cachePath(host);
  const text = readNamedFile(path, host);
  if (text === undefined) return undefined;
  try {
    const snapshot = makeSnapshot(JSON.parse(text));
    // Texts are parsed on first use; what somebody has edited by hand should be told of now.
    for (const service of snapshot.services) {
      for (const region of snapshot.regions(service)) snapshot.subset(service, region);
    }
    return snapshot;
  } catch {
    throw new WrongUsage(`${path} is not what "catalog update" writes. Remove it and update again.`);
  }
}

/** Where it is kept: in the folder that the system has for data that can be made again. */
export function cachePath({ env, platform }: Host): string {
  const given = platform === 'win32' ? env.LOCALAPPDATA : env.XDG_CACHE_HOME;
  const home = env.HOME ?? env.USERPROFILE;
  const folder = given || (home && join(home, '.cache'));
  if (!folder) throw new WrongUsage('No cache directory is known: set XDG_CACHE_HOME or HOME.');
  return join(folder, 'workspaces-netlint', 'ip-ranges.json');
}
