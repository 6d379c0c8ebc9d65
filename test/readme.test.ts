import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { scripts } from '../package.json';
import { folderWith } from './cli/temporary';
import { commandOf, fencesOf, filesOf, replaceFences, type Fence } from './support/fences';
import { runIn } from './cli/run';

const PATH = 'README.md';
const STORED = 'docs/example/expected.txt';
const PAGE = readFileSync(PATH, 'utf8');
const [OPENING = '', ...SECTIONS] = PAGE.split(/^(?=## )/m);

/** With `UPDATE=1` what the commands print is written anew. */
const UPDATE = process.env.UPDATE === '1';
const updates = new Map<Fence, string>();

describe('README.md', () => {
  it('opens with what the linter says about the example', async () => {
    const [shown] = fencesOf(OPENING);
    assert.ok(shown !== undefined);
    await assertRuns(shown, 0, process.cwd());
  });

  it('has an example whose findings are the stored ones', async () => {
    const { stdout } = await runIn(process.cwd(), ['lint', 'docs/example']);
    if (UPDATE) writeFileSync(STORED, stdout);
    assert.equal(stdout, readFileSync(STORED, 'utf8'));
  });

  it('has two commands to try, which are scripts of the package', () => {
    const commands = fencesOf(PAGE).filter(({ language }) => language === 'sh');
    assert.deepEqual(
      commands.map(({ text }) => text),
      ['npm ci && npm run example\n', 'npm test\n'],
    );
    assert.ok('example' in scripts && 'test' in scripts);
  });

  it('links to pages and headings that exist', () => {
    for (const [, target = ''] of PAGE.matchAll(/\]\(([^)#]*)[^)]*\)/g)) {
      assert.ok(existsSync(target), target);
    }
  });

  for (const section of SECTIONS) {
    const fences = fencesOf(section);
    const files = filesOf(fences);
    const commands = fences.filter(({ language }) => language === 'console');

    it(`${heading(section)}: shows no file without linting it`, () => {
      assert.equal(commands.length > 0, Object.keys(files).length > 0);
    });

    for (const command of commands) {
      const { args } = commandOf(command);
      it(`${heading(section)}: ${args.join(' ')}`, async (context) => {
        await assertRuns(command, PAGE.indexOf(section), folderWith(context, files));
      });
    }
  }
});

function heading(section: string): string {
  return /^## (.*)$/m.exec(section)?.[1] ?? '';
}

/** Runs the command of a block, which stands in the part of the page that starts at `start`, in this folder. */
async function assertRuns(command: Fence, start: number, folder: string): Promise<void> {
  const { args, output } = commandOf(command);
  const { status, stdout, stderr } = await runIn(folder, args);
  assert.ok(status < 2, stderr);
  if (UPDATE) {
    const inPage = fencesOf(PAGE).find(({ offset }) => offset === start + command.offset);
    assert.ok(inPage !== undefined);
    updates.set(inPage, command.text.slice(0, command.text.indexOf('\n') + 1) + stdout);
    writeFileSync(PATH, replaceFences(PAGE, updates));
  } else {
    assert.equal(stdout, output);
  }
}
