import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, it, type TestContext } from 'node:test';
import { CHECKS, SUPPRESSION_CHECKS } from '../server/src/core/checks/index';
import { CHECK_SEVERITIES } from '../server/src/core/deployment/check-ids';
import { runIn } from './cli/run';
import { folderWith } from './cli/temporary';
import { commandOf, fencesOf, filesOf, replaceFences, type Fence } from './support/fences';
import { findingsOf } from './support/findings';

const PATH = 'docs/checks.md';
const PAGE = readFileSync(PATH, 'utf8');
const SECTIONS = sectionsOf(PAGE);
const IDS = [...CHECKS, ...SUPPRESSION_CHECKS].map(({ id }) => id);

/** With `UPDATE=1` the findings in the page are written anew. */
const UPDATE = process.env.UPDATE === '1';
const updates = new Map<Fence, string>();

describe('docs/checks.md', () => {
  it('has a section for each check, in their order', () => {
    assert.deepEqual(SECTIONS.map(idOf), IDS);
  });

  it('has a table of all checks with their severities', () => {
    const rows = [...PAGE.matchAll(/^\| \[([\w-]+)\]\(#([\w-]+)\) *\| (\w+)/gm)];
    assert.deepEqual(
      rows.map(([, id, anchor, severity]) => [id, anchor, severity]),
      IDS.map((id) => [id, id, CHECK_SEVERITIES[id]]),
    );
  });

  for (const section of SECTIONS) {
    const id = idOf(section);
    const fences = fencesOf(section);
    const command = fences.find(({ language }) => language === 'console');

    it(`${id}: has an example, says why and how to fix it`, () => {
      assert.deepEqual(section.match(/^### .*$/gm), ['### Example', '### Why', '### How to fix']);
      assert.ok(command !== undefined, 'a command');
      assert.ok(fences.some(({ fixed }) => fixed));
    });

    it(`${id}: the example gives the findings that it shows`, async (context) => {
      assert.ok(command !== undefined);
      const { output } = commandOf(command);
      const lines = await lint(context, filesOf(fences.filter(({ fixed }) => !fixed)), command);
      const actual = lines.map((line) => `${line}\n`).join('');
      if (UPDATE) {
        const inPage = fencesOf(PAGE).find(({ offset }) => offset === PAGE.indexOf(section) + command.offset);
        assert.ok(inPage !== undefined);
        updates.set(inPage, command.text.replace(output, '') + actual);
        writeFileSync(PATH, replaceFences(PAGE, updates));
      } else {
        assert.equal(actual, output);
      }
      assert.ok(
        lines.some((line) => isOf(line, id)),
        `${id} is among the findings`,
      );
    });

    it(`${id}: the mended text does not give it any more`, async (context) => {
      assert.ok(command !== undefined);
      const lines = await lint(
        context,
        { ...filesOf(fences.filter(({ fixed }) => !fixed)), ...filesOf(fences.filter(({ fixed }) => fixed)) },
        command,
      );
      assert.deepEqual(lines, []);
    });

    it(`explain ${id} prints the section`, async () => {
      const { status, stdout } = await runIn('.', ['explain', id]);
      assert.equal(status, 0);
      // Read again: with UPDATE=1 the page has changed meanwhile.
      const now = sectionsOf(readFileSync(PATH, 'utf8')).find((text) => idOf(text) === id);
      assert.equal(stdout.trimEnd(), now?.trimEnd());
    });
  }
});

function sectionsOf(page: string): readonly string[] {
  return page.split(/^(?=## )/m).slice(1);
}

function idOf(section: string): string {
  return /^## (.*)$/m.exec(section)?.[1] ?? '';
}

function isOf(line: string, id: string): boolean {
  return line.split(' ')[2] === id;
}

/** The findings of the command on these files, one to a line. */
async function lint(
  context: TestContext,
  files: Readonly<Record<string, string>>,
  command: Fence,
): Promise<readonly string[]> {
  const folder = folderWith(context, files);
  const ran = await runIn(folder, [...commandOf(command).args, '--format', 'json']);
  assert.ok(ran.status < 2, ran.stderr);
  return findingsOf(ran.stdout);
}
