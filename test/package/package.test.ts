import assert from 'node:assert/strict';
import { execFileSync, spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { parseAllDocuments } from 'yaml';
import { devDependencies, name, scripts, version } from '../../package.json';

const ROOT = join(__dirname, '../..');
const FIXTURE = join(ROOT, 'docs/example/branch-offices.yaml');

// What is shipped is packed once and then used as its users would: from a folder that knows nothing else.
describe('what is shipped', () => {
  let folder = '';
  let tarball = '';

  before(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'netlint-package-')));
    const packed = run('npm', ['pack', '--silent', '--pack-destination', folder], ROOT);
    assert.equal(packed.status, 0, packed.stderr);
    tarball = join(folder, packed.stdout.trim());
    cpSync(FIXTURE, join(folder, 'repository/egress/branch-offices.yaml'));
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const repository = () => join(folder, 'repository');

  it('is what runs, its data, schemas and documentation', () => {
    const files = execFileSync('tar', ['-tzf', tarball], { encoding: 'utf8' }).trim().split('\n');
    const folders = files.flatMap((file) => /^package\/(server\/\w+|\w+)\//.exec(file)?.[1] ?? []);
    assert.deepEqual([...new Set(folders)].sort(), ['catalog', 'dist', 'docs', 'server/schemas']);
    for (const wanted of ['dist/cli.js', 'dist/server.js', 'docs/checks.md', 'LICENSE']) {
      assert.ok(files.includes(`package/${wanted}`), wanted);
    }
  });

  it('needs nothing but Node, and runs nothing when it is installed', () => {
    for (const script of ['preinstall', 'install', 'postinstall', 'prepare']) assert.ok(!(script in scripts));
    const manifest = execFileSync('tar', ['-xzOf', tarball, 'package/package.json'], { encoding: 'utf8' });
    assert.doesNotMatch(manifest, /"dependencies"/);
    assert.ok('ip-cidr' in devDependencies, 'they are in the bundle');
  });

  it('lints where it is installed, without the network', () => {
    const empty = join(folder, 'empty');
    cpSync(FIXTURE, join(empty, 'branch-offices.yaml'));
    const installed = run('npm', ['install', '--offline', '--no-save', tarball], empty);
    assert.equal(installed.status, 0, installed.stderr);
    const lint = run('npx', ['--no-install', name, 'lint', '--format', 'json'], empty);
    assert.equal(lint.status, 1, lint.stderr);
    assert.match(lint.stdout, /"rule": "blocked-flow"/);
    const explain = run('npx', ['--no-install', name, 'explain', 'missing-flow'], empty);
    assert.match(explain.stdout, /### How to fix/);
  });

  it('annotates in GitHub Actions', () => {
    const action = read('action.yml');
    assert.equal(action(['inputs', 'package', 'default']), `${name}@${version}`);
    const step = String(action(['runs', 'steps', 0, 'run']));
    const summary = join(folder, 'summary.md');
    writeFileSync(summary, '');
    const lint = run('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step], repository(), {
      NETLINT_PATHS: 'egress\n',
      NETLINT_ARGS: '--fail-on\nwarning\n',
      NETLINT_SARIF: 'report.sarif',
      NETLINT_PACKAGE: tarball,
      GITHUB_WORKSPACE: repository(),
      GITHUB_STEP_SUMMARY: summary,
    });
    assert.equal(lint.status, 1, lint.stderr);
    assert.match(lint.stdout, /^::error file=egress\/branch-offices\.yaml,line=3,/);
    assert.match(readFileSync(join(repository(), 'report.sarif'), 'utf8'), /"version": "2\.1\.0"/);
    assert.match(readFileSync(summary, 'utf8'), /^## Amazon WorkSpaces/);
  });

  it('takes nothing from the inputs of the action as a command', () => {
    const step = String(read('action.yml')(['runs', 'steps', 0, 'run']));
    const lint = run('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step], repository(), {
      NETLINT_PATHS: '$(touch taken)',
      NETLINT_ARGS: '',
      NETLINT_SARIF: '',
      NETLINT_PACKAGE: tarball,
    });
    assert.equal(lint.status, 2);
    assert.equal(existsSync(join(repository(), 'taken')), false);
  });

  it('runs before a commit', () => {
    const entry = String(read('.pre-commit-hooks.yaml')([0, 'entry']));
    assert.ok(entry.includes(`--package=${name}@${version} `));
    const lint = run('bash', ['-c', entry.replace(`${name}@${version}`, tarball)], repository());
    assert.equal(lint.status, 1, lint.stderr);
    assert.match(lint.stdout, /\d errors, /);
  });

  it('writes what GitLab reads', () => {
    const inputs = read('templates/workspaces-netlint.yml');
    assert.equal(inputs(['spec', 'inputs', 'package', 'default']), `${name}@${version}`);
    const job = read('templates/workspaces-netlint.yml', 1);
    const script = String(job([name, 'script', 0]))
      .replace('$[[ inputs.package ]]', tarball)
      .replace(/\$\[\[ inputs\.(\w+) \]\]/g, (_, input) =>
        String(inputs(['spec', 'inputs', input, 'default'])),
      );
    const lint = run('sh', ['-c', script], repository());
    assert.equal(lint.status, 1, lint.stderr);
    assert.match(lint.stdout, /\d errors, /);
    const reports = ['codequality', 'junit'].map((report) => job([name, 'artifacts', 'reports', report]));
    for (const report of reports) assert.ok(existsSync(join(repository(), String(report))));
  });
});

function run(
  command: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): SpawnSyncReturns<string> {
  return spawnSync(command, args, { cwd, encoding: 'utf8', env: { ...process.env, ...env } });
}

/** Answers what stands at a path of a YAML file of the project. */
function read(file: string, document = 0): (path: readonly (string | number)[]) => unknown {
  const parsed = parseAllDocuments(readFileSync(join(ROOT, file), 'utf8'))[document];
  return (path) => parsed?.getIn(path);
}
