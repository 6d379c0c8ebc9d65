import { spawn } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Nothing of whoever runs it. */
export const ENVIRONMENT = {
  PATH: process.env['PATH'],
  CHECKPOINT_DISABLE: '1',
  TF_CLI_CONFIG_FILE: '/dev/null',
};

/** What the console says to an expression: what it prints, or why it refuses. */
export type Answer =
  { readonly kind: 'printed'; readonly text: string } | { readonly kind: 'refused'; readonly reason: string };

/**
 * The unknowns of the tables. Of a resource that has not been made yet, the console knows nothing but the types of
 * its attributes.
 */
const UNKNOWNS = `
resource "terraform_data" "unknown" {}
locals {
  unknown = {
    any     = terraform_data.unknown.output
    string  = tostring(terraform_data.unknown.id)
    number  = tonumber(terraform_data.unknown.id)
    bool    = tobool(terraform_data.unknown.id)
    strings = split(",", terraform_data.unknown.id)
    set     = toset(split(",", terraform_data.unknown.id))
    map     = zipmap(split(",", terraform_data.unknown.id), split(",", terraform_data.unknown.id))
  }
}
`;

/** Asks the console of OpenTofu or Terraform, with `files` as the folder that it runs in. */
export async function askConsole(
  binary: string,
  files: string,
  expressions: readonly string[],
): Promise<ReadonlyMap<string, Answer>> {
  const folder = await mkdtemp(join(tmpdir(), 'netlint-conformance-'));
  const answers = new Map<string, Answer>();
  try {
    await cp(files, folder, { recursive: true });
    await writeFile(join(folder, 'main.tf'), UNKNOWNS);
    let left = expressions.filter((expression) => !expression.includes('\n'));
    while (left.length > 0) {
      const given = await session(binary, folder, left);
      for (const [index, answer] of given.entries()) answers.set(left[index] ?? '', answer);
      left = left.slice(given.length);
    }
    // The console reads single lines, so that what has several of them becomes part of the configuration.
    for (const expression of expressions.filter((each) => each.includes('\n'))) {
      await writeFile(join(folder, 'lines.tf'), `locals {\nlines = ${withLocals(expression)}\n}\n`);
      const [answer] = await session(binary, folder, ['local.lines']);
      if (answer !== undefined) answers.set(expression, answer);
    }
    return answers;
  } finally {
    await rm(folder, { recursive: true });
  }
}

function withLocals(expression: string): string {
  return expression.replace(/\bunknown\./g, 'local.unknown.');
}

/** The console goes on with a configuration that it has refused. */
const BROKEN = 'Warning: Due to the problems above, ';

const MARK = '@@ next @@';

/** One run of the console, which ends with the first expression that it refuses. */
async function session(
  binary: string,
  folder: string,
  expressions: readonly string[],
): Promise<readonly Answer[]> {
  const input = expressions.map((expression) => `${withLocals(expression)}\n"${MARK}"\n`).join('');
  const { output, errors } = await run(binary, folder, input);
  const printed = output.split(`"${MARK}"\n`);
  const rest = printed.pop() ?? '';
  const answers: Answer[] = printed.map((text) =>
    text.includes(BROKEN) ? { kind: 'refused', reason: errors } : { kind: 'printed', text },
  );
  if (errors !== '' || printed.length === 0) {
    const reason = `${rest}\n${errors}`.replace(/[│╷╵\s]+/g, ' ').trim();
    answers.push({ kind: 'refused', reason });
  }
  return answers;
}

function run(
  binary: string,
  folder: string,
  input: string,
): Promise<{ readonly output: string; readonly errors: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(binary, ['console', '-no-color'], { cwd: folder, env: ENVIRONMENT });
    let [output, errors] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
    child.on('error', reject);
    child.on('close', () => {
      resolve({ output, errors });
    });
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}
