import { version } from '../../../../package.json';
import type { Edition } from '../../core/requirements/edition';
import { EDITIONS, LATEST, loadEdition } from '../../core/requirements/editions';
import { editionRecord } from '../../core/requirements/record';
import { TABLES, type PeerSource, type SourcedValue } from '../../core/requirements/requirement';
import { peerWords } from '../../core/reports/peer-words';
import { flowTexts, requirementRow } from '../../core/reports/requirement-rows';
import type { Options } from '../arguments';
import { defineCommand } from '../define-command';
import { print } from '../reporters/json';
import { table } from '../reporters/table';
import { readEdition, readRegion } from '../run-analysis';
import { oneOf, WrongUsage } from '../usage';

const OPTIONS = {
  region: { value: 'CODE', help: 'Only the values of this Region. Repeatable.' },
  format: { value: 'text|json', help: 'Form of the answer.' },
} as const satisfies Options<string>;

export const show = defineCommand({
  usage: `catalog show [EDITION]\n\nEDITION is one of ${EDITIONS.join(', ')}; the latest unless given.`,
  options: OPTIONS,
  run(args) {
    const [word = LATEST, ...rest] = args.paths;
    if (rest.length > 0) throw new WrongUsage('catalog show takes one edition.');
    const date = readEdition(word);
    const edition = loadEdition(date);
    if (edition === undefined) throw new WrongUsage(`There is no edition "${date}".`);
    const wanted = new Set(args.all('region').map(readRegion));
    const unsupported = [...wanted].filter((region) => !edition.hasRegion(region));
    const isWanted = (region: string): boolean => wanted.size === 0 || wanted.has(region) || region === 'GLOBAL';
    const format = oneOf('format', args.last('format') ?? 'text', ['text', 'json']);
    return {
      status: 0,
      stdout: format === 'json' ? jsonOf(edition, isWanted) : textOf(edition, isWanted),
      stderr: unsupported.map((region) => `Edition ${date} has no data for ${region}.\n`).join(''),
    };
  },
});

type IsWanted = (region: string) => boolean;

function jsonOf(edition: Edition, isWanted: IsWanted): string {
  const { title, sources, rejected } = editionRecord(edition.date);
  return print({
    schema: 1,
    tool: { name: 'workspaces-netlint', version },
    catalog: { edition: edition.date, ipRanges: edition.ipRangesDate },
    title,
    page: edition.page,
    ipFamilies: edition.ipFamilies,
    sources: Object.fromEntries(sources),
    regions: edition.regions.filter(({ code }) => isWanted(code)),
    requirements: edition.requirements.map((requirement) => ({
      ...requirement,
      peers:
        requirement.peers.kind === 'domains'
          ? { kind: requirement.peers.kind, byRegion: Object.fromEntries(domainsOf(requirement.peers, isWanted)) }
          : requirement.peers,
    })),
    tables: Object.fromEntries(
      TABLES.map((name) => [name, Object.fromEntries(valuesOf(edition, name, isWanted))]),
    ),
    rejected: rejected.filter(({ region }) => region === undefined || isWanted(region)),
  });
}

function textOf(edition: Edition, isWanted: IsWanted): string {
  const { title, sources, rejected } = editionRecord(edition.date);
  const kept = rejected.filter(({ region }) => region === undefined || isWanted(region));
  return [
    `Edition ${edition.date}: ${title}`,
    `${edition.page}, ip-ranges ${edition.ipRangesDate}, ${edition.ipFamilies.join(' and ')}`,
    '',
    'Sources',
    ...table([...sources].map(([name, { description, url = '' }]) => [`  ${name}`, description, url])),
    '',
    'Regions',
    ...table(edition.regions.filter(({ code }) => isWanted(code)).map(({ code, name }) => [`  ${code}`, name])),
    '',
    'Requirements',
    ...table(
      edition.requirements.map((requirement) => {
        const flows = flowTexts(requirement).map(({ protocol, ports }) => `${protocol} ${ports}`);
        const { level, source } = requirementRow(requirement, edition, undefined);
        const { id, role, direction } = requirement;
        const what = [direction, flows.join(' and '), peerWords(requirement.peers)];
        return [`  ${id}`, role, level, ...what, source.replace(/ \(.*/, '')];
      }),
    ),
    ...edition.requirements.flatMap(({ id, peers }) =>
      peers.kind === 'domains' ? ['', id, ...valueLines(domainsOf(peers, isWanted))] : [],
    ),
    ...TABLES.flatMap((name) => ['', name, ...valueLines(valuesOf(edition, name, isWanted))]),
    ...(kept.length === 0 ? [] : ['', 'Rejected: printed, and never demanded']),
    ...table(kept.map(({ where, region = '', value, reason }) => [`  ${where}`, region, value, reason])),
    '',
  ].join('\n');
}

type ValuesByRegion = readonly (readonly [region: string, values: readonly SourcedValue[]])[];

function valuesOf(edition: Edition, name: (typeof TABLES)[number], isWanted: IsWanted): ValuesByRegion {
  const regions = [...edition.regions.map(({ code }) => code), 'GLOBAL'].filter(isWanted);
  return regions
    .map((region) => [region, edition.tableValues(name, region)] as const)
    .filter(([, values]) => values.length > 0);
}

function domainsOf(peers: Extract<PeerSource, { kind: 'domains' }>, isWanted: IsWanted): ValuesByRegion {
  const everywhere: ValuesByRegion = peers.everywhere.length === 0 ? [] : [['GLOBAL', peers.everywhere]];
  return [...everywhere, ...[...peers.byRegion].filter(([region]) => isWanted(region))];
}

function valueLines(regions: ValuesByRegion): readonly string[] {
  return table(
    regions.flatMap(([region, values]) =>
      values.map(({ value, confidence, source, note = '' }) => [`  ${region}`, value, confidence, source, note]),
    ),
  );
}
