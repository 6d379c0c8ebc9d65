import { version } from '../../../../package.json';
import type { Diagnostic } from '../../core/checks/diagnostic';
import type { Stated } from '../../core/deployment/facts';
import { peerTexts } from '../../core/packets/peer-set';
import { editionChanges, type EditionChanges } from '../../core/reports/edition-changes';
import type { Edition } from '../../core/requirements/edition';
import { EDITIONS, LATEST, loadEdition } from '../../core/requirements/editions';
import { shippedSnapshot, SNAPSHOTS, type Snapshot } from '../../core/requirements/ip-ranges';
import { snapshotChanges } from '../../core/requirements/snapshot-changes';
import { positionAt } from '../../core/text/lines';
import type { Arguments, Options } from '../arguments';
import { defineCommand } from '../define-command';
import type { Host } from '../host';
import { isWhole, readIpRanges } from '../ip-ranges';
import { jsonFinding, print } from '../reporters/json';
import { printable } from '../reporters/printable';
import { table } from '../reporters/table';
import { ANALYSIS_OPTIONS, readRequest, runAnalysis } from '../run-analysis';
import { oneOf, unknownWord, WrongUsage } from '../usage';
import { came, changeLines, changesJson } from './changes';

const OPTIONS = {
  against: { value: 'PATH', help: 'Lint this file or folder by both, and tell what differs. Repeatable.' },
  format: { value: 'text|json', help: 'Form of the answer.' },
  ...ANALYSIS_OPTIONS,
} as const satisfies Options<string>;

type Flag = keyof typeof OPTIONS;

export const diff = defineCommand({
  usage:
    'catalog diff A B [--against PATH]\n\nA and B are two editions, or two snapshots of ip-ranges.json; "cached" is the one that "catalog update" keeps.',
  options: OPTIONS,
  async run(args, host) {
    const format = oneOf('format', args.last('format') ?? 'text', ['text', 'json']);
    const pair = readPair(args.paths, host);
    const findings = await findingsChange(pair, args, host);
    const stdout = format === 'json' ? jsonOf(pair, findings) : textOf(pair, findings);
    return { status: 0, stdout };
  },
});

/** Two of a kind. */
type Pair =
  | { readonly kind: 'editions'; readonly before: Edition; readonly after: Edition }
  | { readonly kind: 'snapshots'; readonly before: Snapshot; readonly after: Snapshot };

/** What each of the two goes by. */
function snapshotsOf(pair: Pair): readonly [before: Snapshot, after: Snapshot] {
  return pair.kind === 'editions' ? [pair.before.ipRanges, pair.after.ipRanges] : [pair.before, pair.after];
}

function readPair(words: readonly string[], host: Host): Pair {
  const [first, second, ...rest] = words;
  if (first === undefined || second === undefined || rest.length > 0) {
    throw new WrongUsage('catalog diff takes two editions or two snapshots. "catalog list" names them.');
  }
  const [a, b] = [readOne(first, host), readOne(second, host)];
  if ('requirements' in a && 'requirements' in b) return { kind: 'editions', before: a, after: b };
  if ('services' in a && 'services' in b) return { kind: 'snapshots', before: a, after: b };
  throw new WrongUsage(`${first} and ${second} are an edition and a snapshot: two of a kind can be compared.`);
}

function readOne(word: string, host: Host): Edition | Snapshot {
  if (word === 'cached') return readIpRanges(word, host);
  const found = loadEdition(word === 'latest' ? LATEST : word) ?? shippedSnapshot(word);
  if (found === undefined) {
    throw unknownWord('edition or snapshot', word, [...EDITIONS, 'latest', ...SNAPSHOTS, 'cached']);
  }
  return found;
}

/** Findings that only one of the two gives; undefined when no files were named. */
interface FindingsChange {
  readonly appear: readonly Diagnostic[];
  readonly disappear: readonly Diagnostic[];
}

async function findingsChange(
  pair: Pair,
  args: Arguments<Flag>,
  host: Host,
): Promise<FindingsChange | undefined> {
  const paths = args.all('against');
  if (paths.length === 0) return undefined;
  for (const flag of pair.kind === 'editions' ? (['edition', 'ip-ranges'] as const) : (['ip-ranges'] as const)) {
    if (args.has(flag)) throw new WrongUsage(`--${flag} is what differs between the two runs.`);
  }
  const request = readRequest({ ...args, paths }, host);
  const findingsBy = async (stated: Partial<Stated>): Promise<readonly Diagnostic[]> => {
    const { analysis } = await runAnalysis({ ...request, stated: { ...request.stated, ...stated } }, host);
    return analysis.diagnostics;
  };
  const [before, after] = [await findingsBy(statedBy(pair, 'before')), await findingsBy(statedBy(pair, 'after'))];
  return { appear: without(after, before), disappear: without(before, after) };
}

function statedBy(pair: Pair, which: 'before' | 'after'): Partial<Stated> {
  if (pair.kind === 'editions') return { edition: pair[which].date };
  if (isWhole(pair[which])) return { ipRanges: pair[which] };
  throw new WrongUsage(
    `The snapshot ${pair[which].createDate} holds gateways alone: files cannot be judged by it.`,
  );
}

function without(some: readonly Diagnostic[], others: readonly Diagnostic[]): readonly Diagnostic[] {
  const known = new Set(others.map(identity));
  return some.filter((finding) => !known.has(identity(finding)));
}

/** Of a requirement that is not met, how much is missing does not count: lists of AWS change every week. */
function identity({ rule, severity, message, policy, role, region, requirement, at }: Diagnostic): string {
  const what = requirement ?? message;
  return [rule, severity, what, policy?.name, role, region, at.file.path, at.span.start].join('\n');
}

function textOf(pair: Pair, findings: FindingsChange | undefined): string {
  const [before, after] = snapshotsOf(pair);
  return [
    ...(pair.kind === 'editions'
      ? [`edition ${pair.before.date} → ${pair.after.date}`, '', ...editionLines(editionChanges(pair.before, pair.after))]
      : []),
    `ip-ranges.json ${before.createDate} → ${after.createDate}`,
    ...changeLines(snapshotChanges(before, after)),
    '',
    ...(findings === undefined ? [] : findingLines(findings)),
  ].join('\n');
}

function editionLines(changes: EditionChanges): readonly string[] {
  const { added, removed, changed, regionsAdded, regionsRemoved, tables, domains } = changes;
  return [
    ...section('Requirements', [
      ...added.map(({ id, role, level }) => [`  + ${id}`, role, level]),
      ...removed.map(({ id, role, level }) => [`  - ${id}`, role, level]),
      ...changed.flatMap(({ requirement: { id, role }, aspects }) =>
        aspects.map(({ name, before, after }) => [`  ~ ${id}`, role, `${name}: ${before} → ${after}`]),
      ),
    ]),
    ...section('Regions', [
      ...regionsAdded.map(({ code, name }) => [`  + ${code}`, name]),
      ...regionsRemoved.map(({ code, name }) => [`  - ${code}`, name]),
    ]),
    ...section(
      'Addresses',
      tables.map((change) => [
        `  ${change.table}`,
        change.region,
        [...came('+', change.added), ...came('-', change.removed)].join('  '),
      ]),
    ),
    ...section(
      'Domains',
      domains.map((change) => [
        `  ${change.requirement.id}`,
        change.region ?? 'every Region',
        [...change.added.map((name) => `+ ${name}`), ...change.removed.map((name) => `- ${name}`)].join('  '),
      ]),
    ),
  ];
}

function section(title: string, rows: readonly (readonly string[])[]): readonly string[] {
  return rows.length === 0 ? [] : [title, ...table(rows), ''];
}

function findingLines({ appear, disappear }: FindingsChange): readonly string[] {
  const line = (sign: string, { at, severity, rule, message }: Diagnostic): string => {
    const { line, column } = positionAt(at.file, at.span.start);
    return `  ${sign} ${printable(at.file.path)}:${line}:${column}  ${severity}  ${rule}  ${printable(message)}`;
  };
  return [
    appear.length + disappear.length === 0 ? 'The findings are the same.' : 'Findings',
    ...appear.map((finding) => line('+', finding)),
    ...disappear.map((finding) => line('-', finding)),
    '',
  ];
}

function jsonOf(pair: Pair, findings: FindingsChange | undefined): string {
  const [before, after] = snapshotsOf(pair);
  return print({
    schema: 1,
    tool: { name: 'workspaces-netlint', version },
    ...(pair.kind === 'editions' && {
      editions: { before: pair.before.date, after: pair.after.date },
      ...editionJson(editionChanges(pair.before, pair.after)),
    }),
    ipRanges: {
      before: before.createDate,
      after: after.createDate,
      changes: changesJson(snapshotChanges(before, after)),
    },
    ...(findings !== undefined && {
      findings: { appear: findings.appear.map((each) => jsonFinding(each)), disappear: findings.disappear.map((each) => jsonFinding(each)) },
    }),
  });
}

function editionJson({ added, removed, changed, regionsAdded, regionsRemoved, tables, domains }: EditionChanges) {
  return {
    requirements: {
      added: added.map(({ id, role, level }) => ({ requirement: id, role, level })),
      removed: removed.map(({ id, role, level }) => ({ requirement: id, role, level })),
      changed: changed.map(({ requirement: { id, role }, aspects }) => ({ requirement: id, role, aspects })),
    },
    regions: {
      added: regionsAdded.map(({ code }) => code),
      removed: regionsRemoved.map(({ code }) => code),
    },
    tables: tables.map((change) => ({
      ...change,
      added: peerTexts(change.added),
      removed: peerTexts(change.removed),
    })),
    domains: domains.map(({ requirement, ...change }) => ({ requirement: requirement.id, ...change })),
  };
}
