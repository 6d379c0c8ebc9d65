import { dirname, resolve } from 'node:path';
import type { Analysis, AnalysisInput } from '../core/analysis';
import { analyze } from '../core/analyze';
import { supply } from '../core/supply';
import { grouped } from '../core/text/grouped';
import { streamingProtocol } from '../core/deployment/directives';
import { formatOf } from '../core/formats/index';
import { EDITIONS, LATEST } from '../core/requirements/editions';
import { REGION_CODES } from '../core/requirements/regions';
import { ROLES, type StreamingProtocol } from '../core/requirements/requirement';
import type { SourceFile } from '../core/text/source';
import {
  collectFiles,
  companionsOf,
  decodeText,
  isWithin,
  readStream,
  readTextFile,
  repositoryOf,
  shownPath,
  type FileProblem,
} from '../files';
import { createFinder } from '../files/outside';
import type { Flags, Options } from './arguments';
import { openConfigurations, type ConfigurationChoice } from './configurations';
import type { Host } from './host';
import { IP_RANGES_OPTION, readIpRanges } from './ip-ranges';
import { oneOf, unknownWord, WrongUsage } from './usage';

/** Flags of every command that looks at files. */
export const ANALYSIS_OPTIONS = {
  role: { value: 'ROLE', help: `Role of all policies: ${ROLES.join(', ')}. Repeatable.` },
  region: { value: 'CODE', help: 'Region of the WorkSpaces, such as us-west-2. Repeatable.' },
  protocols: { value: 'pcoip,wsp', help: 'Streaming protocols in use; dcv is another name of wsp.' },
  edition: { value: 'DATE|latest', help: `Edition of the catalog: ${EDITIONS.join(', ')} or latest.` },
  'ip-ranges': IP_RANGES_OPTION,
  config: { value: 'FILE', help: 'Read this configuration instead of the nearest one upward of each file.' },
  'no-config': { help: 'Read no configuration.' },
  direction: { value: 'inbound|outbound', help: 'Direction of bare permission lists.' },
  'var-file': { value: 'FILE', help: 'Values of Terraform variables. Repeatable; later files win.' },
  var: { value: 'NAME=VALUE', help: 'Value of one Terraform variable. Repeatable.' },
  today: { value: 'YYYY-MM-DD', help: 'The date that suppressions are held against.' },
  'no-inline-suppressions': { help: 'Report what comments in the files suppress, too.' },
  'stdin-filename': { value: 'FILE', help: 'Name of what "-" reads from standard input.' },
} as const satisfies Options<string>;

export type AnalysisFlag = keyof typeof ANALYSIS_OPTIONS;

/** What a run looks at, as the command line says it. */
export interface Request extends Pick<
  AnalysisInput,
  'stated' | 'today' | 'inlineSuppressions' | 'variables'
> {
  /** Files and folders relative to the working directory; "-" is standard input. */
  readonly paths: readonly string[];
  readonly stdinFilename?: string;
  readonly configuration: ConfigurationChoice;
}

/** A run of the linter and what it looked at. */
export interface AnalysisRun {
  readonly analysis: Analysis;
  readonly files: readonly SourceFile[];
  /** What was analysed, for who wants to ask again about other texts. */
  readonly input: AnalysisInput;
}

export function readRequest(args: Flags<AnalysisFlag>, host: Host): Request {
  const roles = args.all('role').map((word) => oneOf('role', word, ROLES));
  const regions = args.all('region').map(readRegion);
  const protocols = args.all('protocols').flatMap(readProtocols);
  const edition = args.last('edition');
  const ipRanges = args.last('ip-ranges');
  const direction = args.last('direction');
  const stdinFilename = args.last('stdin-filename');
  return {
    paths: args.paths,
    ...(stdinFilename !== undefined && { stdinFilename }),
    configuration: readConfigurationChoice(args),
    stated: {
      roles: [...new Set(roles)],
      facts: {
        ...(regions.length > 0 && { regions: [...new Set(regions)] }),
        ...(protocols.length > 0 && { protocols: [...new Set(protocols)] }),
      },
      ...(edition !== undefined && { edition: readEdition(edition) }),
      ...(ipRanges !== undefined && { ipRanges: readIpRanges(ipRanges, host) }),
      ...(direction !== undefined && { direction: oneOf('direction', direction, ['inbound', 'outbound']) }),
    },
    ...readVariables(args.all('var-file'), args.all('var'), host),
    today: readToday(args.last('today'), host),
    inlineSuppressions: !args.has('no-inline-suppressions'),
  };
}

/** Collects the files that are asked for and analyses them. */
export async function runAnalysis(request: Request, host: Host): Promise<AnalysisRun> {
  const { cwd } = host;
  const configurations = openConfigurations(cwd, request.configuration);
  const stdin = request.paths.includes('-')
    ? await readStandardInput(request.stdinFilename, host)
    : NOTHING_SENT;
  const paths = request.paths.length === 0 ? ['.'] : request.paths.filter((path) => path !== '-');
  const collected = collectFiles(cwd, paths, (path) => configurations.ignores(path));
  if (collected.absent !== undefined)
    throw new WrongUsage(`There is no file or folder "${collected.absent}".`);

  // An editor sends a file that it has not saved yet: what came in stands for what is on the disk.
  const onDisk = collected.files.filter(({ path }) => stdin.files.every((file) => file.path !== path));
  const beside = stdin.files.flatMap((file) => readBeside(file, onDisk, cwd));
  const files = [...stdin.files, ...onDisk, ...beside];
  const companions = new Set([...collected.companions, ...beside]);
  const governingOf = (file: SourceFile) => configurations.of(resolve(cwd, file.path));
  const governing = new Map(files.map((file) => [file, governingOf(file)]));

  const input: AnalysisInput = {
    files,
    configurationOf: (file) => (governing.has(file) ? governing.get(file) : governingOf(file)),
    coversFolderOf: ({ folder }) =>
      collected.folders.some((walked) => isWithin(resolve(cwd, folder), walked)),
    stated: request.stated,
    ...(request.variables !== undefined && { variables: request.variables }),
    reported: (file) => !companions.has(file),
    today: request.today,
    inlineSuppressions: request.inlineSuppressions,
    named: (file) => collected.named.has(file) || stdin.files.includes(file),
    hostProblems: [...stdin.problems, ...collected.problems].filter(isOurs),
  };
  let whole = input;
  const analysis = whileTelling(
    host,
    `Checking ${files.length} ${files.length === 1 ? 'file' : 'files'} …`,
    () => {
      whole = supply(
        input,
        createFinder(cwd, workspacesOf(collected.folders, [...collected.named, ...stdin.files], cwd)),
      );
      return analyze(whole);
    },
  );
  if ('usage' in analysis) throw new WrongUsage(analysis.usage);
  return { analysis, files: whole.files, input: whole };
}

/** From how many days on a list of addresses that changes weekly may lack some. */
const OLD_AFTER = 180;

/** A note for who goes by an old list of addresses: new gateways would be called missing by nobody. */
export function ageNote({ catalog: { ipRanges } }: Analysis, today: string): string {
  const published = ipRanges.slice(0, 'YYYY-MM-DD'.length);
  const days = Math.floor((Date.parse(today) - Date.parse(published)) / 86_400_000);
  return days > OLD_AFTER
    ? `The ip-ranges.json that this run goes by is of ${published}, ${grouped(days)} days old: ranges may have come since. "catalog update" tells which.\n`
    : '';
}

/** Where files may be read that nobody named: the repository of what was named, else the folder itself. */
function workspacesOf(
  folders: readonly string[],
  named: readonly SourceFile[],
  cwd: string,
): readonly string[] {
  const beside = named.map(({ path }) => dirname(resolve(cwd, path)));
  return [
    ...folders.map((folder) => repositoryOf(folder) ?? folder),
    ...[...new Set(beside)].map((folder) => repositoryOf(folder) ?? (isWithin(folder, cwd) ? cwd : folder)),
  ];
}

/** What Terraform reads together with a file that came in by itself. */
function readBeside(file: SourceFile, others: readonly SourceFile[], cwd: string): readonly SourceFile[] {
  return companionsOf(resolve(cwd, file.path)).flatMap((path) => {
    const shown = shownPath(cwd, path);
    const read = others.some((other) => other.path === shown) ? undefined : readTextFile(path, shown);
    return read !== undefined && 'file' in read ? [read.file] : [];
  });
}

function readVariables(
  files: readonly string[],
  values: readonly string[],
  { cwd, env }: Host,
): Pick<AnalysisInput, 'variables'> {
  const environment = Object.entries(env).flatMap(([name, value]) =>
    name.startsWith('TF_VAR_') && value !== undefined ? [{ name: name.slice('TF_VAR_'.length), value }] : [],
  );
  if (files.length === 0 && values.length === 0 && environment.length === 0) return {};
  return {
    variables: {
      environment,
      files: files.map((name) => {
        const path = resolve(cwd, name);
        const read = readTextFile(path, shownPath(cwd, path));
        if (read === undefined) throw new WrongUsage(`--var-file ${name}: there is no such file.`);
        if ('problem' in read) throw new WrongUsage(`--var-file ${name}: ${read.problem.message}`);
        return read.file;
      }),
      values: values.map((assignment) => {
        const [, name, value] = /^\s*([\p{ID_Start}_][\p{ID_Continue}-]*)\s*=(.*)$/su.exec(assignment) ?? [];
        if (name === undefined || value === undefined) {
          throw new WrongUsage(`--var ${assignment} is not of the form NAME=VALUE.`);
        }
        return { name, value };
      }),
    },
  };
}

/** The protocols of a list such as `pcoip,dcv`. */
export function readProtocols(list: string): readonly StreamingProtocol[] {
  return list.split(',').map((word) => {
    const protocol = streamingProtocol(word);
    if (protocol === undefined) throw unknownWord('streaming protocol', word, ['pcoip', 'wsp', 'dcv']);
    return protocol;
  });
}

/** The date of an edition, `latest` included. */
export function readEdition(word: string): string {
  return word === 'latest' ? LATEST : oneOf('edition', word, [...EDITIONS, 'latest']);
}

export function readRegion(word: string): string {
  return oneOf('Region', word, REGION_CODES);
}

function readConfigurationChoice(args: Flags<AnalysisFlag>): ConfigurationChoice {
  const file = args.last('config');
  if (file === undefined) return args.has('no-config') ? 'none' : 'search';
  if (args.has('no-config')) throw new WrongUsage('--config and --no-config exclude each other.');
  return { file };
}

/** `--today`, else `SOURCE_DATE_EPOCH` (seconds since 1970) for builds that must not change, else the date. */
export function readToday(given: string | undefined, host: Host): string {
  if (given !== undefined) {
    const isDate = /^\d{4}-\d{2}-\d{2}$/.test(given) && dateOf(Date.parse(given)) === given;
    if (!isDate) throw new WrongUsage(`--today ${given} is no date. Write YYYY-MM-DD.`);
    return given;
  }
  const epoch = host.env.SOURCE_DATE_EPOCH;
  if (epoch === undefined || epoch === '') return dateOf(host.now()) ?? '';
  const date = /^\d+$/.test(epoch) ? dateOf(Number(epoch) * 1000) : undefined;
  if (date === undefined) throw new WrongUsage(`SOURCE_DATE_EPOCH is "${epoch}", not a number of seconds.`);
  return date;
}

function dateOf(milliseconds: number): string | undefined {
  const date = new Date(milliseconds);
  return Number.isNaN(date.valueOf()) ? undefined : date.toISOString().slice(0, 10);
}

interface Sent {
  readonly files: readonly SourceFile[];
  readonly problems: readonly FileProblem[];
}

const NOTHING_SENT: Sent = { files: [], problems: [] };

async function readStandardInput(name: string | undefined, host: Host): Promise<Sent> {
  if (name === undefined) throw new WrongUsage('"-" reads standard input and needs --stdin-filename FILE.');
  const read = decodeText(await readStream(host.stdin), shownPath(host.cwd, resolve(host.cwd, name)));
  return 'file' in read
    ? { files: [read.file], problems: [] }
    : { files: [], problems: [{ ...read.problem, onlyIfOurs: false }] };
}

function isOurs({ onlyIfOurs, at }: FileProblem): boolean {
  return onlyIfOurs !== true || formatOf(at.file) !== undefined;
}

/** Shows what is being done for as long as it takes, on a terminal only. */
function whileTelling<T>({ stderr }: Host, what: string, work: () => T): T {
  if (stderr.isTTY !== true) return work();
  stderr.write(what);
  try {
    return work();
  } finally {
    stderr.write('\r\x1b[K');
  }
}
