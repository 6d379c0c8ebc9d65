import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { closeAll, EXTENSION, remove, replace, show, untilFindings, write, type Finding } from './editor';

const CONFIGURATION = '.workspaces-netlint.yaml';

const lacks = (port: string) => (findings: readonly Finding[]) =>
  findings.some(({ code, message }) => code === 'missing-flow' && message.includes(port));
const lacksStreaming = lacks('4195');

describe('findings', () => {
  afterEach(closeAll);

  it('are there when a Terraform file is opened', async () => {
    const findings = await untilFindings(await show('main.tf'), lacksStreaming);
    assert.equal(vscode.extensions.getExtension(EXTENSION)?.isActive, true);
    assert.deepEqual(
      findings.map(({ code, severity, line }) => ({ code, severity, line })),
      findings.map(() => ({ code: 'missing-flow', severity: 'error', line: 2 })),
    );
  });

  it('are there in security group JSON', async () => {
    const findings = await untilFindings(await show('groups.json'), lacksStreaming);
    assert.deepEqual([...new Set(findings.map(({ line }) => line))], [3]);
  });

  it('are there in firewall YAML', async () => {
    const findings = await untilFindings(await show('egress.yaml'), lacksStreaming);
    assert.deepEqual([...new Set(findings.map(({ line }) => line))], [3]);
  });

  it('go while the missing rule is typed, and come back when it is undone', async () => {
    const document = await show('egress.yaml');
    await untilFindings(document, lacksStreaming);
    await replace(document, 'protocol: tcp, ports: [4195]', 'protocol: [tcp, udp], ports: [4195]');
    await untilFindings(document, (findings) => !lacksStreaming(findings));
    await vscode.commands.executeCommand('undo');
    await untilFindings(document, lacksStreaming);
  });

  it('follow a change in another file of the folder', async () => {
    const main = await show('main.tf');
    const lacksSignIn = lacks('443');
    await untilFindings(main, (findings) => lacksStreaming(findings) && !lacksSignIn(findings));
    const variables = await show('variables.tf');
    await replace(variables, '443', '80');
    await untilFindings(main, lacksSignIn);
    await replace(variables, '80', '443');
    await untilFindings(main, (findings) => !lacksSignIn(findings));
  });

  it('take the severity that the configuration gives', async () => {
    const document = await show('main.tf');
    await untilFindings(document, lacksStreaming);
    await write(CONFIGURATION, 'checks: { missing-flow: info }\n');
    await untilFindings(
      document,
      (findings) => findings.length > 0 && findings.every(({ severity }) => severity === 'info'),
    );
    await write(CONFIGURATION, 'checks: { missing-flow: off }\n');
    await untilFindings(document, (findings) => findings.length === 0);
    await remove(CONFIGURATION);
    await untilFindings(document, (findings) => findings.some(({ severity }) => severity === 'error'));
  });

  it('take the severity that the settings give', async () => {
    const document = await show('main.tf');
    await untilFindings(document, lacksStreaming);
    const settings = vscode.workspace.getConfiguration('workspacesNetlint');
    await settings.update('severities', { 'missing-flow': 'warning' }, vscode.ConfigurationTarget.Workspace);
    await untilFindings(
      document,
      (findings) => findings.length > 0 && findings.every(({ severity }) => severity === 'warning'),
    );
    await settings.update('severities', undefined, vscode.ConfigurationTarget.Workspace);
    await untilFindings(document, (findings) => findings.some(({ severity }) => severity === 'error'));
  });

  it('follow the role and the Region that the configuration states', async () => {
    const document = await show('hq.yaml');
    const text = "policies: [{ match: 'hq-*', role: client-network }]\n";
    await write(CONFIGURATION, text);
    await untilFindings(document, (findings) => findings.some(({ code }) => code === 'unknown-region'));
    await write(CONFIGURATION, `regions: [eu-central-1]\n${text}`);
    await untilFindings(document, (findings) =>
      findings.some(({ message }) => message.includes('eu-central-1')),
    );
    await remove(CONFIGURATION);
    await untilFindings(document, (findings) => findings.every(({ code }) => code !== 'missing-flow'));
  });

  it('are told about a faulty configuration', async () => {
    await write(CONFIGURATION, 'region: [us-west-2]\n');
    const document = await show(CONFIGURATION);
    const [finding] = await untilFindings(document, (findings) => findings.length > 0);
    assert.match(finding?.message ?? '', /regions/);
    await closeAll();
    await remove(CONFIGURATION);
  });

  it('are silent where a comment with a reason says so', async () => {
    const document = await show('main.tf');
    await untilFindings(document, lacksStreaming);
    const directive = '# workspaces-netlint: disable=missing-flow reason="The proxy lets it through"\n';
    await replace(document, 'resource', `${directive}resource`);
    await untilFindings(document, (findings) => findings.length === 0);
  });

  it('say nothing about files that are not ours', async () => {
    const own = await show('egress.yaml');
    await untilFindings(own, lacksStreaming);
    const other = await show('compose.yaml');
    await replace(own, 'name: web', 'name: web-2');
    await untilFindings(own, lacksStreaming);
    assert.deepEqual(vscode.languages.getDiagnostics(other.uri), []);
  });
});
