import type { Analysis } from '../core/analysis';
import { SEVERITIES } from '../core/deployment/check-ids';
import type { Arguments, Given, Options } from './arguments';
import { defineCommand } from './define-command';
import { diffOfFixes, writeFixes } from './fix';
import type { Host, Status } from './host';
import { jsonReport } from './reporters/json';
import { painted, plain, type Paint } from './reporters/paint';
import { textReport } from './reporters/text';
import { ANALYSIS_OPTIONS, readRequest, runAnalysis } from './run-analysis';
import { oneOf, WrongUsage } from './usage';

const FORMATS = ['text', 'json'] as const;
type Format = (typeof FORMATS)[number];

/** Formats of the contract that this version does not have yet. */
const LATER: readonly string[] = ['sarif', 'github', 'gitlab', 'junit', 'markdown'];

/** From the gravest down: a run fails by what is named and by everything before it. */
const THRESHOLDS = [...SEVERITIES, 'undetermined'] as const;
type Threshold = (typeof THRESHOLDS)[number];

const OPTIONS = {
  format: { value: FORMATS.join('|'), help: 'Form of the report. Repeatable.' },
  output: { value: 'FILE', help: 'Write the report of the --format before it to a file.' },
  ...ANALYSIS_OPTIONS,
  fix: { help: 'Write the missing rules into the files; reports what is left then.' },
  diff: { help: 'Print what --fix would change, as a unified diff, and nothing else.' },
  'fail-on': { value: THRESHOLDS.join('|'), help: 'Exit with 1 from this on; error unless given.' },
  'max-warnings': { value: 'N', help: 'Exit with 1 when there are more warnings.' },
  quiet: { help: 'Show only errors and the summary (text).' },
  color: { value: 'auto|always|never', help: 'Colours (text); auto: on a terminal, unless NO_COLOR is set.' },
} as const satisfies Options<string>;

type Flag = keyof typeof OPTIONS;

export const lint = defineCommand({
  usage: 'lint [PATH…]\n\nPATH is a file or a folder, "." unless given; "-" reads standard input.',
  options: OPTIONS,
  async run(args, host) {
    const reports = readReports(args.given);
    const status = readStatus(args);
    const paints = readPaints(args, host);
    const fixing = readFixing(args);
    const run = await runAnalysis(readRequest(args, host), host);
    const { analysis, stderr } = fixing === 'write' ? writeFixes(run, host) : { ...run, stderr: '' };
    const print = ({ format, path }: Report): string =>
      format === 'json'
        ? jsonReport(analysis)
        : textReport(analysis, path === undefined ? paints.stdout : paints.file, args.has('quiet'));
    return {
      status: status(analysis),
      stdout:
        fixing === 'show'
          ? diffOfFixes(run)
          : reports.map((report) => (report.path === undefined ? print(report) : '')).join(''),
      stderr,
      files: reports.flatMap((report) =>
        report.path === undefined ? [] : [{ path: report.path, text: print(report) }],
      ),
    };
  },
});

function readFixing(args: Arguments<Flag>): 'write' | 'show' | undefined {
  if (!args.has('fix')) return args.has('diff') ? 'show' : undefined;
  if (args.has('diff')) throw new WrongUsage('--fix writes what --diff only shows: give one of them.');
  if (args.paths.includes('-')) {
    throw new WrongUsage('--fix cannot write to standard input; --diff shows what it would change.');
  }
  return 'write';
}

/** `path` left out: to standard output. */
interface Report {
  readonly format: Format;
  readonly path?: string;
}

/** `--output` belongs to the `--format` before it, so the order of flags counts here and nowhere else. */
function readReports(given: readonly Given<Flag>[]): readonly Report[] {
  const reports: Report[] = [];
  for (const { name, value } of given) {
    if (name === 'format') {
      if (LATER.includes(value)) throw new WrongUsage(`--format ${value} is not available in this version.`);
      reports.push({ format: oneOf('format', value, FORMATS) });
    } else if (name === 'output') {
      const last = reports.pop();
      if (last === undefined)
        throw new WrongUsage('--output goes with the --format before it: there is none.');
      if (last.path !== undefined) throw new WrongUsage(`--format ${last.format} has two --output files.`);
      if (reports.some(({ path }) => path === value)) throw new WrongUsage(`Two reports go to ${value}.`);
      reports.push({ ...last, path: value });
    }
  }
  return reports.length === 0 ? [{ format: 'text' }] : reports;
}

function readStatus(args: Arguments<Flag>): (analysis: Analysis) => Status {
  const failOn = oneOf('threshold', args.last('fail-on') ?? 'error', THRESHOLDS);
  const maxWarnings = args.last('max-warnings');
  if (maxWarnings !== undefined && !/^\d{1,9}$/.test(maxWarnings)) {
    throw new WrongUsage(`--max-warnings ${maxWarnings} is not a number of warnings.`);
  }
  const most = maxWarnings === undefined ? Infinity : Number(maxWarnings);
  return ({ summary }) => (summary.warnings > most || countFrom(summary, failOn) > 0 ? 1 : 0);
}

function countFrom(summary: Analysis['summary'], threshold: Threshold): number {
  const counts = [summary.errors, summary.warnings, summary.infos, summary.undetermined];
  return counts.slice(0, THRESHOLDS.indexOf(threshold) + 1).reduce((sum, count) => sum + count, 0);
}

function readPaints(args: Arguments<Flag>, { stdout, env }: Host): { stdout: Paint; file: Paint } {
  const color = oneOf('colour setting', args.last('color') ?? 'auto', ['auto', 'always', 'never']);
  const auto = stdout.isTTY === true && (env.NO_COLOR ?? '') === '' && env.TERM !== 'dumb';
  return {
    stdout: color === 'always' || (color === 'auto' && auto) ? painted : plain,
    file: color === 'always' ? painted : plain,
  };
}
