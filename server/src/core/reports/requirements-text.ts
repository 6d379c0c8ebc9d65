import type { Edition } from '../requirements/edition';
import { ROLES, type Role } from '../requirements/requirement';
import { escapeMarkdown } from './escape-markdown';
import { flowTexts, requirementRows, type RequirementRow } from './requirement-rows';

/** What an edition asks for in one Region, of some roles or of all, as a Markdown document. */
export function requirementsText(edition: Edition, region: string, role: Role | undefined): string {
  const { date, ipRangesDate } = edition;
  const rows = requirementRows(edition, [region], role === undefined ? [] : [role], []);
  const sections = ROLES.flatMap((each) => {
    const own = rows.filter(({ requirement }) => requirement.role === each);
    return own.length === 0 ? [] : [`## ${each}`, '', ...own.flatMap(rowText)];
  });
  const gap = edition.hasRegion(region) ? [] : [`Edition ${date} has no data for ${region}.`, ''];
  return [
    `# What WorkSpaces need in ${region}`,
    '',
    `Catalog ${date}, IP ranges of ${ipRangesDate}.`,
    '',
    ...gap,
    ...sections,
  ].join('\n');
}

function rowText({ requirement, level, condition, peers, source }: RequirementRow): readonly string[] {
  const { id, direction, purpose, symptom } = requirement;
  const flows = flowTexts(requirement).map(({ protocol, ports }) => `${protocol} ${ports}`);
  const [words = '', page = ''] = /^(.*) \((https:\S+)\)$/s.exec(source)?.slice(1) ?? [source];
  const facts = [
    ['Level', escapeMarkdown(level)],
    ...(flows.length === 0 ? [] : [['Flow', `${direction} ${flows.join(' and ')}`]]),
    ['Peers', peers === undefined ? 'no data in this edition' : peers.map(escapeMarkdown).join(', ')],
    ...(condition === 'always' ? [] : [['When', escapeMarkdown(condition)]]),
    ['Source', page === '' ? escapeMarkdown(words) : `[${escapeMarkdown(words)}](${page})`],
  ];
  return [
    `### ${escapeMarkdown(id)}`,
    '',
    `${escapeMarkdown(capital(purpose))}. Without it, ${escapeMarkdown(symptom)}.`,
    '',
    ...facts.map(([name = '', value = '']) => `- **${name}**: ${value}`),
    '',
  ];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
