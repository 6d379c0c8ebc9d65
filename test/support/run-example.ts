import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/**
 * Lints the shipped example with the built linter, shows what it says, and compares that with what is stored:
 * exit status 0 when they are equal. `UPDATE=1` stores it anew.
 */
const STORED = 'docs/example/expected.txt';

// The files have faults, so the linter itself ends with 1.
const { stdout, stderr, status } = spawnSync(process.execPath, ['dist/cli.js', 'lint', 'docs/example'], {
  encoding: 'utf8',
});
process.stdout.write(stdout);
process.stderr.write(stderr);

if (process.env.UPDATE === '1') writeFileSync(STORED, stdout);
const expected = existsSync(STORED) ? readFileSync(STORED, 'utf8') : '';
if (status === 1 && stdout === expected) {
  process.stdout.write(`\nThe findings are those of ${STORED}.\n`);
} else {
  process.stdout.write(
    `\nThis is not what ${STORED} says (- stored, + now):\n${differences(expected, stdout)}`,
  );
  process.exitCode = 1;
}

/** The lines that only one of the texts has; when both have the same, their order or number differs. */
function differences(before: string, after: string): string {
  const stored = before.split('\n');
  const now = after.split('\n');
  const lines = [
    ...stored.filter((line) => !now.includes(line)).map((line) => `- ${line}`),
    ...now.filter((line) => !stored.includes(line)).map((line) => `+ ${line}`),
  ];
  return lines.length === 0 ? 'the same lines in another order or number\n' : `${lines.join('\n')}\n`;
}
