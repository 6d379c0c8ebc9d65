import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readCases } from '../core/formats/terraform/support';
import { compare, type Verdict } from './compare';
import { askConsole, ENVIRONMENT } from './console';
import { readConsoleOutput } from './console-output';

/*
 * Puts the tables of expressions to `tofu console` or `terraform console`: TOFU names the program, else the first of
 * the two on the path is taken. Ends with 1 when there is a disagreement that explained.json gives no reason for.
 */

const TERRAFORM = fileURLToPath(new URL('../core/formats/terraform/', import.meta.url));
const EXPLAINED = new URL('explained.json', import.meta.url);

void main();

async function main(): Promise<void> {
  const binary = findBinary();
  if (binary === undefined) {
    console.error('Neither tofu nor terraform is on the path. Set TOFU to the path of one of them.');
    process.exitCode = 2;
    return;
  }
  console.log(execFileSync(binary, ['version'], { encoding: 'utf8', env: ENVIRONMENT }).split('\n')[0]);
  const reasons = readReasons();
  const counts = new Map<Verdict, number>();
  const explained = new Map<string, number>();
  let unexplained = 0;
  for (const table of tables()) {
    const cases = readCases(table);
    const answers = await askConsole(
      binary,
      join(TERRAFORM, 'functions/files'),
      cases.map(({ expression }) => expression),
    );
    for (const { line, expression, expected } of cases) {
      const answer = answers.get(expression);
      const printed =
        answer?.kind === 'printed' ? (readConsoleOutput(answer.text) ?? answer.text) : undefined;
      const verdict = compare(expected, printed);
      counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
      if (verdict === 'agrees' || verdict === 'finer' || verdict === 'rounded') continue;
      const reason = reasons.find((each) => each.covers(expression))?.reason;
      if (reason !== undefined) {
        explained.set(reason, (explained.get(reason) ?? 0) + 1);
        continue;
      }
      unexplained++;
      const theirs = printed ?? (answer?.kind === 'refused' ? answer.reason : '');
      console.log(
        `${basename(table)}:${line} ${verdict}\n  ${expression}\n  ours   ${expected}\n  theirs ${theirs}`,
      );
    }
  }
  for (const [verdict, count] of counts) console.log(`${verdict}: ${count}`);
  for (const [reason, count] of explained) console.log(`  ${count} because ${reason}`);
  console.log(`without a reason: ${unexplained}`);
  if (unexplained > 0) process.exitCode = 1;
}

function findBinary(): string | undefined {
  const candidates = process.env['TOFU'] === undefined ? ['tofu', 'terraform'] : [process.env['TOFU']];
  return candidates.find((candidate) => {
    try {
      execFileSync(candidate, ['version'], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  });
}

function tables(): readonly string[] {
  return ['evaluate', 'functions'].flatMap((folder) =>
    readdirSync(join(TERRAFORM, folder))
      .filter((file) => file.endsWith('.cases'))
      .map((file) => join(TERRAFORM, folder, file)),
  );
}

interface Reason {
  readonly reason: string;
  readonly covers: (expression: string) => boolean;
}

/** By reason, expressions; one that ends in "…" stands for all that begin so. */
function readReasons(): readonly Reason[] {
  const listed: unknown = JSON.parse(readFileSync(EXPLAINED, 'utf8'));
  if (typeof listed !== 'object' || listed === null) return [];
  return Object.entries(listed).flatMap(([reason, expressions]: [string, unknown]) =>
    Array.isArray(expressions)
      ? expressions.map((written) => ({ reason, covers: matcher(String(written)) }))
      : [],
  );
}

function matcher(written: string): Reason['covers'] {
  if (!written.endsWith('…')) return (expression) => expression === written;
  return (expression) => expression.startsWith(written.slice(0, -1));
}
