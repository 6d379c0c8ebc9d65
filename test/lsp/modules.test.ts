import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { edit, PULLING } from './editor';

const MODULE = `variable "cidrs" {
  type = list(string)
}
# workspaces-netlint: role=client-network region=us-west-2 protocols=wsp
resource "aws_security_group" "this" {
  egress {
    from_port   = 0
    to_port     = 65535
    protocol    = "tcp"
    cidr_blocks = var.cidrs
  }
  egress {
    from_port   = 0
    to_port     = 65535
    protocol    = "udp"
    cidr_blocks = var.cidrs
  }
}
`;
const root = (cidr: string): string =>
  `module "sg" {\n  source = "../modules/sg"\n  cidrs  = ["${cidr}"]\n}\n`;

describe('a module that is open', () => {
  it('is judged as its callers see it, and again when one of them changes', async () => {
    const editor = await edit({
      capabilities: PULLING,
      files: { 'env/main.tf': root('10.0.0.0/8'), 'modules/sg/main.tf': MODULE },
    });
    await editor.open('modules/sg/main.tf', MODULE);
    const codes = async (): Promise<readonly unknown[]> =>
      (await editor.findings('modules/sg/main.tf')).map(({ code }) => code);
    assert.ok((await codes()).includes('missing-flow'));

    // In the editor.
    await editor.open('env/main.tf', root('10.0.0.0/8'));
    await editor.change('env/main.tf', root('0.0.0.0/0'));
    assert.ok(!(await codes()).includes('missing-flow'));

    // On the disk, by somebody who was not there before.
    editor.write('other/main.tf', root('10.0.0.0/8'));
    await editor.changedOnDisk('other/main.tf');
    assert.ok((await codes()).includes('missing-flow'));
    editor.remove('other/main.tf');
    await editor.changedOnDisk('other/main.tf');
    assert.ok(!(await codes()).includes('missing-flow'));

    // And not called any more.
    await editor.change('env/main.tf', '');
    assert.ok(!(await codes()).includes('missing-flow'));
  });

  it('has one finding for all of its callers, who are related', async () => {
    const editor = await edit({
      capabilities: PULLING,
      files: {
        'a/main.tf': root('10.0.0.0/8'),
        'b/main.tf': root('10.0.0.0/8'),
        'modules/sg/main.tf': MODULE,
      },
    });
    await editor.open('modules/sg/main.tf', MODULE);
    const findings = await editor.findings('modules/sg/main.tf');
    const missing = findings.filter(({ code }) => code === 'missing-flow');
    const alone = await edit({
      capabilities: PULLING,
      files: { 'a/main.tf': root('10.0.0.0/8'), 'modules/sg/main.tf': MODULE },
    });
    await alone.open('modules/sg/main.tf', MODULE);
    const single = (await alone.findings('modules/sg/main.tf')).filter(({ code }) => code === 'missing-flow');
    assert.equal(missing.length, single.length);
    const callers = missing.flatMap(({ relatedInformation = [] }) =>
      relatedInformation.map(({ location }) => location.uri),
    );
    assert.ok(callers.includes(editor.uri('b/main.tf')));
  });
});
