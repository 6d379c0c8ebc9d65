import { join } from 'node:path';
import { loadEdition, EDITIONS, LATEST } from '../../core/requirements/editions';
import { shippedSnapshot, SNAPSHOTS } from '../../core/requirements/ip-ranges';
import { editionRecord } from '../../core/requirements/record';
import { version } from '../../../../package.json';
import type { Options } from '../arguments';
import { openConfigurations } from '../configurations';
import { defineCommand } from '../define-command';
import type { Host } from '../host';
import { cachedSnapshot, cachePath, isWhole } from '../ip-ranges';
import { print } from '../reporters/json';
import { table } from '../reporters/table';
import { oneOf, WrongUsage } from '../usage';

const OPTIONS = {
  format: { value: 'text|json', help: 'Form of the list.' },
} as const satisfies Options<string>;

export const list = defineCommand({
  usage: 'catalog list',
  options: OPTIONS,
  run(args, host) {
    if (args.paths.length > 0) throw new WrongUsage(`catalog list takes no "${args.paths.join(' ')}".`);
    const format = oneOf('format', args.last('format') ?? 'text', ['text', 'json']);
    const held = holdings(host);
    return { status: 0, stdout: format === 'json' ? print(held) : textOf(held) };
  },
});

function holdings(host: Host) {
  const used = usedEdition(host);
  const editions = EDITIONS.flatMap((date) => {
    const edition = loadEdition(date);
    if (edition === undefined) return [];
    const { title, sources } = editionRecord(date);
    return [
      {
        edition: date,
        used: date === used,
        title,
        page: edition.page,
        regions: edition.regions.length,
        requirements: edition.requirements.length,
        ipRanges: edition.ipRangesDate,
        sources: Object.fromEntries(sources),
      },
    ];
  });
  const cached = cachedSnapshot(host);
  const goesBy = loadEdition(used)?.ipRangesDate;
  return {
    schema: 1,
    tool: { name: 'workspaces-netlint', version },
    editions,
    snapshots: [
      ...SNAPSHOTS.map((createDate) => ({
        createDate,
        used: createDate === goesBy,
        whole: isWhole(shippedSnapshot(createDate)),
        file: undefined,
      })),
      ...(cached === undefined
        ? []
        : [{ createDate: cached.createDate, used: false, whole: isWhole(cached), file: cachePath(host) }]),
    ],
  };
}

/** What a run in this folder goes by that is not told otherwise. */
function usedEdition({ cwd }: Host): string {
  const governing = openConfigurations(cwd, 'search').of(join(cwd, 'file'));
  const { edition = 'latest' } = governing?.configuration ?? {};
  return edition === 'latest' ? LATEST : edition;
}

function textOf({ editions, snapshots }: ReturnType<typeof holdings>): string {
  return [
    'Editions',
    ...editions.flatMap(({ edition, used, title, regions, requirements, ipRanges, sources }) => [
      `${used ? '*' : ' '} ${edition}  ${title}`,
      `    ${regions} Regions, ${requirements} requirements, ip-ranges ${ipRanges}`,
      ...table(
        Object.entries(sources).map(([name, { description, url = '' }]) => [`    ${name}`, description, url]),
      ),
    ]),
    '',
    'Snapshots of ip-ranges.json',
    ...snapshots.map(({ createDate, used, whole, file }) =>
      [
        `${used ? '*' : ' '} ${createDate}`,
        whole ? '' : '  gateways alone',
        file === undefined ? '' : `  cached in ${file}, used with --ip-ranges cached`,
      ].join(''),
    ),
    '',
    '* is what a run in this folder goes by unless it is told otherwise.',
    '',
  ].join('\n');
}
