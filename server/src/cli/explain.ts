import { CHECK_IDS, isCheckId } from '../core/deployment/check-ids';
import type { Edition } from '../core/requirements/edition';
import { EDITIONS, loadEdition, requirementIds } from '../core/requirements/editions';
import type { Requirement } from '../core/requirements/requirement';
import { isRegional } from '../core/verdicts/demand';
import type { Options } from './arguments';
import { checkSection } from './check-docs';
import { defineCommand } from './define-command';
import { table } from './reporters/table';
import { flowTexts, requirementRow } from '../core/reports/requirement-rows';
import { readEdition } from './run-analysis';
import { unknownWord, WrongUsage } from './usage';

const OPTIONS = {
  edition: { value: 'DATE|latest', help: 'Edition of the catalog that a requirement is explained from.' },
} as const satisfies Options<string>;

export const explain = defineCommand({
  usage: 'explain CHECK|REQUIREMENT',
  options: OPTIONS,
  run(args) {
    const [id, ...rest] = args.paths;
    if (id === undefined || rest.length > 0) throw new WrongUsage('explain takes one check or requirement.');
    const edition = args.last('edition');
    const text =
      checkText(id) ?? requirementText(id, edition === undefined ? undefined : readEdition(edition));
    if (text === undefined)
      throw unknownWord('check or requirement', id, [...CHECK_IDS, ...requirementIds()]);
    return { status: 0, stdout: text };
  },
});

function checkText(id: string): string | undefined {
  if (!isCheckId(id)) return undefined;
  const section = checkSection(id);
  return section === undefined ? undefined : `${section}\n`;
}

/** What the edition says of a requirement; the newest that has it, unless one is named. */
function requirementText(id: string, date: string | undefined): string | undefined {
  if (!requirementIds().includes(id)) return undefined;
  const dates = date === undefined ? [...EDITIONS].reverse() : [date];
  for (const edition of dates.map(loadEdition)) {
    const found = edition?.requirements.filter((requirement) => requirement.id === id) ?? [];
    if (edition !== undefined && found.length > 0) {
      return found.map((requirement) => sectionOf(requirement, edition)).join('\n');
    }
  }
  throw new WrongUsage(`Edition ${dates.join(', ')} has no requirement "${id}"; another one does.`);
}

function sectionOf(requirement: Requirement, edition: Edition): string {
  const row = requirementRow(requirement, edition, undefined);
  const flows = flowTexts(requirement).map(({ protocol, ports }) => `${protocol} ${ports}`);
  return [
    `${requirement.id}  role ${requirement.role}, ${row.level}`,
    '',
    `For ${requirement.purpose}.`,
    `Without it, ${requirement.symptom}.`,
    '',
    ...table([
      ...(flows.length === 0 ? [] : [['what', `${requirement.direction} ${flows.join(' and ')}`]]),
      ['when', row.condition],
      ['source', row.source],
      ['edition', `${edition.date}, ip-ranges ${edition.ipRangesDate}`],
      ...(isRegional(requirement) ? [] : [['peers', peersText(row.peers)]]),
    ]),
    ...(isRegional(requirement) ? ['', 'peers', ...table(peersByRegion(requirement, edition))] : []),
    '',
  ].join('\n');
}

function peersByRegion(requirement: Requirement, edition: Edition): readonly (readonly string[])[] {
  return edition.regions.map(({ code }) => [
    `  ${code}`,
    peersText(requirementRow(requirement, edition, code).peers),
  ]);
}

/** Long lists are for the `requirements` command. */
const SHOWN_PEERS = 20;

function peersText(peers: readonly string[] | undefined): string {
  if (peers === undefined) return 'no data';
  return peers.length > SHOWN_PEERS
    ? `${peers.length} ranges (requirements --format csv lists them)`
    : peers.join(', ');
}
