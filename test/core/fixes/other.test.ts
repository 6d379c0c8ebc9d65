import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Analysis, AnalysisInput } from '../../../server/src/core/analysis';
import { analyze } from '../../../server/src/core/analyze';
import type { Diagnostic } from '../../../server/src/core/checks/diagnostic';
import { decodeConfiguration } from '../../../server/src/core/deployment/decode-configuration';
import { isFixedInBulk } from '../../../server/src/core/fixes/bulk';
import type { EditFix } from '../../../server/src/core/fixes/fix';
import { applyEdits, editFiles } from '../../../server/src/core/text/edits';

const CONFIGURATION = '.workspaces-netlint.yaml';

/** The files of a run by their names; the first is linted, a configuration governs it. */
type Files = Readonly<Record<string, string>>;

function lint(files: Files, stated: AnalysisInput['stated']['facts'] = {}): Analysis {
  const [path = ''] = Object.keys(files);
  const text = files[path] ?? '';
  const written = files[CONFIGURATION];
  const decoded =
    written === undefined ? undefined : decodeConfiguration({ path: CONFIGURATION, text: written }, '');
  assert.ok(decoded === undefined || 'configuration' in decoded);
  const made = { file: { path: CONFIGURATION, text: '' }, path, isNew: true };
  const analysis = analyze({
    files: [{ path, text }],
    configurationOf: () => decoded && { configuration: decoded.configuration, path },
    newConfiguration: () => made,
    coversFolderOf: () => true,
    stated: { roles: [], facts: stated },
    today: '2026-11-22',
    inlineSuppressions: true,
    named: () => true,
    hostProblems: [],
  });
  assert.ok(!('usage' in analysis));
  return analysis;
}

function fixesOf(analysis: Analysis, wanted: (finding: Diagnostic) => boolean): readonly EditFix[] {
  const finding = analysis.diagnostics.find(wanted);
  assert.ok(finding !== undefined, analysis.diagnostics.map(({ rule }) => rule).join());
  return (analysis.fixesOf?.(finding) ?? []).flatMap((fix) => (fix.kind === 'edit' ? [fix] : []));
}

/** What becomes of a file by the fix whose title begins so. */
function applied(fixes: readonly EditFix[], title: string, path: string): string {
  const fix = fixes.find((candidate) => candidate.title.startsWith(title));
  assert.ok(fix !== undefined, fixes.map((candidate) => candidate.title).join('\n'));
  const [edit] = fix.edits;
  assert.equal(edit?.file.path, path);
  return applyEdits(edit.file.text, fix.edits) ?? '';
}

const titles = (fixes: readonly EditFix[]): readonly string[] => fixes.map(({ title }) => title);
const is =
  (rule: string) =>
  (finding: Diagnostic): boolean =>
    finding.rule === rule;

describe('host-bits-set', () => {
  const text = [
    'resource "aws_security_group" "a" {',
    '  ingress {',
    '    from_port   = 443',
    '    to_port     = 443',
    '    protocol    = "tcp"',
    '    cidr_blocks = ["10.0.0.5/24", "10.1.0.0/16"]',
    '  }',
    '}',
    '',
  ].join('\n');

  it('offers the network, which is what AWS takes it for, and the one address', () => {
    const fixes = fixesOf(lint({ 'main.tf': text }), is('host-bits-set'));
    assert.deepEqual(
      fixes.map(({ title, preferred }) => `${preferred ? '*' : '-'} ${title}`),
      [
        '* Write the network, 10.0.0.0/24, which is what it is read as',
        '- Write the one address, 10.0.0.5/32',
        '- Suppress host-bits-set on aws_security_group.a, with a reason',
      ],
    );
    assert.equal(applied(fixes, 'Write the network', 'main.tf'), text.replace('10.0.0.5/24', '10.0.0.0/24'));
    assert.equal(applied(fixes, 'Write the one', 'main.tf'), text.replace('10.0.0.5/24', '10.0.0.5/32'));
  });

  it('is corrected in bulk, beside rules that are added', () => {
    const judged = `# workspaces-netlint: role=client-network region=us-west-2 protocols=wsp\n${text}`;
    const analysis = lint({ 'main.tf': judged });
    const [together] = analysis.fixAll?.(analysis.diagnostics.filter(isFixedInBulk)) ?? [];
    const edited = editFiles(together?.edits ?? []);
    const [now] = edited === undefined ? [] : [...edited.values()];
    const after = lint({ 'main.tf': now?.text ?? '' });
    const left = after.diagnostics.filter(isFixedInBulk).map(({ requirement }) => requirement);
    assert.deepEqual(left, ['client.https', 'client.https.quic'].slice(0, left.length));
    assert.ok(now?.text.includes('"10.0.0.0/24", "10.1.0.0/16"'));
  });

  it('offers nothing where the block is put together by an expression', () => {
    const computed = text.replace('"10.0.0.5/24"', 'format("%s/24", "10.0.0.5")');
    const fixes = fixesOf(lint({ 'main.tf': computed }), is('host-bits-set'));
    assert.deepEqual(titles(fixes), ['Suppress host-bits-set on aws_security_group.a, with a reason']);
  });
});

describe('suppress', () => {
  const yaml = ['firewalls:', '  - name: egress', '    role: workspace', '    rules: []', ''].join('\r\n');

  it('writes a directive above the policy, in its indentation, with a reason to be replaced', () => {
    const fixes = fixesOf(
      lint({ 'egress.yaml': yaml }),
      ({ requirement }) => requirement === 'directory.ntp',
    );
    const fix = fixes.at(-1);
    assert.equal(fix?.title, 'Suppress missing-flow directory.ntp on egress, with a reason');
    assert.equal(fix.preferred, false);
    assert.equal(fix.placeholder, 'not needed here');
    assert.equal(
      applied(fixes, 'Suppress', 'egress.yaml'),
      yaml.replace(
        '  - name',
        '  # workspaces-netlint: disable=missing-flow requirement=directory.ntp reason="not needed here"\r\n  - name',
      ),
    );
  });

  it('is not offered for what is wrong with the text, nor where there are no comments', () => {
    const slip = yaml.replace('role: workspace', 'role: workspcae');
    assert.deepEqual(fixesOf(lint({ 'egress.yaml': slip }), is('invalid-directive')), []);
    const json = '{"SecurityGroups":[{"GroupId":"sg-01","IpPermissionsEgress":[]}]}';
    const analysis = lint({ 'groups.json': json, [CONFIGURATION]: 'policies: [{ role: workspace }]' });
    const fixes = fixesOf(analysis, ({ requirement }) => requirement === 'directory.ntp');
    assert.ok(fixes.every(({ placeholder }) => placeholder === undefined));
  });
});

describe('role-hint', () => {
  const group = 'resource "aws_security_group" "workspaces" {\n}\n';
  const fixes = (files: Files): readonly EditFix[] => fixesOf(lint(files), is('role-hint'));

  it('sets a role that the policy can have, the likeliest first, above it or in the configuration', () => {
    const found = fixes({ 'net/main.tf': group });
    assert.deepEqual(titles(found), [
      'Set the role workspace, in a comment above aws_security_group.workspaces',
      `Set the role workspace of aws_security_group.workspaces in a new ${CONFIGURATION}`,
      'Set the role client-network, in a comment above aws_security_group.workspaces',
      `Set the role client-network of aws_security_group.workspaces in a new ${CONFIGURATION}`,
      'Set the role directory, in a comment above aws_security_group.workspaces',
      `Set the role directory of aws_security_group.workspaces in a new ${CONFIGURATION}`,
      'Suppress role-hint on aws_security_group.workspaces, with a reason',
    ]);
    assert.equal(
      applied(found, 'Set the role workspace,', 'net/main.tf'),
      `# workspaces-netlint: role=workspace\n${group}`,
    );
    assert.equal(
      applied(found, 'Set the role workspace of', CONFIGURATION),
      'policies:\n  - files: net/main.tf\n    match: aws_security_group.workspaces\n    role: workspace\n',
    );
    assert.ok(found[1]?.creates !== undefined && found[0]?.creates === undefined);
  });

  it('adds to the entries that are there, in their style, and leaves all else alone', () => {
    const entry = 'files: main.tf, match: aws_security_group.workspaces, role: workspace';
    for (const [before, after] of [
      [
        '# ours\nregions: [us-west-2] # here\npolicies:\n- match: x\n  role: directory # y\n\nchecks: {}\n',
        '- match: x\n  role: directory # y\n- files: main.tf\n  match: aws_security_group.workspaces\n  role: workspace\n\nchecks',
      ],
      [
        'policies: [{ match: x, role: directory }]',
        `policies: [{ match: x, role: directory }, { ${entry} }]`,
      ],
      ['policies: []\n', `policies: [{ ${entry} }]\n`],
      ['protocols: [wsp]', 'protocols: [wsp]\npolicies:\n  - files: main.tf\n'],
    ] as const) {
      const text = applied(
        fixes({ 'main.tf': group, [CONFIGURATION]: before }),
        'Set the role workspace of',
        CONFIGURATION,
      );
      assert.ok(text.includes(after), text);
    }
  });

  it('does not offer an entry that an earlier one would hide', () => {
    const found = fixes({
      'main.tf': group,
      [CONFIGURATION]: "policies: [{ files: '**', regions: [us-west-2] }]\n",
    });
    assert.ok(titles(found).every((title) => !title.includes(CONFIGURATION)));
  });
});

describe('unknown-region', () => {
  const firewalls = (regions: string): string =>
    `firewalls:\n  - name: a\n    role: client-network\n    rules: []\n  - name: b\n    role: client-network\n    ${regions}\n    rules: []\n`;

  it('sets a Region that something beside it is for', () => {
    const files = { 'egress.yaml': firewalls('regions: [eu-west-1]'), [CONFIGURATION]: 'protocols: [wsp]\n' };
    const fixes = fixesOf(lint(files), is('unknown-region'));
    assert.deepEqual(titles(fixes), [
      'Set the Region eu-west-1, in a comment above a',
      `Set the Region eu-west-1 in ${CONFIGURATION}, for all policies that it speaks of`,
      'Suppress unknown-region on a, with a reason',
    ]);
    assert.equal(
      applied(fixes, 'Set the Region eu-west-1 in', CONFIGURATION),
      'protocols: [wsp]\nregions: [eu-west-1]\n',
    );
  });

  it('sets it in the entry that speaks of the policy', () => {
    const before =
      'policies:\n  - match: a # the branch\n    role: client-network\n  - match: b\n    role: client-network\n    regions: [eu-west-1]\n';
    const text = firewalls('description: x').replaceAll('    role: client-network\n', '');
    const fixes = fixesOf(lint({ 'egress.yaml': text, [CONFIGURATION]: before }), is('unknown-region'));
    assert.equal(
      applied(fixes, 'Set the Region eu-west-1 in', CONFIGURATION),
      before.replace('role: client-network\n', 'role: client-network\n    regions: [eu-west-1]\n'),
    );
  });

  it('offers no Region out of the blue', () => {
    const fixes = fixesOf(lint({ 'egress.yaml': firewalls('description: x') }), is('unknown-region'));
    assert.deepEqual(titles(fixes), ['Suppress unknown-region on a, with a reason']);
  });
});
