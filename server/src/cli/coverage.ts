import type { Analysis } from '../core/analysis';
import { reasonText } from '../core/deployment/inference/inferred';
import { groupBy } from '../core/text/group-by';
import { positionAt } from '../core/text/lines';
import type { Location } from '../core/text/source';
import type { Options } from './arguments';
import { defineCommand } from './define-command';
import { jsonCoverage } from './reporters/json';
import { plain } from './reporters/paint';
import { printable } from './reporters/printable';
import { summary } from './reporters/text';
import { ageNote, ANALYSIS_OPTIONS, readRequest, runAnalysis } from './run-analysis';
import { oneOf } from './usage';
import { table } from './reporters/table';

const OPTIONS = {
  format: { value: 'text|json', help: 'Form of the table.' },
  why: { help: 'Tell why each policy has its role, and what was concluded about its deployment.' },
  ...ANALYSIS_OPTIONS,
} as const satisfies Options<string>;

export const coverage = defineCommand({
  usage: 'coverage [PATH…]\n\nPATH is a file or a folder, "." unless given; "-" reads standard input.',
  options: OPTIONS,
  async run(args, host) {
    const format = oneOf('format', args.last('format') ?? 'text', ['text', 'json']);
    const { analysis, input } = await runAnalysis(readRequest(args, host), host);
    const why = args.has('why');
    return {
      status: 0,
      stdout: format === 'json' ? jsonCoverage(analysis, why) : coverageText(analysis, why),
      stderr: ageNote(analysis, input.today),
    };
  },
});

/** One table for each policy in each of its roles and Regions. */
function coverageText(analysis: Analysis, why: boolean): string {
  const groups = groupBy(analysis.coverage, ({ at, policy, role }) =>
    [at.file.path, at.span.start, policy, role].join('\n'),
  );
  const parts = [...groups.values()].map((entries) => {
    const [first] = entries;
    const rows = entries.map(({ requirement, region = '', verdict, evidence }) => [
      `  ${requirement}`,
      region,
      verdict,
      evidence.map(placeText).join(', '),
    ]);
    const notes = entries.flatMap(({ region = '', note }) =>
      note === undefined ? [] : [`  ${region}: ${printable(note)}`],
    );
    return [
      `${printable(first.policy)}  ${first.role}  ${placeText(first.at)}`,
      ...(why
        ? [
            `  why: ${printable(first.why)}`,
            ...(first.inferred ?? []).map((each) => `  ${printable(reasonText(each))}`),
          ]
        : []),
      ...table(rows),
      ...notes,
      '',
    ];
  });
  return [...parts.flat(), ...summary(analysis, plain), ''].join('\n');
}

function placeText({ file, span }: Location): string {
  return `${printable(file.path)}:${positionAt(file, span.start).line}`;
}
