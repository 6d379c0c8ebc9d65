import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { click, closeAll, remove, show, showCopy, textOnDisk, until, untilFindings, write } from './editor';

const RANGE = '34.223.96.0/22';
const TITLE = 'Allow UDP 4195 to the WSP gateways of us-west-2 (1 range)';

const VARIABLE = `# workspaces-netlint: role=client-network region=us-west-2
resource "aws_security_group" "clients" {
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = var.peers
  }
}

variable "peers" {
  type = list(string)
}
`;

/** The actions on the first line that has a finding, once there are any. */
async function actionsOn(document: vscode.TextDocument): Promise<vscode.CodeAction[]> {
  const [finding] = await untilFindings(document, ({ length }) => length > 0);
  const { range } = document.lineAt((finding?.line ?? 1) - 1);
  const ask = () =>
    vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      range,
      vscode.CodeActionKind.QuickFix.value,
    );
  return until(ask, ({ length }) => length > 0);
}

async function saved(document: vscode.TextDocument): Promise<string> {
  assert.ok(await document.save());
  return textOnDisk(document);
}

describe('fixes', () => {
  afterEach(closeAll);

  for (const name of ['constants/main.tf', 'egress.yaml', 'groups.json']) {
    it(`add what is missing in ${name}; it is saved, and the finding is gone`, async () => {
      const document = await showCopy(name);
      const before = document.getText();
      const actions = await actionsOn(document);
      const fix = actions.find(({ title }) => title.startsWith(TITLE));
      assert.ok(fix?.edit !== undefined, actions.map(({ title }) => title).join('\n'));
      assert.ok(await vscode.workspace.applyEdit(fix.edit));
      const text = await saved(document);
      assert.ok(!before.includes(RANGE) && text.includes(RANGE), text);
      await untilFindings(document, (findings) => findings.every(({ message }) => !message.includes(RANGE)));
    });
  }

  it('mend a whole file on command', async () => {
    const document = await showCopy('egress.yaml');
    await untilFindings(document, ({ length }) => length > 0);
    await vscode.commands.executeCommand('workspacesNetlint.fixAll');
    assert.deepEqual(await untilFindings(document, ({ length }) => length === 0), []);
    assert.ok(document.getText().includes(RANGE));
  });

  it('mend a whole file while it is saved, where the settings want it', async () => {
    const document = await showCopy('constants/main.tf');
    await untilFindings(document, ({ length }) => length > 0);
    const editor = vscode.workspace.getConfiguration('editor');
    const set = (value: unknown) =>
      editor.update('codeActionsOnSave', value, vscode.ConfigurationTarget.Workspace);
    await set({ 'source.fixAll.workspaces-netlint': 'explicit' });
    try {
      await vscode.commands.executeCommand('workbench.action.files.save');
      await until(
        () => textOnDisk(document),
        (text) => text.includes(RANGE),
      );
      await untilFindings(document, ({ length }) => length === 0);
    } finally {
      await set(undefined);
    }
  });

  it('write a value for a variable into a file that is made for it, and show it', async () => {
    await write('values/main.tf', VARIABLE);
    try {
      const actions = await actionsOn(await show('values/main.tf'));
      const action = actions.find(({ title }) => title === 'Set peers in terraform.tfvars');
      assert.ok(action?.edit !== undefined && action.command !== undefined);
      assert.ok(await vscode.workspace.applyEdit(action.edit));
      await click(action.command);
      const shown = await until(
        () => vscode.window.activeTextEditor,
        (editor) => editor?.document.uri.path.endsWith('/terraform.tfvars') === true,
      );
      assert.equal(shown?.document.getText(), 'peers = []\n');
      await until(
        () => shown.selection.active,
        (place) => place.isEqual(new vscode.Position(0, 'peers = ['.length)),
      );
      await shown.document.save();
    } finally {
      await closeAll();
      await remove('values');
    }
  });

  it('copy the command that changes what an export shows', async () => {
    const document = await show('groups.json');
    const copy = (await actionsOn(document)).find(
      ({ command }) => command?.command === 'workspacesNetlint.copyCommand',
    )?.command;
    assert.ok(copy !== undefined);
    await click(copy);
    assert.match(await vscode.env.clipboard.readText(), /^aws ec2 authorize-security-group-egress /);
  });
});
