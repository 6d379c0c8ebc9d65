import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { scripts } from '../package.json';
import { folderWith } from './cli/temporary';
import { commandOf, fencesOf, filesOf, replaceFences, type Fence } from './support/fences';
import { runCli } from './support/run-cli';

const PATH = 'README.md';
const PAGE = readFileSync(PATH, 'utf8');
const [OPENING = '', ...SECTIONS] = PAGE.split(/^(?=## )/m);

/** With `UPDATE=1` what the commands print is written anew, but for the excerpt at the top. */
const UPDATE = process.env.UPDATE === '1';
const updates = new Map<Fence, string>();

describe('README.md', () => {
  it('opens with an excerpt of what the example prints', async () => {
    const [shown] = fencesOf(OPENING);
    assert.ok(shown !== undefined);
    const { args, output } = commandOf(shown);
    const { status, stdout } = await runCli(process.cwd(), args);
    assert.equal(status, 1);
    assert.equal(stdout, readFileSync('docs/example/expected.txt', 'utf8'));
    assertExcerpt(output, stdout);
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
      const { args, output } = commandOf(command);
      it(`${heading(section)}: ${args.join(' ')}`, async (context) => {
        const { status, stdout, stderr } = await runCli(folderWith(context, files), args);
        assert.ok(status < 2, stderr);
        if (UPDATE) {
          const offset = PAGE.indexOf(section) + command.offset;
          const inPage = fencesOf(PAGE).find((fence) => fence.offset === offset);
          assert.ok(inPage !== undefined);
          updates.set(inPage, command.text.slice(0, command.text.indexOf('\n') + 1) + stdout);
          writeFileSync(PATH, replaceFences(PAGE, updates));
        } else {
          assert.equal(stdout, output);
        }
      });
    }
  }
});

function heading(section: string): string {
  return /^## (.*)$/m.exec(section)?.[1] ?? '';
}

/** Every line stands in the whole, in this order; between lines only where `…` says so. */
function assertExcerpt(excerpt: string, whole: string): void {
  const lines = whole.split('\n');
  const pieces = excerpt.trimEnd().split(/^ *…\n?/m);
  let from = 0;
  for (const piece of pieces) {
    const wanted = piece.split('\n').slice(0, -1);
    if (wanted.length === 0) continue;
    const found = lines.findIndex(
      (_, index) => index >= from && wanted.every((line, step) => lines[index + step] === line),
    );
    assert.notEqual(found, -1, `not in the output: ${piece}`);
    from = found + wanted.length;
  }
}
