import type { Analysis } from '../core/analysis';
import { SEVERITIES } from '../core/deployment/check-ids';
import { isWithin, shownPath } from '../files';
import type { Arguments, Given, Options } from './arguments';
import { defineCommand } from './define-command';
import { diffOfFixes, writeFixes } from './fix';
import type { Host, Outcome, Status } from './host';
import { markdownWithin } from './reporters/markdown';
import { painted, plain, type Paint } from './reporters/paint';
import { REPORTERS, type ReportFormat } from './reporters/reporter';
import { ageNote, ANALYSIS_OPTIONS, readRequest, runAnalysis } from './run-analysis';
import { oneOf, WrongUsage } from './usage';

const FORMATS = Object.keys(REPORTERS).filter((name): name is ReportFormat => Object.hasOwn(REPORTERS, name));

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
    const note = ageNote(analysis, run.input.today);
    const prefix = pathFromRepository(host);
    const print = ({ format, path }: Report): string =>
      REPORTERS[format](analysis, {
        paint: path === undefined ? paints.stdout : paints.file,
        quiet: args.has('quiet'),
        prefix,
      });
    return {
      status: status(analysis),
      stdout:
        fixing === 'show'
          ? diffOfFixes(run)
          : reports.map((report) => (report.path === undefined ? print(report) : '')).join(''),
      stderr: note + stderr,
      files: [
        ...reports.flatMap((report) =>
          report.path === undefined ? [] : [{ path: report.path, text: print(report) }],
        ),
        ...jobSummary(reports, analysis, host),
      ],
    };
  },
});

/**
 * Annotations and code quality reports name files from the root of the repository, which is where these variables
 * lead, and the linter may run in a folder of it.
 */
function pathFromRepository({ cwd, env }: Host): string {
  const root = env.GITHUB_WORKSPACE ?? env.CI_PROJECT_DIR ?? '';
  return root === '' || cwd === root || !isWithin(cwd, root) ? '' : `${shownPath(root, cwd)}/`;
}

/** Below the mebibyte from which on GitHub refuses it. In bytes. */
const JOB_SUMMARY_LIMIT = 1_000_000;

/** GitHub shows what is written to a file that it names on the page of the run; other steps write to it, too. */
function jobSummary(
  reports: readonly Report[],
  analysis: Analysis,
  { env }: Host,
): NonNullable<Outcome['files']> {
  const path = env.GITHUB_STEP_SUMMARY ?? '';
  if (path === '' || !reports.some(({ format }) => format === 'github')) return [];
  return [{ path, text: markdownWithin(analysis, JOB_SUMMARY_LIMIT), append: true }];
}

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
  readonly format: ReportFormat;
  readonly path?: string;
}

/** `--output` belongs to the `--format` before it, so the order of flags counts here and nowhere else. */
function readReports(given: readonly Given<Flag>[]): readonly Report[] {
  const reports: Report[] = [];
  for (const { name, value } of given) {
    if (name === 'format') {
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
