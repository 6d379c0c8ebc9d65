import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { InsertReplaceEdit, type CompletionItem } from 'vscode-languageserver';
import { edit as openEdit } from './editor';

describe('completion in the configuration', () => {
  const at = (text: string) => complete('.workspaces-netlint.yaml', text);

  it('knows the keys that are not there yet, with what they mean', async () => {
    const items = await at('regions: [us-west-2]\npro|');
    assert.ok(!labels(items).includes('regions'));
    const protocols = items.find(({ label }) => label === 'protocols');
    assert.match(JSON.stringify(protocols?.documentation), /^"The streaming protocols in use/);
    assert.deepEqual(edit(protocols), { from: 0, to: 3, newText: 'protocols: ' });
  });

  it('knows the words of a value', async () => {
    assert.deepEqual(labels(await at('protocols: [pcoip, |')), ['dcv', 'pcoip', 'wsp']);
    assert.deepEqual(labels(await at('webAccess: |')), ['false', 'true']);
    assert.deepEqual(labels(await at('proxy:\n  client: n|')), ['https', 'none']);
    assert.deepEqual(labels(await at('checks:\n  stale-range: |')), ['error', 'info', 'off', 'warning']);
    assert.ok(labels(await at('policies:\n  - role: |')).includes('client-network'));
    assert.ok(labels(await at('checks:\n  |')).includes('missing-flow'));
    assert.ok(labels(await at('policies:\n  - regions:\n      - eu|')).includes('eu-central-1'));
  });
});

describe('completion in a firewall', () => {
  const HEAD =
    'firewall:\n  name: edge\n  role: client-network\n  regions: [us-west-2]\n  rules:\n    - action: allow\n      direction: outbound\n      protocol: udp\n';
  const at = (text: string) => complete('edge.yaml', text);

  it('knows keys and words', async () => {
    assert.deepEqual(labels(await at(`${HEAD}      |`)), [
      'description',
      'destinations',
      'name',
      'ports',
      'sourcePorts',
      'sources',
    ]);
    assert.deepEqual(labels(await at('firewall:\n  evaluation: |')), ['any-allow', 'first-match']);
    assert.ok(labels(await at('firewall:\n  region: |')).includes('ap-south-1'));
  });

  it('knows the addresses that the rule could be about, the missing ones first', async () => {
    const items = await at(`${HEAD}      ports: [4195]\n      destinations: [34.|`);
    const wsp = items.find(({ label }) => label === '34.223.96.0/22');
    assert.equal(wsp?.detail, 'client.streaming.wsp (us-west-2)');
    assert.ok(wsp.sortText?.startsWith('0 '));
    const pcoip = items.find(({ label }) => label === '54.244.46.0/23');
    assert.ok(pcoip?.sortText?.startsWith('1 '), 'its port is another one');
  });

  it('knows the ports that its roles need', async () => {
    const items = await at(`${HEAD}      ports: [|]\n      destinations: [any]\n`);
    assert.ok(labels(items).includes('4172'));
    assert.match(
      String(items.find(({ label }) => label === '4195')?.detail),
      /client\.streaming\.wsp \(us-west-2\)/,
    );
  });

  it('leaves the YAML of others alone', async () => {
    assert.deepEqual(await at('services:\n  web:\n    |'), []);
  });
});

describe('completion in security groups as AWS prints them', () => {
  const group = (permissions: string) =>
    complete(
      'groups.json',
      `{ "SecurityGroups": [{ "GroupId": "sg-0a1b2c3d",
        "Tags": [{ "Key": "workspaces-netlint:role", "Value": "client-network" }, { "Key": "workspaces-netlint:region", "Value": "us-west-2" }],
        ${permissions} }] }`,
    );

  it('knows the addresses that a rule could be about, the missing ones first', async () => {
    const items = await group(
      '"IpPermissionsEgress": [{ "IpProtocol": "udp", "FromPort": 4195, "ToPort": 4195, "IpRanges": [{ "CidrIp": "34.|" }] }]',
    );
    const wsp = items.find(({ label }) => label === '34.223.96.0/22');
    assert.equal(edit(wsp).newText, '34.223.96.0/22');
    assert.ok(wsp?.sortText?.startsWith('0 '));
    assert.ok(items.find(({ label }) => label === '54.244.46.0/23')?.sortText?.startsWith('1 '));
    assert.ok(labels(items).every((label) => !label.includes(':')));
  });

  it('knows the ports of the direction that the list is for', async () => {
    const rule = '[{ "IpProtocol": "udp", "FromPort": 4|, "IpRanges": [{ "CidrIp": "0.0.0.0/0" }] }]';
    assert.ok(labels(await group(`"IpPermissionsEgress": ${rule}`)).includes('4195'));
    assert.deepEqual(labels(await group(`"IpPermissions": ${rule}`)), []);
  });

  it('has nothing to say elsewhere', async () => {
    assert.deepEqual(await group('"GroupName": "|"'), []);
    assert.deepEqual(await complete('package.json', '{ "CidrIp": "|" }'), []);
  });
});

describe('completion in Terraform', () => {
  const HEAD =
    '# workspaces-netlint: role=client-network region=us-west-2\nresource "aws_security_group" "x" {\n  egress {\n    protocol = "tcp"\n';
  const at = (text: string) => complete('main.tf', text);

  it('knows addresses, in quotes where they are not there yet', async () => {
    const bare = (await at(`${HEAD}    cidr_blocks = [|]\n  }\n}\n`)).find(
      ({ label }) => label === '34.223.96.0/22',
    );
    assert.equal(edit(bare).newText, '"34.223.96.0/22"');
    const begun = (
      await at(`${HEAD}    cidr_blocks = [\n      "10.0.0.0/8",\n      "34.|"\n    ]\n  }\n}\n`)
    ).find(({ label }) => label === '34.223.96.0/22');
    assert.deepEqual({ ...edit(begun), from: 0, to: 0 }, { from: 0, to: 0, newText: '34.223.96.0/22' });
  });

  it('knows ports', async () => {
    assert.ok(labels(await at(`${HEAD}    from_port = 4|\n  }\n}\n`)).includes('4195'));
  });

  it('has nothing to say elsewhere', async () => {
    assert.deepEqual(await at(`${HEAD}    description = "4|"\n  }\n}\n`), []);
  });
});

describe('completion in directives', () => {
  it('knows keys, and the words of each', async () => {
    const at = (text: string) => complete('main.tf', text);
    assert.deepEqual(labels(await at('# wor|')), ['workspaces-netlint:']);
    assert.deepEqual(labels(await at('# workspaces-netlint: role=directory re|')), [
      'direction',
      'disable',
      'protocols',
      'reason',
      'region',
      'requirement',
      'until',
    ]);
    assert.ok(labels(await at('// workspaces-netlint: role=client-network,|')).includes('workspace'));
    assert.ok(labels(await at('# workspaces-netlint: region=|')).includes('us-west-2'));
    assert.ok(labels(await at('# workspaces-netlint: disable=miss|')).includes('missing-flow'));
    assert.ok(labels(await at('# workspaces-netlint: disable=x requirement=|')).includes('directory.ntp'));
    assert.deepEqual(await at('# workspaces-netlint: disable=x reason="in |'), []);
    assert.deepEqual(await at('# a comment about |'), []);
  });

  it('works in YAML and in JSON with comments, too', async () => {
    assert.ok(labels(await complete('edge.yaml', 'firewall:\n  # workspaces-netlint: |')).includes('role'));
    assert.ok(labels(await complete('a.jsonc', '{ // workspaces-netlint: |')).includes('role'));
  });
});

/** The items at the bar, which is no part of the text. */
async function complete(name: string, text: string): Promise<CompletionItem[]> {
  const editor = await openEdit();
  await editor.open(name, text.replace('|', ''));
  const before = text.slice(0, text.indexOf('|')).split('\n');
  return editor.request('textDocument/completion', {
    textDocument: { uri: editor.uri(name) },
    position: { line: before.length - 1, character: before.at(-1)?.length ?? 0 },
  });
}

function labels(items: readonly CompletionItem[]): readonly string[] {
  return items.map(({ label }) => label).sort();
}

function edit(item: CompletionItem | undefined): { from: number; to: number; newText: string } {
  const change = item?.textEdit;
  assert.ok(change !== undefined && !InsertReplaceEdit.is(change));
  const { start, end } = change.range;
  return { from: start.character, to: end.character, newText: change.newText };
}
