import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { githubReport } from '../../../server/src/cli/reporters/github';
import type { Severity } from '../../../server/src/core/deployment/check-ids';
import { fixture, runIn, assertGolden } from '../run';
import { folderWith } from '../temporary';
import { analysisOf, placeOf, policyAt } from './analysis';

const FILE = { path: 'net/a,b:c.tf', text: 'one\ntwo\n' };

function findingOf(severity: Severity, message: string, number = 0) {
  const at = placeOf(FILE, 'two');
  return { rule: 'invalid-cidr', severity, message, at, related: [], fingerprint: `${number}` } as const;
}

describe('githubReport', () => {
  it('prints workflow commands and the summary', async () => {
    const { status, stdout } = await runIn(fixture('branch'), ['lint', '--format', 'github']);
    assertGolden(stdout, 'lint-github');
    assert.equal(status, 1);
  });

  it('escapes what would end a command, a property or a line', () => {
    const policy = policyAt('p,q:r', placeOf(FILE, 'two'));
    const [command = ''] = githubReport(
      analysisOf([{ ...findingOf('error', '100 %: a\r\nb'), policy }]),
      '',
    ).split('\n');
    assert.equal(
      command,
      '::error file=net/a%2Cb%3Ac.tf,line=2,col=1,endColumn=4,title=invalid-cidr%3A p%2Cq%3Ar::100 %25: a%0D%0Ab',
    );
  });

  it('puts the gravest first and names those that GitHub does not show', () => {
    const many = Array.from({ length: 12 }, (_, index) => findingOf('error', `e${index}`, index));
    const report = githubReport(
      analysisOf([findingOf('info', 'i', 90), findingOf('warning', 'w', 91), ...many]),
      '',
    );
    const lines = report.trimEnd().split('\n');
    const kinds = lines.flatMap((line) => /^::(\w+) /.exec(line)?.[1] ?? []);
    assert.deepEqual(kinds, [...Array.from({ length: 12 }, () => 'error'), 'warning', 'notice']);
    assert.equal(
      lines.at(-1),
      'GitHub shows 10 annotations of a kind; not among them: net/a,b:c.tf:2 invalid-cidr, net/a,b:c.tf:2 invalid-cidr',
    );
  });

  it('says nothing of a rest when there is none', () => {
    assert.doesNotMatch(githubReport(analysisOf([findingOf('error', 'e')]), ''), /not among them/);
  });

  it('names files from the root of the repository', async (t) => {
    const root = folderWith(t, { 'infra/sg.json': '{"SecurityGroups": [' });
    const cwd = join(root, 'infra');
    const argv = ['lint', '--format', 'github', 'sg.json'];
    const { stdout } = await runIn(cwd, argv, { env: { GITHUB_WORKSPACE: root } });
    assert.match(stdout, /^::error file=infra\/sg\.json,/);
  });

  it('adds to the job summary that GitHub names', async (t) => {
    const cwd = folderWith(t, { 'sg.json': '{"SecurityGroups": [', 'summary.md': 'before\n' });
    const path = join(cwd, 'summary.md');
    await runIn(cwd, ['lint', '--format', 'github', 'sg.json'], { env: { GITHUB_STEP_SUMMARY: path } });
    const text = readFileSync(path, 'utf8');
    assert.match(text, /^before\n## Amazon WorkSpaces/);
    assert.match(text, /<code>sg\.json<\/code>/);
  });

  it('leaves the job summary alone for other formats', async (t) => {
    const cwd = folderWith(t, { 'sg.json': '{"SecurityGroups": []}', 'summary.md': '' });
    const path = join(cwd, 'summary.md');
    await runIn(cwd, ['lint', 'sg.json'], { env: { GITHUB_STEP_SUMMARY: path } });
    assert.equal(readFileSync(path, 'utf8'), '');
  });
});
