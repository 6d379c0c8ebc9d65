import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { runEditorTests } from '../editor/editor-tests';

/**
 * Runs every `*.test.ts` below test/ and the tests in a real editor (or only the files that are named), and
 * closes with `N passed, N failed` over all of them. Exits non-zero on any failure, and when nothing ran.
 */
const named = process.argv.slice(2);
const files = named.length > 0 ? named : testFiles('test');
const count = { passed: 0, failed: 0, skipped: 0 };

const stream = run({ files, concurrency: true });
stream.on('test:pass', (event) => {
  if (event.details.type === 'suite') return;
  if (event.skip === undefined) count.passed++;
  else count.skipped++;
});
stream.on('test:fail', (event) => {
  // A suite fails with its tests; a file that does not even load has no test of its own and counts as one.
  if (event.details.type !== 'suite') count.failed++;
});
stream.on('end', () => void finish());
stream.pipe(new spec()).pipe(process.stdout);
process.on('exit', () => {
  const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : '';
  process.stdout.write(`\n${count.passed} passed, ${count.failed} failed${skipped}\n`);
});

async function finish(): Promise<void> {
  if (named.length === 0) {
    const { passed, failed, skipped } = await runEditorTests();
    count.passed += passed;
    count.failed += failed;
    count.skipped += skipped;
  }
  process.exitCode = count.failed > 0 || count.passed === 0 ? 1 : 0;
}

function testFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join(folder, name))
    .sort();
}
