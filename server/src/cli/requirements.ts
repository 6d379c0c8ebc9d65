import { version } from '../../../package.json';
import { flowTexts, requirementRows, type RequirementRow } from '../core/reports/requirement-rows';
import { loadEdition, LATEST } from '../core/requirements/editions';
import type { Edition } from '../core/requirements/edition';
import { ROLES, type Role, type StreamingProtocol } from '../core/requirements/requirement';
import type { Flags, Options } from './arguments';
import { readConfiguration } from './configurations';
import { defineCommand } from './define-command';
import type { Host, Outcome } from './host';
import { FORM_NAMES, writeReadyRules } from './ready-rules';
import { print } from './reporters/json';
import { table } from './reporters/table';
import { readEdition, readProtocols, readRegion, readToday } from './run-analysis';
import { oneOf, WrongUsage } from './usage';

const FORMATS = ['text', 'json', 'csv', 'markdown'] as const;

const OPTIONS = {
  region: { value: 'CODE', help: 'Region of the WorkSpaces, such as us-west-2. Repeatable.' },
  role: { value: 'ROLE', help: `${ROLES.join(', ')}. Repeatable; all of them unless given.` },
  protocols: {
    value: 'pcoip,wsp',
    help: 'Only what these streaming protocols need; dcv is another name of wsp.',
  },
  edition: { value: 'DATE|latest', help: 'Edition of the catalog.' },
  format: { value: FORMATS.join('|'), help: 'Form of the table.' },
  as: {
    value: FORM_NAMES.join('|'),
    help: 'Print rules that let all of it through, to be pasted; for one role.',
  },
  config: { value: 'FILE', help: 'What is known about the deployment, for --as.' },
} as const satisfies Options<string>;

export const requirements = defineCommand({
  usage: 'requirements --region CODE [--role ROLE]',
  options: OPTIONS,
  run(args, host) {
    if (args.paths.length > 0)
      throw new WrongUsage(`requirements reads no files: what is "${args.paths.join(' ')}"?`);
    const regions = args.all('region').map(readRegion);
    if (regions.length === 0) throw new WrongUsage('requirements needs a Region: --region CODE.');
    const roles = args.all('role').map((word) => oneOf('role', word, ROLES));
    const protocols = args.all('protocols').flatMap(readProtocols);
    const date = readEdition(args.last('edition') ?? LATEST);
    const format = oneOf('format', args.last('format') ?? 'text', FORMATS);
    const edition = loadEdition(date);
    if (edition === undefined) throw new WrongUsage(`There is no edition "${date}".`);

    const form = args.last('as');
    if (form !== undefined) return readyMade(form, { regions, roles, protocols, edition: date }, args, host);
    if (args.has('config')) throw new WrongUsage('--config goes with --as.');

    const unsupported = regions.filter((region) => !edition.hasRegion(region));
    const rows = requirementRows(edition, regions, roles, protocols);
    return {
      status: 0,
      stdout: PRINTERS[format](rows, edition),
      stderr: unsupported.map((region) => `Edition ${date} has no data for ${region}.\n`).join(''),
    };
  },
});

/** The table's questions, answered with rules. */
function readyMade(
  word: string,
  { regions, roles, protocols, edition }: Wanted,
  args: Flags<keyof typeof OPTIONS>,
  host: Host,
): Outcome {
  const form = oneOf('form', word, FORM_NAMES);
  const [role, ...others] = roles;
  if (args.has('format')) throw new WrongUsage('--as and --format exclude each other.');
  if (role === undefined || others.length > 0) {
    throw new WrongUsage('--as writes one policy, which needs one role: --role ROLE.');
  }
  const file = args.last('config');
  const configuration = file === undefined ? undefined : readConfiguration(file, host);
  const { text, told } = writeReadyRules(
    form,
    {
      role,
      edition,
      facts: { regions, ...(protocols.length > 0 && { protocols }) },
      ...(configuration !== undefined && { configuration }),
    },
    readToday(undefined, host),
  );
  return { status: 0, stdout: text, stderr: told.map((line) => `${line}\n`).join('') };
}

interface Wanted {
  readonly regions: readonly string[];
  readonly roles: readonly Role[];
  readonly protocols: readonly StreamingProtocol[];
  readonly edition: string;
}

type Printer = (rows: readonly RequirementRow[], edition: Edition) => string;

const HEADINGS = [
  'requirement',
  'role',
  'region',
  'level',
  'direction',
  'protocol',
  'ports',
  'peers',
  'condition',
  'purpose',
  'source',
];

const PRINTERS: Readonly<Record<(typeof FORMATS)[number], Printer>> = {
  text: (rows, { date, ipRangesDate }) =>
    [...rows.flatMap(textOf), `catalog ${date}, ip-ranges ${ipRangesDate}`, ''].join('\n'),
  json: (rows, { date, ipRangesDate }) =>
    print({
      schema: 1,
      tool: { name: 'workspaces-netlint', version },
      catalog: { edition: date, ipRanges: ipRangesDate },
      requirements: rows.map(({ requirement, region, level, condition, peers, source }) => ({
        requirement: requirement.id,
        role: requirement.role,
        region,
        level,
        direction: requirement.direction,
        flows: flowTexts(requirement),
        peers,
        condition,
        purpose: requirement.purpose,
        source,
      })),
    }),
  csv: (rows) => [HEADINGS, ...rows.flatMap((row) => cellsOf(row, ' '))].map(csvLine).join(''),
  markdown: (rows) =>
    [HEADINGS, HEADINGS.map(() => '---'), ...rows.flatMap((row) => cellsOf(row, ', '))]
      .map(markdownLine)
      .join(''),
};

/** How many peers a line of text names before it only counts them. */
const SHOWN_PEERS = 40;

function textOf({ requirement, region, level, condition, peers, source }: RequirementRow): readonly string[] {
  const flows = flowTexts(requirement).map(({ protocol, ports }) => `${protocol} ${ports}`);
  const shown = peers?.slice(0, SHOWN_PEERS).join(', ') ?? 'no data in this edition';
  const more = Math.max(0, (peers?.length ?? 0) - SHOWN_PEERS);
  const head = [requirement.id, requirement.role, ...(region === undefined ? [] : [region]), level];
  return [
    head.join('  '),
    ...table([
      ['  for', requirement.purpose],
      ...(flows.length === 0 ? [] : [['  what', `${requirement.direction} ${flows.join(' and ')}`]]),
      ['  peers', more === 0 ? shown : `${shown} and ${more} more (all with --format json, csv or markdown)`],
      ['  when', condition],
      ['  source', source],
    ]),
    '',
  ];
}

/** One row of cells for each protocol, in the order of the headings. */
function cellsOf(
  { requirement, region = '', level, condition, peers = [], source }: RequirementRow,
  comma: string,
): string[][] {
  const { id, role, direction, purpose } = requirement;
  const flows = flowTexts(requirement);
  return (flows.length === 0 ? [{ protocol: '', ports: '' }] : flows).map(({ protocol, ports }) => [
    id,
    role,
    region,
    level,
    direction,
    protocol,
    ports,
    peers.join(comma),
    condition,
    purpose,
    source,
  ]);
}

/** RFC 4180. */
function csvLine(cells: readonly string[]): string {
  const quoted = cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell));
  return `${quoted.join(',')}\r\n`;
}

function markdownLine(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`;
}
