import { compactRanges } from '../../core/requirements/compact';
import { makeSnapshot, shippedSnapshot, SNAPSHOTS, type Snapshot } from '../../core/requirements/ip-ranges';
import { snapshotChanges, subsetsLacking } from '../../core/requirements/snapshot-changes';
import { putTextFile } from '../../files';
import type { Options } from '../arguments';
import { defineCommand } from '../define-command';
import type { Host } from '../host';
import { cachedSnapshot, cachePath, publicationOf, readNamedFile } from '../ip-ranges';
import { WrongUsage } from '../usage';
import { changeLines } from './changes';
import { download } from './download';

const OPTIONS = {
  from: { value: 'FILE|URL', help: 'A published ip-ranges.json, or the https address to get it from.' },
  check: { help: 'Write nothing; exit with 1 when streaming gateways came or went.' },
} as const satisfies Options<string>;

export const update = defineCommand({
  usage: 'catalog update --from FILE|URL [--check]',
  options: OPTIONS,
  async run(args, host) {
    if (args.paths.length > 0) throw new WrongUsage(`Say --from ${args.paths.join(' ')}.`);
    const from = args.last('from');
    if (from === undefined) throw new WrongUsage('catalog update needs --from FILE|URL.');
    const isCheck = args.has('check');
    const known = newestKnown(host);
    const text = await readPublished(from, host);
    const compact = compactRanges(publicationOf(text, from));
    const offered = makeSnapshot(compact);
    if (offered.createDate < known.createDate) {
      throw new WrongUsage(
        `${from} was published ${offered.createDate}, before the one that is known: ${known.createDate}.`,
      );
    }
    const lacking = subsetsLacking(known, offered);
    if (lacking.length > 0) throw new WrongUsage(`${from} is not whole: it lacks ${lacking.join(', ')}.`);
    if (offered.createDate === known.createDate) {
      return { status: 0, stdout: '', stderr: `${from} is the one that is known: ${known.createDate}.\n` };
    }

    const changes = snapshotChanges(known, offered);
    const gateways = changes.filter(({ service }) => service === 'WORKSPACES_GATEWAYS');
    const path = cachePath(host);
    if (!isCheck) {
      const why = putTextFile(path, `${JSON.stringify(compact, null, 2)}\n`);
      if (why !== undefined) throw new WrongUsage(`${path} cannot be written: ${why}.`);
    }
    return {
      status: isCheck && gateways.length > 0 ? 1 : 0,
      stdout: [`ip-ranges.json ${known.createDate} → ${offered.createDate}`, ...changeLines(changes), ''].join(
        '\n',
      ),
      stderr: isCheck ? '' : `Kept in ${path}. Runs go by it with --ip-ranges cached.\n`,
    };
  },
});

/** The newest snapshot that is at hand: the cached one, unless the linter has been updated since. */
function newestKnown(host: Host): Snapshot {
  const [shipped, cached] = [shippedSnapshot(SNAPSHOTS.at(-1) ?? ''), cachedSnapshot(host)];
  const known = cached !== undefined && cached.createDate > (shipped?.createDate ?? '') ? cached : shipped;
  if (known === undefined) throw new TypeError('catalog: no snapshot is shipped');
  return known;
}

async function readPublished(from: string, host: Host): Promise<string> {
  if (/^https:\/\//i.test(from) && URL.canParse(from)) return download(from, host.fetch);
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(from)) throw new WrongUsage(`${from} is no https address: only such are fetched. Download it yourself and name the file.`);
  const text = readNamedFile(from, host);
  if (text === undefined) throw new WrongUsage(`There is no file "${from}".`);
  return text;
}
