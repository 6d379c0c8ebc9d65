import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { Analysis } from '../server/src/core/analysis';
import { isFixedInBulk } from '../server/src/core/fixes/bulk';
import { editFiles } from '../server/src/core/text/edits';
import { lintFixture, readFixture, type Fixture } from './support/fixture';

/**
 * `test/fixes/<check>/<case>.<ending>`: a file before its fixes, `….fixed` what it is after them and `….titles` what
 * the fixes of each finding are called, the preferred one with a star. `UPDATE=1` stores both; read them.
 */
const FOLDER = 'test/fixes';

for (const check of readdirSync(FOLDER).sort()) {
  describe(check, () => {
    const names = readdirSync(join(FOLDER, check)).filter((name) => !/\.(?:fixed|titles)$/.test(name));
    for (const name of names.sort()) {
      const path = join(FOLDER, check, name);
      it(name, () => {
        const fixture = readFixture(name, readFileSync(path, 'utf8'));
        const before = lintFixture(fixture);
        const { text, changed } = fixedText(before, fixture);
        // That a quota is passed, titles say.
        const after = lintText(fixture, text).diagnostics.filter(({ rule }) => rule !== 'quota-exceeded');

        assert.ok(
          before.diagnostics.some(({ rule }) => rule === check),
          `no ${check} in it`,
        );
        assertStored(`${path}.titles`, titlesOf(before));
        assertStored(`${path}.fixed`, text);
        assertKeeps(fixture.file.text, text);
        const old = new Set(before.diagnostics.map(({ fingerprint }) => fingerprint));
        assert.deepEqual(
          after.filter(({ fingerprint }) => !old.has(fingerprint)),
          [],
        );
        assert.equal(after.length, before.diagnostics.length - changed);
        assert.equal(
          fixedText(lintText(fixture, text), { ...fixture, file: { ...fixture.file, text } }).text,
          text,
        );
      });
    }
  });
}

function lintText(fixture: Fixture, text: string): Analysis {
  return lintFixture({ ...fixture, file: { ...fixture.file, text } });
}

/** The text with everything fixed that is fixed without asking, and how many findings that were. */
function fixedText(
  analysis: Analysis,
  { file }: Fixture,
): { readonly text: string; readonly changed: number } {
  const together = analysis.fixAll?.(analysis.diagnostics.filter(isFixedInBulk)) ?? [];
  const edited = editFiles(together.flatMap(({ edits }) => edits));
  assert.ok(edited !== undefined);
  const [text = file.text] = [...edited.values()].map((now) => now.text);
  return { text, changed: together.reduce((sum, { fixed }) => sum + fixed.length, 0) };
}

function titlesOf({ diagnostics, fixesOf }: Analysis): string {
  return diagnostics
    .map((finding) => {
      // Every finding can be suppressed; that is tested apart.
      const fixes = (fixesOf?.(finding) ?? []).filter(
        (fix) => fix.kind === 'command' || fix.placeholder === undefined,
      );
      assert.ok(fixes.filter((fix) => fix.kind === 'edit' && fix.preferred).length <= 1);
      const lines = fixes.flatMap((fix) =>
        fix.kind === 'edit'
          ? [`  ${fix.preferred ? '*' : '-'} ${fix.title}`]
          : [`  > ${fix.title}`, ...fix.commands],
      );
      return [`${finding.rule} ${finding.requirement ?? ''}`.trim(), ...lines, ''].join('\n');
    })
    .join('');
}

/** What was there is there still, in its order: only text was added, and a list in one line grew. */
function assertKeeps(before: string, after: string): void {
  let at = 0;
  for (const word of before.match(/\S+/g) ?? []) {
    const bare = word.replace(/[[\]{},]+$/, '');
    const found = after.indexOf(bare, at);
    assert.ok(found !== -1, `${word} is gone or stands elsewhere`);
    at = found + bare.length;
  }
}

function assertStored(path: string, text: string): void {
  if (process.env.UPDATE === '1') writeFileSync(path, text);
  assert.equal(text, existsSync(path) ? readFileSync(path, 'utf8') : '', path);
}
