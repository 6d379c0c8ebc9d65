import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';

/** A folder with these files that goes when the test ends. Answers its real path. */
export function folderWith(
  context: Pick<TestContext, 'after'>,
  files: Readonly<Record<string, string | Uint8Array>>,
): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'netlint-')));
  context.after(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  for (const [path, content] of Object.entries(files)) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
  }
  return folder;
}
