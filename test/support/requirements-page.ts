import { peerWords } from '../../server/src/core/reports/peer-words';
import { flowTexts, requirementRow } from '../../server/src/core/reports/requirement-rows';
import { hostsOf } from '../../server/src/core/requirements/domains';
import type { Edition } from '../../server/src/core/requirements/edition';
import { EDITIONS, loadEdition } from '../../server/src/core/requirements/editions';
import { ROLES, type Requirement, type Role } from '../../server/src/core/requirements/requirement';

/** `docs/requirements.md`, made of the catalog. */
export function requirementsPage(): string {
  const editions = EDITIONS.flatMap((date) => loadEdition(date) ?? []);
  return [
    '# Requirements',
    '',
    '<!-- Made of the catalog by test/docs-requirements.test.ts. To make it anew: UPDATE=1 node --import tsx --test test/docs-requirements.test.ts -->',
    '',
    'What Amazon WorkSpaces needs from a network, by the role of a policy. `workspaces-netlint requirements --region CODE` prints it with the addresses of a Region, `workspaces-netlint explain ID` explains one of them, and [the catalog](../catalog/README.md) has every value with its source.',
    '',
    'A level says how grave it is when a requirement is not met: required is an error, recommended a warning, optional an info. "–" means that the edition does not ask for it, "not demanded" that no name is known for sure. Names that AWS does not print and others have seen are recommended at most.',
    '',
    ...ROLES.flatMap((role) => sectionOf(role, editions)),
  ].join('\n');
}

const TITLES: Readonly<Record<Role, string>> = {
  'client-network': 'the network of the users',
  workspace: 'the network interfaces of WorkSpaces in your VPC',
  directory: 'the directory controllers',
  management: 'a firewall on the WorkSpace itself',
  vpc: 'the VPC',
};

function sectionOf(role: Role, editions: readonly Edition[]): readonly string[] {
  const latestFirst = [...editions].reverse();
  const ids = new Set(
    latestFirst.flatMap(({ requirements }) =>
      requirements.filter((each) => each.role === role).map(({ id }) => id),
    ),
  );
  if (ids.size === 0) return [];
  return [
    `## \`${role}\`: ${TITLES[role]}`,
    '',
    line(['Requirement', ...editions.map(({ date }) => date), 'What', 'Other end', 'When', 'For', 'Source']),
    line(Array.from({ length: editions.length + 6 }, () => '---')),
    ...[...ids].map((id) => rowOf(id, role, editions)),
    '',
  ];
}

function rowOf(id: string, role: Role, editions: readonly Edition[]): string {
  const versions = editions.map((edition) => ({
    edition,
    requirement: edition.requirements.find((each) => each.id === id && each.role === role),
  }));
  const each = (of: (requirement: Requirement, edition: Edition) => string): string =>
    inEach(
      versions.flatMap(({ edition, requirement }) =>
        requirement === undefined ? [] : [{ date: edition.date, text: of(requirement, edition) }],
      ),
    );
  return line([
    `\`${id}\``,
    ...versions.map(({ edition, requirement }) =>
      requirement === undefined ? '–' : levelOf(requirement, edition),
    ),
    each(whatOf),
    each(({ peers }) => (peers.kind === 'domains' ? namesOf(peers) : peerWords(peers))),
    each((requirement, edition) => requirementRow(requirement, edition, undefined).condition),
    each(({ purpose }) => purpose),
    versions
      .flatMap(({ edition, requirement }) =>
        requirement === undefined ? [] : [sourceOf(requirement, edition)],
      )
      .join(', '),
  ]);
}

/** Of domains the level is that of the surest name in any Region. */
function levelOf(requirement: Requirement, edition: Edition): string {
  const { peers } = requirement;
  if (peers.kind !== 'domains') return requirementRow(requirement, edition, undefined).level;
  const levels = edition.regions.flatMap(({ code }) => hostsOf(peers, code).map(({ level }) => level));
  if (levels.includes('required')) return requirement.level;
  return levels.includes('recommended') ? 'recommended' : 'not demanded';
}

/** One text where all editions agree, else the text of each. */
function inEach(texts: readonly { readonly date: string; readonly text: string }[]): string {
  const [first] = texts;
  if (first === undefined) return '';
  if (texts.every(({ text }) => text === first.text)) return first.text;
  return texts.map(({ date, text }) => `${date}: ${text}`).join('; ');
}

function whatOf(requirement: Requirement): string {
  const flows = flowTexts(requirement).map(({ protocol, ports }) => `${protocol} ${ports}`);
  return flows.length === 0 ? '' : `${requirement.direction} ${flows.join(' and ')}`;
}

/** Names that are the same everywhere are shown. */
function namesOf({ everywhere, byRegion }: Extract<Requirement['peers'], { kind: 'domains' }>): string {
  const names = everywhere.map(({ value }) => `\`${value}\``);
  return [...names, ...(byRegion.size === 0 ? [] : ['host names of the Region'])].join(', ');
}

function sourceOf({ source, anchor }: Requirement, { page }: Edition): string {
  return `[${source.source}](${page}${anchor === undefined ? '' : `#${anchor}`})`;
}

function line(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
