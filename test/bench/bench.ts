import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseAllDocuments } from 'yaml';
import { jsonReport } from '../../server/src/cli/reporters/json';
import type { Analysis } from '../../server/src/core/analysis';
import { analyze } from '../../server/src/core/analyze';
import { createPlacer } from '../../server/src/core/deployment/placement';
import { findSubjects } from '../../server/src/core/deployment/subjects';
import { readUnits } from '../../server/src/core/formats/index';
import { LATEST, loadEdition } from '../../server/src/core/requirements/editions';
import type { Role } from '../../server/src/core/requirements/requirement';
import { parseHcl } from '../../server/src/core/syntax/hcl';
import { positionAt } from '../../server/src/core/text/lines';
import type { Position } from '../../server/src/core/text/source';
import { judgeSubject } from '../../server/src/core/verdicts/judgements';
import { createPlanner } from '../../server/src/core/verdicts/plan';
import { typeInto, type Typing } from './editor';
import { firewallYaml, securityGroups } from './inputs';
import { inTurns, nodeProcess, peakMemory, timed, warmInTurns, type Measured } from './measure';
import { heldWhileEditing, heldWithFolder } from './server-memory';
import { terraformFile } from './terraform';
import { writeWorkspace } from './workspace';
import { writeTree } from './tree';

const HASH_FILES = `const fs = require('fs'), { createHash } = require('crypto'), path = require('path');
for (const name of fs.readdirSync(process.argv[1], { recursive: true })) {
  if (name.endsWith('.tf')) createHash('sha256').update(fs.readFileSync(path.join(process.argv[1], name))).digest();
}`;

/**
 * Prints every figure beside its baseline, with the ratio and the budget for it. Asserts nothing: what a
 * machine does on the side is no fault of the code.
 */
const folder = mkdtempSync(join(tmpdir(), 'netlint-bench-'));
try {
  const small = write('small.json', securityGroups(1, 10));
  const large = securityGroups(170, 60);
  const largeFile = write('large.json', large);
  const lintSmall = ['dist/cli.js', 'lint', small, '--role', 'workspace', '--region', 'us-west-2'];
  const lintLarge = ['dist/cli.js', 'lint', largeFile, '--role', 'workspace', '--format', 'json'];
  const parseLarge = ['-e', `JSON.parse(require('fs').readFileSync(${JSON.stringify(largeFile)}, 'utf8'))`];

  print('', ['measured', 'baseline', 'ratio', 'budget']);
  row(
    'start: lint one small file / node -e 0',
    inTurns(15, nodeProcess(...lintSmall), nodeProcess('-e', '0')),
    '≤ 1.6',
  );
  row(
    `export of 10,200 rules, ${mebibytes(large)} MiB, findings with ranges / JSON.parse`,
    warmInTurns(
      15,
      25,
      () => rangesOf(lint('large.json', large)),
      () => void JSON.parse(large),
    ),
    '≤ 3',
  );
  row(
    'the same with its JSON report / JSON.parse',
    warmInTurns(
      5,
      11,
      () => jsonReport(lint('large.json', large)),
      () => void JSON.parse(large),
    ),
    '',
  );
  row(
    'the same as a process / a process that parses it',
    inTurns(7, nodeProcess(...lintLarge), nodeProcess(...parseLarge)),
    '',
  );
  const yaml = firewallYaml(1000);
  row(
    'firewall YAML of 1,000 lines, findings with ranges / yaml parse',
    warmInTurns(
      10,
      21,
      () => rangesOf(lint('fw.yaml', yaml)),
      () => parseAllDocuments(yaml),
    ),
    '≤ 1.3',
  );
  row(
    'the same with its JSON report / yaml parse',
    warmInTurns(
      5,
      11,
      () => jsonReport(lint('fw.yaml', yaml)),
      () => parseAllDocuments(yaml),
    ),
    '',
  );
  const oneGroup = securityGroups(1, 10000);
  const { judge, requirements } = judging(oneGroup);
  row(
    `10,000 rules of one group × ${requirements} requirements / JSON.parse`,
    warmInTurns(5, 15, judge, () => void JSON.parse(oneGroup)),
    '',
  );
  const hcl = terraformFile(20_000);
  const speed = (ms: number): string => `${(hcl.length / 1024 / 1024 / (ms / 1000)).toFixed(0)} MiB/s`;
  const parsing = warmInTurns(
    10,
    21,
    () => parseHcl(hcl),
    () => [...hcl.matchAll(/\S+/g)].length,
  );
  print(`HCL of ${mebibytes(hcl)} MiB: parse / split it at white space`, [
    speed(parsing.subject),
    speed(parsing.baseline),
    (parsing.subject / parsing.baseline).toFixed(2),
    '≥ 10 MiB/s',
  ]);
  for (const [lines, judgedEvery, budget] of [
    [1000, 10, '≤ 5 ms'],
    [1000, 1, ''],
    [5000, 10, '≤ 20 ms'],
    [5000, 1, ''],
  ] as const) {
    const typed = keystrokes(terraformFile(lines, judgedEvery));
    const runs = Array.from({ length: 120 }, () => timed(() => lint('main.tf', typed()))()).slice(20);
    const p = (share: number): number => runs.sort((a, b) => a - b)[Math.floor(runs.length * share)] ?? NaN;
    print(`Terraform of ${lines} lines, 1 group in ${judgedEvery} judged, one key: p50, p95`, [
      milliseconds(p(0.5)),
      milliseconds(p(0.95)),
      '',
      budget,
    ]);
  }
  const many = join(folder, 'many');
  writeTree(many);
  const lintMany = ['dist/cli.js', 'lint', many];
  const hashMany = ['-e', HASH_FILES, many];
  row(
    '10,000 Terraform files in 2,000 directories / read and hash them',
    inTurns(3, nodeProcess(...lintMany), nodeProcess(...hashMany)),
    '≤ 4',
  );
  memory('peak memory of that run / of hashing them', peakMemory(...lintMany), peakMemory(...hashMany));
  memory(
    'peak memory of the export run / of parsing it',
    peakMemory(...lintLarge),
    peakMemory(...parseLarge),
  );
} finally {
  rmSync(folder, { recursive: true });
}
void printTyping().then(printMemory);

/** From a key to its diagnostics, through a real connection; YAML and JSON wait for a pause of 200 ms first. */
async function printTyping(): Promise<void> {
  print('\nin the editor, from a key to its diagnostics', ['p50', 'p95', 'p99', 'budget (p95)']);
  for (const [what, name, text, keys, budget] of [
    ['1,000 lines of Terraform', 'main.tf', terraformFile(1000), 400, '≤ 5 ms'],
    ['5,000 lines of Terraform', 'main.tf', terraformFile(5000), 200, '≤ 20 ms'],
    ['firewall YAML of 1,000 lines', 'fw.yaml', firewallYaml(1000), 40, ''],
    ['an export of 10,200 rules', 'export.json', securityGroups(170, 60), 20, ''],
  ] as const) {
    const typing = await typeInto({ uri: `file:///netlint-bench-nowhere/${name}`, text }, keys);
    printTyped(what, typing, budget);
  }
  const workspace = mkdtempSync(join(tmpdir(), 'netlint-bench-'));
  try {
    const leaf = writeWorkspace(workspace);
    const text = readFileSync(leaf, 'utf8');
    const folder = pathToFileURL(workspace).href;
    const typing = await typeInto({ uri: pathToFileURL(leaf).href, text, folder }, 60);
    printTyped('one of 500 modules that a root calls, among 10,000 files', typing, '≤ 20 ms');
  } finally {
    rmSync(workspace, { recursive: true });
  }
}

function printTyped(what: string, typing: Typing, budget: string): void {
  const share = (part: number): number => typing.keys[Math.floor(typing.keys.length * part)] ?? NaN;
  print(what, [...[0.5, 0.95, 0.99].map((part) => milliseconds(share(part))), budget]);
  const memory = typing.memory === undefined ? '' : `, then ${typing.memory.toFixed(0)} MiB of memory`;
  print(`  from the start of the server to the first diagnostics${memory}`, [milliseconds(typing.start)]);
}

/** What the language server holds: in the end, beside what it held before or with less to do. */
async function printMemory(): Promise<void> {
  print('\nmemory of the language server', ['measured', 'baseline', 'ratio', 'budget']);
  const [before, after] = await heldWhileEditing(10_000);
  memory('heap after 10,000 random edits, collected / before them', after.heap, before.heap, 'flat');
  const [alone, opened, checked] = await heldWithFolder();
  const budget = '≤ 200 MiB';
  memory('a folder of 10,000 files is open / none', opened.resident, alone.resident, budget);
  memory('all of them were looked at / none', checked.resident, alone.resident, budget);
  memory('the same, heap, collected', checked.heap, alone.heap, '');
}

function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

function lint(path: string, text: string): Analysis {
  const analysis = analyze({
    files: [{ path, text }],
    configurationOf: () => undefined,
    coversFolderOf: () => false,
    stated: { roles: path.endsWith('.json') ? ['workspace'] : [], facts: { regions: ['us-west-2'] } },
    today: '2026-01-01',
    inlineSuppressions: true,
    named: () => true,
    hostProblems: [],
  });
  if ('usage' in analysis) throw new Error(analysis.usage);
  return analysis;
}

/** Line and column of everything that the findings point at. */
function rangesOf({ diagnostics }: Analysis): readonly Position[] {
  return diagnostics
    .flatMap(({ at, related }) => [at, ...related.map((item) => item.at)])
    .flatMap(({ file, span }) => [positionAt(file, span.start), positionAt(file, span.end)]);
}

/** Indexing of one policy and judging it in every role that it can have, in every Region. */
function judging(text: string): { readonly judge: () => void; readonly requirements: number } {
  const edition = loadEdition(LATEST);
  if (edition === undefined) throw new Error(`no edition ${LATEST}`);
  const units = readUnits([{ path: 'one.json', text }], {});
  const roles: readonly Role[] = ['client-network', 'workspace', 'directory'];
  const facts = { regions: edition.regions.map(({ code }) => code), webAccess: true, internetAccess: true };
  const judge = (): number => {
    const place = createPlacer({ roles, facts });
    const placements = units.flatMap((unit) => unit.policies.map((policy) => place(policy, unit, undefined)));
    const planner = createPlanner(edition, { workspaces: [], controllers: [] });
    return findSubjects(placements).flatMap((subject) => judgeSubject(subject, planner)).length;
  };
  return { judge, requirements: judge() };
}

/** The text with one more character each time, somewhere in the middle of a value. */
function keystrokes(text: string): () => string {
  const at = text.indexOf('"Directory"', text.length / 2) + 1;
  let typed = 0;
  return () => `${text.slice(0, at)}${'x'.repeat(++typed)}${text.slice(at)}`;
}

function memory(what: string, held: number, least: number, budget = ''): void {
  print(what, [`${held.toFixed(0)} MiB`, `${least.toFixed(0)} MiB`, (held / least).toFixed(2), budget]);
}

function row(what: string, { subject, baseline }: Measured, budget: string): void {
  print(what, [milliseconds(subject), milliseconds(baseline), (subject / baseline).toFixed(2), budget]);
}

function print(what: string, cells: readonly string[]): void {
  console.log(`${what.padEnd(66)}${cells.map((cell) => cell.padStart(11)).join('')}`);
}

function milliseconds(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 1)} ms`;
}

function mebibytes(text: string): string {
  return (text.length / 1024 / 1024).toFixed(1);
}
