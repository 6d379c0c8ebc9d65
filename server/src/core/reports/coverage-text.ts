import { reasonText } from '../deployment/inference/inferred';
import { positionAt } from '../text/lines';
import { escapeMarkdown } from './escape-markdown';
import { standingText, type Standing } from './standing';

/** The coverage of policies as a Markdown document: what is asked, whether it is met, and by which rules. */
export function coverageText(standings: readonly Standing[]): string {
  return standings.map(sectionOf).join('\n');
}

function sectionOf(standing: Standing): string {
  const rows = standing.entries.map(({ requirement, region = '', verdict, evidence }) => {
    const places = evidence.map(({ file, span }) => `${file.path}:${positionAt(file, span.start).line}`);
    return `| ${[requirement, region, verdict, [...new Set(places)].join(', ')].map(escapeMarkdown).join(' | ')} |`;
  });
  const notes = standing.entries.flatMap(({ region = '', note }) =>
    note === undefined ? [] : [`- ${escapeMarkdown(`${region}: ${note}`)}`],
  );
  const why = standing.entries[0]?.why ?? '';
  return [
    `## ${escapeMarkdown(standing.policy)}`,
    '',
    `${standingText(standing)}. It has this role because ${escapeMarkdown(why)}.`,
    '',
    ...inferredLines(standing),
    '| Requirement | Region | Verdict | Rules |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
    ...(notes.length === 0 ? [] : [...notes, '']),
  ].join('\n');
}

function inferredLines({ entries }: Standing): readonly string[] {
  const reasons = entries[0]?.inferred?.map((reason) => `- ${escapeMarkdown(reasonText(reason))}`);
  return reasons === undefined ? [] : [...reasons, ''];
}
