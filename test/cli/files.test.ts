import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import {
  collectFiles,
  createTextFile,
  decodeText,
  FILE_LIMIT,
  nearestUpward,
  readShipped,
  readStream,
  shownPath,
  writeTextFile,
} from '../../server/src/files';
import { folderWith } from './temporary';

const NOTHING_LEFT_OUT = () => false;

/** Paths that a run in the folder finds, and what it says about those it does not read. */
function collect(cwd: string, paths: readonly string[] = ['.']) {
  const { files, named, problems, folders, absent } = collectFiles(cwd, paths, NOTHING_LEFT_OUT);
  return {
    files: files.map(({ path }) => path),
    named: [...named].map(({ path }) => path).sort(),
    problems: problems.map(({ kind, at, onlyIfOurs }) => [kind, at.file.path, onlyIfOurs === true]),
    folders: folders.map((folder) => shownPath(cwd, folder)),
    absent,
  };
}

describe('walking a folder', () => {
  it('finds JSON and YAML in the order of their paths and nothing else', (t) => {
    const cwd = folderWith(t, {
      'b.json': '{}',
      'a/z.yaml': '',
      'a/y.YML': '',
      'a.jsonc': '',
      'readme.md': '',
      '.dot/c.json': '',
    });
    assert.deepEqual(collect(cwd).files, ['.dot/c.json', 'a.jsonc', 'a/y.YML', 'a/z.yaml', 'b.json']);
  });

  it('never enters .git, .terraform and node_modules', (t) => {
    const cwd = folderWith(t, {
      '.git/a.json': '',
      'x/.terraform/a.json': '',
      'node_modules/a.json': '',
      'node_modules.json': '',
    });
    assert.deepEqual(collect(cwd).files, ['node_modules.json']);
    assert.deepEqual(collect(cwd, ['node_modules']).files, ['node_modules/a.json']);
  });

  it('respects .gitignore files, nested ones and those above, up to the root of the repository', (t) => {
    const cwd = folderWith(t, {
      '.gitignore': 'outside.json\n',
      'repo/.git/HEAD': '',
      'repo/.gitignore': 'out/\n*.tmp.json\n/net/top.json\n',
      'repo/net/.gitignore': '!kept.tmp.json\nsecret.json\n',
      'repo/net/kept.tmp.json': '',
      'repo/net/gone.tmp.json': '',
      'repo/net/secret.json': '',
      'repo/net/top.json': '',
      'repo/net/deep/top.json': '',
      'repo/net/outside.json': '',
      'repo/net/out/a.json': '',
      'repo/secret.json': '',
    });
    assert.deepEqual(collect(cwd, ['repo/net']).files, [
      'repo/net/deep/top.json',
      'repo/net/kept.tmp.json',
      'repo/net/outside.json',
    ]);
    assert.equal(collect(cwd, ['repo']).files.includes('repo/secret.json'), true);
  });

  it('reads what is named although it is ignored', (t) => {
    const cwd = folderWith(t, { '.git/HEAD': '', '.gitignore': 'out\n', 'out/a.json': '', 'out/b.txt': '' });
    assert.deepEqual(collect(cwd).files, []);
    assert.deepEqual(collect(cwd, ['out/a.json', 'out/b.txt']).files, ['out/a.json', 'out/b.txt']);
    assert.deepEqual(collect(cwd, ['out']).files, ['out/a.json']);
  });

  it('leaves out what it is told to, folders too', (t) => {
    const cwd = folderWith(t, { 'a/b.json': '', 'c/d.json': '', 'e.json': '' });
    const leftOut = [join(cwd, 'a'), join(cwd, 'c/d.json')];
    const { files } = collectFiles(cwd, ['.'], (path) => leftOut.includes(path));
    assert.deepEqual(
      files.map(({ path }) => path),
      ['e.json'],
    );
  });

  it('reads a file once, however often it is reached', (t) => {
    const cwd = folderWith(t, { 'a/b.json': '' });
    symlinkSync('b.json', join(cwd, 'a/c.json'));
    symlinkSync('a', join(cwd, 'd'));
    assert.deepEqual(collect(cwd, ['.', 'a', './a/b.json', 'a/c.json', 'd']), {
      files: ['a/b.json'],
      named: ['a/b.json'],
      problems: [],
      folders: ['.', 'a', 'd'],
      absent: undefined,
    });
  });

  it('follows a link to a file that it would not have read by its own name', (t) => {
    const cwd = folderWith(t, { 'data/groups': '{}' });
    symlinkSync('data/groups', join(cwd, 'groups.json'));
    assert.deepEqual(collect(cwd).files, ['groups.json']);
  });

  it('follows no link that leaves the folder', (t) => {
    const cwd = folderWith(t, { 'in/a.json': '', 'out/b.json': '' });
    symlinkSync('../out', join(cwd, 'in/folder'));
    symlinkSync('../out/b.json', join(cwd, 'in/b.json'));
    assert.deepEqual(collect(cwd, ['in']).files, ['in/a.json']);
    assert.deepEqual(collect(cwd, ['in/folder', 'in/b.json']).files, ['in/folder/b.json']);
  });

  it('tells links that lead back to themselves and goes on', (t) => {
    const cwd = folderWith(t, { 'a/b/c.json': '' });
    symlinkSync('..', join(cwd, 'a/b/up'));
    symlinkSync('y.json', join(cwd, 'x.json'));
    symlinkSync('x.json', join(cwd, 'y.json'));
    symlinkSync('nowhere', join(cwd, 'dangling.json'));
    assert.deepEqual(collect(cwd), {
      files: ['a/b/c.json'],
      named: [],
      problems: [
        ['limit-exceeded', 'a/b/up', false],
        ['limit-exceeded', 'x.json', false],
        ['limit-exceeded', 'y.json', false],
      ],
      folders: ['.'],
      absent: undefined,
    });
    assert.deepEqual(collect(cwd, ['x.json']).problems, [['limit-exceeded', 'x.json', false]]);
  });

  it('says which path does not exist', (t) => {
    const cwd = folderWith(t, { 'a.json': '' });
    assert.equal(collect(cwd, ['a.json', 'b.json', 'c.json']).absent, 'b.json');
    assert.equal(collect(cwd, ['a.json/x']).absent, 'a.json/x');
    assert.equal(collect(cwd, ['a\0b']).absent, 'a\0b');
  });

  it('walks a folder that is called like a file', (t) => {
    const cwd = folderWith(t, { 'x.json/y.json': '' });
    assert.deepEqual(collect(cwd).files, ['x.json/y.json']);
  });

  it('shows paths above the working directory with ..', (t) => {
    const cwd = folderWith(t, { 'a/b.json': '', 'c/d.txt': '' });
    assert.deepEqual(collect(join(cwd, 'c'), ['../a']).files, ['../a/b.json']);
  });

  it('leaves out a file over the limit and says so', (t) => {
    const cwd = folderWith(t, { 'big.json': Buffer.alloc(FILE_LIMIT + 1, 0x20), 'fits.json': '{}' });
    const { files, problems } = collect(cwd);
    assert.deepEqual([files, problems], [['fits.json'], [['limit-exceeded', 'big.json', false]]]);
  });

  it('tells broken text only where it is ours or was named', (t) => {
    const cwd = folderWith(t, { 'a.json': Uint8Array.of(0x7b, 0xff, 0x7d) });
    assert.deepEqual(collect(cwd).problems, [['syntax-error', 'a.json', true]]);
    assert.deepEqual(collect(cwd, ['a.json']).problems, [['syntax-error', 'a.json', false]]);
  });

  it('reads a pipe that the shell made', () => {
    const script = `
      const { collectFiles } = require(${JSON.stringify(join(__dirname, '../../server/src/files'))});
      const { files } = collectFiles('/', [process.argv[1]], () => false);
      console.log(files.map(({ text }) => text).join());`;
    const shell = `"$0" --import tsx -e "$1" <(printf '{"a":1}')`;
    const printed = execFileSync('bash', ['-c', shell, process.execPath, script], { encoding: 'utf8' });
    assert.equal(printed, '{"a":1}\n');
  });
});

describe('decodeText', () => {
  const textOf = (bytes: Uint8Array) => {
    const read = decodeText(bytes, 'a.json');
    return 'file' in read ? [read.file.text, read.mark] : read.problem.message;
  };

  it('takes UTF-8, and UTF-16 with its mark, and remembers the mark', () => {
    assert.deepEqual(textOf(Buffer.from('{"é":1}\r\n')), ['{"é":1}\r\n', 'none']);
    assert.deepEqual(textOf(Buffer.from('\uFEFF{}')), ['{}', 'utf-8']);
    assert.deepEqual(textOf(Buffer.from('\uFEFF{"é":1}', 'utf16le')), ['{"é":1}', 'utf-16le']);
    assert.deepEqual(textOf(Buffer.from('\uFEFF{}', 'utf16le').swap16()), ['{}', 'utf-16be']);
    assert.deepEqual(textOf(Buffer.from('a\0b')), ['a\0b', 'none']);
    assert.deepEqual(textOf(new Uint8Array()), ['', 'none']);
  });

  it('points to what is no text', () => {
    const read = decodeText(Buffer.from([0x61, 0x62, 0xe9, 0x63]), 'a.json');
    assert.ok('problem' in read);
    assert.deepEqual(read.problem.at.span, { start: 2, end: 3 });
  });
});

describe('readStream', () => {
  it('joins chunks and stops at the limit', async () => {
    async function* chunks(count: number, size: number) {
      for (let i = 0; i < count; i++) yield await Promise.resolve(Buffer.alloc(size, 0x61));
    }
    assert.equal((await readStream(chunks(3, 2)))?.length, 6);
    assert.equal(await readStream(chunks(Infinity, 1024 * 1024)), undefined);
  });
});

describe('nearestUpward', () => {
  it('stops at the root of the repository', (t) => {
    const cwd = folderWith(t, {
      'c.yaml': '',
      'repo/.git/HEAD': '',
      'repo/a/b/x': '',
      'other/c.yaml': '',
      'other/d/e/x': '',
    });
    const find = nearestUpward('c.yaml');
    assert.equal(find(join(cwd, 'repo/a/b')), undefined);
    assert.equal(find(join(cwd, 'other/d/e')), join(cwd, 'other/c.yaml'));
    assert.equal(find(join(cwd, 'nowhere')), join(cwd, 'c.yaml'));
  });
});

describe('writing', () => {
  const contentOf = (folder: string) =>
    readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]);

  it('makes a new file and leaves an old one alone', (t) => {
    const cwd = folderWith(t, {});
    assert.equal(createTextFile(join(cwd, 'a'), 'one'), undefined);
    assert.equal(createTextFile(join(cwd, 'a'), 'two'), 'it exists already');
    assert.deepEqual(contentOf(cwd), [['a', 'one']]);
  });

  it('answers why it could not', (t) => {
    const cwd = folderWith(t, {});
    mkdirSync(join(cwd, 'folder'));
    assert.equal(writeTextFile(join(cwd, 'folder'), ''), 'illegal operation on a directory');
    assert.equal(createTextFile(join(cwd, 'none/a'), ''), 'no such file or directory');
  });
});

describe('readShipped', () => {
  it('finds what ships beside the code', () => {
    assert.match(readShipped('package.json') ?? '', /"workspaces-netlint"/);
    assert.equal(readShipped('docs/nothing-of-the-kind.md'), undefined);
  });
});
