import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DiagnosticSeverity, type Diagnostic } from 'vscode-languageserver';
import { edit, PUSHED } from './editor';
import { FIREWALL } from './fixtures';

const CONFIGURATION = '.workspaces-netlint.yaml';
/** No role and no Region of its own. */
const BARE = FIREWALL.replace(/ {2}role:.*\n {2}regions:.*\n/, '').replace('34.223.96.0/22', '10.0.0.0/8');
const ROLE = 'policies:\n  - role: client-network\n    regions: [us-west-2]\n';

describe('the configuration', () => {
  it('is the nearest one upward within the workspace folder', async () => {
    const editor = await edit({
      files: { [CONFIGURATION]: ROLE, 'near/.workspaces-netlint.yaml': 'protocols: [pcoip]\n' },
      folders: ['near', 'far/folder'],
    });
    for (const name of ['near/edge.yaml', 'far/folder/edge.yaml', 'outside.yaml'])
      await editor.open(name, BARE);
    const judged = async (name: string): Promise<boolean> => isJudged(await editor.findings(name));
    assert.equal(await judged('near/edge.yaml'), false, 'the nearer one hides the other');
    assert.equal(await judged('far/folder/edge.yaml'), false, 'it stands above the workspace folder');
    assert.equal(
      await judged('outside.yaml'),
      true,
      'outside of every folder, that of its own folder counts',
    );
  });

  it('has its own faults shown on it', async () => {
    const editor = await edit();
    await editor.open(CONFIGURATION, 'regoins: [us-west-2]\n');
    const [fault, ...others] = await editor.findings(CONFIGURATION);
    assert.deepEqual(others, []);
    assert.equal(fault?.message, 'There is no key "regoins" here. The nearest is "regions".');
    assert.equal(fault.severity, DiagnosticSeverity.Error);
    assert.deepEqual(fault.range, { start: { line: 0, character: 0 }, end: { line: 0, character: 7 } });
  });

  it('has what the open files find wrong in it shown on it', async () => {
    const editor = await edit();
    await editor.open(CONFIGURATION, 'policies:\n  - match: "*"\n    role: vpc\n');
    await editor.open('edge.yaml', BARE);
    const [fault] = await editor.findings(CONFIGURATION);
    assert.equal(fault?.code, 'invalid-directive');
    assert.equal(fault.range.start.line, 1);
  });

  it('counts as the editor has it, and is asked about again when it changes', async () => {
    const editor = await edit({ files: { [CONFIGURATION]: '' } });
    await editor.open('edge.yaml', BARE);
    assert.equal(isJudged(await editor.findings('edge.yaml')), false);
    await editor.open(CONFIGURATION, '');
    await editor.change(CONFIGURATION, ROLE);
    assert.equal(isJudged(await editor.findings('edge.yaml')), true);
    assert.ok((editor.refreshes.get('workspace/diagnostic/refresh') ?? 0) > 0);
  });

  it('is sent for again to who waits for diagnostics', async () => {
    const editor = await edit({ capabilities: PUSHED });
    await editor.open('edge.yaml', BARE);
    await editor.open(CONFIGURATION, '');
    await editor.published('edge.yaml', ({ diagnostics }) => !isJudged(diagnostics));
    await editor.change(CONFIGURATION, ROLE);
    await editor.published('edge.yaml', ({ diagnostics }) => isJudged(diagnostics));
  });

  it('counts as it was while there is a fault in it', async () => {
    const editor = await edit();
    await editor.open(CONFIGURATION, ROLE);
    await editor.open('edge.yaml', BARE);
    const before = await editor.findings('edge.yaml');
    await editor.change(CONFIGURATION, `${ROLE}pro`);
    assert.deepEqual(await editor.findings('edge.yaml'), before);
    assert.equal((await editor.findings(CONFIGURATION)).length, 1);
  });

  it('leaves out what it ignores', async () => {
    const editor = await edit({ files: { [CONFIGURATION]: 'ignore: ["examples/**"]\n' } });
    await editor.open('examples/edge.yaml', FIREWALL);
    assert.deepEqual(await editor.findings('examples/edge.yaml'), []);
  });

  it('never calls an entry unused: the editor does not see all that it speaks about', async () => {
    const editor = await edit();
    await editor.open(CONFIGURATION, 'policies:\n  - match: nothing-is-called-so\n    role: workspace\n');
    await editor.open('edge.yaml', BARE);
    assert.deepEqual(await editor.findings(CONFIGURATION), []);
  });
});

describe('changes outside the editor', () => {
  it('are watched where the editor can', async () => {
    const editor = await edit();
    await editor.open('edge.yaml', FIREWALL);
    await editor.pull('edge.yaml');
    assert.deepEqual([...editor.registered].sort(), [
      'workspace/didChangeConfiguration',
      'workspace/didChangeWatchedFiles',
    ]);
  });

  it('in a file that counts are read, and the editor is asked to ask again', async () => {
    const editor = await edit({ files: { 'variables.tf': 'variable "role_port" { default = 443 }\n' } });
    const main =
      'resource "aws_security_group" "x" {\n  egress {\n    from_port = var.port\n    to_port = var.port\n    protocol = "tcp"\n    cidr_blocks = [var.office]\n  }\n}\n';
    await editor.open('main.tf', main);
    assert.deepEqual(await editor.findings('main.tf'), []);
    const before = editor.refreshes.get('workspace/diagnostic/refresh') ?? 0;
    editor.write(
      'variables.tf',
      'variable "office" { default = "10.0.0.0/33" }\nvariable "port" { default = 443 }\n',
    );
    await editor.changedOnDisk('variables.tf');
    await editor.pull('main.tf');
    assert.equal(editor.refreshes.get('workspace/diagnostic/refresh'), before + 1);
  });

  it('elsewhere are nobody’s business', async () => {
    const editor = await edit();
    await editor.open('main.tf', '');
    await editor.pull('main.tf');
    const before = editor.refreshes.get('workspace/diagnostic/refresh') ?? 0;
    await editor.changedOnDisk('main.tf', 'other/main.tf', 'package.json');
    await editor.pull('main.tf');
    assert.equal(editor.refreshes.get('workspace/diagnostic/refresh') ?? 0, before);
  });

  it('in the workspace folders change which configuration counts', async () => {
    const editor = await edit({ files: { [CONFIGURATION]: ROLE }, folders: ['sub'] });
    await editor.open('sub/edge.yaml', BARE);
    assert.equal(isJudged(await editor.findings('sub/edge.yaml')), false);
    const folder = (name: string) => ({ uri: editor.uri(name), name });
    await editor.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
      event: { added: [folder('.')], removed: [folder('sub')] },
    });
    assert.equal(isJudged(await editor.findings('sub/edge.yaml')), true);
  });
});

describe('the settings', () => {
  it('win over what files say', async () => {
    const editor = await edit({
      settings: { regions: ['eu-central-1'], protocols: ['dcv'], edition: '2022-09-02' },
    });
    await editor.open('edge.yaml', FIREWALL);
    const found = (await editor.findings('edge.yaml')).filter(({ code }) => code === 'missing-flow');
    assert.match(JSON.stringify(found), /"region":"eu-central-1"/);
    assert.doesNotMatch(JSON.stringify(found), /us-west-2|pcoip/);
  });

  it('set severities', async () => {
    const editor = await edit({ settings: { severities: { 'missing-flow': 'info', 'role-hint': 'off' } } });
    await editor.open('edge.yaml', FIREWALL);
    const found = (await editor.findings('edge.yaml')).filter(({ code }) => code === 'missing-flow');
    assert.deepEqual([...new Set(found.map(({ severity }) => severity))], [DiagnosticSeverity.Information]);
  });

  it('come with the start, and by notification, for editors that are not asked', async () => {
    const editor = await edit({
      capabilities: PUSHED,
      initializationOptions: { regions: ['eu-central-1'] },
    });
    await editor.open('edge.yaml', FIREWALL);
    const of = (region: string) => (diagnostics: Diagnostic[]) =>
      JSON.stringify(diagnostics).includes(`"${region}"`);
    await editor.published('edge.yaml', ({ diagnostics }) => of('eu-central-1')(diagnostics));
    await editor.connection.sendNotification('workspace/didChangeConfiguration', {
      settings: { workspacesNetlint: { regions: ['eu-west-1'] } },
    });
    await editor.published('edge.yaml', ({ diagnostics }) => of('eu-west-1')(diagnostics));
  });

  it('that are not understood are left out and logged', async () => {
    const editor = await edit({
      settings: { regions: ['us-west-9', 'eu-west-1', 3], severities: { x: 'off' } },
    });
    await editor.open('edge.yaml', FIREWALL);
    assert.match(JSON.stringify(await editor.findings('edge.yaml')), /"region":"eu-west-1"/);
    assert.deepEqual(editor.logged, [
      'workspacesNetlint.regions: "us-west-9" is not known',
      'workspacesNetlint.regions: 3 is not known',
      'workspacesNetlint.severities: there is no check "x"',
    ]);
  });
});

function isJudged(found: readonly Diagnostic[]): boolean {
  return found.some(({ code }) => code === 'missing-flow');
}
