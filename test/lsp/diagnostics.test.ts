import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DiagnosticSeverity, DiagnosticTag, type Diagnostic } from 'vscode-languageserver';
import { edit, PULLING, PUSHED } from './editor';
import { EXPORT, FIREWALL, GROUP, VARIABLES } from './fixtures';

describe('diagnostics by pull', () => {
  it('are offered to who asks for them, and to nobody else', async () => {
    const pulling = await edit();
    assert.deepEqual(pulling.initialized.capabilities.diagnosticProvider, {
      identifier: 'workspaces-netlint',
      interFileDependencies: true,
      workspaceDiagnostics: true,
    });
    const pushed = await edit({ capabilities: PUSHED });
    assert.equal(pushed.initialized.capabilities.diagnosticProvider, undefined);
    await pulling.open('main.tf', GROUP);
    assert.ok((await pulling.findings('main.tf')).length > 0);
    assert.equal(pulling.publishedCount(), 0);
  });

  it('say where, what and on whose word in Terraform', async () => {
    const editor = await edit();
    await editor.open('variables.tf', VARIABLES);
    await editor.open('main.tf', GROUP);
    const found = await editor.findings('main.tf');
    const pcoip = one(found, 'client.streaming.pcoip');
    assert.deepEqual(pcoip.range, { start: { line: 1, character: 0 }, end: { line: 1, character: 39 } });
    assert.equal(pcoip.severity, DiagnosticSeverity.Error);
    assert.equal(pcoip.source, 'workspaces-netlint');
    assert.equal(pcoip.code, 'missing-flow');
    assert.equal(
      pcoip.codeDescription?.href,
      'https://docs.aws.amazon.com/workspaces/latest/adminguide/workspaces-port-requirements.html#gateway_IP',
    );
    assert.equal(pcoip.relatedInformation?.[0]?.location.uri, editor.uri('main.tf'));
  });

  it('show a family as one finding that lists its members', async () => {
    const editor = await edit();
    await editor.open('groups.json', EXPORT);
    const found = await editor.findings('groups.json');
    const directory = found.filter((item) => textOf(item).includes('findings of directory'));
    // Those that are recommended only are another finding, because they are no errors.
    assert.deepEqual(
      directory.map(({ severity }) => severity),
      [DiagnosticSeverity.Error, DiagnosticSeverity.Warning],
    );
    assert.match(
      textOf(directory[1]),
      /^2 findings of directory\.\*:\ndirectory\.global-catalog {2}.*\ndirectory\.ldaps {2}/,
    );
    assert.deepEqual(directory[1]?.data, {
      policy: 'sg-0a1b2c3d',
      requirements: ['directory.global-catalog', 'directory.ldaps'],
      role: 'workspace',
    });
  });

  it('read the whole directory, and what is open before what is on the disk', async () => {
    const editor = await edit({ files: { 'variables.tf': VARIABLES } });
    await editor.open('main.tf', GROUP);
    assert.ok(!(await editor.findings('main.tf')).some(({ code }) => code === 'undetermined-flow'));

    await editor.open('variables.tf', 'variable "office" {}\n');
    assert.ok((await editor.findings('main.tf')).some(({ code }) => code === 'undetermined-flow'));
    await editor.change('variables.tf', VARIABLES);
    assert.ok(!(await editor.findings('main.tf')).some(({ code }) => code === 'undetermined-flow'));
    await editor.change('variables.tf', 'variable "office" {}\n');
    assert.ok((await editor.findings('main.tf')).some(({ code }) => code === 'undetermined-flow'));
    await editor.close('variables.tf');
    assert.ok(!(await editor.findings('main.tf')).some(({ code }) => code === 'undetermined-flow'));
  });

  it('bring those of the other open files of a directory along, or ask for a refresh', async () => {
    const capabilities = {
      ...PULLING,
      textDocument: { ...PULLING.textDocument, diagnostic: { relatedDocumentSupport: true } },
    };
    const knowing = await edit({ capabilities });
    await knowing.open('main.tf', GROUP);
    await knowing.open('variables.tf', VARIABLES);
    const report = await knowing.pull('variables.tf');
    assert.deepEqual(Object.keys(report.relatedDocuments ?? {}), [knowing.uri('main.tf')]);

    const plain = await edit();
    await plain.open('main.tf', GROUP);
    await plain.open('variables.tf', VARIABLES);
    const before = plain.refreshes.get('workspace/diagnostic/refresh') ?? 0;
    await plain.change('variables.tf', 'variable "office" {}\n');
    await plain.pull('variables.tf');
    assert.equal(plain.refreshes.get('workspace/diagnostic/refresh'), before + 1);
  });

  it('are unchanged when nothing changed', async () => {
    const editor = await edit();
    await editor.open('edge.yaml', FIREWALL);
    const first = await editor.pull('edge.yaml');
    assert.equal((await editor.pull('edge.yaml', first.resultId)).kind, 'unchanged');
    await editor.change('edge.yaml', FIREWALL.replace('[4195]', '[4172]'));
    assert.equal((await editor.pull('edge.yaml', first.resultId)).kind, 'full');
  });

  it('answer with the text as it stands when the typing pauses', async () => {
    const editor = await edit();
    await editor.open('edge.yaml', FIREWALL);
    await editor.change('edge.yaml', 'firewall:\n  rules: [\n');
    const broken = editor.findings('edge.yaml');
    await editor.change('edge.yaml', FIREWALL.replace('[tcp, udp]', 'tcp'));
    assert.deepEqual(
      (await broken).filter(({ code }) => code === 'syntax-error'),
      [],
    );
    assert.match(textOf(one(await broken, 'client.streaming.wsp')), /UDP 4195/);
  });

  it('count columns in UTF-16 units, and lines as the editor does', async () => {
    const editor = await edit();
    const text =
      '# 🚧🚧\r\nresource "aws_security_group" "🚧x" { egress { cidr_blocks = ["10.0.0.0/33"] } }\r\n';
    await editor.open('main.tf', text);
    const cidr = (await editor.findings('main.tf')).find(({ code }) => code === 'invalid-cidr');
    const column = text.split('\r\n')[1]?.indexOf('"10.0.0.0/33"') ?? -1;
    assert.deepEqual(cidr?.range, {
      start: { line: 1, character: column },
      end: { line: 1, character: column + '"10.0.0.0/33"'.length },
    });
  });

  it('mark what can go as unnecessary', async () => {
    const editor = await edit();
    const unused = '# workspaces-netlint: disable=quota-exceeded reason="none"\n';
    await editor.open('edge.yaml', `${unused}${FIREWALL}`);
    const found = (await editor.findings('edge.yaml')).find(({ code }) => code === 'unused-suppression');
    assert.deepEqual(found?.tags, [DiagnosticTag.Unnecessary]);
  });

  it('are none for what is not ours, not open, or gone', async () => {
    const editor = await edit();
    await editor.open('package.json', '{ "broken": ');
    assert.deepEqual(await editor.findings('package.json'), []);
    assert.deepEqual(await editor.findings('nowhere.tf'), []);
    await editor.open('edge.yaml', FIREWALL);
    await editor.close('edge.yaml');
    assert.deepEqual(await editor.findings('edge.yaml'), []);
  });
});

describe('diagnostics by push', () => {
  it('come with the version they are about, and go when the document is closed', async () => {
    const editor = await edit({ capabilities: PUSHED });
    await editor.open('main.tf', GROUP);
    const first = await editor.published('main.tf', ({ version }) => version === 1);
    assert.ok(first.diagnostics.length > 0);
    await editor.change('main.tf', '');
    const second = await editor.published('main.tf', ({ version }) => version === 2);
    assert.deepEqual(second.diagnostics, []);
    await editor.change('main.tf', GROUP);
    await editor.published('main.tf', ({ version }) => version === 3);
    await editor.close('main.tf');
    await editor.published('main.tf', ({ version }) => version === undefined);
  });

  it('follow a change in another file of the directory', async () => {
    const editor = await edit({ capabilities: PUSHED, files: { 'variables.tf': VARIABLES } });
    await editor.open('main.tf', GROUP);
    await editor.published('main.tf', ({ diagnostics }) => !hasUndetermined(diagnostics));
    await editor.open('variables.tf', 'variable "office" {}\n');
    await editor.published('main.tf', ({ diagnostics }) => hasUndetermined(diagnostics));
  });

  it('come once for edits that follow each other in YAML', async () => {
    const editor = await edit({ capabilities: PUSHED });
    await editor.open('edge.yaml', FIREWALL);
    await editor.published('edge.yaml', ({ version }) => version === 1);
    const before = editor.publishedCount();
    for (let key = 0; key < 5; key++) await editor.change('edge.yaml', `${FIREWALL}#${'x'.repeat(key)}\n`);
    await editor.published('edge.yaml', ({ version }) => version === 6);
    assert.equal(editor.publishedCount(), before + 1);
  });
});

function one(found: readonly Diagnostic[], requirement: string): Diagnostic {
  const hits = found.filter(({ data }) => JSON.stringify(data).includes(`"${requirement}"`));
  const [hit] = hits;
  assert.ok(hit !== undefined && hits.length === 1, found.map(textOf).join('\n'));
  return hit;
}

function textOf(item: Diagnostic | undefined): string {
  return typeof item?.message === 'string' ? item.message : '';
}

function hasUndetermined(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ code }) => code === 'undetermined-flow');
}
